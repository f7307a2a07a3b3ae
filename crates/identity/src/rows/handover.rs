use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use balai_rbac::{Domain, Role};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handovers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub domain: Domain,
    pub open_for: Option<Domain>,
    pub from_account: Uuid,
    pub to_account: Uuid,
    pub keeps_role: Option<Role>,
    pub offered_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub outcome: String,
    pub answered_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
