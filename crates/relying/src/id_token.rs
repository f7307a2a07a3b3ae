//! Whether an ID token is believed (OpenID Connect Core 1.0, section 3.1.3.7).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

use crate::keys::{ALGORITHMS, Keys};

/// How far two clocks may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// Longest subject, by the standard.
const LONGEST_SUBJECT: usize = 255;

/// What we know about the token that we expect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) left_at: DateTime<Utc>,
    pub(crate) access_token: &'a str,
    pub(crate) at: DateTime<Utc>,
}

/// Why an ID token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// Not a token, or not signed with one of the algorithms that we take.
    #[error("it is no token, or its algorithm is not taken")]
    Algorithm,
    /// Signed by a key that the provider does not show.
    #[error("the key is not the provider's")]
    Key,
    /// The signature does not hold.
    #[error("the signature does not hold")]
    Signature,
    /// From somebody else.
    #[error("it comes from another issuer")]
    Issuer,
    /// Meant for somebody else, or for others too.
    #[error("it is meant for another client")]
    Audience,
    /// Of another sign-in.
    #[error("it belongs to another sign-in")]
    Nonce,
    /// It names nobody.
    #[error("it names nobody")]
    Subject,
    /// Too old, or from the future.
    #[error("it is out of date")]
    Time,
    /// The person proved who they are before they left for it, or the provider does not say when.
    #[error("the proof is too old, or nothing is said of it")]
    Proof,
    /// It came with another access token than the one it was made for.
    #[error("the access token beside it is another one")]
    AccessToken,
}

/// The claims of a token that is signed with one of these keys and is the one expected.
pub(crate) fn verify(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Map<String, Value>, TokenRefused> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| TokenRefused::Algorithm)?;
    // What is marked as critical must be understood, and we understand nothing beyond the standard (RFC 7515, 4.1.11).
    if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
        return Err(TokenRefused::Algorithm);
    }
    let key = keys.of(&header).ok_or(TokenRefused::Key)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| TokenRefused::Key)?;
    let token = jsonwebtoken::decode::<Map<String, Value>>(token, &key, &signature_only(header.alg))
        .map_err(|_| TokenRefused::Signature)?;
    check(&token.claims, header.alg, expected)?;
    Ok(token.claims)
}

/// The library checks the signature; everything else is checked here against the clock that was handed in.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation
}

fn check(claims: &Map<String, Value>, algorithm: Algorithm, expected: &Expected<'_>) -> Result<(), TokenRefused> {
    let must = |holds: bool, refused| if holds { Ok(()) } else { Err(refused) };
    must(text(claims, "iss") == Some(expected.issuer), TokenRefused::Issuer)?;
    must(is_for(claims, expected.client_id), TokenRefused::Audience)?;
    let nonce = text(claims, "nonce").unwrap_or_default();
    must(bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())), TokenRefused::Nonce)?;
    let subject = text(claims, "sub").unwrap_or_default();
    must((1..=LONGEST_SUBJECT).contains(&subject.len()), TokenRefused::Subject)?;
    let now = expected.at;
    let ends = moment(claims, "exp").ok_or(TokenRefused::Time)?;
    let made = moment(claims, "iat").ok_or(TokenRefused::Time)?;
    let begins = if claims.contains_key("nbf") { moment(claims, "nbf").ok_or(TokenRefused::Time)? } else { made };
    must(now < ends + LEEWAY && made.max(begins) <= now + LEEWAY, TokenRefused::Time)?;
    let proven = moment(claims, "auth_time").ok_or(TokenRefused::Proof)?;
    must(proven >= expected.left_at - LEEWAY && proven <= now + LEEWAY, TokenRefused::Proof)?;
    match claims.get("at_hash") {
        None => Ok(()),
        Some(hash) => {
            let own = half_hash(algorithm, expected.access_token);
            must(hash.as_str() == Some(own.as_str()), TokenRefused::AccessToken)
        }
    }
}

/// Whether a token is meant for us and for nobody besides.
fn is_for(claims: &Map<String, Value>, client_id: &str) -> bool {
    let audience = match claims.get("aud") {
        Some(Value::String(one)) => one == client_id,
        Some(Value::Array(all)) => all.len() == 1 && all[0].as_str() == Some(client_id),
        _ => false,
    };
    audience && (!claims.contains_key("azp") || text(claims, "azp") == Some(client_id))
}

/// The left half of a token's hash, by the hash of the signature (OpenID Connect Core 1.0, section 3.1.3.6).
fn half_hash(algorithm: Algorithm, token: &str) -> String {
    match algorithm {
        Algorithm::EdDSA => URL_SAFE_NO_PAD.encode(&Sha512::digest(token.as_bytes())[..32]),
        _ => URL_SAFE_NO_PAD.encode(&Sha256::digest(token.as_bytes())[..16]),
    }
}

pub(crate) fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

pub(crate) fn moment(claims: &Map<String, Value>, name: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(claims.get(name)?.as_i64()?, 0)
}

#[cfg(test)]
mod tests;
