use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::oidc::Site;
use crate::session::SessionKind;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub account_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub code_id: Option<Uuid>,
    pub site: Site,
    pub kind: SessionKind,
    pub second_factor: bool,
    pub amr: Option<String>,
    pub device: String,
    pub address: String,
    pub started_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub proven_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
