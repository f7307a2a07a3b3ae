//! The version of the whole catalogue: one row, one higher with every change, part of the key of cached pages.

use sea_orm::entity::prelude::*;

/// The row's id, made by the migration.
pub const ONLY: Uuid = Uuid::nil();

/// The version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_revisions")]
pub struct Model {
    /// Always [`ONLY`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// How many changes there were.
    pub number: i64,
    /// When the newest was.
    pub changed_at: Option<DateTimeUtc>,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity);
