//! The code on the sheet of paper of somebody without a telephone.

use std::fmt;

use crate::reference::{ALPHABET, forgive, random_code};

const LENGTH: usize = 12;
const GROUP: usize = 4;
/// What stands before the code in the address that the square on the sheet holds.
const IN_ADDRESS: &str = "kode=";

/// Twelve characters that are read aloud and typed by hand, such as `7F3K-9QXM-2HTA`: some 59 bits, enough that nobody
/// meets one by chance where tries are limited. Whoever holds it finds the account, so it is stored as a keyed hash only.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetCode(String);

/// The text is no such code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Kode di lembar terdiri atas 12 huruf dan angka, seperti 7F3K-9QXM-2HTA.")]
pub struct SheetCodeError;

impl SheetCode {
    /// A new code.
    pub fn fresh() -> Self {
        Self(random_code(LENGTH))
    }

    /// Reads it as people type it, in any case, with or without dashes and blanks, O for 0, I or L for 1, Z for 2, U for V;
    /// or as a reader of squares sends it, at the end of an address.
    pub fn parse(text: &str) -> Result<Self, SheetCodeError> {
        let typed = text.rsplit(IN_ADDRESS).next().unwrap_or(text);
        let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').take(LENGTH + 1);
        let code: String = plain.map(|c| forgive(c.to_ascii_uppercase())).collect();
        let fits = code.len() == LENGTH && code.bytes().all(|b| ALPHABET.contains(&b));
        fits.then_some(Self(code)).ok_or(SheetCodeError)
    }

    /// The code in groups of four; for the sheet and the keyed hash, nowhere else.
    pub fn reveal(&self) -> String {
        let groups: Vec<&str> = (0..LENGTH).step_by(GROUP).filter_map(|at| self.0.get(at..at + GROUP)).collect();
        groups.join("-")
    }
}

impl fmt::Debug for SheetCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SheetCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_paper_careless_typing_and_the_square() {
        let code = SheetCode::parse("01V2-K01V-2K9A").unwrap();
        for text in ["olu2 koiu 2k9a", "01V2K01V2K9A", "https://akun.balai.test/ambil-alih?kode=01V2-K01V-2K9A"] {
            assert_eq!(SheetCode::parse(text), Ok(code.clone()), "{text}");
        }
        assert_eq!(code.reveal(), "01V2-K01V-2K9A");
        let fresh = SheetCode::fresh();
        assert_eq!(SheetCode::parse(&fresh.reveal()), Ok(fresh.clone()));
        assert_eq!(format!("{fresh:?}"), "SheetCode(hidden)");
    }

    #[test]
    fn other_texts_are_no_code() {
        for text in ["", "12345678", "7F3K-9QXM-2HT", "7F3K-9QXM-2HTAA", "7F3K-9QXM-2HT?", "7F3K-9QXM-2HTé"] {
            assert_eq!(SheetCode::parse(text), Err(SheetCodeError), "{text}");
        }
    }
}
