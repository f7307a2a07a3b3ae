//! Files that wait to be imported, and those that were.

use sea_orm::entity::prelude::*;
use sea_orm::{DeriveActiveEnum, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who sent the file, in the stable text of the audit trail.
    pub begun_by: String,
    /// What the file was called.
    pub file_name: String,
    /// Key of the file among the region's objects.
    pub object_key: String,
    /// The sheet that is read; none until one was chosen.
    pub sheet: Option<String>,
    /// What its columns hold; none until somebody said so.
    pub columns: Option<Columns>,
    /// Where it stands.
    pub state: ImportState,
    /// How it can be undone.
    pub undo_id: Option<Uuid>,
    /// When the file came.
    pub created_at: DateTimeUtc,
    /// When it was carried out.
    pub decided_at: Option<DateTimeUtc>,
}

/// The row with the headings, and per column the code of its field; empty where it is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Columns {
    /// The number of the row.
    pub row: u32,
    /// The codes.
    pub fields: Vec<String>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ImportState {
    /// Somebody still decides.
    Waiting,
    /// Carried out.
    Done,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
