//! How a provider is reached and known.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

/// A provider as its operator and ours agreed on it.
#[derive(Debug, Clone)]
pub struct ProviderSettings {
    /// The issuer, to the letter as its documents and tokens name it.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// What shows that we are.
    pub client_secret: SecretString,
    /// What is asked for, parted by blanks; `openid` is among it.
    pub scopes: String,
    /// How long one conversation may take, whatever it is made of.
    pub timeout: Duration,
}

/// A mistake in the settings: which of them, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field.
    pub field: &'static str,
    /// A sentence for the operator.
    pub problem: &'static str,
}

impl ProviderSettings {
    /// All mistakes at once; empty when the settings can be used.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |field, problem| faults.push(Fault { field, problem });
        let plain = |url: Url| url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if !Url::parse(&self.issuer).is_ok_and(|url| is_reachable(&url) && plain(url)) {
            add("issuer", "harus alamat https tanpa ? dan #; http hanya untuk 127.0.0.1 atau [::1]");
        }
        let printable = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
        if !printable(&self.client_id) {
            add("client_id", "belum diisi, padahal issuer diisi");
        }
        if !printable(self.client_secret.expose_secret()) {
            add("client_secret_file", "belum diisi, padahal issuer diisi");
        }
        if !self.scopes.split(' ').any(|scope| scope == "openid") {
            add("scopes", "harus memuat openid; pisahkan dengan spasi");
        }
        if !(1..=60).contains(&self.timeout.as_secs()) {
            add("timeout_s", "harus 1 sampai 60 detik");
        }
        faults
    }
}

/// Whether we speak with this address: over TLS, or with this machine itself.
pub fn is_reachable(url: &Url) -> bool {
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => true,
        ("http", Some(Host::Ipv4(ip))) => ip.is_loopback(),
        ("http", Some(Host::Ipv6(ip))) => ip.is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(change: impl FnOnce(&mut ProviderSettings)) -> Vec<&'static str> {
        let mut settings = ProviderSettings {
            issuer: "https://ikd.contoh.go.id".into(),
            client_id: "balai".into(),
            client_secret: "rahasia".into(),
            scopes: "openid profile".into(),
            timeout: Duration::from_secs(10),
        };
        change(&mut settings);
        settings.faults().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn a_provider_is_spoken_with_over_tls_or_on_this_machine() {
        assert!(faults(|_| {}).is_empty());
        assert!(faults(|s| s.issuer = "http://127.0.0.1:9000/ikd".into()).is_empty());
        for issuer in [
            "",
            "ikd",
            "http://ikd.contoh.go.id",
            "http://localhost:9",
            "https://a@b.id",
            "https://b.id/?x",
            "ftp://b.id",
        ] {
            assert_eq!(faults(|s| s.issuer = issuer.into()), ["issuer"], "{issuer}");
        }
    }

    #[test]
    fn all_mistakes_come_at_once_and_none_shows_the_secret() {
        let all = faults(|s| {
            s.client_id = String::new();
            s.client_secret = "a\nb".into();
            s.scopes = "profile openidx".into();
            s.timeout = Duration::ZERO;
        });
        assert_eq!(all, ["client_id", "client_secret_file", "scopes", "timeout_s"]);
    }
}
