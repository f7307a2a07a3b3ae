//! The public keys with which an application proves who it is (`private_key_jwt`, OpenID Connect Core 1.0, 9).

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet, PublicKeyUse};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Longest document, in bytes.
const LONGEST: usize = 16_000;
/// Most keys of one application: one in use, one to come, and some to spare.
const MOST: usize = 5;
/// Shortest RSA modulus in the base64 of a JWK: 2,048 bits are 342 letters.
const SHORTEST_MODULUS: usize = 342;

/// Public keys as the application's people pasted them. They are never fetched from an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct PublicKeys(JwkSet);

/// Why a text is no set of public keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeysRefused {
    /// Not a JWK set.
    #[error("Ini bukan JWK Set. Tempel dokumen JSON yang berisi \"keys\".")]
    Unreadable,
    /// Nothing in it, or too much.
    #[error("Cantumkan 1 sampai {MOST} kunci.")]
    Count,
    /// A private or shared key. Whoever pasted it should make another.
    #[error("Dokumen ini memuat kunci rahasia. Buat pasangan kunci baru, lalu tempel hanya kunci publiknya.")]
    Private,
    /// A kind of key that signs nothing here.
    #[error("Pakai kunci EC P-256, atau RSA sepanjang 2.048 bit atau lebih, untuk tanda tangan (\"use\": \"sig\").")]
    Kind,
    /// Keys without names of their own.
    #[error("Beri tiap kunci \"kid\" yang berbeda.")]
    Names,
}

impl PublicKeys {
    /// Reads a JWK set (RFC 7517) that holds public keys only.
    pub fn parse(text: &str) -> Result<Self, KeysRefused> {
        if text.len() > LONGEST {
            return Err(KeysRefused::Unreadable);
        }
        let document: serde_json::Value = serde_json::from_str(text).map_err(|_| KeysRefused::Unreadable)?;
        let keys = document.get("keys").and_then(serde_json::Value::as_array).ok_or(KeysRefused::Unreadable)?;
        if keys.iter().any(|key| ["d", "k", "p", "q"].iter().any(|part| key.get(part).is_some())) {
            return Err(KeysRefused::Private);
        }
        if !(1..=MOST).contains(&keys.len()) {
            return Err(KeysRefused::Count);
        }
        let set: JwkSet = serde_json::from_value(document).map_err(|_| KeysRefused::Unreadable)?;
        if !set.keys.iter().all(signs) {
            return Err(KeysRefused::Kind);
        }
        let mut names: Vec<&str> = set.keys.iter().filter_map(|key| key.common.key_id.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        (names.len() == set.keys.len()).then_some(Self(set)).ok_or(KeysRefused::Names)
    }

    /// The set.
    pub const fn set(&self) -> &JwkSet {
        &self.0
    }

    /// The document, as it stands in a form.
    pub fn document(&self) -> String {
        serde_json::to_string_pretty(&self.0).expect("a set of keys has a JSON form")
    }
}

fn signs(key: &Jwk) -> bool {
    use jsonwebtoken::jwk::EllipticCurve;
    let is_for_signing = key.common.public_key_use.as_ref().is_none_or(|usage| *usage == PublicKeyUse::Signature);
    let is_strong = match &key.algorithm {
        AlgorithmParameters::EllipticCurve(ec) => ec.curve == EllipticCurve::P256,
        AlgorithmParameters::RSA(rsa) => rsa.n.len() >= SHORTEST_MODULUS,
        _ => false,
    };
    is_for_signing && is_strong
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::oidc::SigningKey;

    fn document(change: impl FnOnce(&mut serde_json::Value)) -> String {
        let mut document = json!({ "keys": [SigningKey::generate().unwrap().public()] });
        change(&mut document["keys"][0]);
        document.to_string()
    }

    #[test]
    fn public_keys_are_read_and_shown_again() {
        let keys = PublicKeys::parse(&document(|_| {})).unwrap();
        assert_eq!(PublicKeys::parse(&keys.document()), Ok(keys));
    }

    #[test]
    fn private_weak_and_nameless_keys_are_refused() {
        let with = |part: &'static str, value: &'static str| document(|key| key[part] = json!(value));
        for (text, reason) in [
            (String::new(), KeysRefused::Unreadable),
            (r#"{"keys":[]}"#.to_owned(), KeysRefused::Count),
            (r#"{"keys":{}}"#.to_owned(), KeysRefused::Unreadable),
            (r#"{"keys":[{"kty":"oct","k":"AAAA","kid":"a"}]}"#.to_owned(), KeysRefused::Private),
            (r#"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"a"}]}"#.to_owned(), KeysRefused::Kind),
            (with("d", "AAAA"), KeysRefused::Private),
            (with("use", "enc"), KeysRefused::Kind),
            (document(|key| key["kid"] = json!(null)), KeysRefused::Names),
        ] {
            assert_eq!(PublicKeys::parse(&text), Err(reason), "{text}");
        }
    }
}
