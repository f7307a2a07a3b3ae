use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{Right, State};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rights_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub account_id: Uuid,
    pub place: String,
    pub right: Right,
    pub wish: Option<Vec<u8>>,
    pub state: State,
    pub made_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub proof_asked_at: Option<DateTime<Utc>>,
    pub warned_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub answered_by: Option<String>,
    pub ground: Option<String>,
    pub words: Option<Vec<u8>>,
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
