//! The two kinds of text in a standard: one line, and several.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest [`Line`], in characters.
pub const LONGEST_LINE: usize = 240;
/// Longest [`Prose`], in characters.
pub const LONGEST_PROSE: usize = 4_000;

/// One line that says something: trimmed, runs of blanks made one, 1 to 240 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// Some lines that say something: trimmed, line ends made `\n`, 1 to 4,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose(String);

/// Why a text cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing was written.
    #[error("Bagian ini belum diisi.")]
    Empty,
    /// More than fits.
    #[error("Tulisan ini {length} huruf, paling panjang {most} huruf.")]
    TooLong {
        /// What was written.
        length: usize,
        /// What fits.
        most: usize,
    },
}

impl Line {
    /// Takes a line; line breaks in it become blanks.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let visible: String = text.chars().filter(|c| !is_hidden(*c)).collect();
        let words: Vec<&str> = visible.split_whitespace().collect();
        bounded(words.join(" "), LONGEST_LINE).map(Self)
    }

    /// Takes a line that may be left out: an empty one is none.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, TextError> {
        optional(Self::parse(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Prose {
    /// Takes text of several lines.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let visible: String = text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !is_hidden(*c)).collect();
        bounded(visible.trim().to_owned(), LONGEST_PROSE).map(Self)
    }

    /// Takes text that may be left out: an empty one is none.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, TextError> {
        optional(Self::parse(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn bounded(text: String, most: usize) -> Result<String, TextError> {
    match text.chars().count() {
        0 => Err(TextError::Empty),
        length if length > most => Err(TextError::TooLong { length, most }),
        _ => Ok(text),
    }
}

fn optional<T>(parsed: Result<T, TextError>) -> Result<Option<T>, TextError> {
    match parsed {
        Err(TextError::Empty) => Ok(None),
        other => other.map(Some),
    }
}

/// Control characters and marks that turn the direction of writing: they can make a page show something else than it holds.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

macro_rules! as_text {
    ($type:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $type {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }
        impl From<$type> for String {
            fn from(text: $type) -> Self {
                text.0
            }
        }
    };
}
as_text!(Line);
as_text!(Prose);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(Line::parse("  Kartu \n\t Keluarga ").unwrap().as_str(), "Kartu Keluarga");
        assert_eq!(Line::parse(" \u{202E} "), Err(TextError::Empty));
        assert_eq!(Line::parse_optional("  "), Ok(None));
        assert!(matches!(Line::parse(&"a".repeat(241)), Err(TextError::TooLong { length: 241, .. })));
    }

    #[test]
    fn prose_keeps_its_lines() {
        let prose = Prose::parse("Satu\r\nDua\u{0}\n").unwrap();
        assert_eq!(prose.as_str(), "Satu\nDua");
        assert!(Prose::parse(&"é".repeat(4_000)).is_ok());
        assert!(Prose::parse(&"é".repeat(4_001)).is_err());
    }

    #[test]
    fn stored_text_is_checked_when_it_is_read_again() {
        assert!(serde_json::from_str::<Line>("\"\"").is_err());
        assert_eq!(serde_json::to_string(&Line::parse("a").unwrap()).unwrap(), "\"a\"");
    }
}
