//! What a region writes into its list of synonyms.

use super::question::words_of;
use super::synonyms::{LONGEST_PHRASE, terms};
use crate::text::Line;

/// Most letters of an expression.
const LONGEST: usize = 60;
/// Most meanings of one expression.
const MOST_MEANINGS: usize = 5;
/// Most words of one meaning.
const MOST_WORDS: usize = 6;

/// What people write: one to three words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression(String);

/// What is meant: one to five names or words of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanings(Vec<String>);

/// Why a text cannot stand in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Nothing was written.
    #[error("Tulis kata yang dipakai warga, misalnya surat jalan.")]
    NoExpression,
    /// More than three words.
    #[error("Paling banyak {LONGEST_PHRASE} kata. Pilih kata yang paling khas.")]
    LongExpression,
    /// Longer than fits.
    #[error("Paling panjang {LONGEST} huruf.")]
    TooLong,
    /// Nothing was written.
    #[error("Tulis kata yang ada di nama layanan. Beberapa maksud dipisah koma.")]
    NoMeaning,
    /// More than five.
    #[error("Paling banyak {MOST_MEANINGS} maksud untuk satu kata.")]
    ManyMeanings,
    /// More than six words.
    #[error("Maksud \"{0}\" terlalu panjang, paling banyak {MOST_WORDS} kata.")]
    LongMeaning(String),
}

impl Expression {
    /// Takes an expression; letter case, punctuation and blanks do not count when it is looked for.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        let words = words_of(text);
        match words.len() {
            _ if text.trim().chars().count() > LONGEST => Err(EntryError::TooLong),
            0 => Err(EntryError::NoExpression),
            count if count > LONGEST_PHRASE => Err(EntryError::LongExpression),
            _ => Line::parse(text).map(|line| Self(line.into())).map_err(|_| EntryError::NoExpression),
        }
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// By which it is known only once: another form of the same word is the same expression.
    pub fn key(&self) -> String {
        terms(&self.0).join(" ")
    }
}

impl Meanings {
    /// Takes meanings with commas between; what is empty is left out.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        let mut meanings = Vec::new();
        for part in text.split([',', '\n']) {
            let words = words_of(part);
            match words.len() {
                0 => {}
                count if count > MOST_WORDS => return Err(EntryError::LongMeaning(words.join(" "))),
                _ => meanings.push(words.join(" ")),
            }
        }
        match meanings.len() {
            0 => Err(EntryError::NoMeaning),
            count if count > MOST_MEANINGS => Err(EntryError::ManyMeanings),
            _ => Ok(Self(meanings)),
        }
    }

    /// The meanings.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// As they are shown and kept.
    pub fn text(&self) -> String {
        self.0.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_one_to_three_words() {
        assert_eq!(Expression::parse("  Surat   JALAN ").unwrap().as_str(), "Surat JALAN");
        assert_eq!(Expression::parse(" - "), Err(EntryError::NoExpression));
        assert_eq!(Expression::parse("a b c d"), Err(EntryError::LongExpression));
        assert_eq!(Expression::parse(&"a".repeat(61)), Err(EntryError::TooLong));
        assert_eq!(Expression::parse("perizinan").unwrap().key(), Expression::parse("Ijin").unwrap().key());
    }

    #[test]
    fn meanings_are_told_apart_by_commas() {
        assert_eq!(Meanings::parse("Izin Keramaian,, surat pindah ").unwrap().text(), "izin keramaian, surat pindah");
        assert_eq!(Meanings::parse(" , "), Err(EntryError::NoMeaning));
        assert_eq!(Meanings::parse("a,b,c,d,e,f"), Err(EntryError::ManyMeanings));
        assert!(matches!(Meanings::parse("a b c d e f g"), Err(EntryError::LongMeaning(_))));
    }
}
