use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::life::Life;
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
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub life: Option<Life>,
    pub domain: Option<String>,
}

impl Model {
    /// Where the hall stands. Before its first turn the row holds the word only.
    pub fn life(&self) -> Life {
        match (&self.life, self.state) {
            (Some(life), state) if life.state() == state => life.clone(),
            (_, TenantState::Provisioning) => Life::Provisioning,
            _ => Life::Active,
        }
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity, shown);
