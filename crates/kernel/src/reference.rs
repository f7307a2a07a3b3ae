//! Numbers that people read out on the telephone.

use std::fmt;

use chrono::{DateTime, Datelike, Utc};
use rand::Rng;
use serde::{Deserialize, Serialize};

use crate::Zone;
use crate::parsed::parsed_from_text;

/// Crockford's digits without Z, which looks like 2. Their number is prime, so that the check character catches every
/// single wrong character and every swapped pair.
pub(crate) const ALPHABET: [u8; 31] = *b"0123456789ABCDEFGHJKMNPQRSTVWXY";
const PREFIX: &str = "BLI";
const RANDOM: usize = 5;
const INCIDENT: usize = 6;

/// Number of an application, such as `BLI-2026-7F3K9Q`: year, five random characters, one check character.
///
/// 28 million a year: enough to be told apart, too few to be a secret. Unique in the database, not by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// Six random characters that lead from a message on the screen to the line in the log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Incident(String);

/// Why a text is not a reference number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// Not of the form `BLI-2026-7F3K9Q`.
    #[error("Nomor pendaftaran ditulis seperti BLI-2026-7F3K9Q.")]
    Shape,
    /// The check character does not fit: something was mistyped.
    #[error("Nomor pendaftaran ini salah ketik. Silakan periksa kembali huruf dan angkanya.")]
    Check,
}

impl Reference {
    /// A new number of the year that `at` has in Jakarta.
    pub fn fresh(at: DateTime<Utc>) -> Self {
        let year = format!("{:04}", Zone::Wib.date(at).year());
        let mut code = random_code(RANDOM);
        code.push(check_character(&year, &code));
        Self(format!("{PREFIX}-{year}-{code}"))
    }

    /// Reads it as people type it: any case, with or without dashes, blanks and prefix, O for 0, I or L for 1, Z for 2,
    /// U for V.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let typed = typed.to_ascii_uppercase();
        let body: String = typed.strip_prefix(PREFIX).unwrap_or(&typed).chars().map(forgive).collect();
        if body.len() != 4 + RANDOM + 1 || !body.bytes().all(|b| ALPHABET.contains(&b)) {
            return Err(ReferenceError::Shape);
        }
        let (year, code) = body.split_at(4);
        if !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ReferenceError::Shape);
        }
        if !code.ends_with(check_character(year, &code[..RANDOM])) {
            return Err(ReferenceError::Check);
        }
        Ok(Self(format!("{PREFIX}-{year}-{code}")))
    }

    /// The number in its full form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Incident {
    /// A new number.
    pub fn fresh() -> Self {
        Self(random_code(INCIDENT))
    }

    /// The six characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(crate) fn random_code(length: usize) -> String {
    let mut generator = crate::token::chance();
    (0..length).map(|_| char::from(ALPHABET[generator.random_range(0..ALPHABET.len())])).collect()
}

/// Weighted sum modulo 31 over year and code; all weights differ and none is zero.
fn check_character(year: &str, code: &str) -> char {
    let value = |c: u8| ALPHABET.iter().position(|a| *a == c).expect("only characters of the alphabet get here");
    let sum: usize = year.bytes().chain(code.bytes()).enumerate().map(|(place, c)| (place + 2) * value(c)).sum();
    // The check character has weight 1: the whole sum is then 0 modulo 31.
    char::from(ALPHABET[(ALPHABET.len() - sum % ALPHABET.len()) % ALPHABET.len()])
}

pub(crate) fn forgive(c: char) -> char {
    match c {
        'O' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'U' => 'V',
        other => other,
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Incident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

parsed_from_text!(Reference, ReferenceError, |reference| reference.0);

#[cfg(test)]
mod tests {
    use super::*;

    fn new_year_in_jakarta() -> DateTime<Utc> {
        "2026-12-31T17:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_number_carries_the_year_of_jakarta_and_reads_back() {
        let reference = Reference::fresh(new_year_in_jakarta());
        assert!(reference.as_str().starts_with("BLI-2027-"), "{reference}");
        assert_eq!(Reference::parse(reference.as_str()), Ok(reference));
    }

    #[test]
    fn careless_typing_is_forgiven() {
        let check = check_character("2026", "01V2K");
        let reference = Reference::parse(&format!("BLI-2026-01V2K{check}")).unwrap();
        for text in ["bli 2026 olu2k", "2026-OIUZK", " BLI2O26-0lvzk"] {
            assert_eq!(Reference::parse(&format!("{text}{check}")), Ok(reference.clone()), "{text}");
        }
    }

    #[test]
    fn every_single_wrong_character_and_every_swap_is_caught() {
        let body = Reference::fresh(new_year_in_jakarta()).as_str().replace('-', "")[3..].to_owned();
        for place in 0..body.len() {
            let digits = if place < 4 { &ALPHABET[..10] } else { &ALPHABET[..] };
            for other in digits.iter().filter(|c| **c != body.as_bytes()[place]) {
                let mut wrong = body.clone().into_bytes();
                wrong[place] = *other;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(Reference::parse(&wrong), Err(ReferenceError::Check), "{body} {wrong}");
            }
        }
        for place in 4..body.len() - 1 {
            let mut wrong = body.clone().into_bytes();
            wrong.swap(place, place + 1);
            let wrong = String::from_utf8(wrong).unwrap();
            assert!(wrong == body || Reference::parse(&wrong) == Err(ReferenceError::Check), "{body} {wrong}");
        }
    }

    #[test]
    fn other_texts_have_the_wrong_shape() {
        for text in
            ["", "BLI", "BLI-2026-7F3K9", "BLI-2026-7F3K9QQ", "BLI-2O2A-7F3K9Q", "XYZ-2026-7F3K9Q", "BLI-2026-7F3K9é"]
        {
            assert_eq!(Reference::parse(text), Err(ReferenceError::Shape), "{text}");
        }
    }

    #[test]
    fn an_incident_has_six_readable_characters() {
        let incident = Incident::fresh();
        assert!(incident.as_str().len() == 6 && incident.as_str().bytes().all(|b| ALPHABET.contains(&b)), "{incident}");
    }
}
