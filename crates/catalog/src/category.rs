//! What a category of services is about, as far as the law treats it differently.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// What the law says about all services of a category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Nothing in particular.
    #[default]
    General,
    /// Population documents (adminduk): free by UU 24/2013 article 79A.
    #[serde(rename = "population")]
    #[sea_orm(string_value = "population")]
    PopulationDocuments,
}

impl Subject {
    /// Both, the ordinary one first.
    pub const ALL: [Self; 2] = [Self::General, Self::PopulationDocuments];

    /// The subject as it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::PopulationDocuments => "population",
        }
    }

    /// The subject with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.code() == code)
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::General => "Layanan umum",
            Self::PopulationDocuments => "Dokumen kependudukan, selalu gratis",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ActiveEnum;

    #[test]
    fn the_code_is_what_the_database_holds() {
        for subject in Subject::ALL {
            assert_eq!(subject.to_value(), subject.code());
            assert_eq!(Subject::from_code(subject.code()), Some(subject));
        }
    }
}
