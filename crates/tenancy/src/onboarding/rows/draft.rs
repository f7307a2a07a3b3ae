use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::super::StarterChoice;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drafts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub region: Option<String>,
    pub official: Vec<u8>,
    pub document_id: Option<Uuid>,
    pub agreement: Option<String>,
    pub starter: StarterChoice,
    pub corrects: Option<Uuid>,
    pub application_id: Option<Uuid>,
    pub links_sent: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity);
