//! What an ID token for an application says (OpenID Connect Core 1.0, 2), and what `UserInfo` says of a person (5.1).

use aws_lc_rs::digest::{SHA256, digest};
use balai_kernel::SecretToken;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use crate::Identity;
use crate::account::Account;
use crate::applications::ClaimName;
use crate::provider::standing::Standing;
use crate::provider::{Scopes, acr};
use crate::rows::authorization;

/// How long an application has to look at an ID token.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);

impl Identity {
    /// The claims of an ID token. `first` is true of the one that comes with the code: only it carries the nonce (12.2).
    pub(super) fn id_claims(
        &self,
        row: &authorization::Model,
        standing: &Standing,
        (access, scopes): (&SecretToken, &Scopes),
        (first, at): (bool, DateTime<Utc>),
    ) -> Map<String, Value> {
        let open = |claim: &ClaimName| {
            let is_kept = !row.scopes.claims().any(|all| all == *claim) || scopes.claims().any(|kept| kept == *claim);
            is_kept && standing.given.contains(claim)
        };
        let asked: Vec<ClaimName> = row.claims.id_token.iter().copied().filter(open).collect();
        let mut claims = person(&standing.account, &asked);
        let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        say("iss", json!(self.site().as_str()));
        say("sub", json!(self.subject(row.account_id, &standing.application)));
        say("aud", json!(row.application_id.hyphenated().to_string()));
        say("exp", json!((at + LIFETIME).timestamp()));
        say("iat", json!(at.timestamp()));
        say("auth_time", json!(row.proven_at.timestamp()));
        let of_before = if row.second_factor { "pwd otp mfa" } else { "pwd" };
        let amr = row.amr.as_deref().unwrap_or(of_before).split(' ').collect::<Vec<_>>();
        say("amr", json!(amr));
        say("sid", json!(row.sid));
        say("at_hash", json!(half_hash(&access.reveal())));
        if standing.given.contains(&ClaimName::AssuranceLevel) {
            say("acr", json!(acr(standing.account.assurance)));
        }
        if let Some(nonce) = row.nonce.as_ref().filter(|_| first) {
            say("nonce", json!(nonce));
        }
        claims
    }
}

/// What the account holds of its owner under these names. The citizen number lies sealed and is not among it.
pub(super) fn person(account: &Account, names: &[ClaimName]) -> Map<String, Value> {
    let mut claims = Map::new();
    let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
    for name in names {
        match name {
            ClaimName::Name => {
                say("name", json!(account.name.as_str()));
            }
            ClaimName::Email => {
                if let Some(email) = &account.email {
                    say("email", json!(email.as_str()));
                    say("email_verified", json!(true));
                }
            }
            ClaimName::PhoneNumber => {
                if let Some(phone) = &account.phone {
                    say("phone_number", json!(phone.as_str()));
                    say("phone_number_verified", json!(true));
                }
            }
            ClaimName::AssuranceLevel => {
                say("assurance_level", json!(account.assurance.level()));
            }
            ClaimName::Nik => {}
        }
    }
    claims
}

/// The left half of the hash of an access token (3.1.3.6); SHA-256 goes with both algorithms.
fn half_hash(token: &str) -> String {
    let hash = digest(&SHA256, token.as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_an_access_token_is_the_one_of_the_standard() {
        // OpenID Connect Core 1.0, A.3
        assert_eq!(half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
    }
}
