//! What a sign-up tells of its official: sealed under the control plane's key, so that whoever carries the tables away without
//! it learns of nobody that she signed a region up. An application is found by a keyed hash of its address.

use balai_kernel::Email;
use balai_storage::envelope::{Key, Seat};
use balai_storage::{Result, StorageError};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Official, OfficialInput};

/// What is sealed in the column `official`, and in which table.
pub(super) trait OfOfficial: Serialize + DeserializeOwned {
    /// The table.
    const TABLE: &'static str;
}

impl OfOfficial for Official {
    const TABLE: &'static str = "applications";
}

impl OfOfficial for OfficialInput {
    const TABLE: &'static str = "drafts";
}

/// The column of a row.
pub(super) fn seal<V: OfOfficial>(key: &Key, id: Uuid, official: &V) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(official).map_err(|error| StorageError::Corrupt(error.to_string()))?;
    Ok(key.seal(seat::<V>(&id.to_string()), &plain))
}

/// What the column of a row holds.
pub(super) fn open<V: OfOfficial>(key: &Key, id: Uuid, sealed: &[u8]) -> Result<V> {
    let plain = key.open(seat::<V>(&id.to_string()), sealed)?;
    serde_json::from_slice(&plain).map_err(|_| StorageError::Corrupt(format!("official of {} {id}", V::TABLE)))
}

/// What an application is found by, beside its number.
pub(super) fn email_key(key: &Key, email: &Email) -> String {
    key.blind_index(format!("applicant:{}", email.as_str()).as_bytes())
}

fn seat<V: OfOfficial>(row: &str) -> Seat<'_> {
    Seat { space: "control", table: V::TABLE, column: "official", row }
}
