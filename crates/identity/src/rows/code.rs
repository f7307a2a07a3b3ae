use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::oidc::ClientId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorization_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code_hash: String,
    pub client: ClientId,
    pub redirect_uri: String,
    pub nonce: String,
    pub challenge: String,
    pub session_id: Uuid,
    pub account_id: Uuid,
    pub issued_at: DateTime<Utc>,
    pub presented_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
