//! Slugs that were once somebody's, and whose: addresses outlive names.

use sea_orm::DeriveActiveEnum;
use sea_orm::entity::prelude::*;

/// A slug of the past.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "old_slugs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind of thing bore it.
    pub kind: Bearer,
    /// The slug.
    pub slug: String,
    /// The thing.
    pub target_id: Uuid,
    /// Until when it was the thing's slug.
    pub created_at: DateTimeUtc,
}

/// Kinds of things with slugs; each kind has its own room of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Bearer {
    /// An agency.
    Agency,
    /// A category.
    Category,
    /// A service.
    Service,
}

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity);
