//! The ways into an account, counted in one place.

use balai_storage::{Control, Result, Write};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::rows::{credential, national_identity, passkey};

/// A way that is about to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// One passkey.
    Passkey(Uuid),
    /// The national identity.
    National,
}

/// Whether an account opens without one of its ways: by its password, by a passkey that is not refused, or by the national
/// identity. Its credentials stay locked until the transaction ends: of two who take out the last two ways, one is refused.
pub(crate) async fn has_other(write: &Write<Control>, account: Uuid, without: Way) -> Result<bool> {
    let held = write.one(credential::Entity::find_by_id(account).lock_exclusive()).await?;
    if held.is_some_and(|row| !row.password_hash.is_empty()) {
        return Ok(true);
    }
    let mut keys = passkey::Entity::find()
        .filter(passkey::Column::AccountId.eq(account))
        .filter(passkey::Column::CopiedAt.is_null());
    if let Way::Passkey(gone) = without {
        keys = keys.filter(passkey::Column::Id.ne(gone));
    }
    if write.exists(keys).await? {
        return Ok(true);
    }
    let linked = national_identity::Entity::find().filter(national_identity::Column::AccountId.eq(account));
    Ok(without != Way::National && write.exists(linked).await?)
}
