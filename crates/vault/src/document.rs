//! A document in a vault, with its versions.

use std::fmt;

use balai_catalog::standard::DocumentCode;
use balai_kernel::RegionCode;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::file::Media;

/// The code of a document of a kind that no service names.
pub const OTHER: &str = "LAIN";
/// The longest number of a document.
const LONGEST_NUMBER: usize = 60;
/// The longest name of a file that is kept.
const LONGEST_NAME: usize = 120;

/// One document: the newest version counts, older ones stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: Uuid,
    /// Its kind, as requirements of services name it.
    pub kind: DocumentCode,
    /// Its versions, the newest first; never none.
    pub versions: Vec<Version>,
}

/// A document as it was added once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: Uuid,
    /// 1 for the first.
    pub number: i32,
    /// What it is.
    pub media: Media,
    /// Its pages.
    pub pages: i32,
    /// Its bytes.
    pub size: i64,
    /// What stands on it, as its owner says.
    pub details: Details,
    /// The name the file had.
    pub name: FileName,
    /// Whether a scanner has seen it.
    pub scan: Scan,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

/// What its owner says of a document; all of it may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The number on it.
    pub number: Option<Number>,
    /// The day it was issued.
    pub issued_on: Option<NaiveDate>,
    /// The last day it holds.
    pub expires_on: Option<NaiveDate>,
    /// The region that issued it.
    pub issuer: Option<RegionCode>,
}

/// Whether a scanner looked for harm in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Scan {
    /// There was none.
    #[sea_orm(string_value = "unscanned")]
    Unscanned,
    /// It found nothing.
    #[sea_orm(string_value = "clean")]
    Clean,
}

/// The number on a document, such as a NIK: it is never in a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(String);

/// The text is no number of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a document")]
pub struct NumberRefused;

impl Number {
    /// Trims, and takes letters, digits and what stands between them.
    pub fn parse(text: &str) -> Result<Self, NumberRefused> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = |c: char| c.is_alphanumeric() || " ./-()".contains(c);
        let fits = text.chars().count() <= LONGEST_NUMBER && text.chars().all(plain);
        (fits && text.chars().any(char::is_alphanumeric)).then_some(Self(text)).ok_or(NumberRefused)
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it may be shown to whoever looks over a shoulder: `3314********0001`.
    pub fn masked(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let shown = if letters.len() > 8 { 4 } else { 1 };
        let hidden = |at: usize| at >= shown && at + shown < letters.len();
        letters.iter().enumerate().map(|(at, letter)| if hidden(at) { '*' } else { *letter }).collect()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number(hidden)")
    }
}

/// The name of a file as it came, to be read and never to be opened: no path, no control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

impl FileName {
    /// Keeps what stands after the last slash, without what cannot be seen.
    pub fn of(text: &str) -> Self {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let unseen = |c: &char| {
            c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let name: String = last.chars().filter(|c| !unseen(c)).take(LONGEST_NAME).collect();
        let name = name.trim().trim_start_matches('.');
        Self(name.to_owned())
    }

    /// The name; may be empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Document {
    /// The version that counts.
    pub fn newest(&self) -> &Version {
        &self.versions[0]
    }
}

impl Version {
    /// Whether it no longer holds on this day.
    pub fn has_expired(&self, today: NaiveDate) -> bool {
        self.details.expires_on.is_some_and(|last| last < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_no_path() {
        for (sent, kept) in [
            ("ktp.jpg", "ktp.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\sri\\ktp.pdf", "ktp.pdf"),
            ("..", ""),
            ("a\0b\r\nc.pdf", "abc.pdf"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
        ] {
            assert_eq!(FileName::of(sent).as_str(), kept, "{sent:?}");
        }
        assert_eq!(FileName::of(&"a".repeat(500)).as_str().len(), LONGEST_NAME);
    }

    #[test]
    fn a_number_is_short_plain_and_mostly_hidden() {
        let number = Number::parse(" 3314010101900001 ").unwrap();
        assert_eq!((number.as_str(), number.masked().as_str()), ("3314010101900001", "3314********0001"));
        assert_eq!(Number::parse("AB 12").unwrap().masked(), "A***2");
        assert_eq!(format!("{number:?}"), "Number(hidden)");
        for wrong in ["", "  ", "---", "<b>", &"1".repeat(61)] {
            assert_eq!(Number::parse(wrong), Err(NumberRefused), "{wrong}");
        }
    }
}
