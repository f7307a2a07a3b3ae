use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vault_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    pub region_code: String,
    pub service_id: Uuid,
    pub service: String,
    pub agency: String,
    pub asked_by: Uuid,
    pub asked_by_name: String,
    pub reason: String,
    pub created_at: DateTime<Utc>,
    pub answer_until: DateTime<Utc>,
    pub use_until: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    pub spoken: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
