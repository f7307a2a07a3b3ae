//! What the people who answer for a region are told of its hall: facts for the outbox, of which the letters are made.

use balai_kernel::{Email, PersonName, RegionCode};
use balai_storage::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Grounds, Turn};

/// Somebody who answers for a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Their address.
    pub email: Email,
    /// Their name.
    pub name: PersonName,
}

/// A hall's life took a turn; one fact for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HallTurned {
    /// The turn's id.
    pub id: Uuid,
    /// Whose hall.
    pub region: RegionCode,
    /// To whom.
    pub email: Email,
    /// Their name.
    pub name: PersonName,
    /// What happened.
    pub turn: Turn,
    /// Why.
    pub grounds: Grounds,
}

impl Event for HallTurned {
    const TOPIC: &'static str = "tenancy.hall_turned";

    fn key(&self) -> String {
        format!("{}:{}", self.id, self.email.as_str())
    }
}
