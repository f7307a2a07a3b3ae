//! The turns that a hall's life took, newest first.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::{Control, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::{ActiveModel, Column, Entity};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Closed for a time.
    #[sea_orm(string_value = "suspended")]
    Suspended,
    /// Opened again.
    #[sea_orm(string_value = "resumed")]
    Resumed,
    /// Somebody asks to put it away.
    #[sea_orm(string_value = "archive_asked")]
    ArchiveAsked,
    /// The wish was taken back or refused.
    #[sea_orm(string_value = "archive_withdrawn")]
    ArchiveWithdrawn,
    /// Put away.
    #[sea_orm(string_value = "archived")]
    Archived,
    /// It came here from an archive of another deployment.
    #[sea_orm(string_value = "arrived")]
    Arrived,
}

impl Turn {
    /// The verb of the audit trail.
    pub fn action(self) -> &'static str {
        match self {
            Self::Suspended => "tenant.suspended",
            Self::Resumed => "tenant.resumed",
            Self::ArchiveAsked => "tenant.archive_asked",
            Self::ArchiveWithdrawn => "tenant.archive_withdrawn",
            Self::Archived => "tenant.archived",
            Self::Arrived => "tenant.arrived",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Suspended => "Ditutup sementara",
            Self::Resumed => "Dibuka kembali",
            Self::ArchiveAsked => "Pengarsipan diusulkan",
            Self::ArchiveWithdrawn => "Usul pengarsipan dibatalkan",
            Self::Archived => "Diarsipkan",
            Self::Arrived => "Dipindahkan ke sini dari arsip",
        }
    }
}

/// A turn with who took it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// What.
    pub turn: Turn,
    /// The account; none for the platform itself.
    pub by: Option<Uuid>,
    /// Why; empty for an arrival.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The newest turns of a region, at most 50.
pub async fn history(read: &Read<Control>, code: RegionCode) -> Result<Vec<Turned>> {
    let query = Entity::find().filter(Column::Code.eq(code.to_string())).order_by_desc(Column::At);
    let rows = read.all(query.order_by_desc(Column::Id), 50).await?;
    let account = |by: &str| by.strip_prefix("account:").and_then(|id| id.parse().ok());
    Ok(rows.into_iter().map(|r| Turned { turn: r.turn, by: account(&r.by), reason: r.reason, at: r.at }).collect())
}

/// Writes a turn down.
pub(crate) async fn remember(
    write: &Write<Control>,
    act: &Act,
    code: RegionCode,
    turn: Turn,
    reason: &str,
) -> Result<Uuid> {
    let id = fresh_id(act.at);
    let row = ActiveModel {
        id: Set(id),
        code: Set(code.to_string()),
        turn: Set(turn),
        by: Set(act.by.to_string()),
        reason: Set(reason.to_owned()),
        at: Set(act.at),
    };
    write.insert(row).await?;
    Ok(id)
}

/// Removes the turns of a region that is erased.
pub(crate) async fn forget(write: &Write<Control>, code: RegionCode) -> Result<u64> {
    write.delete_many(Entity::delete_many().filter(Column::Code.eq(code.to_string()))).await
}
