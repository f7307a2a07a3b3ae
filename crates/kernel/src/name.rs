//! Names of people.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;
use crate::text::is_hidden;

const LONGEST: usize = 120;

/// A person's name as that person writes it: one word is enough, titles and any script are welcome.
///
/// `Debug` shows the initial only, because names do not belong in a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    /// Nothing was typed, or no letter is in it.
    #[error("Nama belum diisi.")]
    Empty,
    /// More than 120 characters.
    #[error("Nama paling panjang 120 huruf.")]
    TooLong,
    /// A line break, a control character or an invisible mark.
    #[error("Nama memuat tanda yang tidak terlihat. Silakan ketik ulang.")]
    Hidden,
}

impl PersonName {
    /// Trims, joins runs of blanks, and checks.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let text = text.trim();
        if text.chars().any(is_hidden) {
            return Err(PersonNameError::Hidden);
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.chars().any(char::is_alphabetic) {
            return Err(PersonNameError::Empty);
        }
        if name.chars().count() > LONGEST {
            return Err(PersonNameError::TooLong);
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let initial = self.0.chars().next().expect("a parsed name is not empty");
        write!(f, "PersonName({initial}***)")
    }
}

parsed_from_text!(PersonName, PersonNameError, |name| name.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_as_people_write_them() {
        for name in ["Suharto", "I Gusti Ngurah Rai", "dr. Siti Nur'aini, Sp.A", "Yohanes Bê"] {
            assert_eq!(PersonName::parse(name).unwrap().as_str(), name);
        }
        assert_eq!(PersonName::parse("  Siti   Aminah ").unwrap().as_str(), "Siti Aminah");
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_reason() {
        for text in ["", "  ", "123", "-"] {
            assert_eq!(PersonName::parse(text), Err(PersonNameError::Empty), "{text}");
        }
        for text in ["Siti\r\nBcc: x", "Siti\u{202E}nimA", "Siti\u{200B}"] {
            assert_eq!(PersonName::parse(text), Err(PersonNameError::Hidden), "{text:?}");
        }
        assert!(PersonName::parse(&"é".repeat(120)).is_ok());
        assert_eq!(PersonName::parse(&"é".repeat(121)), Err(PersonNameError::TooLong));
    }

    #[test]
    fn debug_shows_the_initial_only() {
        assert_eq!(format!("{:?}", PersonName::parse("Siti").unwrap()), "PersonName(S***)");
    }
}
