use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Where a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum LetterState {
    /// Waits for its time or for the server.
    #[sea_orm(string_value = "queued")]
    Queued,
    /// The server took it; its content is gone from here.
    #[sea_orm(string_value = "sent")]
    Sent,
    /// Refused for good, for instance an unknown mailbox.
    #[sea_orm(string_value = "failed")]
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region: Option<String>,
    pub kind: String,
    pub recipient_key: String,
    pub recipient_shown: String,
    pub subject: String,
    pub sealed: Option<Vec<u8>>,
    pub state: LetterState,
    pub attempts: i32,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

balai_storage::control_entity!(Entity);
