//! The two ways out of the house behind one door.

mod files;
mod paper;
mod smtp;

use chrono::{DateTime, Utc};

pub use files::{FiledLetter, LetterFiles, OpenedLetter};

use crate::message::{ComposeError, Outgoing, Post};
use crate::settings::{Fault, MailSettings, Transport};
use crate::text::TextDoor;
pub(crate) use paper::Sender;
pub(crate) use smtp::{SILENT, SmtpDoor, parameters};

/// Sends letters, to a mail server or into a directory.
#[derive(Debug, Clone)]
pub struct Mailer {
    sender: Sender,
    door: Door,
    texts: Option<TextDoor>,
}

#[derive(Debug, Clone)]
enum Door {
    Smtp(SmtpDoor),
    Files(LetterFiles),
}

/// Why no mailer can be made from the settings.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Mistakes in the settings; `config check` reports the same ones.
    #[error("the mail settings have {} mistake(s); first: {} {}", .0.len(), .0[0].key, .0[0].problem)]
    Settings(Vec<Fault>),
    /// A file or directory that the settings name cannot be used.
    #[error("{what} cannot be used: {cause}")]
    File {
        /// Which one, by its key in the settings.
        what: &'static str,
        /// What the operating system or the TLS library said.
        cause: String,
    },
}

/// Why a letter did not leave this time.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The letter itself cannot be written.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// The server answered with a permanent refusal (5xx), for instance an unknown mailbox.
    #[error("the mail server refuses this letter for good: {0}")]
    Refused(String),
    /// Nobody answered, TLS failed, the server is busy (4xx), or the disk is full.
    #[error("the mail server did not take the letter now: {0}")]
    Unavailable(String),
}

impl SendError {
    /// Whether a later try can succeed.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl Mailer {
    /// Makes the mailer that the settings describe; opens no connection yet.
    pub fn open(settings: &MailSettings) -> Result<Self, OpenError> {
        let faults = settings.faults();
        if !faults.is_empty() {
            return Err(OpenError::Settings(faults));
        }
        let door = match settings.transport {
            Transport::Files => Door::Files(LetterFiles::open(&settings.files.dir)?),
            Transport::Smtp => Door::Smtp(SmtpDoor::open(&settings.smtp)?),
        };
        let files = match &door {
            Door::Files(files) => Some(files),
            Door::Smtp(_) => None,
        };
        let texts = TextDoor::open(settings, files)?;
        Ok(Self { sender: Sender::of(settings), door, texts })
    }

    /// Hands over what the queue holds, by the way that its receiver asks for.
    pub async fn pass(&self, post: &Post) -> Result<(), SendError> {
        match (post, &self.texts) {
            (Post::Letter(letter), _) => self.send(letter).await,
            (Post::Text(text), Some(texts)) => texts.send(text).await,
            (Post::Text(_), None) => Err(SendError::Unavailable("no text gateway is configured".into())),
        }
    }

    /// Whether short texts reach telephones.
    pub fn reaches_phones(&self) -> bool {
        self.texts.is_some()
    }

    /// Hands one letter over. Sending the same one again repeats its `Message-ID`.
    pub async fn send(&self, letter: &Outgoing) -> Result<(), SendError> {
        let paper = self.sender.write(letter)?;
        match &self.door {
            Door::Smtp(smtp) => smtp.send(paper).await,
            Door::Files(files) => files.put(letter.event, &paper.formatted()).await,
        }
    }

    /// Whether the way out is open right now (for `doctor` and readiness), without sending anything.
    pub async fn probe(&self) -> Result<(), SendError> {
        match &self.door {
            Door::Smtp(smtp) => smtp.probe().await,
            Door::Files(files) => files.probe().await,
        }
    }

    /// The directory of letters when they are files; `None` with a mail server.
    pub fn files(&self) -> Option<&LetterFiles> {
        match &self.door {
            Door::Files(files) => Some(files),
            Door::Smtp(_) => None,
        }
    }
}

/// `Date` of the message; the type the mail library wants.
fn system_time(at: DateTime<Utc>) -> std::time::SystemTime {
    at.into()
}
