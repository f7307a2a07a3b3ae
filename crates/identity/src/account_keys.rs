//! The data keys of accounts, wrapped by the deployment's key-encryption key: what an account has sealed opens by its own
//! key and by no other, and never again once that key is destroyed.

use balai_kernel::Act;
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Kek, Read, Result, Rewrapped, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::desk::seat;
use crate::rows::account_key;

/// Keys that are wrapped anew in one transaction, which holds up nobody for long.
const AT_ONCE: u64 = 50;

/// An account's key; made when it is first asked for. Of two who ask at once, both get the key of the first.
pub async fn of(write: &Write<Control>, act: &Act, kek: &Kek, account: Uuid) -> Result<Key> {
    if let Some(key) = find(write, kek, account).await? {
        return Ok(key);
    }
    let id = account.to_string();
    let wrapped = kek.wrap(seat("account_keys", "wrapped", &id), &Key::fresh())?;
    let row =
        account_key::ActiveModel { account_id: Set(account), wrapped: Set(wrapped.clone()), created_at: Set(act.at) };
    write.insert_absent(vec![row]).await?;
    let row = write.find::<account_key::Entity>(account).await?;
    let row = row.ok_or_else(|| StorageError::Corrupt(format!("key of account {account}")))?;
    if row.wrapped == wrapped {
        write.audit(act, Audit { action: "account.key_made", kind: "account", id, ..Audit::default() }).await?;
    }
    unwrapped(kek, &row)
}

/// An account's key, or `None` where it was never made or has been destroyed.
pub async fn find(read: &Read<Control>, kek: &Kek, account: Uuid) -> Result<Option<Key>> {
    let row = read.find::<account_key::Entity>(account).await?;
    row.map(|row| unwrapped(kek, &row)).transpose()
}

/// Whether an account has a key.
pub async fn exists(read: &Read<Control>, account: Uuid) -> Result<bool> {
    Ok(read.find::<account_key::Entity>(account).await?.is_some())
}

/// Destroys an account's key: whatever it sealed, in whatever copy, does not open again.
pub async fn destroy(write: &Write<Control>, act: &Act, account: Uuid) -> Result<bool> {
    let removal = account_key::Entity::delete_many().filter(account_key::Column::AccountId.eq(account));
    let gone = write.delete_many(removal).await? > 0;
    if gone {
        let id = account.to_string();
        write.audit(act, Audit { action: "account.key_destroyed", kind: "account", id, ..Audit::default() }).await?;
    }
    Ok(gone)
}

/// How many keys there are.
pub async fn count(read: &Read<Control>) -> Result<u64> {
    read.count(account_key::Entity::find()).await
}

/// Wraps the next keys anew under the newest key-encryption key. A key that was destroyed meanwhile stays destroyed.
pub async fn rewrap(write: &Write<Control>, kek: &Kek, after: Uuid) -> Result<Rewrapped> {
    let next = account_key::Entity::find()
        .filter(account_key::Column::AccountId.gt(after))
        .order_by_asc(account_key::Column::AccountId);
    let rows = write.all(next, AT_ONCE).await?;
    let mut done = Rewrapped { looked_at: rows.len() as u64, anew: 0, last: rows.last().map(|row| row.account_id) };
    for row in rows {
        let id = row.account_id.to_string();
        if let Some(wrapped) = kek.rewrap(seat("account_keys", "wrapped", &id), &row.wrapped)? {
            let change = account_key::Entity::update_many()
                .col_expr(account_key::Column::Wrapped, Expr::value(wrapped))
                .filter(account_key::Column::AccountId.eq(row.account_id));
            done.anew += write.update_many(change).await?;
        }
    }
    Ok(done)
}

fn unwrapped(kek: &Kek, row: &account_key::Model) -> Result<Key> {
    kek.unwrap_key(seat("account_keys", "wrapped", &row.account_id.to_string()), &row.wrapped)
}
