//! What an ID token says.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::oidc::{ClientId, Site};

/// How long a host has to look at the token it was given.
const LIFETIME: TimeDelta = TimeDelta::minutes(5);
/// How far two clocks may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// The claims of an ID token: who signed in, for whom, when and in which session. No name and no address: a host asks
/// for those when it shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdClaims {
    /// The account host.
    pub iss: Site,
    /// The account.
    pub sub: Uuid,
    /// The host it is meant for.
    pub aud: ClientId,
    /// Good until.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub exp: DateTime<Utc>,
    /// Made at.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub iat: DateTime<Utc>,
    /// When the person last proved at the account host who they are.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub auth_time: DateTime<Utc>,
    /// The nonce of the request.
    pub nonce: String,
    /// The session at the account host; its end ends the sessions at all hosts.
    pub sid: Uuid,
    /// The code this token was given for; one code opens one session.
    pub jti: Uuid,
    /// How the person signed in (RFC 8176): `pwd`, and `otp` with a code; `hwk` or `swk` with `user` and `mfa` by a passkey.
    pub amr: Vec<String>,
}

/// What a host knows about the token it expects.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// The account host.
    pub issuer: &'a Site,
    /// The host itself.
    pub client: ClientId,
    /// The nonce it sent.
    pub nonce: &'a str,
    /// How old the person's last proof may be, where it asked for one.
    pub max_age: Option<TimeDelta>,
    /// Now.
    pub at: DateTime<Utc>,
}

/// Why a host does not believe an ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenRefused {
    /// Not signed by the account host's key with ES256, or not a token at all.
    #[error("the signature does not hold")]
    Signature,
    /// From somebody else.
    #[error("the token comes from another issuer")]
    Issuer,
    /// Meant for somebody else.
    #[error("the token is meant for another client")]
    Audience,
    /// Of another sign-in.
    #[error("the token belongs to another sign-in")]
    Nonce,
    /// The person proved who they are longer ago than was asked.
    #[error("the proof is too old")]
    Proof,
    /// Too old, or from the future.
    #[error("the token is out of date")]
    Time,
}

impl IdClaims {
    /// Sets the two times: made now, good for five minutes.
    #[must_use]
    pub fn issued(self, at: DateTime<Utc>) -> Self {
        Self { iat: at, exp: at + LIFETIME, ..self }
    }

    /// Whether a token with these claims is the one a host waits for.
    pub fn check(&self, expected: &Expected<'_>) -> Result<(), IdTokenRefused> {
        if self.iss != *expected.issuer {
            return Err(IdTokenRefused::Issuer);
        }
        if self.aud != expected.client {
            return Err(IdTokenRefused::Audience);
        }
        if self.nonce != expected.nonce {
            return Err(IdTokenRefused::Nonce);
        }
        if expected.at >= self.exp + LEEWAY || self.iat > expected.at + LEEWAY {
            return Err(IdTokenRefused::Time);
        }
        if expected.max_age.is_some_and(|age| expected.at - self.auth_time > age + LEEWAY) {
            return Err(IdTokenRefused::Proof);
        }
        Ok(())
    }
}
