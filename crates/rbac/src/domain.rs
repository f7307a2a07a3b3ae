//! Where a role is held.

use std::fmt;
use std::str::FromStr;

use balai_kernel::RegionCode;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The place a grant counts in.
///
/// The text form is stable, for rows and the command line: `nasional`, `33.14`, or `33.14/<uuid of the agency>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
#[serde(try_from = "String", into = "String")]
pub enum Domain {
    /// The ministry. It reaches no row of a region.
    National,
    /// One region with all its agencies.
    Region(RegionCode),
    /// One agency of one region.
    Agency(RegionCode, Uuid),
}

/// The kind of place, for which the policy is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The ministry.
    National,
    /// A whole region.
    Region,
    /// One agency.
    Agency,
}

impl Level {
    /// Every level, widest first.
    pub const ALL: [Self; 3] = [Self::National, Self::Region, Self::Agency];

    /// The word the policy file uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::National => "nasional",
            Self::Region => "daerah",
            Self::Agency => "instansi",
        }
    }
}

impl Domain {
    /// The kind of place this is.
    pub const fn level(&self) -> Level {
        match self {
            Self::National => Level::National,
            Self::Region(_) => Level::Region,
            Self::Agency(..) => Level::Agency,
        }
    }

    /// The region this place lies in; none for the ministry.
    pub const fn region(&self) -> Option<RegionCode> {
        match self {
            Self::National => None,
            Self::Region(code) | Self::Agency(code, _) => Some(*code),
        }
    }

    /// Whether a grant held here also counts in `place`: a region covers its agencies, an agency only itself, and the
    /// ministry no region.
    pub fn covers(&self, place: &Self) -> bool {
        match (self, place) {
            (Self::Region(own), Self::Agency(other, _)) => own == other,
            (own, other) => own == other,
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::National => f.write_str(Level::National.as_str()),
            Self::Region(code) => write!(f, "{code}"),
            Self::Agency(code, agency) => write!(f, "{code}/{agency}"),
        }
    }
}

/// The text names no domain.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a domain: expected `nasional`, a region code such as 33.14, or a region code, a slash and an agency's id")]
pub struct DomainError;

impl FromStr for Domain {
    type Err = DomainError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Level::National.as_str() {
            return Ok(Self::National);
        }
        match text.split_once('/') {
            None => Ok(Self::Region(text.parse().map_err(|_| DomainError)?)),
            Some((code, agency)) => {
                Ok(Self::Agency(code.parse().map_err(|_| DomainError)?, agency.parse().map_err(|_| DomainError)?))
            }
        }
    }
}

impl TryFrom<String> for Domain {
    type Error = DomainError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Domain> for String {
    fn from(domain: Domain) -> Self {
        domain.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> Domain {
        text.parse().unwrap()
    }

    #[test]
    fn the_text_form_survives_a_round_trip() {
        for text in ["nasional", "33.14", "33.14/01890a5d-ac96-774b-bcce-b302099a8057"] {
            assert_eq!(domain(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for text in
            ["", "Nasional", "33", "33.14/", "33.14/x", "/", "33.14/01890a5d-ac96-774b-bcce-b302099a8057/x", "*"]
        {
            assert_eq!(text.parse::<Domain>(), Err(DomainError), "{text}");
        }
    }

    #[test]
    fn a_region_covers_its_agencies_and_no_others() {
        let agency = domain("33.14/01890a5d-ac96-774b-bcce-b302099a8057");
        assert!(domain("33.14").covers(&agency));
        assert!(!domain("17.09").covers(&agency));
        assert!(!agency.covers(&domain("33.14")));
        assert!(!Domain::National.covers(&domain("33.14")));
        assert!(!domain("33.14").covers(&Domain::National));
    }
}
