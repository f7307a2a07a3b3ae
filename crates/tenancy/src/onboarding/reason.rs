use serde::{Deserialize, Serialize};

/// Why the ministry sends a sign-up back or refuses it, in words for the applicant: 10-2,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

/// Why a text is not a reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// Nothing was typed.
    #[error("Tulis alasannya. Pemohon menerima kalimat ini lewat surel.")]
    Empty,
    /// Too short to act upon.
    #[error("Alasan terlalu pendek. Tulis apa yang kurang dan apa yang perlu dilakukan pemohon.")]
    TooShort,
    /// More than 2,000 characters.
    #[error("Alasan paling panjang 2.000 huruf. Yang Anda tulis {0}.")]
    TooLong(usize),
    /// Control characters other than line breaks.
    #[error("Alasan memuat tanda yang tidak dapat ditampilkan. Tulis ulang tanpa menyalin dari dokumen lain.")]
    Hidden,
}

impl Reason {
    /// Keeps line breaks, normalised to `\n`.
    pub fn parse(text: &str) -> Result<Self, ReasonError> {
        let text = text.trim().replace("\r\n", "\n");
        let length = text.chars().count();
        match length {
            0 => Err(ReasonError::Empty),
            1..10 => Err(ReasonError::TooShort),
            2_001.. => Err(ReasonError::TooLong(length)),
            _ if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') => Err(ReasonError::Hidden),
            _ => Ok(Self(text)),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reason {
    type Error = ReasonError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_must_be_something_to_act_upon() {
        assert_eq!(Reason::parse("  "), Err(ReasonError::Empty));
        assert_eq!(Reason::parse("kurang"), Err(ReasonError::TooShort));
        assert_eq!(Reason::parse(&"a".repeat(2_001)), Err(ReasonError::TooLong(2_001)));
        assert_eq!(Reason::parse("surat belum\u{7} ditandatangani"), Err(ReasonError::Hidden));
        assert_eq!(Reason::parse("Surat belum\r\nditandatangani. ").unwrap().as_str(), "Surat belum\nditandatangani.");
    }
}
