//! The citizen number of an account's owner: sealed with the account's own key, found by a keyed hash, told to nobody.
//!
//! A number that another account has is recorded all the same, without the hold on it, so that nobody learns from the
//! answer whose it is; two accounts with one number are a case for the ministry ([`crate::cases`]).

use balai_kernel::{Act, Assurance, Nik, PersonName};
use balai_storage::{Audit, Control, Kek, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::counter::card;
use crate::desk::seat;
use crate::personal::{change, locked};
use crate::rows::{account, identity_number, national_identity};
use crate::tries::{NotTried, Tried};
use crate::{Identity, account_keys, cases};

/// Accounts with one number that are looked at together.
pub(crate) const MOST_ALIKE: u64 = 20;

/// Why a number was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum NumberRefused {
    /// Too many numbers were written into this account.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The national identity provider vouches for who it is: its owner alone changes no number.
    #[error("the number is vouched for")]
    Vouched,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Records the number of an account's owner, in the place of another. `kek` wraps the account's key.
    pub async fn record_number(&self, act: &Act, kek: &Kek, account: Uuid, nik: &Nik) -> Result<(), NumberRefused> {
        match self.count_tries(&[Tried::Number(account)], act.at).await {
            Ok(_) => {}
            Err(NotTried::TooMany(wait)) => return Err(NumberRefused::TooManyTries(wait.until)),
            Err(NotTried::Storage(error)) => return Err(error.into()),
        }
        let write = self.db.write().await?;
        locked(&write, &self.key, account).await?;
        if vouched(&write, account).await? {
            return Err(NumberRefused::Vouched);
        }
        self.enter_number(&write, act, kek, account, nik).await?;
        weigh(&write, account).await?;
        write.commit().await?;
        Ok(())
    }

    /// Puts a number into an account, in the place of another. Returns whether the account alone has it; a number that
    /// another account has opens a case.
    pub(crate) async fn enter_number(
        &self,
        write: &Write<Control>,
        act: &Act,
        kek: &Kek,
        account: Uuid,
        nik: &Nik,
    ) -> Result<bool> {
        let key = self.number_key(nik);
        let known = write.find::<identity_number::Entity>(account).await?;
        if let Some(known) = known.filter(|known| known.number_key == key) {
            return Ok(known.held_for.is_some());
        }
        let own = account_keys::of(write, act, kek, account).await?;
        take_out(write, act, account).await?;
        let row = |held_for: Option<String>| identity_number::ActiveModel {
            account_id: Set(account),
            sealed: Set(own.seal(seat("identity_numbers", "sealed", &account.to_string()), nik.reveal().as_bytes())),
            number_key: Set(key.clone()),
            held_for: Set(held_for),
            recorded_at: Set(act.at),
            told: Set(false),
        };
        write.insert_absent(vec![row(Some(key.clone()))]).await?;
        let held = write.find::<identity_number::Entity>(account).await?.is_some();
        if !held {
            write.insert(row(None)).await?;
            write.audit(act, audit("account.number_shared", account)).await?;
            cases::open(write, act, &key, None).await?;
        }
        write.audit(act, audit("account.number_recorded", account)).await?;
        Ok(held)
    }

    /// The number of an account's owner, if she gave it.
    pub async fn number(&self, kek: &Kek, account: Uuid) -> Result<Option<Nik>> {
        number_in(&self.db.read().await?, kek, account).await
    }

    /// Whether the national identity provider answers for the number of an account.
    pub async fn number_is_vouched(&self, account: Uuid) -> Result<bool> {
        vouched(&self.db.read().await?, account).await
    }

    /// The same number, shown in full to its owner: the trail says so.
    pub async fn reveal_number(&self, act: &Act, kek: &Kek, account: Uuid) -> Result<Option<Nik>> {
        let Some(nik) = self.number(kek, account).await? else { return Ok(None) };
        let write = self.db.write().await?;
        write.audit(act, audit("account.number_shown", account)).await?;
        write.commit().await?;
        Ok(Some(nik))
    }

    /// Removes the number. Says whether there was one. An account that has the same then has the hold on it.
    pub async fn remove_number(&self, act: &Act, account: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        locked(&write, &self.key, account).await?;
        if vouched(&write, account).await? || !take_out(&write, act, account).await? {
            return Ok(false);
        }
        write.audit(act, audit("account.number_removed", account)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Changes what the owner of an account is called.
    pub async fn rename(&self, act: &Act, account: Uuid, name: &PersonName) -> Result<()> {
        let write = self.db.write().await?;
        if change(&write, &self.key, account, |personal| personal.name = name.clone()).await? {
            write.audit(act, audit("account.renamed", account)).await?;
        }
        write.commit().await
    }

    /// A keyed hash, the same for the same number whoever has it.
    pub(crate) fn number_key(&self, nik: &Nik) -> String {
        self.key.blind_index(format!("nik:{}", nik.reveal()).as_bytes())
    }
}

/// Whether an account has a number that the national identity provider told, and so answers for.
pub(crate) async fn vouched(read: &Read<Control>, id: Uuid) -> Result<bool> {
    Ok(read.find::<identity_number::Entity>(id).await?.is_some_and(|number| number.told))
}

/// Marks the number of an account as told by the national identity provider, or not any more.
pub(crate) async fn mark_told(write: &Write<Control>, id: Uuid, told: bool) -> Result<()> {
    let marked = identity_number::Entity::update_many()
        .col_expr(identity_number::Column::Told, Expr::value(told))
        .filter(identity_number::Column::AccountId.eq(id));
    write.update_many(marked).await.map(drop)
}

/// Takes out a number that was recorded since a moment.
pub(crate) async fn take_out_since(write: &Write<Control>, act: &Act, id: Uuid, since: DateTime<Utc>) -> Result<()> {
    let number = write.find::<identity_number::Entity>(id).await?;
    if number.is_some_and(|number| number.recorded_at >= since) && take_out(write, act, id).await? {
        write.audit(act, audit("account.number_removed", id)).await?;
    }
    Ok(())
}

/// The number of an account, within a transaction.
pub(crate) async fn number_in(read: &Read<Control>, kek: &Kek, account: Uuid) -> Result<Option<Nik>> {
    let Some(row) = read.find::<identity_number::Entity>(account).await? else { return Ok(None) };
    let corrupt = || StorageError::Corrupt(format!("number of account {account}"));
    let own = account_keys::find(read, kek, account).await?.ok_or_else(corrupt)?;
    let plain = own.open(seat("identity_numbers", "sealed", &account.to_string()), &row.sealed)?;
    let text = std::str::from_utf8(&plain).map_err(|_| corrupt())?;
    Nik::parse(text).map(Some).map_err(|_| corrupt())
}

/// The accounts with a number, the one that has the hold on it first, then those that had it earlier.
pub(crate) async fn alike(read: &Read<Control>, key: &str) -> Result<Vec<identity_number::Model>> {
    let query = identity_number::Entity::find()
        .filter(identity_number::Column::NumberKey.eq(key))
        .order_by_asc(identity_number::Column::HeldFor.is_null())
        .order_by_asc(identity_number::Column::RecordedAt);
    read.all(query, MOST_ALIKE).await
}

/// Takes an account's number out, and with it what clerks saw. Where one account alone is left with the same, it holds it
/// from now on, and the case is over.
pub(crate) async fn take_out(write: &Write<Control>, act: &Act, account: Uuid) -> Result<bool> {
    let Some(gone) = write.find::<identity_number::Entity>(account).await? else { return Ok(false) };
    let row = identity_number::Entity::delete_many().filter(identity_number::Column::AccountId.eq(account));
    write.delete_many(row).await?;
    card::number_gone(write, account, act.at).await?;
    weigh(write, account).await?;
    let left = alike(write, &gone.number_key).await?;
    if let [left] = left.as_slice() {
        hold(write, left.account_id, &gone.number_key).await?;
    }
    if left.len() < 2 {
        cases::dissolve(write, act, &gone.number_key).await?;
    }
    Ok(true)
}

/// Takes the hold on a number from whoever has it beside this account: one more than are looked at together may have it.
pub(crate) async fn release(write: &Write<Control>, keep: Uuid, key: &str) -> Result<()> {
    let others =
        Condition::all().add(identity_number::Column::HeldFor.eq(key)).add(identity_number::Column::AccountId.ne(keep));
    let holder = write.one(identity_number::Entity::find().filter(others.clone())).await?;
    let Some(holder) = holder else { return Ok(()) };
    let released = identity_number::Entity::update_many()
        .col_expr(identity_number::Column::HeldFor, Expr::value(None::<String>))
        .filter(others);
    write.update_many(released).await?;
    weigh(write, holder.account_id).await
}

/// Gives an account the hold on its number.
pub(crate) async fn hold(write: &Write<Control>, account: Uuid, key: &str) -> Result<()> {
    let held = identity_number::Entity::update_many()
        .col_expr(identity_number::Column::HeldFor, Expr::value(key))
        .filter(identity_number::Column::AccountId.eq(account));
    write.update_many(held).await?;
    weigh(write, account).await
}

/// Level 2 is a number that this account alone holds and whose card a clerk saw. Level 3 is the national identity provider's:
/// it answers for the person, and for her number where it told it. One that she typed beside that is nobody's word.
pub(crate) async fn weigh(write: &Write<Control>, account: Uuid) -> Result<()> {
    let number = write.find::<identity_number::Entity>(account).await?;
    let linked = national_identity::Entity::find().filter(national_identity::Column::AccountId.eq(account));
    let answered = number.as_ref().is_none_or(|number| number.told);
    let held = number.is_some_and(|number| number.held_for.is_some());
    let level = if answered && write.exists(linked).await? {
        Assurance::National
    } else if held && card::stands(write, account).await? {
        Assurance::Seen
    } else {
        Assurance::Contact
    };
    let change = account::Entity::update_many()
        .col_expr(account::Column::Assurance, Expr::value(i32::from(level.level())))
        .filter(account::Column::Id.eq(account));
    write.update_many(change).await.map(drop)
}

pub(crate) fn audit(action: &'static str, account: Uuid) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }
}
