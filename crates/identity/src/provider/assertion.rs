//! How an application proves who it is by a signature (RFC 7523; OpenID Connect Core 1.0, 9: `private_key_jwt`).

use balai_kernel::fresh_id;
use balai_storage::{Result, StorageError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use uuid::Uuid;

use crate::Identity;
use crate::applications::Application;
use crate::rows::used_assertion;

/// How far two clocks may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// An assertion that is good for longer is refused: it would have to be remembered for as long. Widespread clients make them
/// good for an hour unless told otherwise.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// Longest `jti`, in bytes.
const LONGEST_ID: usize = 256;

/// Why an assertion proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum AssertionRefused {
    /// Malformed, wrongly signed, for somebody else, out of date, or used before.
    #[error("{0}")]
    Wrong(&'static str),
    /// The application asks too much; more is possible from then on. The assertion was not used.
    #[error("the application asks too much until {0}")]
    TooMany(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audiences,
    exp: i64,
    jti: String,
    iat: Option<i64>,
    nbf: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audiences {
    One(String),
    Many(Vec<String>),
}

/// Who an assertion says it comes from, before anything of it is believed.
pub fn assertion_of(assertion: &str) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Says {
        sub: String,
    }
    let payload = assertion.split('.').nth(1)?;
    let says: Says = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    Uuid::try_parse(&says.sub).ok()
}

impl Identity {
    /// Whether an assertion proves that it comes from this application: signed by one of its keys, meant for one of
    /// `audiences` (the issuer, or the endpoint that it came to), good for an hour at most, and never seen before. It is counted
    /// with what the application asks: whoever cannot sign in its name uses nothing of that up.
    pub async fn believe_assertion(
        &self,
        application: &Application,
        assertion: &str,
        audiences: &[String],
        at: DateTime<Utc>,
    ) -> Result<(), AssertionRefused> {
        let claims = signed_by(application, assertion).ok_or(AssertionRefused::Wrong("the signature does not hold"))?;
        let id = application.id.hyphenated().to_string();
        if claims.iss != id || claims.sub != id {
            return Err(AssertionRefused::Wrong("iss and sub must both be the client_id"));
        }
        let is_meant_for_us = match &claims.aud {
            Audiences::One(one) => audiences.contains(one),
            Audiences::Many(many) => many.iter().any(|one| audiences.contains(one)),
        };
        if !is_meant_for_us {
            return Err(AssertionRefused::Wrong("aud must be the issuer or this endpoint"));
        }
        let moment = |seconds: i64| DateTime::from_timestamp(seconds, 0);
        let expires = moment(claims.exp).ok_or(AssertionRefused::Wrong("exp is no time"))?;
        let begins = [claims.iat, claims.nbf].into_iter().flatten().filter_map(moment).max();
        // first the end: nothing can be added to a time near the end of all time
        if expires > at + LONGEST + LEEWAY {
            return Err(AssertionRefused::Wrong("exp may lie one hour ahead at most"));
        }
        if at >= expires + LEEWAY || begins.is_some_and(|begins| begins > at + LEEWAY) {
            return Err(AssertionRefused::Wrong("the assertion is out of date"));
        }
        if claims.jti.is_empty() || claims.jti.len() > LONGEST_ID {
            return Err(AssertionRefused::Wrong("jti must be 1 to 256 characters"));
        }
        self.count_request(application.id, at).map_err(AssertionRefused::TooMany)?;
        self.use_once(application.id, &claims.jti, expires + LEEWAY, at).await
    }

    async fn use_once(
        &self,
        application: Uuid,
        jti: &str,
        until: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<(), AssertionRefused> {
        let row = used_assertion::ActiveModel {
            id: Set(fresh_id(at)),
            assertion_key: Set(self.key.blind_index(format!("assertion {jti} of {application}").as_bytes())),
            expires_at: Set(until),
        };
        let write = self.db.write().await?;
        write.insert(row).await.map_err(|error| match error {
            error if error.is_conflict() => AssertionRefused::Wrong("the assertion was used before"),
            error => error.into(),
        })?;
        write.commit().await?;
        Ok(())
    }
}

/// The claims, if one of the application's keys signed them.
fn signed_by(application: &Application, assertion: &str) -> Option<Claims> {
    // what is marked as critical must be understood, and nothing beyond the standard is (RFC 7515, 4.1.11)
    let header = jsonwebtoken::decode_header(assertion).ok().filter(|header| header.crit.is_none())?;
    let keys = &application.jwks.as_ref()?.set().keys;
    let named = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
    keys.iter().filter(named).find_map(|jwk| {
        let fits = match &jwk.algorithm {
            AlgorithmParameters::EllipticCurve(_) => header.alg == Algorithm::ES256,
            AlgorithmParameters::RSA(_) => matches!(header.alg, Algorithm::RS256 | Algorithm::PS256),
            _ => false,
        };
        let key = DecodingKey::from_jwk(jwk).ok().filter(|_| fits)?;
        // times and audience are checked against the clock that was handed in
        let mut validation = Validation::new(header.alg);
        (validation.validate_exp, validation.validate_aud) = (false, false);
        validation.required_spec_claims.clear();
        jsonwebtoken::decode::<Claims>(assertion, &key, &validation).ok().map(|token| token.claims)
    })
}
