use std::fmt;

use serde::{Deserialize, Serialize};

/// A person's full name with titles, as it stands in the letter: 3-100 characters on one line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// An official's position: 3-150 characters on one line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Position(String);

/// Why a text is not a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    /// Nothing was typed.
    #[error("Tulis nama lengkap penanggung jawab.")]
    Empty,
    /// Fewer than 3 characters or hardly a letter.
    #[error("Nama terlalu pendek. Tulis nama lengkap seperti di surat.")]
    TooShort,
    /// More than 100 characters.
    #[error("Nama paling panjang 100 huruf. Yang Anda tulis {0}.")]
    TooLong(usize),
    /// A character that stands in no name.
    #[error("Nama tidak memuat tanda {0}. Tulis huruf, titik, koma, dan tanda petik saja.")]
    Character(char),
}

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

impl PersonName {
    /// Joins blanks, then checks. Letters of any script are taken; digits and signs of markup are not.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let text = one_line(text);
        let length = text.chars().count();
        if length == 0 {
            return Err(PersonNameError::Empty);
        }
        if length > 100 {
            return Err(PersonNameError::TooLong(length));
        }
        let belongs = |c: char| c.is_alphabetic() || " .,'’`-/".contains(c);
        if let Some(stray) = text.chars().find(|c| !belongs(*c)) {
            return Err(PersonNameError::Character(shown(stray)));
        }
        if length < 3 || text.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return Err(PersonNameError::TooShort);
        }
        Ok(Self(text))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `S*** A***`: enough for a colleague to recognise, too little for a stranger.
    pub fn masked(&self) -> String {
        let word = |word: &str| word.chars().find(|c| c.is_alphabetic()).map(|first| format!("{first}***"));
        self.0.split(' ').filter_map(word).take(2).collect::<Vec<_>>().join(" ")
    }
}

impl Position {
    /// Joins blanks, then checks.
    pub fn parse(text: &str) -> Result<Self, PositionError> {
        let text = one_line(text);
        let length = text.chars().count();
        if length == 0 {
            return Err(PositionError::Empty);
        }
        if length > 150 {
            return Err(PositionError::TooLong(length));
        }
        let belongs = |c: char| c.is_alphanumeric() || " .,'’`-/()&".contains(c);
        if let Some(stray) = text.chars().find(|c| !belongs(*c)) {
            return Err(PositionError::Character(shown(stray)));
        }
        if length < 3 {
            return Err(PositionError::TooShort);
        }
        Ok(Self(text))
    }

    /// The position.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A control character has no face; the sentence shows the replacement sign instead.
fn shown(c: char) -> char {
    if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
}

/// Masked: a name is personal data and does not belong in a log.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Position({})", self.0)
    }
}

impl TryFrom<String> for PersonName {
    type Error = PersonNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
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
    fn names_with_titles_and_apostrophes_are_names() {
        for text in ["Siti Aminah", "Dr. H. Ma'ruf, S.H., M.Si.", "Jum’at", "Ny. Tri-Rismaharini", "Ida Bagus Oka"] {
            assert_eq!(PersonName::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(PersonName::parse("  Siti \t Aminah\n").unwrap().as_str(), "Siti Aminah");
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_reason() {
        assert_eq!(PersonName::parse(" \n "), Err(PersonNameError::Empty));
        assert_eq!(PersonName::parse("S."), Err(PersonNameError::TooShort));
        assert_eq!(PersonName::parse("..."), Err(PersonNameError::TooShort));
        assert_eq!(PersonName::parse(&"a".repeat(300)), Err(PersonNameError::TooLong(300)));
        assert_eq!(PersonName::parse("<script>alert(1)</script>"), Err(PersonNameError::Character('<')));
        assert_eq!(PersonName::parse("Siti\0Aminah"), Err(PersonNameError::Character('\u{fffd}')));
        assert_eq!(PersonName::parse("Siti \u{202e}haR"), Err(PersonNameError::Character('\u{202e}')));
        assert_eq!(PersonName::parse("Budi 08123"), Err(PersonNameError::Character('0')));
    }

    #[test]
    fn positions_take_digits_and_brackets_but_no_markup() {
        let text = "Kepala Bidang 2 (Pelayanan), DPMPTSP & Naker";
        assert_eq!(Position::parse(text).unwrap().as_str(), text);
        assert_eq!(Position::parse("<b>Kepala</b>"), Err(PositionError::Character('<')));
        assert_eq!(Position::parse(&"a".repeat(151)), Err(PositionError::TooLong(151)));
        assert_eq!(Position::parse(""), Err(PositionError::Empty));
    }

    #[test]
    fn a_masked_name_keeps_initials_only() {
        assert_eq!(PersonName::parse("Siti Aminah, S.Sos.").unwrap().masked(), "S*** A***");
        assert_eq!(format!("{:?}", PersonName::parse("Siti Aminah").unwrap()), "PersonName(S*** A***)");
    }
}
