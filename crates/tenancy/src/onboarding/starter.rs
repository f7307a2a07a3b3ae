use sea_orm::{DeriveActiveEnum, EnumIter};

use crate::provisioning::Starter;

/// With which catalogue a region wants to begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum StarterChoice {
    /// The services that nearly every region has, as drafts to check.
    #[default]
    #[sea_orm(string_value = "catalogue")]
    Catalogue,
    /// An empty catalogue.
    #[sea_orm(string_value = "empty")]
    Empty,
}

impl From<StarterChoice> for Starter {
    fn from(choice: StarterChoice) -> Self {
        match choice {
            StarterChoice::Catalogue => Self::Catalogue,
            StarterChoice::Empty => Self::Empty,
        }
    }
}
