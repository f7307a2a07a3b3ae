//! What a region rules about its own catalogue. No row: nothing beyond the law.

use sea_orm::entity::prelude::*;

/// The row's id; there is one at most.
pub const ONLY: Uuid = Uuid::nil();

/// The region's rules.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_rules")]
pub struct Model {
    /// Always [`ONLY`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whether a version is published by somebody who did not write on it.
    pub four_eyes: bool,
    /// Since when.
    pub updated_at: DateTimeUtc,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
