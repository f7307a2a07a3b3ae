use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use balai_kernel::Phone;
use chrono::{DateTime, Utc};
use mail_parser::{Addr, Message, MessageParser};
use tokio::fs;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{OpenError, SendError};
use crate::message::TEXT_SUBJECT;

/// How the file of a letter ends, and that of a short text: its number, an empty line, what it says.
const LETTER: &str = "eml";
const TEXT: &str = "txt";

/// Letters as files: `<event>.eml`, and short texts as `<event>.txt`, written whole or not at all.
#[derive(Debug, Clone)]
pub struct LetterFiles {
    dir: PathBuf,
}

/// A line in the list of filed letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledLetter {
    /// The event it tells of; opens the letter.
    pub event: Uuid,
    /// When it was filed.
    pub at: DateTime<Utc>,
    /// Receiver's address.
    pub to: String,
    /// Subject line, decoded.
    pub subject: String,
}

/// A filed letter, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLetter {
    /// Its line in the list.
    pub line: FiledLetter,
    /// `From`, as `Name <address>`.
    pub from: String,
    /// `Message-ID` with its angle brackets.
    pub message_id: String,
    /// The plain part.
    pub text: String,
    /// The HTML part; show it in a frame without rights. A short text has none.
    pub html: String,
}

impl LetterFiles {
    pub(super) fn open(dir: &Path) -> Result<Self, OpenError> {
        make_private_dir(dir).map_err(|cause| OpenError::File { what: "mail.files.dir", cause: cause.to_string() })?;
        Ok(Self { dir: dir.to_owned() })
    }

    /// Writes beside, then renames: a reader never sees half a letter, a repeat replaces it by itself.
    pub(super) async fn put(&self, event: Uuid, bytes: &[u8]) -> Result<(), SendError> {
        self.write(event, LETTER, bytes).await
    }

    /// The same for a short text.
    pub(crate) async fn put_text(&self, event: Uuid, to: &Phone, text: &str) -> Result<(), SendError> {
        self.write(event, TEXT, format!("{to}\n\n{text}\n").as_bytes()).await
    }

    async fn write(&self, event: Uuid, end: &str, bytes: &[u8]) -> Result<(), SendError> {
        let beside = self.dir.join(format!("{event}.part"));
        let written = async {
            let mut file = private_file().open(&beside).await?;
            file.write_all(bytes).await?;
            file.sync_all().await?;
            fs::rename(&beside, self.path(event, end)).await
        };
        written.await.map_err(unavailable)
    }

    pub(super) async fn probe(&self) -> Result<(), SendError> {
        let probe = self.dir.join(format!("probe-{}.part", std::process::id()));
        let tried = async {
            private_file().open(&probe).await?;
            fs::remove_file(&probe).await
        };
        tried.await.map_err(unavailable)
    }

    /// The newest letters, at most `limit`; files that are not letters are passed over.
    pub async fn newest(&self, limit: usize) -> std::io::Result<Vec<FiledLetter>> {
        let mut found = self.events().await?;
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.truncate(limit);
        let mut lines = Vec::with_capacity(found.len());
        for (at, event, end) in found {
            if let Some(letter) = self.read(event, end, at).await? {
                lines.push(letter.line);
            }
        }
        Ok(lines)
    }

    /// One letter or text, or `None` when there is none about this event.
    pub async fn get(&self, event: Uuid) -> std::io::Result<Option<OpenedLetter>> {
        for end in [LETTER, TEXT] {
            match fs::metadata(self.path(event, end)).await {
                Ok(data) => return self.read(event, end, data.modified()?.into()).await,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    async fn events(&self) -> std::io::Result<Vec<(DateTime<Utc>, Uuid, &'static str)>> {
        let mut entries = fs::read_dir(&self.dir).await?;
        let mut found = Vec::new();
        while let Some(entry) = entries.next_entry().await? {
            let path = entry.path();
            let end = [LETTER, TEXT].into_iter().find(|end| path.extension().is_some_and(|of| of == *end));
            let event = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            if let (Some(end), Some(event)) = (end, event) {
                let at: SystemTime = entry.metadata().await?.modified()?;
                found.push((at.into(), event, end));
            }
        }
        Ok(found)
    }

    async fn read(&self, event: Uuid, end: &str, at: DateTime<Utc>) -> std::io::Result<Option<OpenedLetter>> {
        let bytes = fs::read(self.path(event, end)).await?;
        if end == TEXT {
            return Ok(std::str::from_utf8(&bytes).ok().and_then(|text| short(event, at, text)));
        }
        Ok(MessageParser::default().parse(&bytes).map(|message| opened(event, at, &message)))
    }

    fn path(&self, event: Uuid, end: &str) -> PathBuf {
        self.dir.join(format!("{event}.{end}"))
    }
}

fn short(event: Uuid, at: DateTime<Utc>, text: &str) -> Option<OpenedLetter> {
    let (to, text) = text.split_once("\n\n")?;
    let line = FiledLetter { event, at, to: to.to_owned(), subject: TEXT_SUBJECT.to_owned() };
    let text = text.trim_end().to_owned();
    Some(OpenedLetter { line, from: String::new(), message_id: String::new(), html: String::new(), text })
}

fn opened(event: Uuid, at: DateTime<Utc>, message: &Message<'_>) -> OpenedLetter {
    let first =
        |address: Option<&mail_parser::Address<'_>>| address.and_then(|a| a.first().map(written)).unwrap_or_default();
    let to = message.to().and_then(|a| a.first()).and_then(Addr::address).unwrap_or_default().to_owned();
    OpenedLetter {
        line: FiledLetter { event, at, to, subject: message.subject().unwrap_or_default().to_owned() },
        from: first(message.from()),
        message_id: message.message_id().map(|id| format!("<{id}>")).unwrap_or_default(),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
    }
}

fn written(address: &Addr<'_>) -> String {
    let mail = address.address().unwrap_or_default();
    address.name().map_or_else(|| mail.to_owned(), |name| format!("{name} <{mail}>"))
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
fn unavailable(error: std::io::Error) -> SendError {
    SendError::Unavailable(format!("the letter file cannot be written: {error}"))
}

#[cfg(unix)]
fn make_private_dir(dir: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

#[cfg(not(unix))]
fn make_private_dir(dir: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)
}

/// Letters hold links that open doors: nobody else on the machine reads them.
fn private_file() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    options
}
