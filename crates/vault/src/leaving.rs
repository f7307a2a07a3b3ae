//! The vault of somebody who leaves: what was given and not decided comes back, and then nothing is left of it.

use balai_identity::account_keys;
use balai_kernel::Act;
use balai_storage::{Control, Result, StorageError, Write};
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::consent::take_back;
use crate::rows::{code, document, item, look, mark, pause, request, upload, version};
use crate::{ItemState, Vault, sealing};

/// Rows that one round takes.
const ROUND: u64 = 100;

impl Vault {
    /// Empties the vault of an account for good. What a region has decided with stays the region's, under the region's own key.
    /// Objects go before the rows that name them, so that a call which is cut off can be made again; returns how many
    /// versions of documents went.
    pub async fn leave(&self, act: &Act, account: Uuid) -> Result<u64> {
        self.end_consents(act, account).await?;
        self.remove_uploads(account).await?;
        let gone = self.remove_versions(account).await?;
        let write = self.db.write().await?;
        write.delete_many(document::Entity::delete_many().filter(document::Column::AccountId.eq(account))).await?;
        write.delete_many(look::Entity::delete_many().filter(look::Column::AccountId.eq(account))).await?;
        write.delete_many(code::Entity::delete_many().filter(code::Column::AccountId.eq(account))).await?;
        write.delete_many(pause::Entity::delete_many().filter(pause::Column::AccountId.eq(account))).await?;
        forget_requests(&write, account).await?;
        write.commit().await?;
        Ok(gone)
    }

    /// Makes sure that nothing of an account is left in the vault: no version of a document, no part of an upload, no key that
    /// would open one. What was added meanwhile is found here, and the end begins again.
    pub async fn nothing_left(&self, account: Uuid) -> Result<()> {
        let read = self.db.read().await?;
        let versions = version::Entity::find().filter(version::Column::AccountId.eq(account));
        let documents = document::Entity::find().filter(document::Column::AccountId.eq(account));
        let uploads = upload::Entity::find().filter(upload::Column::AccountId.eq(account));
        let left = read.exists(versions).await?
            || read.exists(documents).await?
            || read.exists(uploads).await?
            || account_keys::exists(&read, account).await?;
        if left {
            Err(StorageError::Corrupt(format!("something of account {account} is left in its vault")))
        } else {
            Ok(())
        }
    }

    /// Nothing is given any more, and what no region has decided with is destroyed there.
    async fn end_consents(&self, act: &Act, account: Uuid) -> Result<()> {
        let write = self.db.write().await?;
        let undecided = of_account(account).and(item::Column::DecidedAt.is_null());
        take_back(&write, undecided.clone(), act.at).await?;
        let declined = item::Entity::update_many()
            .set(item::ActiveModel {
                state: Set(ItemState::Declined),
                answered_at: Set(Some(act.at)),
                ..Default::default()
            })
            .filter(of_account(account))
            .filter(item::Column::State.eq(ItemState::Waiting));
        write.update_many(declined).await?;
        write.commit().await?;
        loop {
            let left = item::Entity::find()
                .filter(undecided.clone())
                .filter(item::Column::State.eq(ItemState::Withdrawn))
                .filter(item::Column::RetractedAt.is_null());
            let left = self.db.read().await?.all(left, ROUND).await?;
            if left.is_empty() {
                return Ok(());
            }
            for item in left {
                self.retract(act, item.id).await?;
            }
        }
    }

    async fn remove_versions(&self, account: Uuid) -> Result<u64> {
        let mut gone = 0;
        loop {
            let query = version::Entity::find().filter(version::Column::AccountId.eq(account));
            let rows = self.db.read().await?.all(query, ROUND).await?;
            if rows.is_empty() {
                return Ok(gone);
            }
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
            for id in &ids {
                let object = sealing::object(*id)?;
                self.shelf().delete(&object).await?;
                // the row goes only when the object has gone: it is all that leads to it
                if self.shelf().holds(&object).await? {
                    return Err(StorageError::Unavailable(format!("the object of version {id} does not go")));
                }
            }
            let write = self.db.write().await?;
            let marks = mark::Column::VersionId.is_in(ids.iter().copied());
            write.delete_many(mark::Entity::delete_many().filter(marks)).await?;
            gone += write.delete_many(version::Entity::delete_many().filter(version::Column::Id.is_in(ids))).await?;
            write.commit().await?;
        }
    }

    async fn remove_uploads(&self, account: Uuid) -> Result<()> {
        loop {
            let query = upload::Entity::find().filter(upload::Column::AccountId.eq(account));
            let begun = self.db.read().await?.all(query, ROUND).await?;
            if begun.is_empty() {
                return Ok(());
            }
            for upload in begun {
                self.forget_upload(upload.id).await?;
            }
        }
    }
}

/// Requests that no region has decided go with their answers; of the others what the region must keep stays.
async fn forget_requests(write: &Write<Control>, account: Uuid) -> Result<()> {
    let undecided = of_account(account).and(item::Column::DecidedAt.is_null());
    write.delete_many(item::Entity::delete_many().filter(undecided)).await?;
    let decided = Query::select()
        .column(item::Column::RequestId)
        .from(item::Entity)
        .and_where(item::Column::DecidedAt.is_not_null())
        .to_owned();
    let rest = request::Entity::delete_many()
        .filter(request::Column::AccountId.eq(account))
        .filter(request::Column::Id.not_in_subquery(decided));
    write.delete_many(rest).await.map(drop)
}

/// The items of every request to an account.
fn of_account(account: Uuid) -> sea_orm::sea_query::SimpleExpr {
    let asked = Query::select()
        .column(request::Column::Id)
        .from(request::Entity)
        .and_where(request::Column::AccountId.eq(account))
        .to_owned();
    item::Column::RequestId.in_subquery(asked)
}
