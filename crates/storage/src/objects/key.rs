//! Keys of objects: made by us from parts, never taken from a person.

use std::fmt;

/// A key inside one space, such as `surat/0193….pdf`: segments of `a-z 0-9 . _ -`, none of them
/// empty or beginning with a dot, joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ObjectKey(String);

/// The text is not a key of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an object key has plain lower-case segments")]
pub struct ObjectKeyError;

impl ObjectKey {
    /// Reads a key.
    pub fn parse(text: &str) -> Result<Self, ObjectKeyError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        let segment = |s: &str| !s.is_empty() && !s.starts_with('.') && s.chars().all(plain);
        let fits = text.len() <= 200 && text.split('/').all(segment);
        fits.then(|| Self(text.to_owned())).ok_or(ObjectKeyError)
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_climb_out_of_its_space() {
        for bad in [
            "",
            "/",
            "../t_1709/x",
            "a/../b",
            "a//b",
            "/etc/passwd",
            "a/",
            ".hidden",
            "a/.b",
            "A",
            "a b",
            "a\\b",
            "a%2e%2e/b",
            "a\0b",
        ] {
            assert_eq!(ObjectKey::parse(bad), Err(ObjectKeyError), "{bad:?}");
        }
        assert_eq!(ObjectKey::parse("surat/0193-a.pdf").unwrap().as_str(), "surat/0193-a.pdf");
    }
}
