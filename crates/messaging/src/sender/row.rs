use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "senders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub host: String,
    pub port: i32,
    pub tls: String,
    pub username: Option<String>,
    pub password: Option<Vec<u8>>,
    pub address: String,
    pub name: String,
    pub trial: Option<Json>,
    pub proven_at: Option<DateTime<Utc>>,
    pub failing_since: Option<DateTime<Utc>>,
    pub failure: Option<String>,
    pub failures: i32,
    pub try_after: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::tenant_entity!(Entity, hidden);
