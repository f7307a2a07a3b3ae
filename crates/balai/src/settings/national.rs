//! `[national_identity]`: the provider that answers for people at the third level.

use std::path::PathBuf;
use std::time::Duration;

use balai_relying::{Provider, ProviderSettings, Refused};
use balai_web::account::national::National;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::Mistake;
use super::sections::{given, secret};

/// The section; without an issuer there is no such provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalIdentity {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: SecretString,
    pub client_secret_file: PathBuf,
    pub name: String,
    pub scopes: String,
    pub nik_claim: String,
    pub timeout_s: u64,
}

impl NationalIdentity {
    /// Whether a provider is named.
    pub fn is_on(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// The provider, where one is named; nobody has spoken with it yet.
    pub fn provider(&self) -> Result<Option<National>, Refused> {
        if !self.is_on() {
            return Ok(None);
        }
        let secret = secret(&self.client_secret, &self.client_secret_file);
        let secret = secret.map_err(|error| Refused::Silent(format!("client_secret_file: {error}")))?;
        let provider = Provider::new(self.settings(secret.unwrap_or_default()))?;
        Ok(Some(National { name: self.name.clone(), nik_claim: self.nik_claim.clone(), provider }))
    }

    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mistake = |field: &str, problem: &str| Mistake::new(format!("national_identity.{field}"), problem);
        if !self.is_on() {
            let half = !self.client_id.is_empty() || given(&self.client_secret, &self.client_secret_file);
            let problem = "belum diisi, padahal client_id atau rahasianya diisi";
            return half.then(|| mistake("issuer", problem)).into_iter().collect();
        }
        let mut mistakes = Vec::new();
        let secret = match secret(&self.client_secret, &self.client_secret_file) {
            Ok(secret) => secret.unwrap_or_default(),
            Err(error) => {
                mistakes.push(mistake("client_secret_file", &format!("tidak terbaca: {error}")));
                "-".into()
            }
        };
        if !self.client_secret.expose_secret().is_empty() && !self.client_secret_file.as_os_str().is_empty() {
            mistakes.push(mistake("client_secret", "dan client_secret_file terisi dua-duanya; pakai satu"));
        }
        let faults = self.settings(secret).faults();
        mistakes.extend(faults.into_iter().map(|fault| mistake(fault.field, fault.problem)));
        let shown = self.name.trim();
        if shown.is_empty() || shown.chars().count() > 60 || shown.chars().any(char::is_control) {
            mistakes.push(mistake("name", "tulis nama yang dikenal warga, paling panjang 60 huruf"));
        }
        if self.nik_claim.is_empty() || !self.nik_claim.bytes().all(|b| b.is_ascii_graphic()) {
            mistakes.push(mistake("nik_claim", "tulis nama klaim yang memuat NIK"));
        }
        mistakes
    }

    fn settings(&self, client_secret: SecretString) -> ProviderSettings {
        ProviderSettings {
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret,
            scopes: self.scopes.clone(),
            timeout: Duration::from_secs(self.timeout_s),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::settings::{Overrides, load};

    fn keys(keys: &[(&'static str, &str)]) -> Vec<String> {
        let keys = keys.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        let mistakes = load(&Overrides { file: None, keys }).err().unwrap_or_default();
        mistakes.into_iter().map(|mistake| mistake.key).collect()
    }

    #[test]
    fn without_an_issuer_there_is_no_such_provider_and_nothing_else_may_be_set() {
        assert!(keys(&[]).is_empty());
        assert_eq!(keys(&[("national_identity.client_id", "balai")]), ["national_identity.issuer"]);
    }

    #[test]
    fn what_a_provider_needs_is_asked_for_at_once() {
        let issuer = ("national_identity.issuer", "https://ikd.contoh.go.id");
        let missing = keys(&[issuer, ("national_identity.name", " "), ("national_identity.timeout_s", "0")]);
        let all = ["client_id", "client_secret_file", "timeout_s", "name"];
        assert_eq!(missing, all.map(|key| format!("national_identity.{key}")));
        let (id, secret) = (("national_identity.client_id", "balai"), ("national_identity.client_secret", "rahasia"));
        assert!(keys(&[issuer, id, secret]).is_empty());
        let file = ("national_identity.client_secret_file", "/tidak/ada");
        assert_eq!(keys(&[issuer, id, file]), ["national_identity.client_secret_file"]);
        assert_eq!(
            keys(&[("national_identity.issuer", "http://ikd.contoh.go.id"), id, secret]),
            ["national_identity.issuer"]
        );
    }
}
