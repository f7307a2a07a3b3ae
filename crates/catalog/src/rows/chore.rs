//! Work that is done once a day for a region, and when it last was.

use sea_orm::entity::prelude::*;

/// A chore.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_chores")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which.
    pub name: String,
    /// The day, in the region's zone.
    pub done_on: Date,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
