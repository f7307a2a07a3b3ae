//! The data keys of spaces, wrapped by the deployment's key-encryption key.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::{
    Audit, Control, Kek, Read, Result, Rewrapped, Write,
    envelope::{Key, Seat},
};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::data_key;

/// Keys that are wrapped anew in one transaction, which holds up nobody for long.
const AT_ONCE: u64 = 50;

/// Whose key it is: the control plane's, or a region's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOwner {
    /// The control plane.
    Control,
    /// A region.
    Region(RegionCode),
}

/// What became of the key-encryption key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KekTurn {
    /// A new one stands before the others.
    Made,
    /// Everything is under the newest.
    Rotated,
    /// The older ones are gone.
    OlderDropped,
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
pub async fn ensure(write: &Write<Control>, act: &Act, kek: &Kek, owner: KeyOwner) -> Result<()> {
    if find(write, kek, owner).await?.is_some() {
        return Ok(());
    }
    let owner = owner.text();
    let row = data_key::ActiveModel {
        id: Set(fresh_id(act.at)),
        wrapped: Set(kek.wrap(seat(&owner), &Key::fresh())?),
        owner: Set(owner),
        created_at: Set(act.at),
    };
    write.insert(row).await.map(drop)
}

/// A space's key, or `None` where it was never made or has been destroyed.
pub async fn find(read: &Read<Control>, kek: &Kek, owner: KeyOwner) -> Result<Option<Key>> {
    let owner = owner.text();
    let query = data_key::Entity::find().filter(data_key::Column::Owner.eq(&owner));
    let row = read.one(query).await?;
    row.map(|row| kek.unwrap_key(seat(&owner), &row.wrapped)).transpose()
}

/// Keeps a key that came with its space from elsewhere. One that is there already is a conflict.
pub async fn keep(write: &Write<Control>, act: &Act, kek: &Kek, owner: KeyOwner, key: &Key) -> Result<()> {
    let owner = owner.text();
    let row = data_key::ActiveModel {
        id: Set(fresh_id(act.at)),
        wrapped: Set(kek.wrap(seat(&owner), key)?),
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

/// How many keys there are.
pub async fn count(read: &Read<Control>) -> Result<u64> {
    read.count(data_key::Entity::find()).await
}

/// Wraps the next keys anew under the newest key-encryption key. A key that its owner loses meanwhile stays lost.
pub async fn rewrap(write: &Write<Control>, kek: &Kek, after: Uuid) -> Result<Rewrapped> {
    let next = data_key::Entity::find().filter(data_key::Column::Id.gt(after)).order_by_asc(data_key::Column::Id);
    let rows = write.all(next, AT_ONCE).await?;
    let mut done = Rewrapped { looked_at: rows.len() as u64, anew: 0, last: rows.last().map(|row| row.id) };
    for row in rows {
        if let Some(wrapped) = kek.rewrap(seat(&row.owner), &row.wrapped)? {
            let change = data_key::Entity::update_many()
                .col_expr(data_key::Column::Wrapped, Expr::value(wrapped))
                .filter(data_key::Column::Id.eq(row.id));
            done.anew += write.update_many(change).await?;
        }
    }
    Ok(done)
}

/// Writes down what became of the key-encryption key, and how many there are now.
pub async fn note(write: &Write<Control>, act: &Act, kek: &Kek, turn: KekTurn) -> Result<()> {
    let action = match turn {
        KekTurn::Made => "keys.new_made",
        KekTurn::Rotated => "keys.rotated",
        KekTurn::OlderDropped => "keys.older_dropped",
    };
    write.audit(act, Audit { action, kind: "keys", id: kek.generations().to_string(), ..Audit::default() }).await
}

fn seat(owner: &str) -> Seat<'_> {
    Seat { space: "control", table: "data_keys", column: "wrapped", row: owner }
}
