use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::applications::IdTokenAlgorithm;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kid: String,
    pub sealed: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub algorithm: Option<IdTokenAlgorithm>,
    pub turn: Option<i32>,
    pub signs_from: Option<DateTime<Utc>>,
    pub public: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
