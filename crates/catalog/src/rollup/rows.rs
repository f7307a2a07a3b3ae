//! The table of the roll-up.

use sea_orm::entity::prelude::*;

/// What one region promises for one service of a template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promises")]
pub struct Model {
    /// The row's own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The region, `33.14`.
    pub region_code: String,
    /// The service's id in its region.
    pub service_id: Uuid,
    /// The template.
    pub template_key: String,
    /// How long at most, in minutes of an office.
    pub minutes: Option<i64>,
    /// How much at most, in rupiah; none where it is computed.
    pub fee: Option<i64>,
    /// The version of the national templates that the region adopted or answered last.
    pub template_version: Option<i32>,
    /// When the roll-up took it in.
    pub updated_at: DateTimeUtc,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
