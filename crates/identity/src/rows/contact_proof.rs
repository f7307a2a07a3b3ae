use chrono::{DateTime, Utc};
use sea_orm::DeriveActiveEnum;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_proofs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub purpose: Purpose,
    pub account_id: Option<Uuid>,
    pub sealed: Vec<u8>,
    pub code_key: String,
    pub tries: i32,
    pub sent: i32,
    pub sent_at: DateTime<Utc>,
    pub began_at: DateTime<Utc>,
    pub proven_at: Option<DateTime<Utc>>,
    pub done_at: Option<DateTime<Utc>>,
}

/// What somebody shows an address to be theirs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, serde::Serialize, serde::Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To open an account with it.
    Register,
    /// To choose another password for the account that has it.
    Recover,
    /// To put it in the place of the address that an account has.
    Change,
    /// To give it to the account that a clerk opened for its owner.
    TakeOver,
}

impl Purpose {
    /// Digits of the code: a code that leads into an account that is there is longer than one that makes an address known.
    pub const fn digits(self) -> usize {
        match self {
            Self::Recover => 8,
            Self::Register | Self::Change | Self::TakeOver => 6,
        }
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
