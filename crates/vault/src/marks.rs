//! A region vouches for a document: a clerk saw the original, or the region issued it. Another region may rely on that, as
//! long as the mark stands.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::request::has_left;
use crate::rows::mark;
use crate::{Reason, Request, Vault};

/// Marks of a few versions that are read at once.
const MOST: u64 = 500;

/// Why a region vouches for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum MarkKind {
    /// A clerk saw the original.
    Seen,
    /// The region issued it.
    Issued,
}

/// A mark on a version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: Uuid,
    /// The version.
    pub version: Uuid,
    /// Why the region vouches for it.
    pub kind: MarkKind,
    /// The region.
    pub region: RegionCode,
    /// Who set it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was withdrawn, by whom and why.
    pub withdrawn: Option<(DateTime<Utc>, String, String)>,
}

/// Why there is no mark, or why it stays.
#[derive(Debug, thiserror::Error)]
pub enum MarkRefused {
    /// Nothing was given there, or it may not be used any more.
    #[error("no such document")]
    Unknown,
    /// This region's mark stands already.
    #[error("the mark stands already")]
    Stands,
    /// It is the document of whoever would mark it.
    #[error("nobody vouches for herself")]
    Oneself,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Vault {
    /// Marks what was given for an item as seen in the original.
    pub async fn mark(&self, act: &Act, request: &Request, item: Uuid, by: (Uuid, &str)) -> Result<Uuid, MarkRefused> {
        if request.account == Some(by.0) {
            return Err(MarkRefused::Oneself);
        }
        let item = request.items.iter().find(|known| known.id == item).ok_or(MarkRefused::Unknown)?;
        let version =
            item.version.filter(|_| item.may_be_used(request.use_until, act.at)).ok_or(MarkRefused::Unknown)?;
        let region = request.region.to_string();
        let write = self.db.write().await?;
        if item.decided_at.is_none() && has_left(&write, request).await? {
            return Err(MarkRefused::Unknown);
        }
        let standing = mark::Entity::find()
            .filter(mark::Column::VersionId.eq(version))
            .filter(mark::Column::Kind.eq(MarkKind::Seen))
            .filter(mark::Column::RegionCode.eq(&region))
            .filter(mark::Column::WithdrawnAt.is_null());
        if write.exists(standing).await? {
            return Err(MarkRefused::Stands);
        }
        if write.find::<crate::rows::version::Entity>(version).await?.is_none() {
            return Err(MarkRefused::Unknown);
        }
        let id = set(&write, act, MarkKind::Seen, version, (request.region, by)).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Withdraws a mark of one's own region, and says why.
    pub async fn unmark(
        &self,
        act: &Act,
        region: RegionCode,
        id: Uuid,
        by: &str,
        reason: &Reason,
    ) -> Result<(), MarkRefused> {
        let write = self.db.write().await?;
        let change = mark::Entity::update_many()
            .set(mark::ActiveModel {
                withdrawn_at: Set(Some(act.at)),
                withdrawn_by_name: Set(Some(by.to_owned())),
                withdrawn_reason: Set(Some(reason.as_str().to_owned())),
                ..Default::default()
            })
            .filter(mark::Column::Id.eq(id))
            .filter(mark::Column::RegionCode.eq(region.to_string()))
            .filter(mark::Column::WithdrawnAt.is_null());
        if write.update_many(change).await? == 0 {
            return Err(MarkRefused::Unknown);
        }
        write.audit(act, entry("mark.withdrawn", id, json!({ "region": region, "reason": reason.as_str() }))).await?;
        write.commit().await?;
        Ok(())
    }

    /// The marks on versions, the newest first, those withdrawn too.
    pub async fn marks(&self, versions: &[Uuid]) -> Result<Vec<Mark>> {
        if versions.is_empty() {
            return Ok(Vec::new());
        }
        let query = mark::Entity::find()
            .filter(mark::Column::VersionId.is_in(versions.iter().copied()))
            .order_by_desc(mark::Column::Id);
        self.db.read().await?.all(query, MOST).await?.into_iter().map(told).collect()
    }
}

/// The region that issued a version, as long as its mark stands.
pub(crate) async fn issuer(read: &Read<Control>, version: Uuid) -> Result<Option<RegionCode>> {
    let standing = mark::Entity::find()
        .filter(mark::Column::VersionId.eq(version))
        .filter(mark::Column::Kind.eq(MarkKind::Issued))
        .filter(mark::Column::WithdrawnAt.is_null());
    Ok(read.one(standing).await?.map(told).transpose()?.map(|mark| mark.region))
}

/// Sets a mark of a region on a version.
pub(crate) async fn set(
    write: &Write<Control>,
    act: &Act,
    kind: MarkKind,
    version: Uuid,
    (region, by): (RegionCode, (Uuid, &str)),
) -> Result<Uuid> {
    let id = fresh_id(act.at);
    let row = mark::ActiveModel {
        id: Set(id),
        version_id: Set(version),
        kind: Set(kind),
        region_code: Set(region.to_string()),
        by_account: Set(by.0),
        by_name: Set(by.1.to_owned()),
        at: Set(act.at),
        withdrawn_at: Set(None),
        withdrawn_by_name: Set(None),
        withdrawn_reason: Set(None),
    };
    write.insert(row).await?;
    let action = match kind {
        MarkKind::Seen => "mark.set",
        MarkKind::Issued => "mark.issued",
    };
    write.audit(act, entry(action, id, json!({ "region": region, "version": version }))).await?;
    Ok(id)
}

fn told(row: mark::Model) -> Result<Mark> {
    let region = row.region_code.parse().map_err(|_| StorageError::Corrupt(format!("mark {}", row.id)))?;
    let withdrawn = match (row.withdrawn_at, row.withdrawn_by_name, row.withdrawn_reason) {
        (Some(at), Some(by), Some(reason)) => Some((at, by, reason)),
        _ => None,
    };
    Ok(Mark { id: row.id, version: row.version_id, kind: row.kind, region, by: row.by_name, at: row.at, withdrawn })
}

fn entry(action: &'static str, id: Uuid, after: serde_json::Value) -> Audit {
    Audit { action, kind: "mark", id: id.to_string(), before: None, after: Some(after) }
}
