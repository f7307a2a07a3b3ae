use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::account::AccountState;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub personal: Vec<u8>,
    #[sea_orm(unique)]
    pub email_key: Option<String>,
    #[sea_orm(unique)]
    pub phone_key: Option<String>,
    pub state: AccountState,
    pub assurance: i32,
    pub grants_version: i64,
    pub created_at: DateTime<Utc>,
    pub assisted: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
