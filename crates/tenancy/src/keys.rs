//! The data keys of spaces, wrapped by the deployment's key-encryption key.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::{
    Control, Read, Result, Write,
    envelope::{Key, Seat},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::data_key;

/// Whose key it is: the control plane's, or a region's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOwner {
    /// The control plane.
    Control,
    /// A region.
    Region(RegionCode),
}

impl KeyOwner {
    fn text(self) -> String {
        match self {
            Self::Control => "control".to_owned(),
            Self::Region(code) => code.to_string(),
        }
    }
}

/// Makes a space's key if it has none yet.
pub async fn ensure(write: &Write<Control>, act: &Act, kek: &Key, owner: KeyOwner) -> Result<()> {
    if find(write, kek, owner).await?.is_some() {
        return Ok(());
    }
    let owner = owner.text();
    let row = data_key::ActiveModel {
        id: Set(fresh_id(act.at)),
        wrapped: Set(kek.wrap(seat(&owner), &Key::fresh())),
        owner: Set(owner),
        created_at: Set(act.at),
    };
    write.insert(row).await.map(drop)
}

/// A space's key, or `None` where it was never made or has been destroyed.
pub async fn find(read: &Read<Control>, kek: &Key, owner: KeyOwner) -> Result<Option<Key>> {
    let owner = owner.text();
    let query = data_key::Entity::find().filter(data_key::Column::Owner.eq(&owner));
    let row = read.one(query).await?;
    row.map(|row| kek.unwrap_key(seat(&owner), &row.wrapped)).transpose()
}

/// Keeps a key that came with its space from elsewhere. One that is there already is a conflict.
pub async fn keep(write: &Write<Control>, act: &Act, kek: &Key, owner: KeyOwner, key: &Key) -> Result<()> {
    let owner = owner.text();
    let row = data_key::ActiveModel {
        id: Set(fresh_id(act.at)),
        wrapped: Set(kek.wrap(seat(&owner), key)),
        owner: Set(owner),
        created_at: Set(act.at),
    };
    write.insert(row).await.map(drop)
}

/// Destroys a space's key: whatever it sealed, in whatever copy, does not open again.
pub async fn destroy(write: &Write<Control>, owner: KeyOwner) -> Result<bool> {
    let removal = data_key::Entity::delete_many().filter(data_key::Column::Owner.eq(owner.text()));
    Ok(write.delete_many(removal).await? > 0)
}

fn seat(owner: &str) -> Seat<'_> {
    Seat { space: "control", table: "data_keys", column: "wrapped", row: owner }
}
