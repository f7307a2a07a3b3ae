use std::fmt;

use serde::{Deserialize, Serialize};

/// An official's position: 3-150 characters on one line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Position(String);

/// Why a text is not a position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PositionError {
    /// Nothing was typed.
    #[error("Tulis jabatan penanggung jawab.")]
    Empty,
    /// Fewer than 3 characters.
    #[error("Jabatan terlalu pendek. Tulis lengkap, misalnya Kepala Dinas Penanaman Modal dan PTSP.")]
    TooShort,
    /// More than 150 characters.
    #[error("Jabatan paling panjang 150 huruf. Yang Anda tulis {0}.")]
    TooLong(usize),
    /// A character that stands in no position.
    #[error("Jabatan tidak memuat tanda {0}. Tulis huruf, angka, dan tanda baca biasa saja.")]
    Character(char),
}

impl Position {
    /// Joins blanks, then checks.
    pub fn parse(text: &str) -> Result<Self, PositionError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        let belongs = |c: char| c.is_alphanumeric() || " .,'’`-/()&".contains(c);
        match (length, text.chars().find(|c| !belongs(*c))) {
            (0, _) => Err(PositionError::Empty),
            (151.., _) => Err(PositionError::TooLong(length)),
            (_, Some(stray)) => Err(PositionError::Character(shown(stray))),
            (1..3, None) => Err(PositionError::TooShort),
            _ => Ok(Self(text)),
        }
    }

    /// The position.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A control character has no face; a sentence shows the replacement sign instead.
pub(super) fn shown(c: char) -> char {
    if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Position({})", self.0)
    }
}

impl TryFrom<String> for Position {
    type Error = PositionError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Position> for String {
    fn from(position: Position) -> Self {
        position.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_take_digits_and_brackets_but_no_markup() {
        let text = "Kepala Bidang 2 (Pelayanan), DPMPTSP & Naker";
        assert_eq!(Position::parse(text).unwrap().as_str(), text);
        assert_eq!(Position::parse("<b>Kepala</b>"), Err(PositionError::Character('<')));
        assert_eq!(Position::parse("Kepala\0"), Err(PositionError::Character('\u{fffd}')));
        assert_eq!(Position::parse(&"a".repeat(151)), Err(PositionError::TooLong(151)));
        assert_eq!(Position::parse(" \n"), Err(PositionError::Empty));
        assert_eq!(Position::parse("Ka"), Err(PositionError::TooShort));
    }
}
