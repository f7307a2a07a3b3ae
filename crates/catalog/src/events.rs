//! What the catalogue tells the rest of the platform, through the region's outbox.

use balai_storage::Event;
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

use crate::channel::Channels;
use crate::rows::service::Glance;
use crate::template::Offer;

/// Most services that one event tells of.
pub const MOST_SERVICES: usize = 100;

/// Citizens of the region see these services from now on, or see them changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePublished {
    /// The revision of the catalogue that this belongs to; older news about a service than is known is ignored.
    pub revision: i64,
    /// Which part of that revision's news this is.
    pub part: usize,
    /// The services, at most [`MOST_SERVICES`].
    pub services: Vec<PublishedService>,
}

/// What the search over all regions knows of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedService {
    /// Its id in its region.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What people call its agency.
    pub agency: String,
    /// Its category.
    pub category: String,
    /// All words by which it is found.
    pub search_text: String,
    /// Fee and time.
    pub glance: Glance,
    /// Where it can be asked for.
    pub channels: Channels,
    /// The national template that it was adopted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_key: Option<String>,
    /// The version of the national templates that the region adopted or answered last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_version: Option<i32>,
    /// What other regions may copy, where the region allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lent: Option<Box<LentStandard>>,
}

/// A published standard that the region lets others copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LentStandard {
    /// Which version.
    pub version: u32,
    /// With what belongs to the service beside its standard.
    pub content: Offer,
}

/// Citizens of the region no longer see these services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceWithdrawn {
    /// The revision of the catalogue that this belongs to.
    pub revision: i64,
    /// The services.
    pub services: Vec<Uuid>,
}

/// Something of the catalogue changed: whoever counts it counts anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueMoved {
    /// The revision that began with the change.
    pub revision: i64,
}

impl Event for CatalogueMoved {
    const TOPIC: &'static str = "catalog.moved";

    fn key(&self) -> String {
        self.revision.to_string()
    }
}

impl Event for ServicePublished {
    const TOPIC: &'static str = "catalog.service_published";

    fn key(&self) -> String {
        format!("{}.{}", self.revision, self.part)
    }
}

impl Event for ServiceWithdrawn {
    const TOPIC: &'static str = "catalog.service_withdrawn";

    fn key(&self) -> String {
        self.revision.to_string()
    }
}
