//! The parts people play.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::Level;

/// A part somebody plays in a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Approves regions, watches them being set up, invites the ministry's people.
    MinistryAdmin,
    /// Checks what a region sent before another person approves it.
    MinistryVerifier,
    /// Answers for a region: its settings, its people and its catalogue.
    RegionOwner,
    /// Writes and publishes service standards, of the whole region or of one agency.
    CatalogueEditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::MinistryAdmin, Self::MinistryVerifier, Self::RegionOwner, Self::CatalogueEditor];

    /// The stable name, for rows, the policy and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MinistryAdmin => "ministry_admin",
            Self::MinistryVerifier => "ministry_verifier",
            Self::RegionOwner => "region_owner",
            Self::CatalogueEditor => "catalogue_editor",
        }
    }

    /// The name people read, in Indonesian.
    pub const fn title(self) -> &'static str {
        match self {
            Self::MinistryAdmin => "Admin kementerian",
            Self::MinistryVerifier => "Verifikator kementerian",
            Self::RegionOwner => "Penanggung jawab daerah",
            Self::CatalogueEditor => "Penyunting katalog",
        }
    }

    /// Whether the role can be held at this level at all.
    pub const fn fits(self, level: Level) -> bool {
        matches!(
            (self, level),
            (Self::MinistryAdmin | Self::MinistryVerifier, Level::National)
                | (Self::RegionOwner, Level::Region)
                | (Self::CatalogueEditor, Level::Region | Level::Agency)
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No role has this name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a role: expected ministry_admin, ministry_verifier, region_owner or catalogue_editor")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_name_and_serialised_as_it() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
            let stored: Role = role.to_string().parse().unwrap();
            assert_eq!(stored, role);
        }
        assert_eq!("owner".parse::<Role>(), Err(UnknownRole));
    }

    #[test]
    fn every_role_fits_somewhere_and_never_in_both_ministry_and_region() {
        for role in Role::ALL {
            let national = role.fits(Level::National);
            let regional = role.fits(Level::Region) || role.fits(Level::Agency);
            assert!(national != regional, "{role}");
        }
    }
}
