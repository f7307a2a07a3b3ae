//! Who renders a service.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// Kinds of agency by whom they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// An office of the region itself (OPD).
    Regional,
    /// An office of a ministry, the police, a court.
    Vertical,
    /// A company of the state (BUMN).
    StateCompany,
    /// A company of the region (BUMD).
    RegionalCompany,
    /// Anything else: joint offices, public legal bodies.
    Other,
}

impl AgencyKind {
    /// All kinds, the region's own first.
    pub const ALL: [Self; 5] = [Self::Regional, Self::Vertical, Self::StateCompany, Self::RegionalCompany, Self::Other];

    /// The kind as it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Regional => "regional",
            Self::Vertical => "vertical",
            Self::StateCompany => "state_company",
            Self::RegionalCompany => "regional_company",
            Self::Other => "other",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Regional => "Perangkat daerah",
            Self::Vertical => "Instansi vertikal",
            Self::StateCompany => "Badan usaha milik negara",
            Self::RegionalCompany => "Badan usaha milik daerah",
            Self::Other => "Lembaga lain",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ActiveEnum;

    #[test]
    fn the_code_is_what_the_database_holds() {
        for kind in AgencyKind::ALL {
            assert_eq!(kind.to_value(), kind.code());
            assert_eq!(AgencyKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(AgencyKind::from_code("opd"), None);
    }
}
