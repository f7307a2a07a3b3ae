use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::tenants::TenantState;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub state: TenantState,
    pub node: String,
    pub schema_version: String,
    pub created_at: DateTime<Utc>,
    pub active_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity, shown);
