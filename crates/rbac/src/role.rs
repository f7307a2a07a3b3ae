//! The parts people play.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Level;

/// What the text of a composed role begins with; its id follows.
const COMPOSED: &str = "composed:";

/// A part somebody plays in a domain.
///
/// The text form is stable, for rows, the policy and the command line: `region_owner`, or `composed:` and the id of a role
/// that a region composed for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
#[serde(try_from = "String", into = "String")]
pub enum Role {
    /// Approves regions, watches them being set up, invites the ministry's people.
    MinistryAdmin,
    /// Checks what a region sent before another person approves it.
    MinistryVerifier,
    /// Reads how the regions do, and changes nothing.
    MinistryAnalyst,
    /// Answers for a region: its settings, its people and its catalogue.
    RegionOwner,
    /// Writes and publishes service standards, of the whole region or of one agency.
    CatalogueEditor,
    /// Answers for the standards of one agency: publishes them and writes none.
    AgencyHead,
    /// Works on what citizens apply for.
    CaseOfficer,
    /// Signs what a case officer has prepared.
    Approver,
    /// Serves citizens at a counter of the hall.
    CounterClerk,
    /// Runs the hall from day to day.
    HallSupervisor,
    /// Answers complaints.
    ComplaintOfficer,
    /// Reads everything of a region, its audit trail too, and changes nothing.
    Auditor,
    /// Somebody of the ministry whom a region lets look for a time; see [`crate::support`].
    MinistrySupport,
    /// A role that a region composed for itself from single permissions.
    Composed(Uuid),
}

impl Role {
    /// Every role that has a name of its own, in the order in which lists show them.
    pub const NAMED: [Self; 13] = [
        Self::MinistryAdmin,
        Self::MinistryVerifier,
        Self::MinistryAnalyst,
        Self::RegionOwner,
        Self::CatalogueEditor,
        Self::AgencyHead,
        Self::CaseOfficer,
        Self::Approver,
        Self::CounterClerk,
        Self::HallSupervisor,
        Self::ComplaintOfficer,
        Self::Auditor,
        Self::MinistrySupport,
    ];

    /// The name in rows and the policy; of a composed role only the kind.
    const fn word(self) -> &'static str {
        match self {
            Self::MinistryAdmin => "ministry_admin",
            Self::MinistryVerifier => "ministry_verifier",
            Self::MinistryAnalyst => "ministry_analyst",
            Self::RegionOwner => "region_owner",
            Self::CatalogueEditor => "catalogue_editor",
            Self::AgencyHead => "agency_head",
            Self::CaseOfficer => "case_officer",
            Self::Approver => "approver",
            Self::CounterClerk => "counter_clerk",
            Self::HallSupervisor => "hall_supervisor",
            Self::ComplaintOfficer => "complaint_officer",
            Self::Auditor => "auditor",
            Self::MinistrySupport => "ministry_support",
            Self::Composed(_) => COMPOSED,
        }
    }

    /// The name people read, in Indonesian; a composed role's own name stands in its row
    /// ([`ComposedRole`](crate::ComposedRole)).
    pub const fn title(self) -> &'static str {
        match self {
            Self::MinistryAdmin => "Admin kementerian",
            Self::MinistryVerifier => "Verifikator kementerian",
            Self::MinistryAnalyst => "Analis kementerian",
            Self::RegionOwner => "Penanggung jawab daerah",
            Self::CatalogueEditor => "Penyunting katalog",
            Self::AgencyHead => "Kepala instansi",
            Self::CaseOfficer => "Petugas permohonan",
            Self::Approver => "Pejabat penyetuju",
            Self::CounterClerk => "Petugas loket",
            Self::HallSupervisor => "Pengawas balai",
            Self::ComplaintOfficer => "Petugas pengaduan",
            Self::Auditor => "Auditor",
            Self::MinistrySupport => "Bantuan kementerian",
            Self::Composed(_) => "Peran khusus daerah",
        }
    }

    /// Whether the role can be held at this level at all.
    pub const fn fits(self, level: Level) -> bool {
        match self {
            Self::MinistryAdmin | Self::MinistryVerifier | Self::MinistryAnalyst => matches!(level, Level::National),
            Self::RegionOwner | Self::HallSupervisor | Self::Auditor | Self::MinistrySupport => {
                matches!(level, Level::Region)
            }
            Self::AgencyHead => matches!(level, Level::Agency),
            Self::CatalogueEditor
            | Self::CaseOfficer
            | Self::Approver
            | Self::CounterClerk
            | Self::ComplaintOfficer
            | Self::Composed(_) => matches!(level, Level::Region | Level::Agency),
        }
    }

    /// Whether the role is only lent for a time, by a deed of its own, and never granted.
    pub const fn is_lent(self) -> bool {
        matches!(self, Self::MinistrySupport)
    }

    /// The role that answers for a place, which is never without one; none for an agency, for which its region answers.
    pub const fn answering_for(level: Level) -> Option<Self> {
        match level {
            Level::National => Some(Self::MinistryAdmin),
            Level::Region => Some(Self::RegionOwner),
            Level::Agency => None,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())?;
        if let Self::Composed(id) = self { write!(f, "{id}") } else { Ok(()) }
    }
}

/// No role has this name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a role: expected {}, or {COMPOSED} and an id", Role::NAMED.map(Role::word).join(", "))]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(COMPOSED) {
            Some(id) => id.parse().map(Self::Composed).map_err(|_| UnknownRole),
            None => Self::NAMED.into_iter().find(|role| role.word() == text).ok_or(UnknownRole),
        }
    }
}

impl TryFrom<String> for Role {
    type Error = UnknownRole;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> impl Iterator<Item = Role> {
        Role::NAMED.into_iter().chain([Role::Composed(Uuid::max())])
    }

    #[test]
    fn every_role_is_found_by_its_name_and_serialised_as_it() {
        for role in every() {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        for unknown in ["owner", "composed:", "composed:x", "Auditor", ""] {
            assert_eq!(unknown.parse::<Role>(), Err(UnknownRole), "{unknown}");
        }
    }

    #[test]
    fn every_role_fits_somewhere_and_never_in_both_ministry_and_region() {
        for role in every() {
            let national = role.fits(Level::National);
            let regional = role.fits(Level::Region) || role.fits(Level::Agency);
            assert!(national != regional, "{role}");
        }
    }

    #[test]
    fn who_answers_for_a_place_can_be_held_there() {
        for level in Level::ALL {
            assert!(Role::answering_for(level).is_none_or(|role| role.fits(level)));
        }
    }
}
