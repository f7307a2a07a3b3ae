//! Proof key for code exchange (RFC 7636), S256 only: who began the crossing is who ends it.

use std::fmt;

use balai_kernel::SecretToken;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const CHALLENGE_LENGTH: usize = 43;

/// The secret that a host keeps in its state cookie while a person is away signing in.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeVerifier(String);

/// SHA-256 of the verifier in base64url: what travels with the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeChallenge(String);

impl CodeVerifier {
    /// A new verifier of 256 bits.
    pub fn fresh() -> Self {
        Self(SecretToken::fresh().reveal())
    }

    /// Reads 43 to 128 unreserved characters.
    pub fn parse(text: &str) -> Option<Self> {
        let is_unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        ((43..=128).contains(&text.len()) && text.bytes().all(is_unreserved)).then(|| Self(text.to_owned()))
    }

    /// What to send ahead.
    pub fn challenge(&self) -> CodeChallenge {
        CodeChallenge(URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes())))
    }

    /// The verifier itself, for the state cookie and the back channel.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl CodeChallenge {
    /// Reads 43 characters of base64url.
    pub fn parse(text: &str) -> Option<Self> {
        let is_base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        (text.len() == CHALLENGE_LENGTH && text.bytes().all(is_base64url)).then(|| Self(text.to_owned()))
    }

    /// Whether the challenge was made from this verifier.
    pub fn answers_to(&self, verifier: &CodeVerifier) -> bool {
        self.0.as_bytes().ct_eq(verifier.challenge().0.as_bytes()).into()
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeVerifier(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_holds() {
        let verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        let challenge = CodeChallenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM").unwrap();
        assert_eq!(verifier.challenge(), challenge);
        assert!(challenge.answers_to(&verifier));
        assert!(!challenge.answers_to(&CodeVerifier::fresh()));
    }

    #[test]
    fn what_is_no_verifier_or_challenge_is_refused() {
        assert_eq!(CodeVerifier::parse(&"a".repeat(42)), None);
        assert_eq!(CodeVerifier::parse(&"a".repeat(129)), None);
        assert_eq!(CodeVerifier::parse(&format!("{}\n", "a".repeat(43))), None);
        assert_eq!(CodeChallenge::parse(&"a".repeat(44)), None);
        assert_eq!(CodeChallenge::parse(&"=".repeat(43)), None);
    }
}
