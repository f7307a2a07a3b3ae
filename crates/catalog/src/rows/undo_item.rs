//! What each service was before a deed that can be taken back.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::channel::Channels;
use crate::connection::ConnectionLevel;
use crate::standard::Standard;

/// One service of a deed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "undo_items")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The deed.
    pub undo_id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// What it was; none where it was made.
    pub before: Option<Before>,
    /// A print of what the deed made of it; another print means that somebody changed it since.
    pub print: String,
}

/// What a service was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Before {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its agency.
    pub agency: Uuid,
    /// Its category.
    pub category: Uuid,
    /// What citizens should know.
    pub note: Option<String>,
    /// The national system.
    pub system: Option<String>,
    /// Where it can be asked for.
    pub channels: Channels,
    /// How deep it is connected.
    pub connection: ConnectionLevel,
    /// The version that citizens saw.
    pub published_version: Option<i32>,
    /// The version that was being written.
    pub draft_version: Option<i32>,
    /// Since when it was published.
    pub since: Option<DateTimeUtc>,
    /// The draft that was written over.
    pub draft: Option<Standard>,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
