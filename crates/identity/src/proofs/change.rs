//! Another address or number in the place of the one that an account has. Whoever had the old one hears of it there and can
//! bring it back for three days, whatever became of the account since.

use balai_kernel::{Act, Actor, Contact, SecretToken, fresh_id};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{ProvenRefused, Purpose, close};
use crate::desk::seat;
use crate::personal::{by_contact, change, known};
use crate::rows::contact_change;
use crate::sessions::end_all;
use crate::{AccountSays, Identity, NoticeLetter};

/// For how long a change can be taken back from the old address.
pub const UNDO_LASTS: TimeDelta = TimeDelta::hours(72);

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
    /// Puts an address that was shown to be hers into the account of its owner.
    pub async fn change_contact(&self, act: &Act, token: &SecretToken, id: Uuid) -> Result<(), ProvenRefused> {
        let row = self.shown(token, Purpose::Change, act.at).await?;
        if row.account_id != Some(id) {
            return Err(ProvenRefused::BeginAgain);
        }
        let new = self.open_filled(&row)?.contact;
        let write = self.db.write().await?;
        if !close(&write, row.id, act.at).await? {
            return Err(ProvenRefused::BeginAgain);
        }
        if by_contact(&write, &self.key, &new).await?.is_some() {
            return Err(ProvenRefused::Taken);
        }
        let account = known(&write, &self.key, id).await?;
        change(&write, &self.key, id, |personal| personal.reach_by(new.clone()))
            .await
            .map_err(|error| if error.is_conflict() { ProvenRefused::Taken } else { error.into() })?;
        for known in account.contacts() {
            let replaced = same_kind(&known, &new);
            let undo = if replaced { Some(self.keep_before(&write, act, id, &known).await?) } else { None };
            let says = AccountSays::ContactChanged { now: new.masked(), undo: undo.map(|token| token.reveal()) };
            self.tell(&write, act, &NoticeLetter { to: known, name: Some(account.name.clone()), says }).await?;
        }
        write.audit(act, audit("account.contact_changed", id)).await?;
        write.commit().await?;
        Ok(())
    }

    /// The address that a link from a letter would bring back.
    pub async fn contact_before(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<Contact>> {
        let row = open(&self.db.read().await?, token, at).await?;
        row.map(|row| self.open_before(&row)).transpose()
    }

    /// Brings it back, ends every session of the account, and tells its owner.
    pub async fn undo_contact_change(&self, act: &Act, token: &SecretToken) -> Result<(), UndoRefused> {
        let write = self.db.write().await?;
        let row = open(&write, token, act.at).await?.ok_or(UndoRefused::Unknown)?;
        let before = self.open_before(&row)?;
        let undone = contact_change::Entity::update_many()
            .col_expr(contact_change::Column::UndoneAt, Expr::value(act.at))
            .filter(contact_change::Column::Id.eq(row.id))
            .filter(contact_change::Column::UndoneAt.is_null());
        if write.update_many(undone).await? != 1 {
            return Err(UndoRefused::Unknown);
        }
        if by_contact(&write, &self.key, &before).await?.is_some_and(|other| other.id != row.account_id) {
            return Err(UndoRefused::Taken);
        }
        change(&write, &self.key, row.account_id, |personal| personal.reach_by(before.clone()))
            .await
            .map_err(|error| if error.is_conflict() { UndoRefused::Taken } else { error.into() })?;
        end_all(&write, row.account_id, act.at).await?;
        let account = known(&write, &self.key, row.account_id).await?;
        self.tell_owner(&write, act, &account, &AccountSays::ContactRestored).await?;
        let own = Act::new(Actor::Account(account.id), act.at, act.from.clone());
        write.audit(&own, audit("account.contact_restored", account.id)).await?;
        write.commit().await?;
        Ok(())
    }

    /// Keeps what the account had, under a key that goes to where it leads.
    async fn keep_before(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        before: &Contact,
    ) -> Result<SecretToken> {
        let (token, id) = (SecretToken::fresh(), fresh_id(act.at));
        let row = contact_change::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            before: Set(self.key.seal(seat("contact_changes", "before", &id.to_string()), before.as_str().as_bytes())),
            undo_hash: Set(token.hash().into()),
            changed_at: Set(act.at),
            undone_at: Set(None),
        };
        write.insert(row).await?;
        Ok(token)
    }

    fn open_before(&self, row: &contact_change::Model) -> Result<Contact> {
        let corrupt = || StorageError::Corrupt(format!("contact change {}", row.id));
        let plain = self.key.open(seat("contact_changes", "before", &row.id.to_string()), &row.before)?;
        Contact::parse(std::str::from_utf8(&plain).map_err(|_| corrupt())?).map_err(|_| corrupt())
    }
}

async fn open(read: &Read<Control>, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<contact_change::Model>> {
    let query = contact_change::Entity::find()
        .filter(contact_change::Column::UndoHash.eq(token.hash().as_str()))
        .filter(contact_change::Column::UndoneAt.is_null())
        .filter(contact_change::Column::ChangedAt.gt(at - UNDO_LASTS));
    read.one(query).await
}

fn same_kind(one: &Contact, other: &Contact) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

fn audit(action: &'static str, account: Uuid) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }
}
