//! For what somebody acts: all that a delegate may do, what one region asks, or what it asks for one service.

use balai_kernel::RegionCode;
use uuid::Uuid;

use crate::rows::mandate;

/// How far a mandate goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MandateScope {
    /// The whole vault, and what any region asks.
    All,
    /// What one region asks.
    Region(RegionCode),
    /// What one region asks for one service of its catalogue.
    Service {
        /// The region.
        region: RegionCode,
        /// The service's id.
        id: Uuid,
        /// Its name as the owner read it: it stays when the service is renamed or retired.
        name: String,
    },
}

impl MandateScope {
    /// Whether it reaches what a region asks for a service. What is asked for no service is the whole vault's.
    pub fn reaches(&self, region: RegionCode, service: Uuid) -> bool {
        self.region().is_none_or(|only| only == region) && self.service().is_none_or(|(only, _)| only == service)
    }

    /// The one region.
    pub fn region(&self) -> Option<RegionCode> {
        match self {
            Self::All => None,
            Self::Region(region) | Self::Service { region, .. } => Some(*region),
        }
    }

    /// The one service, by id and by name.
    pub fn service(&self) -> Option<(Uuid, &str)> {
        match self {
            Self::Service { id, name, .. } => Some((*id, name)),
            Self::All | Self::Region(_) => None,
        }
    }

    /// What a row says; nothing where it says what no mandate is for.
    pub(super) fn of(row: &mandate::Model) -> Option<Self> {
        let region = row.region_code.as_deref().map(str::parse).transpose().ok()?;
        match (region, row.service_id, &row.service) {
            (None, None, None) => Some(Self::All),
            (Some(region), None, None) => Some(Self::Region(region)),
            (Some(region), Some(id), Some(name)) => Some(Self::Service { region, id, name: name.clone() }),
            _ => None,
        }
    }
}
