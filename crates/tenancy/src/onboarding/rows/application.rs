use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::super::{Stage, StageKind, StarterChoice};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "applications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub reference: String,
    pub region: String,
    pub open_for: Option<String>,
    pub official: Vec<u8>,
    pub email_key: String,
    pub document_id: Uuid,
    pub agreement: String,
    pub starter: StarterChoice,
    pub stage: StageKind,
    #[sea_orm(column_type = "JsonBinary")]
    pub stage_data: Stage,
    pub version: i32,
    pub submitted_at: DateTime<Utc>,
    pub applied_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
    pub first_applied_at: Option<DateTime<Utc>>,
    pub verified_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity);
