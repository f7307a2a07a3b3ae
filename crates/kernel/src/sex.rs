//! Sex as identity numbers record it.

use serde::{Deserialize, Serialize};

/// Sex as it is encoded in a NIK and a NIP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Perempuan.
    Female,
    /// Laki-laki.
    Male,
}

impl Sex {
    /// The Indonesian word: `Perempuan` or `Laki-laki`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Female => "Perempuan",
            Self::Male => "Laki-laki",
        }
    }
}
