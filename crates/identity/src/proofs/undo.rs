//! A change of an address or a number is taken back, with all that came after it: whoever took an account over gets nothing out
//! of having gone on.

use balai_kernel::{Act, Actor, Contact, SecretToken};
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::change::{ContactBefore, MOST_CHANGES, UNDO_LASTS, audit, of_account};
use crate::leaving::{Reopened, reopen};
use crate::personal::{by_contact, change, known, locked};
use crate::rows::{contact_change, credential, passkey, recovery_code};
use crate::sessions::end_all;
use crate::{AccountSays, Identity, NoticeLetter, mandates, national, numbers};

/// Why a change is not taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoRefused {
    /// No such change, or it was taken back, or its three days are over.
    #[error("there is nothing to take back")]
    Unknown,
    /// In the meantime the old address belongs to another account.
    #[error("the old address has another account")]
    Taken,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// What a link from a letter would bring back.
    pub async fn contact_before(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<ContactBefore>> {
        let row = open(&self.db.read().await?, token, at).await?;
        row.map(|row| self.open_before(&row)).transpose()
    }

    /// Brings back what the account was reached by before a change. Every change since counts no more, every way in that was
    /// added since is gone, whoever was appointed since acts no more, a closure is undone, every session ends. Its owner is
    /// told, and whoever is reached by what the account loses with it.
    pub async fn undo_contact_change(&self, act: &Act, token: &SecretToken) -> Result<(), UndoRefused> {
        let write = self.db.write().await?;
        let row = open(&write, token, act.at).await?.ok_or(UndoRefused::Unknown)?;
        let (id, since) = (row.account_id, row.changed_at);
        if reopen(&write, id, act.at).await? == Reopened::TooLate {
            return Err(UndoRefused::Unknown);
        }
        let displaced: Vec<Contact> = locked(&write, &self.key, id).await?.contacts().collect();
        let later = of_account(id)
            .filter(contact_change::Column::UndoneAt.is_null())
            .filter(contact_change::Column::ChangedAt.gte(since));
        let rows = write.all(later, MOST_CHANGES).await?;
        if !rows.iter().any(|later| later.id == row.id) {
            return Err(UndoRefused::Unknown);
        }
        let undone = contact_change::Entity::update_many()
            .col_expr(contact_change::Column::UndoneAt, Expr::value(act.at))
            .filter(contact_change::Column::Id.is_in(rows.iter().map(|row| row.id)));
        write.update_many(undone).await?;
        self.restore(&write, id, &rows).await?;
        self.take_back_ways(&write, act, id, since).await?;
        end_all(&write, id, act.at).await?;
        let account = known(&write, &self.key, id).await?;
        self.tell_owner(&write, act, &account, &AccountSays::ContactRestored).await?;
        for to in displaced {
            if !account.contacts().any(|kept| kept == to) {
                let says = AccountSays::ContactDisplaced;
                self.tell(&write, act, &NoticeLetter { to, name: Some(account.name.clone()), says }).await?;
            }
        }
        let own = Act::new(Actor::Account(id), act.at, act.from.clone());
        write.audit(&own, audit("account.contact_restored", id)).await?;
        write.commit().await?;
        Ok(())
    }

    /// Puts back what was there before the first of these changes.
    async fn restore(
        &self,
        write: &Write<Control>,
        id: Uuid,
        rows: &[contact_change::Model],
    ) -> Result<(), UndoRefused> {
        let mut before = Vec::new();
        for row in rows {
            let one = self.open_before(row)?;
            if let Some(contact) = one.contact()
                && by_contact(write, &self.key, contact).await?.is_some_and(|other| other.id != id)
            {
                return Err(UndoRefused::Taken);
            }
            before.push(one);
        }
        let back = change(write, &self.key, id, |personal| {
            for one in before.into_iter().rev() {
                one.restore(personal);
            }
        });
        back.await.map(drop).map_err(|error| if error.is_conflict() { UndoRefused::Taken } else { error.into() })
    }

    /// Takes out what leads into an account since a moment.
    async fn take_back_ways(&self, write: &Write<Control>, act: &Act, id: Uuid, since: DateTime<Utc>) -> Result<()> {
        let keys = passkey::Entity::delete_many()
            .filter(passkey::Column::AccountId.eq(id))
            .filter(passkey::Column::CreatedAt.gte(since));
        write.delete_many(keys).await?;
        if national::take_out_since(write, id, since).await? {
            numbers::take_out_since(write, act, id, since).await?;
        }
        mandates::end_given(write, id, Some(since), act.at).await?;
        let factor = credential::Entity::update_many()
            .col_expr(credential::Column::TotpSealed, Expr::value(Option::<Vec<u8>>::None))
            .col_expr(credential::Column::TotpLastStep, Expr::value(Option::<i64>::None))
            .col_expr(credential::Column::FactorAt, Expr::value(Option::<DateTime<Utc>>::None))
            .filter(credential::Column::AccountId.eq(id))
            .filter(credential::Column::FactorAt.gte(since));
        if write.update_many(factor).await? == 1 {
            let codes = recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(id));
            write.delete_many(codes).await?;
        }
        Ok(())
    }
}

async fn open(read: &Read<Control>, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<contact_change::Model>> {
    let query = contact_change::Entity::find()
        .filter(contact_change::Column::UndoHash.eq(token.hash().as_str()))
        .filter(contact_change::Column::UndoneAt.is_null())
        .filter(contact_change::Column::ChangedAt.gt(at - UNDO_LASTS));
    read.one(query).await
}
