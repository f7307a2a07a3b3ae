//! One region as one stream: its rows, its files, its key, and a manifest whose digest is the same on both engines.
//!
//! `docs/ARCHIVE.md` has the format; adr/0008 says what of the control plane belongs to a region. The stream is sealed by
//! whoever gives the writer.

mod manifest;
mod reader;
mod writer;

use std::io;

use balai_kernel::{Act, RegionCode};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write, envelope::Key};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::entity::{arrival, tenant};
use crate::life::{Life, Turn, remember};
use crate::tenants;

pub use manifest::{Manifest, ObjectSums, TableSum, sha256};
pub use reader::Arrival;
pub use writer::{Contents, measure, standing, table_sums, wrapped, write};

/// The version of the format.
pub const FORMAT: u32 = 1;

/// Why an archive is not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file, or the sealing around it.
    #[error("arsip")]
    Io(#[from] io::Error),
    /// Rows, files or keys.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A file went away while the rest was read; trying again helps.
    #[error("berkas {0} diganti selagi dibaca")]
    Moving(String),
    /// The stream is not what it should be.
    #[error("arsip tidak sesuai: {0}")]
    Unfit(String),
}

impl ArchiveError {
    fn unfit(what: impl Into<String>) -> Self {
        Self::Unfit(what.into())
    }
}

/// What stands at the head of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Says that this is a region's archive, and in which version of the format.
    pub balai: u32,
    /// The region.
    pub region: RegionCode,
    /// Its name, for people who open the file.
    pub name: String,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// Where its hall stood.
    pub life: Life,
    /// Since when it was open.
    pub active_at: Option<DateTime<Utc>>,
    /// The migrations that its space had seen.
    pub steps: Vec<String>,
    /// The region's data key, wrapped under a key of the passphrase.
    pub key: String,
    /// Who worked there as what. Their accounts are their own and stay where they are.
    pub people: Vec<Member>,
    /// The roles that it composed for itself.
    #[serde(default)]
    pub roles: Vec<OwnRole>,
}

/// A role that a region composed for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRole {
    /// Its id, which roles of people name.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it gives, in the words of the policy.
    pub permissions: Vec<String>,
}

/// Somebody who holds a role in the region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their address.
    pub email: String,
    /// The role.
    pub role: String,
    /// The region, or an agency of it.
    pub domain: String,
}

/// Begins to take in a region. Until [`arrived`] nobody sees it, and [`gave_up`] leaves nothing. `false` where another
/// attempt left its row: what that one made is to be removed first.
pub async fn expect(write: &Write<Control>, act: &Act, code: RegionCode) -> Result<bool> {
    if write.find::<arrival::Entity>(code.to_string()).await?.is_some() {
        return Ok(false);
    }
    tenants::begin(write, act, code).await?;
    let row = arrival::ActiveModel { code: Set(code.to_string()), by: Set(act.by.to_string()), began_at: Set(act.at) };
    write.insert(row).await?;
    let entry = Audit { action: "tenant.arrival_began", kind: "tenant", id: code.to_string(), ..Audit::default() };
    write.audit(act, entry).await?;
    Ok(true)
}

/// Regions whose taking in was begun and not ended.
pub async fn expected(read: &Read<Control>) -> Result<Vec<RegionCode>> {
    let rows = read.all(arrival::Entity::find(), 2_000).await?;
    let code =
        |row: arrival::Model| row.code.parse().map_err(|_| StorageError::Corrupt(format!("arrival {}", row.code)));
    rows.into_iter().map(code).collect()
}

/// Everything holds: the hall stands where it stood.
pub async fn arrived(write: &Write<Control>, act: &Act, head: &Head, schema_version: &str, digest: &str) -> Result<()> {
    let code = head.region;
    let row = write.find::<tenant::Entity>(code.to_string()).await?;
    let row = row.ok_or_else(|| StorageError::Corrupt(format!("tenant {code} is gone")))?;
    let mut change: tenant::ActiveModel = row.into();
    change.state = Set(head.life.state());
    change.life = Set(Some(head.life.clone()));
    change.active_at = Set(head.active_at);
    change.schema_version = Set(schema_version.to_owned());
    write.update(change).await?;
    unexpect(write, code).await?;
    remember(write, act, code, Turn::Arrived, "").await?;
    let after = Some(json!({ "state": head.life.state().word(), "digest": digest }));
    let entry = Audit { action: "tenant.arrived", kind: "tenant", id: code.to_string(), before: None, after };
    write.audit(act, entry).await
}

/// Takes back what [`expect`] wrote, the key included.
pub async fn gave_up(write: &Write<Control>, act: &Act, code: RegionCode) -> Result<()> {
    unexpect(write, code).await?;
    crate::keys::destroy(write, crate::keys::KeyOwner::Region(code)).await?;
    tenants::end(write, code).await?;
    let entry = Audit { action: "tenant.arrival_ended", kind: "tenant", id: code.to_string(), ..Audit::default() };
    write.audit(act, entry).await
}

async fn unexpect(write: &Write<Control>, code: RegionCode) -> Result<()> {
    let removal = arrival::Entity::delete_many().filter(arrival::Column::Code.eq(code.to_string()));
    write.delete_many(removal).await.map(drop)
}

/// A mark that two copies of one key share, and that says nothing of the key.
pub fn key_mark(key: &Key) -> String {
    key.blind_index(b"balai: the same key")
}
