use serde::{Deserialize, Serialize};

use crate::onboarding::{Reason, ReasonError};

/// Why a hall is closed, opened or put away, in words for the people of the region: 10-2,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grounds(Reason);

/// Why a text gives no grounds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GroundsError {
    /// Nothing was typed.
    #[error("Tulis alasannya. Pengelola daerah menerima kalimat ini lewat surel.")]
    Empty,
    /// Too short to be understood.
    #[error("Alasan terlalu pendek. Tulis apa sebabnya dan apa langkah berikutnya.")]
    TooShort,
    /// More than 2,000 characters.
    #[error("Alasan paling panjang 2.000 huruf. Yang Anda tulis {0}.")]
    TooLong(usize),
    /// Control characters other than line breaks.
    #[error("Alasan memuat tanda yang tidak dapat ditampilkan. Tulis ulang tanpa menyalin dari dokumen lain.")]
    Hidden,
}

impl Grounds {
    /// Keeps line breaks.
    pub fn parse(text: &str) -> Result<Self, GroundsError> {
        Reason::parse(text).map(Self).map_err(|error| match error {
            ReasonError::Empty => GroundsError::Empty,
            ReasonError::TooShort => GroundsError::TooShort,
            ReasonError::TooLong(length) => GroundsError::TooLong(length),
            ReasonError::Hidden => GroundsError::Hidden,
        })
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
