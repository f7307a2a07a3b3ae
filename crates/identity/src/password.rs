//! Passwords: what may be chosen, and what was typed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zxcvbn::Score;

/// The longest password, in characters. Long enough for any manager, short enough to bound the work.
pub const LONGEST: usize = 200;

const SHORTEST_ALONE: usize = 15;
const SHORTEST_WITH_SECOND: usize = 8;
const WEAKEST: Score = Score::Three;

/// What somebody typed to sign in. Nothing is said of it until it has been compared.
///
/// Normalised (NFKC), as the same characters arrive in different bytes from different keyboards.
#[derive(Clone)]
pub struct TypedPassword(SecretString);

/// A password that was found good enough to be kept (as its hash).
#[derive(Clone)]
pub struct ChosenPassword(SecretString);

/// Whether a password stands alone or beside a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factors {
    /// The password is all there is: at least 15 characters.
    PasswordOnly,
    /// A second factor follows: at least 8 characters.
    WithSecond,
}

/// Why a password cannot be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer characters than the policy asks for.
    #[error("Kata sandi paling sedikit {0} karakter.")]
    TooShort(usize),
    /// More than [`LONGEST`] characters.
    #[error("Kata sandi paling banyak {LONGEST} karakter.")]
    TooLong,
    /// A guesser would find it soon: common words, patterns, or the person's own name and address.
    #[error(
        "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan, dan jangan pakai nama atau alamat surel Anda."
    )]
    TooGuessable,
}

impl TypedPassword {
    /// Takes anything. Beyond [`LONGEST`] the rest is dropped, save one character that keeps it from ever matching.
    pub fn new(text: &str) -> Self {
        Self(text.nfkc().take(LONGEST + 1).collect::<String>().into())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

impl ChosenPassword {
    /// Checks a new password: length by the number of factors, no composition rules, and 3 or more on the scale of
    /// zxcvbn, to which the person's own words (name, e-mail address) are known.
    pub fn new(text: &str, factors: Factors, own_words: &[&str]) -> Result<Self, PasswordRefused> {
        let password: String = text.nfkc().take(LONGEST + 1).collect();
        let length = password.chars().count();
        let shortest = factors.shortest();
        if length < shortest {
            return Err(PasswordRefused::TooShort(shortest));
        }
        if length > LONGEST {
            return Err(PasswordRefused::TooLong);
        }
        if is_guessable(&password, own_words) {
            return Err(PasswordRefused::TooGuessable);
        }
        Ok(Self(password.into()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

impl Factors {
    /// The fewest characters, as the form's hint says it.
    pub const fn shortest(self) -> usize {
        match self {
            Self::PasswordOnly => SHORTEST_ALONE,
            Self::WithSecond => SHORTEST_WITH_SECOND,
        }
    }
}

/// How hard a password is to guess, on the scale of zxcvbn from 0 to 4, where the person's own words are known to the
/// guesser.
pub fn strength(text: &str, own_words: &[&str]) -> u8 {
    let password: String = text.nfkc().take(LONGEST).collect();
    score(&password, own_words).into()
}

fn is_guessable(password: &str, own_words: &[&str]) -> bool {
    score(password, own_words) < WEAKEST
}

fn score(password: &str, own_words: &[&str]) -> Score {
    let mut known: Vec<&str> = own_words
        .iter()
        .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()).chain([*words]))
        .filter(|word| word.chars().count() > 2)
        .collect();
    known.extend(["balai", "pelayanan", "publik", "kabupaten"]);
    zxcvbn::zxcvbn(password, &known).score()
}

impl fmt::Debug for TypedPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedPassword(hidden)")
    }
}

impl fmt::Debug for ChosenPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChosenPassword(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &[&str] = &["Sri Wahyuningsih", "sri.wahyuningsih@sragenkab.go.id"];

    fn choose(text: &str, factors: Factors) -> Result<(), PasswordRefused> {
        ChosenPassword::new(text, factors, OWN).map(|_| ())
    }

    #[test]
    fn the_number_of_factors_decides_the_length() {
        let eleven = "kq7#Wd2m!xz";
        assert_eq!(choose(eleven, Factors::WithSecond), Ok(()));
        assert_eq!(choose(eleven, Factors::PasswordOnly), Err(PasswordRefused::TooShort(15)));
        assert_eq!(choose("kq7#Wd2", Factors::WithSecond), Err(PasswordRefused::TooShort(8)));
    }

    #[test]
    fn two_hundred_characters_are_taken_and_one_more_is_not() {
        let long: String = ('a'..='z').cycle().step_by(7).take(LONGEST).collect();
        assert_eq!(choose(&long, Factors::PasswordOnly), Ok(()));
        assert_eq!(choose(&format!("{long}x"), Factors::PasswordOnly), Err(PasswordRefused::TooLong));
    }

    #[test]
    fn no_composition_is_asked_but_guessable_ones_are_refused() {
        assert_eq!(choose("pohon ember kuda lemari", Factors::PasswordOnly), Ok(()));
        for weak in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaa",
            "1234567890123456",
            "sri.wahyuningsih@sragenkab.go.id",
            "Wahyuningsih2026",
        ] {
            assert_eq!(choose(weak, Factors::PasswordOnly), Err(PasswordRefused::TooGuessable), "{weak}");
        }
    }

    #[test]
    fn one_password_in_two_unicode_forms_is_the_same() {
        let composed = TypedPassword::new("caf\u{e9} di balai kota");
        let decomposed = TypedPassword::new("cafe\u{301} di balai kota");
        assert_eq!(composed.bytes(), decomposed.bytes());
    }

    #[test]
    fn an_endless_password_is_cut_and_still_differs_from_the_longest_one() {
        let longest = "x".repeat(LONGEST);
        let endless = TypedPassword::new(&"x".repeat(1_000_000));
        assert_eq!(endless.bytes().len(), LONGEST + 1);
        assert_ne!(endless.bytes(), longest.as_bytes());
    }

    #[test]
    fn debug_shows_no_password() {
        let typed = TypedPassword::new("rahasia sekali ini");
        assert!(!format!("{typed:?}").contains("rahasia"));
    }
}
