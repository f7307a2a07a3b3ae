//! Component 1: what a citizen must bring.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Line;

/// One thing to bring or to fulfil.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Requirement {
    /// What, as the citizen reads it.
    pub text: Line,
    /// When it is needed, or how it must look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Line>,
    /// Whether everybody needs it; otherwise only those the note names.
    pub mandatory: bool,
    /// The type of document, if it is one that a citizen can keep and use again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentCode>,
}

/// Code of a document type, such as `KTP` or `NIKAH`: 2 to 12 capitals or digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentCode(String);

/// The text is not a code of a document type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Kode jenis dokumen terdiri dari 2 sampai 12 huruf besar atau angka.")]
pub struct DocumentCodeError;

impl DocumentCode {
    /// Takes the code exactly as it stands.
    pub fn parse(text: &str) -> Result<Self, DocumentCodeError> {
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if (2..=12).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(DocumentCodeError)
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for DocumentCode {
    type Error = DocumentCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<DocumentCode> for String {
    fn from(code: DocumentCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_code_is_short_and_plain() {
        assert!(DocumentCode::parse("KTP").is_ok());
        for text in ["", "K", "ktp", "KTP-EL", "KARTUKELUARGA"] {
            assert_eq!(DocumentCode::parse(text), Err(DocumentCodeError), "{text}");
        }
    }
}
