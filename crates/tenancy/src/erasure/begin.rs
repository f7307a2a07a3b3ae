use balai_kernel::{Act, RegionCode, fold, fresh_id};
use balai_storage::{Audit, Control, StorageError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::{Counts, Done, is_open};
use crate::archive::Manifest;
use crate::entity::{erasure, tenant};
use crate::regions;
use crate::tenants::TenantState;

/// Why a region is not erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseRefused {
    /// It is not here.
    #[error("Daerah ini tidak punya ruang di sini.")]
    Unknown,
    /// It was not put away.
    #[error("Hanya daerah yang sudah diarsipkan yang dapat dihapus. Tutup sementara, lalu arsipkan dulu.")]
    NotArchived,
    /// The name that was typed is another one.
    #[error("Nama yang ditulis tidak cocok dengan {0}. Tulis nama itu lengkap, dengan Kabupaten atau Kota.")]
    WrongName(String),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Begins to erase a region that was put away, by its full name. From here on there is no way back. One that was begun
/// already goes on.
pub async fn begin(
    write: &Write<Control>,
    act: &Act,
    code: RegionCode,
    typed_name: &str,
    was: &Manifest,
) -> Result<(), EraseRefused> {
    let query = tenant::Entity::find().filter(tenant::Column::Code.eq(code.to_string())).lock_exclusive();
    let row = write.one(query).await?.ok_or(EraseRefused::Unknown)?;
    let region = regions::by_code(write, code).await?.ok_or(EraseRefused::Unknown)?;
    if row.state != TenantState::Archived {
        return Err(EraseRefused::NotArchived);
    }
    if fold(typed_name.trim()) != fold(&region.name) {
        return Err(EraseRefused::WrongName(region.name));
    }
    if is_open(write, code).await? {
        return Ok(());
    }
    let counts = Counts { rows: was.rows(), objects: was.objects.count, bytes: was.objects.bytes };
    let entry = Audit {
        action: "tenant.erasure_began",
        kind: "tenant",
        id: code.to_string(),
        before: None,
        after: Some(json!({ "digest": was.digest(), "counts": counts })),
    };
    let record = erasure::ActiveModel {
        id: Set(fresh_id(act.at)),
        code: Set(code.to_string()),
        open_for: Set(Some(code.to_string())),
        by: Set(act.by.to_string()),
        digest: Set(was.digest()),
        counts: Set(counts),
        steps: Set(Done::default()),
        began_at: Set(act.at),
        lease_until: Set(None),
        finished_at: Set(None),
    };
    write.insert(record).await?;
    Ok(write.audit(act, entry).await?)
}
