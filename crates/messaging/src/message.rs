use std::fmt;

use balai_kernel::{Contact, Email};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Letter, ShortText};

/// Longest subject line we write, in characters.
const SUBJECT_LIMIT: usize = 160;
/// What stands where a letter has its subject line.
pub(crate) const TEXT_SUBJECT: &str = "Pesan singkat (SMS)";

/// Who receives a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Name for the greeting and the `To` line; absent when we know only the address.
    pub name: Option<String>,
    /// Where the letter goes.
    pub email: Email,
}

/// One letter on its way to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The outbox event this letter tells of; the source of its `Message-ID`.
    pub event: Uuid,
    /// When that event happened; the letter's `Date`.
    pub at: DateTime<Utc>,
    /// Receiver.
    pub to: Addressee,
    /// What we say.
    pub letter: Letter,
}

/// What the queue holds: a letter, or a short text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Post {
    /// By e-mail.
    Letter(Outgoing),
    /// To a telephone.
    Text(ShortText),
}

impl Post {
    /// The outbox event it tells of.
    pub fn event(&self) -> Uuid {
        match self {
            Self::Letter(letter) => letter.event,
            Self::Text(text) => text.event,
        }
    }

    /// When that event happened.
    pub fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Letter(letter) => letter.at,
            Self::Text(text) => text.at,
        }
    }

    /// Name of the kind, as it is stored and listed.
    pub fn kind(&self) -> &str {
        match self {
            Self::Letter(letter) => letter.letter.kind(),
            Self::Text(text) => &text.about,
        }
    }

    /// The receiver's address or number.
    pub fn recipient(&self) -> Contact {
        match self {
            Self::Letter(letter) => Contact::Email(letter.to.email.clone()),
            Self::Text(text) => Contact::Phone(text.phone.clone()),
        }
    }

    /// The line in a list.
    pub fn subject(&self) -> String {
        match self {
            Self::Letter(letter) => letter.letter.subject(),
            Self::Text(_) => TEXT_SUBJECT.to_owned(),
        }
    }
}

/// A `Message-ID` that is the same each time one event's letter is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId(String);

impl MessageId {
    /// The id of the letter about `event`, in the sender's mail domain.
    pub fn of(event: Uuid, domain: &str) -> Self {
        Self(format!("<{event}@{domain}>"))
    }

    /// With its angle brackets, as it stands in the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A subject line that cannot break out of its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// Refuses control characters (a line break would begin a new header) and overlong text.
    pub fn parse(text: &str) -> Result<Self, ComposeError> {
        if text.chars().any(char::is_control) {
            return Err(ComposeError::ControlInHeader("subject"));
        }
        if text.chars().count() > SUBJECT_LIMIT {
            return Err(ComposeError::SubjectTooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a letter cannot be put on paper; trying again does not help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A line break or another control character where a header would stand.
    #[error("a control character stands in the letter's {0}")]
    ControlInHeader(&'static str),
    /// More than 160 characters.
    #[error("the letter's subject is longer than {SUBJECT_LIMIT} characters")]
    SubjectTooLong,
    /// An address that our parser accepts and the mail library does not.
    #[error("the letter's {0} is not an address that can be written to")]
    Address(&'static str),
    /// The mail library or a template refused the content.
    #[error("the letter cannot be written: {0}")]
    Content(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_with_a_line_break_is_refused() {
        for text in ["Halo\r\nBcc: semua@contoh.go.id", "Halo\nX: y", "Halo\0", "Halo\u{85}x"] {
            assert_eq!(Subject::parse(text), Err(ComposeError::ControlInHeader("subject")));
        }
    }

    #[test]
    fn a_subject_has_an_upper_bound() {
        assert!(Subject::parse(&"a".repeat(SUBJECT_LIMIT)).is_ok());
        assert_eq!(Subject::parse(&"a".repeat(SUBJECT_LIMIT + 1)), Err(ComposeError::SubjectTooLong));
    }

    #[test]
    fn one_event_has_one_message_id() {
        let event = Uuid::from_u128(7);
        assert_eq!(MessageId::of(event, "balai.go.id"), MessageId::of(event, "balai.go.id"));
        assert_eq!(MessageId::of(event, "balai.go.id").as_str(), "<00000000-0000-0000-0000-000000000007@balai.go.id>");
    }
}
