//! What can be taken back for a while.

use sea_orm::entity::prelude::*;
use sea_orm::{DeriveActiveEnum, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

/// A deed that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "undos")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was done.
    pub deed: Deed,
    /// Who did it, in the stable text of the audit trail.
    pub done_by: String,
    /// To how many services.
    pub count: i32,
    /// When.
    pub done_at: DateTimeUtc,
    /// Until when it can be taken back.
    pub until: DateTimeUtc,
    /// When it was.
    pub undone_at: Option<DateTimeUtc>,
    /// The services that were changed since and stayed, by code and name.
    pub kept: Option<Names>,
}

/// What was done to many services at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Deed {
    /// A file was imported.
    Import,
    /// Drafts were published.
    Publish,
    /// Services were put away.
    Archive,
    /// Services were given to another agency.
    Assign,
}

/// Names of services.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Names(pub Vec<String>);

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
