//! Whether other regions may copy what this region has published. No row: they may not.

use sea_orm::entity::prelude::*;

/// The row's id; there is one at most.
pub const ONLY: Uuid = Uuid::nil();

/// The region's word.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_lending")]
pub struct Model {
    /// Always [`ONLY`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whether they may.
    pub allowed: bool,
    /// Since when.
    pub updated_at: DateTimeUtc,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
