//! The table of what regions lend.

use sea_orm::entity::prelude::*;

use crate::template::Offer;

/// A published standard that its region lends.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lent_standards")]
pub struct Model {
    /// The row's own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The region, `33.14`.
    pub region_code: String,
    /// The service's id in its region.
    pub service_id: Uuid,
    /// Its name.
    pub name: String,
    /// The name as it is compared and ordered.
    pub name_text: String,
    /// What people call its agency.
    pub agency: String,
    /// Its category.
    pub category: String,
    /// Which version this is.
    pub version: i32,
    /// What it says.
    pub content: Offer,
    /// When the national copy took it in.
    pub updated_at: DateTimeUtc,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
