//! Categories of a region's services.

use sea_orm::entity::prelude::*;

use crate::category::Subject;

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "categories")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What the law says about its services.
    pub subject: Subject,
    /// Its place among the others, smallest first.
    pub position: i32,
    /// Key in the starter catalogue, if it was adopted.
    pub template_key: Option<String>,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity);
