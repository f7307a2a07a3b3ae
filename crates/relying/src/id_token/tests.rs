use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::{Jwk, KeyAlgorithm};
use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;

use super::*;
use crate::keys::KeySet;

const NOW: i64 = 1_795_000_000;

/// A key with its public half as a provider shows it.
struct Signer {
    key: EncodingKey,
    public: Value,
}

impl Signer {
    fn fresh() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref());
        let mut public = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        public.common.key_id = Some("satu".into());
        Self { key, public: serde_json::to_value(public).unwrap() }
    }

    fn keys(&self) -> Keys {
        keys(std::slice::from_ref(&self.public))
    }

    fn token(&self, claims: &Value) -> String {
        let header = Header { kid: Some("satu".into()), ..Header::new(Algorithm::ES256) };
        jsonwebtoken::encode(&header, claims, &self.key).unwrap()
    }
}

fn keys(all: &[Value]) -> Keys {
    Keys::from(serde_json::from_value::<KeySet>(json!({ "keys": all })).unwrap())
}

fn claims() -> Value {
    json!({
        "iss": "https://ikd.contoh.go.id", "aud": "balai", "sub": "w-1", "nonce": "sekali",
        "iat": NOW, "exp": NOW + 300, "auth_time": NOW - 60,
        "at_hash": half_hash(Algorithm::ES256, "kunci"),
    })
}

fn with(changes: &[(&str, Value)]) -> Value {
    let mut all = claims();
    for (name, value) in changes {
        if value.is_null() {
            all.as_object_mut().unwrap().remove(*name);
        } else {
            all[*name] = value.clone();
        }
    }
    all
}

fn expected() -> Expected<'static> {
    Expected {
        issuer: "https://ikd.contoh.go.id",
        client_id: "balai",
        nonce: "sekali",
        left_at: DateTime::from_timestamp(NOW - 100, 0).unwrap(),
        access_token: "kunci",
        at: DateTime::from_timestamp(NOW, 0).unwrap(),
    }
}

#[test]
fn a_token_is_believed_only_as_it_is_expected() {
    let signer = Signer::fresh();
    let verdict = |claims: &Value| verify(&signer.token(claims), &signer.keys(), &expected()).map(drop);
    let good = [
        claims(),
        with(&[("aud", json!(["balai"])), ("azp", json!("balai"))]),
        with(&[("at_hash", Value::Null)]),
        with(&[("exp", json!(NOW - 59)), ("iat", json!(NOW + 60)), ("nbf", json!(NOW + 60))]),
        with(&[("auth_time", json!(NOW - 160))]),
    ];
    for claims in good {
        assert_eq!(verdict(&claims), Ok(()), "{claims}");
    }
    let bad = [
        ("iss", json!("https://ikd.contoh.go.id/"), TokenRefused::Issuer),
        ("iss", Value::Null, TokenRefused::Issuer),
        ("aud", json!("lain"), TokenRefused::Audience),
        ("aud", json!(["balai", "lain"]), TokenRefused::Audience),
        ("aud", json!([]), TokenRefused::Audience),
        ("azp", json!("lain"), TokenRefused::Audience),
        ("nonce", json!("lain"), TokenRefused::Nonce),
        ("nonce", Value::Null, TokenRefused::Nonce),
        ("sub", Value::Null, TokenRefused::Subject),
        ("sub", json!("w".repeat(256)), TokenRefused::Subject),
        ("exp", json!(NOW - 60), TokenRefused::Time),
        ("exp", Value::Null, TokenRefused::Time),
        ("iat", json!(NOW + 61), TokenRefused::Time),
        ("iat", Value::Null, TokenRefused::Time),
        ("nbf", json!(NOW + 61), TokenRefused::Time),
        ("nbf", json!("besok"), TokenRefused::Time),
        ("auth_time", Value::Null, TokenRefused::Proof),
        ("auth_time", json!(NOW - 161), TokenRefused::Proof),
        ("auth_time", json!(NOW + 61), TokenRefused::Proof),
        ("at_hash", json!(half_hash(Algorithm::ES256, "lain")), TokenRefused::AccessToken),
        ("at_hash", json!(7), TokenRefused::AccessToken),
    ];
    for (name, value, refused) in bad {
        assert_eq!(verdict(&with(&[(name, value.clone())])), Err(refused), "{name} {value}");
    }
}

#[test]
fn nothing_but_a_signature_of_the_providers_own_key_is_believed() {
    let (signer, other) = (Signer::fresh(), Signer::fresh());
    let verdict = |token: &str, keys: &Keys| verify(token, keys, &expected()).map(drop);
    assert_eq!(verdict(&other.token(&claims()), &signer.keys()), Err(TokenRefused::Signature));
    let body = URL_SAFE_NO_PAD.encode(claims().to_string());
    for head in [r#"{"alg":"none"}"#, r#"{"alg":"none","kid":"satu"}"#, r#"{"alg":"HS256","kid":"satu"}"#] {
        let unsigned = format!("{}.{body}.", URL_SAFE_NO_PAD.encode(head));
        assert_eq!(verdict(&unsigned, &signer.keys()), Err(TokenRefused::Algorithm), "{head}");
    }
    // Signed with the public key as if it were a secret (RFC 8725, section 2.1).
    let secret = EncodingKey::from_secret(signer.public.to_string().as_bytes());
    let header = Header { kid: Some("satu".into()), ..Header::new(Algorithm::HS256) };
    let confused = jsonwebtoken::encode(&header, &claims(), &secret).unwrap();
    assert_eq!(verdict(&confused, &signer.keys()), Err(TokenRefused::Algorithm));
    let header = Header { kid: Some("satu".into()), crit: Some(vec!["x".into()]), ..Header::new(Algorithm::ES256) };
    let critical = jsonwebtoken::encode(&header, &claims(), &signer.key).unwrap();
    assert_eq!(verdict(&critical, &signer.keys()), Err(TokenRefused::Algorithm));
    for text in ["", "a.b.c", "a.b", "....", "\u{e9}"] {
        assert_eq!(verdict(text, &signer.keys()), Err(TokenRefused::Algorithm), "{text}");
    }
}

#[test]
fn a_key_is_taken_by_its_name_its_kind_and_its_use() {
    let signer = Signer::fresh();
    let token = signer.token(&claims());
    let unnamed = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims(), &signer.key).unwrap();
    let changed = |name: &str, value: Value| {
        let mut key = signer.public.clone();
        key[name] = value;
        key
    };
    let verdict = |token: &str, all: &[Value]| verify(token, &keys(all), &expected()).map(drop);
    let strange = json!({ "kty": "masa-depan", "kid": "satu" });
    assert_eq!(verdict(&token, &[strange, signer.public.clone()]), Ok(()), "what is not known hides nothing");
    assert_eq!(verdict(&token, &[changed("kid", json!("dua"))]), Err(TokenRefused::Key));
    assert_eq!(verdict(&token, &[changed("use", json!("enc"))]), Err(TokenRefused::Key));
    let rs256 = serde_json::to_value(KeyAlgorithm::RS256).unwrap();
    assert_eq!(verdict(&token, &[changed("alg", rs256)]), Err(TokenRefused::Key));
    assert_eq!(verdict(&unnamed, std::slice::from_ref(&signer.public)), Ok(()), "the only one that fits");
    let two = [signer.public.clone(), changed("kid", json!("dua"))];
    assert_eq!(verdict(&unnamed, &two), Err(TokenRefused::Key), "which of the two?");
}
