use chrono::{DateTime, Utc};
use sea_orm::DeriveActiveEnum;
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
    pub outcome: Outcome,
    pub answered_at: Option<DateTime<Utc>>,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    Waiting,
    Accepted,
    Declined,
    /// Taken back, or nobody answered in time.
    Withdrawn,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
