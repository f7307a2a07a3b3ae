//! What an applicant is told: facts for the outbox, of which the letters are made.

use balai_kernel::{Email, PersonName, Reference, RegionCode, SecretToken};
use balai_storage::envelope::{Key, Seat};
use balai_storage::{Event, Result, StorageError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Reason;

/// One thing to tell one person about one sign-up. Who it is, and what opens her draft, is sealed, for the outbox keeps its
/// news for a while; [`open`](Self::open) opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What makes this fact one and no other.
    pub key: String,
    /// The region it is about, once it was chosen.
    pub region: Option<RegionCode>,
    /// What.
    pub says: Says,
    sealed: String,
}

/// To whom a notice goes, and what its link opens by.
#[derive(Debug)]
pub struct Told {
    /// To whom.
    pub email: Email,
    /// Their name, where we know it.
    pub name: Option<PersonName>,
    /// The token for the link in the letter, where it has one.
    pub token: Option<SecretToken>,
}

/// A notice before it is sealed.
pub(super) struct Telling {
    key: String,
    region: Option<RegionCode>,
    says: Says,
    secret: Secret,
}

#[derive(Serialize, Deserialize)]
struct Secret {
    email: Email,
    name: Option<PersonName>,
    token: Option<String>,
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

impl Telling {
    pub(super) fn new(key: String, region: Option<RegionCode>, email: &Email, says: Says) -> Self {
        Self { key, region, says, secret: Secret { email: email.clone(), name: None, token: None } }
    }

    pub(super) fn named(mut self, name: &PersonName) -> Self {
        self.secret.name = Some(name.clone());
        self
    }

    pub(super) fn with_token(mut self, token: &SecretToken) -> Self {
        self.secret.token = Some(token.reveal());
        self
    }

    /// The notice for the outbox; `key` is the control plane's data key.
    pub(super) fn sealed(self, key: &Key) -> Result<Notice> {
        let plain = serde_json::to_vec(&self.secret).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let sealed = STANDARD.encode(key.seal(seat(&self.key), &plain));
        Ok(Notice { key: self.key, region: self.region, says: self.says, sealed })
    }
}

impl Notice {
    /// What is sealed of it; `key` is the control plane's data key.
    pub fn open(&self, key: &Key) -> Result<Told> {
        let corrupt = || StorageError::Corrupt(format!("notice {}", self.key));
        let sealed = STANDARD.decode(&self.sealed).map_err(|_| corrupt())?;
        let plain = key.open(seat(&self.key), &sealed)?;
        let Secret { email, name, token } = serde_json::from_slice(&plain).map_err(|_| corrupt())?;
        let token = token.map(|token| SecretToken::parse(&token).map_err(|_| corrupt())).transpose()?;
        Ok(Told { email, name, token })
    }
}

const fn seat(row: &str) -> Seat<'_> {
    Seat { space: "control", table: "outbox", column: "onboarding.notice", row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_and_a_token_travel_sealed_and_open_only_in_their_own_notice() {
        let (key, token) = (Key::fresh(), SecretToken::fresh());
        let email = Email::parse("siti@sragenkab.go.id").unwrap();
        let says = || Says::DraftLink { until: DateTime::UNIX_EPOCH };
        let telling = Telling::new("draft:1".into(), None, &email, says());
        let telling = telling.named(&PersonName::parse("Siti Aminah").unwrap()).with_token(&token);
        let stored = serde_json::to_string(&telling.sealed(&key).unwrap()).unwrap();
        for secret in [token.reveal().as_str(), email.as_str(), "Siti"] {
            assert!(!stored.contains(secret), "{stored}");
        }
        let read: Notice = serde_json::from_str(&stored).unwrap();
        let told = read.open(&key).unwrap();
        assert_eq!((told.email, told.token.map(|token| token.reveal())), (email, Some(token.reveal())));
        assert_eq!(told.name.unwrap().as_str(), "Siti Aminah");
        let other = Notice { key: "draft:2".into(), ..read.clone() };
        assert!(other.open(&key).is_err() && read.open(&Key::fresh()).is_err());
    }
}
