use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::erasure::{Counts, Done};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub open_for: Option<String>,
    pub by: String,
    pub digest: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: Counts,
    #[sea_orm(column_type = "JsonBinary")]
    pub steps: Done,
    pub began_at: DateTime<Utc>,
    pub lease_until: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity);
