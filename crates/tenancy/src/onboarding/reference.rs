use std::fmt;

use balai_kernel::RegionCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Digits and letters that nobody confuses on paper or over the phone (no I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Five bits each: enough that two sign-ups of one region hardly ever meet; the unique key catches the rest.
const LETTERS: usize = 6;

/// Number of a sign-up that the applicant keeps, such as `DFT-3314-7K2M9Q`.
///
/// It is not a secret: the state is shown only together with the e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// The text cannot be the number of a sign-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Nomor pendaftaran ditulis seperti DFT-3314-7K2M9Q. Periksa lagi di surel dari kami.")]
pub struct ReferenceError;

impl Reference {
    /// The number of the sign-up with this id: the region, then the random end of the id.
    pub fn of(region: RegionCode, id: Uuid) -> Self {
        let mut rest = id.as_u128();
        let mut tail = [0_u8; LETTERS];
        for letter in tail.iter_mut().rev() {
            *letter = ALPHABET[usize::try_from(rest & 31).expect("five bits fit")];
            rest >>= 5;
        }
        let tail = std::str::from_utf8(&tail).expect("the alphabet is ASCII");
        Self(format!("DFT-{}-{tail}", region.compact()))
    }

    /// Reads what a person copied: case, blanks and missing dashes do not matter, O is 0, I and L are 1.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase();
        let (region, tail) = plain
            .strip_prefix("DFT")
            .filter(|rest| rest.is_ascii() && rest.len() == 4 + LETTERS)
            .map(|rest| rest.split_at(4))
            .ok_or(ReferenceError)?;
        let region = RegionCode::parse(region).map_err(|_| ReferenceError)?;
        let tail: String = tail.chars().map(misread).collect();
        if tail.bytes().all(|letter| ALPHABET.contains(&letter)) {
            Ok(Self(format!("DFT-{}-{tail}", region.compact())))
        } else {
            Err(ReferenceError)
        }
    }

    /// The number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn misread(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_the_region_and_survives_copying_by_hand() {
        let region = RegionCode::parse("33.14").unwrap();
        let reference = Reference::of(region, Uuid::from_u128(0x3fff_ffff));
        assert_eq!(reference.as_str(), "DFT-3314-ZZZZZZ");
        let by_hand = Reference::of(region, Uuid::from_u128(0x0010_0001));
        assert_eq!(by_hand.as_str(), "DFT-3314-001001");
        assert_eq!(Reference::parse(" dft 3314 ooiool "), Ok(by_hand));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "DFT", "DFT-3314-ZZZZZ", "DFT-3300-ZZZZZZ", "ABC-3314-ZZZZZZ", "DFT-3314-ZZZZZU", "DFT-3314-ééé"] {
            assert_eq!(Reference::parse(text), Err(ReferenceError), "{text}");
        }
    }
}
