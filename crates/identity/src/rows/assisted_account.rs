use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assisted_accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    pub region_code: Option<String>,
    pub opened_by: Option<Uuid>,
    pub opened_by_name: Option<String>,
    pub purpose: String,
    pub opened_at: DateTime<Utc>,
    #[sea_orm(unique)]
    pub code_key: Option<String>,
    pub code_made_at: Option<DateTime<Utc>>,
    #[sea_orm(unique)]
    pub way_hash: Option<String>,
    pub way_began_at: Option<DateTime<Utc>>,
    pub taken_over_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
