//! An authorization code: one minute, one use, and only for whom it was made.

use chrono::{DateTime, TimeDelta, Utc};

use crate::oidc::ClientId;
use crate::pkce::{CodeChallenge, CodeVerifier};

/// How long a code is good for.
const LIFETIME: TimeDelta = TimeDelta::seconds(60);

/// What a code was bound to when it was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBinding {
    /// For whom.
    pub client: ClientId,
    /// The return address it was sent to.
    pub redirect_uri: String,
    /// What the verifier has to answer to.
    pub challenge: CodeChallenge,
    /// When it was given out.
    pub issued_at: DateTime<Utc>,
    /// When it was presented the first time, if it was.
    pub presented_at: Option<DateTime<Utc>>,
}

/// What a client presents to get a token.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Who presents it; already authenticated.
    pub client: ClientId,
    /// The return address they say it was sent to.
    pub redirect_uri: String,
    /// The proof that they began the crossing.
    pub verifier: CodeVerifier,
}

/// Why a code gives no token. To the client all are `invalid_grant`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefused {
    /// Presented before. Whoever held it first may be a thief: the session that came of it ends too.
    #[error("the code was presented a second time")]
    Replayed,
    /// Older than a minute.
    #[error("the code is too old")]
    Expired,
    /// Made for another client.
    #[error("the code belongs to another client")]
    OtherClient,
    /// Sent to another address.
    #[error("the code was sent to another address")]
    OtherRedirect,
    /// Presented by somebody who did not begin the crossing.
    #[error("the verifier does not fit the challenge")]
    WrongVerifier,
}

impl CodeBinding {
    /// Whether a token may be given. The caller spends the code in either case: a code that was presented wrongly is as
    /// dead as one that was used.
    pub fn check(&self, presented: &Presented, at: DateTime<Utc>) -> Result<(), CodeRefused> {
        if presented.client != self.client {
            return Err(CodeRefused::OtherClient);
        }
        if self.presented_at.is_some() {
            return Err(CodeRefused::Replayed);
        }
        if at >= self.issued_at + LIFETIME {
            return Err(CodeRefused::Expired);
        }
        if presented.redirect_uri != self.redirect_uri {
            return Err(CodeRefused::OtherRedirect);
        }
        if !self.challenge.answers_to(&presented.verifier) {
            return Err(CodeRefused::WrongVerifier);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::client::tests::sragen;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn pair() -> (CodeBinding, Presented) {
        let verifier = CodeVerifier::fresh();
        let redirect_uri = sragen().sites[0].callback();
        let binding = CodeBinding {
            client: sragen().id,
            redirect_uri: redirect_uri.clone(),
            challenge: verifier.challenge(),
            issued_at: at(0),
            presented_at: None,
        };
        (binding, Presented { client: sragen().id, redirect_uri, verifier })
    }

    #[test]
    fn a_code_is_good_for_a_minute() {
        let (binding, presented) = pair();
        assert_eq!(binding.check(&presented, at(59)), Ok(()));
        assert_eq!(binding.check(&presented, at(60)), Err(CodeRefused::Expired));
    }

    #[test]
    fn a_code_is_good_once_and_a_replay_is_named_even_when_late() {
        let (binding, presented) = pair();
        let spent = CodeBinding { presented_at: Some(at(1)), ..binding };
        assert_eq!(spent.check(&presented, at(2)), Err(CodeRefused::Replayed));
        assert_eq!(spent.check(&presented, at(600)), Err(CodeRefused::Replayed));
    }

    #[test]
    fn a_code_is_good_only_for_whom_it_was_made() {
        let (binding, presented) = pair();
        let other_client = Presented { client: "17.09".parse().unwrap(), ..presented.clone() };
        let other_redirect = Presented { redirect_uri: sragen().sites[1].callback(), ..presented.clone() };
        let other_verifier = Presented { verifier: CodeVerifier::fresh(), ..presented };
        for (presented, refusal) in [
            (other_client, CodeRefused::OtherClient),
            (other_redirect, CodeRefused::OtherRedirect),
            (other_verifier, CodeRefused::WrongVerifier),
        ] {
            assert_eq!(binding.check(&presented, at(1)), Err(refusal));
        }
    }
}
