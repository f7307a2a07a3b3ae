//! Where each sealed thing of the vault sits.

use balai_storage::envelope::{Key, Seat};
use balai_storage::objects::ObjectKey;
use balai_storage::{Result, StorageError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::document::{FileName, Number};
use crate::rows::version;

/// What is sealed of a version: what says who somebody is.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sealed {
    #[serde(default)]
    pub(crate) number: Option<Number>,
    #[serde(default)]
    pub(crate) name: FileName,
}

/// The seat of a file. It names no space, as the same sealed bytes lie on other shelves too.
pub(crate) const fn body(id: &str) -> Seat<'_> {
    Seat { space: "vault", table: "bodies", column: "body", row: id }
}

pub(crate) const fn seat<'a>(table: &'a str, column: &'a str, row: &'a str) -> Seat<'a> {
    Seat { space: "control", table, column, row }
}

/// The object of a version.
pub(crate) fn object(version: Uuid) -> Result<ObjectKey> {
    key(&format!("berkas/{version}"))
}

/// The object of a part of an upload.
pub(crate) fn part(id: Uuid) -> Result<ObjectKey> {
    key(&format!("unggahan/{id}"))
}

fn key(text: &str) -> Result<ObjectKey> {
    ObjectKey::parse(text).map_err(|_| StorageError::Corrupt(format!("object {text}")))
}

/// Seals what a version says of its owner.
pub(crate) fn seal(account: &Key, version: Uuid, sealed: &Sealed) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(sealed).map_err(|error| StorageError::Corrupt(error.to_string()))?;
    Ok(account.seal(seat("vault_versions", "details", &version.to_string()), &plain))
}

/// Opens it again.
pub(crate) fn open(account: &Key, row: &version::Model) -> Result<Sealed> {
    let plain = account.open(seat("vault_versions", "details", &row.id.to_string()), &row.details)?;
    serde_json::from_slice(&plain).map_err(|_| StorageError::Corrupt(format!("details of version {}", row.id)))
}

/// The data key of a version.
pub(crate) fn data_key(account: &Key, row: &version::Model) -> Result<Key> {
    account.unwrap_key(seat("vault_versions", "wrapped", &row.id.to_string()), &row.wrapped)
}
