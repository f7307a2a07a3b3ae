//! What an applicant is told: facts for the outbox, of which the letters are made.

use balai_kernel::{Email, PersonName, Reference, RegionCode, SecretToken};
use balai_storage::envelope::{Key, Seat};
use balai_storage::{Event, Result, StorageError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Reason;

/// One thing to tell one person about one sign-up.
///
/// A token is sealed, as the outbox must not hold what opens a draft; [`token`](Self::token) opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What makes this fact one and no other.
    pub key: String,
    /// The region it is about, once it was chosen.
    pub region: Option<RegionCode>,
    /// To whom.
    pub email: Email,
    /// Their name, where we know it.
    pub name: Option<PersonName>,
    /// What.
    pub says: Says,
    sealed_token: Option<String>,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum Says {
    /// The draft can be resumed by its link.
    DraftLink {
        /// Until when it is kept.
        until: DateTime<Utc>,
    },
    /// The address is to be confirmed by its link.
    ConfirmEmail {
        /// Number of the sign-up.
        reference: Reference,
        /// End of the link.
        until: DateTime<Utc>,
    },
    /// The sign-up waits for the ministry.
    Received {
        /// Number of the sign-up.
        reference: Reference,
    },
    /// The ministry asks for a correction; the link opens the form.
    Returned {
        /// Number of the sign-up.
        reference: Reference,
        /// What to correct.
        reason: Reason,
        /// End of the link.
        until: DateTime<Utc>,
    },
    /// The ministry refused.
    Rejected {
        /// Number of the sign-up.
        reference: Reference,
        /// Why.
        reason: Reason,
    },
    /// One person has checked everything.
    Verified {
        /// Number of the sign-up.
        reference: Reference,
    },
    /// The second person approved.
    Approved {
        /// Number of the sign-up.
        reference: Reference,
    },
}

impl Event for Notice {
    const TOPIC: &'static str = "onboarding.notice";

    fn key(&self) -> String {
        self.key.clone()
    }
}

impl Notice {
    pub(super) fn new(key: String, region: Option<RegionCode>, email: &Email, says: Says) -> Self {
        Self { key, region, email: email.clone(), name: None, says, sealed_token: None }
    }

    pub(super) fn named(mut self, name: &PersonName) -> Self {
        self.name = Some(name.clone());
        self
    }

    pub(super) fn sealing(mut self, key: &Key, token: &SecretToken) -> Self {
        let sealed = key.seal(seat(&self.key), token.reveal().as_bytes());
        self.sealed_token = Some(STANDARD.encode(sealed));
        self
    }

    /// The token for the link in the letter, where it has one; `key` is the control plane's data key.
    pub fn token(&self, key: &Key) -> Result<Option<SecretToken>> {
        let corrupt = || StorageError::Corrupt(format!("token of notice {}", self.key));
        let Some(sealed) = &self.sealed_token else { return Ok(None) };
        let sealed = STANDARD.decode(sealed).map_err(|_| corrupt())?;
        let plain = key.open(seat(&self.key), &sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| corrupt())?;
        SecretToken::parse(text).map(Some).map_err(|_| corrupt())
    }
}

const fn seat(row: &str) -> Seat<'_> {
    Seat { space: "control", table: "outbox", column: "onboarding.notice", row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_travels_sealed_and_opens_only_in_its_own_notice() {
        let (key, token) = (Key::fresh(), SecretToken::fresh());
        let email = Email::parse("siti@sragenkab.go.id").unwrap();
        let says = || Says::DraftLink { until: DateTime::UNIX_EPOCH };
        let notice = Notice::new("draft:1".into(), None, &email, says()).sealing(&key, &token);
        let stored = serde_json::to_string(&notice).unwrap();
        assert!(!stored.contains(&token.reveal()));
        let read: Notice = serde_json::from_str(&stored).unwrap();
        assert_eq!(read.token(&key).unwrap().map(|t| t.reveal()), Some(token.reveal()));
        let other = Notice { key: "draft:2".into(), ..read.clone() };
        assert!(other.token(&key).is_err() && read.token(&Key::fresh()).is_err());
    }
}
