use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::provider::{ClaimsRequest, Scopes};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorizations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub application_id: Uuid,
    pub account_id: Uuid,
    pub session_id: Uuid,
    pub sid: String,
    pub code_hash: String,
    pub redirect_uri: String,
    pub challenge: String,
    pub nonce: Option<String>,
    pub scopes: Scopes,
    pub claims: ClaimsRequest,
    pub offline: bool,
    pub second_factor: bool,
    pub amr: Option<String>,
    pub proven_at: DateTime<Utc>,
    pub began_at: DateTime<Utc>,
    pub presented_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
