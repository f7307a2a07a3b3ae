use chrono::{DateTime, Utc};
use sea_orm::DeriveActiveEnum;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "arrivals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub outcome: Outcome,
    pub by_passkey: bool,
    pub by_national: bool,
    pub device: String,
    pub network: String,
    pub at: DateTime<Utc>,
}

/// What happened at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// Somebody came in.
    LetIn,
    /// The password was wrong.
    WrongPassword,
    /// The password was right and the code was not.
    WrongCode,
    /// The password was replaced by way of a code that was sent.
    Recovered,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
