//! Telephone numbers of Indonesia.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;

const COUNTRY: &str = "+62";

/// Area codes of two digits; every other landline area has three.
const SHORT_AREAS: [&str; 5] = ["21", "22", "24", "31", "61"];

/// An Indonesian number, mobile or landline with its area code, kept as E.164 (`+6281234567890`).
///
/// It is personal data: `Debug` shows the last three digits only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("Nomor telepon belum diisi.")]
    Empty,
    /// Something other than digits and the usual separators.
    #[error("Nomor telepon hanya berisi angka, spasi, dan tanda hubung.")]
    Character,
    /// Neither 0… nor 62….
    #[error("Nomor telepon diawali 0 atau +62, lengkap dengan kode area, misalnya 0271 891173.")]
    Start,
    /// Too few or too many digits for its kind.
    #[error("Jumlah angka nomor telepon tidak sesuai. Silakan periksa kembali.")]
    Length,
}

impl Phone {
    /// Reads `0812…`, `62812…`, `+62812…`, also `+62 (0)271…`; blanks, dots, dashes and brackets are ignored.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !"-.()".contains(*c)).collect();
        let (international, digits) = match digits.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, digits.as_str()),
        };
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneError::Character);
        }
        let national = match digits.strip_prefix("62") {
            Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
            None if international => return Err(PhoneError::Start),
            None => digits.strip_prefix('0').ok_or(PhoneError::Start)?,
        };
        check_national(national)?;
        Ok(Self(format!("{COUNTRY}{national}")))
    }

    /// E.164, for storing and for machines that dial.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can receive a text message.
    pub fn is_mobile(&self) -> bool {
        self.national().starts_with('8')
    }

    fn national(&self) -> &str {
        &self.0[COUNTRY.len()..]
    }
}

/// Mobile numbers begin with 8 and have 9 to 12 digits; landlines begin with 2-7 or 9 and have 7 to 11.
fn check_national(national: &str) -> Result<(), PhoneError> {
    let lengths = match national.bytes().next() {
        None => return Err(PhoneError::Length),
        Some(b'8') => 9..=12,
        Some(b'2'..=b'7' | b'9') => 7..=11,
        Some(_) => return Err(PhoneError::Start),
    };
    if lengths.contains(&national.len()) { Ok(()) } else { Err(PhoneError::Length) }
}

/// Grouped for reading: `+62 812-3456-7890`, `+62 271-891-173`, `+62 21-3456-789`.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let national = self.national();
        let area = if !self.is_mobile() && SHORT_AREAS.contains(&&national[..2]) { 2 } else { 3 };
        let (area, rest) = national.split_at(area);
        let (first, last) = rest.split_at(if rest.len() > 6 { 4 } else { rest.len().min(3) });
        write!(f, "{COUNTRY} {area}-{first}")?;
        if last.is_empty() { Ok(()) } else { write!(f, "-{last}") }
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(***{})", &self.0[self.0.len() - 3..])
    }
}

parsed_from_text!(Phone, PhoneError, |phone| phone.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_is_one_number() {
        for text in ["081234567890", "6281234567890", "+62 812-3456-7890", "(0812) 3456.7890", "+62 0812 3456 7890"] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "+6281234567890", "{text}");
        }
    }

    #[test]
    fn numbers_are_shown_in_groups_that_parse_again() {
        for (text, shown) in [
            ("081234567890", "+62 812-3456-7890"),
            ("0812345678", "+62 812-345-678"),
            ("0271 891173", "+62 271-891-173"),
            ("(021) 3456789", "+62 21-3456-789"),
        ] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!(phone.to_string(), shown);
            assert_eq!(Phone::parse(shown), Ok(phone));
        }
    }

    #[test]
    fn only_numbers_with_8_are_mobile() {
        assert!(Phone::parse("081234567890").unwrap().is_mobile());
        assert!(!Phone::parse("0271891173").unwrap().is_mobile());
    }

    #[test]
    fn what_cannot_be_dialled_is_refused_with_its_reason() {
        for (text, error) in [
            (" ", PhoneError::Empty),
            ("+", PhoneError::Empty),
            ("0812-ABC", PhoneError::Character),
            ("０８１２", PhoneError::Character),
            ("81234567890", PhoneError::Start),
            ("+6581234567", PhoneError::Start),
            ("0012345678", PhoneError::Start),
            ("08123456", PhoneError::Length),
            ("0812345678901234", PhoneError::Length),
            ("0271", PhoneError::Length),
            ("62", PhoneError::Length),
        ] {
            assert_eq!(Phone::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn debug_shows_three_digits_only() {
        assert_eq!(format!("{:?}", Phone::parse("081234567890").unwrap()), "Phone(***890)");
    }
}
