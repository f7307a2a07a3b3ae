//! Secrets that are handed out once and stored only as their hash.

use std::fmt::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng;
use sha2::{Digest, Sha256};

const BYTES: usize = 32;

/// 256 random bits for sessions, invitations and links in letters. Whoever holds it is believed, so it is never stored.
///
/// Tokens are not compared, which would take longer the more of one is right; their hashes are looked up.
#[derive(Clone)]
pub struct SecretToken([u8; BYTES]);

/// SHA-256 of a token in hexadecimal: what the database keeps and looks up by.
///
/// A plain hash is enough because the token is random; it would not be for a password or a NIK.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenHash(String);

/// The text cannot be a token of ours. It says no more, so that it can be shown and logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Tautan atau kode ini tidak dikenali.")]
pub struct TokenError;

impl SecretToken {
    /// A new token from a cryptographic generator seeded by the operating system.
    pub fn fresh() -> Self {
        Self(chance().random())
    }

    /// Reads the text made by [`reveal`](Self::reveal).
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| TokenError)?;
        bytes.try_into().map(Self).map_err(|_| TokenError)
    }

    /// The token itself, 43 characters safe in an address; for the letter or the cookie, nowhere else.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What to store and to look up by.
    pub fn hash(&self) -> TokenHash {
        let mut text = String::with_capacity(2 * BYTES);
        for byte in Sha256::digest(self.0) {
            write!(text, "{byte:02x}").expect("writing to a string never fails");
        }
        TokenHash(text)
    }
}

impl TokenHash {
    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A code of `length` digits to be typed by hand, each digit equally likely.
pub fn random_digits(length: usize) -> String {
    let mut generator = chance();
    (0..length).map(|_| char::from(generator.random_range(b'0'..=b'9'))).collect()
}

/// The generator behind every secret and every reference number.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for chance")]
pub(crate) fn chance() -> impl Rng {
    rand::rng()
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken(hidden)")
    }
}

impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<TokenHash> for String {
    fn from(hash: TokenHash) -> Self {
        hash.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_the_way_through_a_letter() {
        let token = SecretToken::fresh();
        let again = SecretToken::parse(&format!(" {}\n", token.reveal())).unwrap();
        assert_eq!(token.reveal().len(), 43);
        assert_eq!(again.hash(), token.hash());
    }

    #[test]
    fn the_hash_is_sha_256_in_hexadecimal() {
        let hash = SecretToken([0; BYTES]).hash();
        assert_eq!(hash.as_str(), "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    }

    #[test]
    fn debug_hides_the_token_and_two_tokens_differ() {
        let token = SecretToken::fresh();
        assert_eq!(format!("{token:?}"), "SecretToken(hidden)");
        assert_ne!(token.reveal(), SecretToken::fresh().reveal());
    }

    #[test]
    fn other_texts_are_no_tokens() {
        for text in ["", "abc", "a b", &"A".repeat(44), &"=".repeat(43)] {
            assert!(SecretToken::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn digits_are_as_many_as_asked() {
        let code = random_digits(6);
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    }
}
