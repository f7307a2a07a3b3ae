use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::domains::{ClaimState, Seen};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "domain_claims")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub name: String,
    pub token: String,
    pub state: ClaimState,
    pub held_name: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub seen: Option<Seen>,
    pub written_at: DateTime<Utc>,
    pub checked_at: Option<DateTime<Utc>>,
    pub missing_since: Option<DateTime<Utc>>,
    pub due_at: DateTime<Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity);
