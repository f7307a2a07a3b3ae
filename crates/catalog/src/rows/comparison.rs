//! What other regions promise for services of the same template, as this region last heard.

use sea_orm::entity::prelude::*;

use crate::rollup::Comparison;

/// The figures of one template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comparisons")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The template.
    pub template_key: String,
    /// The figures.
    pub figures: Comparison,
    /// When they last changed.
    pub updated_at: DateTimeUtc,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
