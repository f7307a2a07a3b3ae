//! Another address or number for an account: in the place of the one that it has, or beside the other. Whoever is reached by
//! what it had before hears of it there and can take it back for three days, whatever became of the account since.

use balai_kernel::{Act, Contact, SecretToken, fresh_id};
use balai_rbac::grants;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ProvenRefused, Purpose, close};
use crate::desk::seat;
use crate::personal::{Personal, by_contact, change, locked};
use crate::rows::contact_change;
use crate::{AccountSays, Identity, NoticeLetter};

/// For how long a change can be taken back from the old address.
pub const UNDO_LASTS: TimeDelta = TimeDelta::hours(72);

/// Changes of one account that are looked at together.
pub(super) const MOST_CHANGES: u64 = 1_000;

/// What an account had in the place of an address or a number that it got or lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactBefore {
    /// This one.
    Had(Contact),
    /// No e-mail address.
    NoEmail,
    /// No telephone number.
    NoPhone,
}

/// Why an address or a number stays in an account.
#[derive(Debug, thiserror::Error)]
pub enum RemoveContactRefused {
    /// The account is reached by nothing else, or not by this.
    #[error("the account is reached by nothing else")]
    Last,
    /// Whoever holds a role is reached by e-mail.
    #[error("whoever holds a role keeps the address")]
    Staff,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl ContactBefore {
    /// What stood there, if anything did.
    pub const fn contact(&self) -> Option<&Contact> {
        match self {
            Self::Had(contact) => Some(contact),
            Self::NoEmail | Self::NoPhone => None,
        }
    }

    /// That there was nothing of the kind of this one.
    const fn lacked(contact: &Contact) -> Self {
        match contact {
            Contact::Email(_) => Self::NoEmail,
            Contact::Phone(_) => Self::NoPhone,
        }
    }

    /// Puts it back.
    pub(super) fn restore(self, personal: &mut Personal) {
        match self {
            Self::Had(contact) => personal.reach_by(contact),
            Self::NoEmail => personal.email = None,
            Self::NoPhone => personal.phone = None,
        }
    }
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
        let account = locked(&write, &self.key, id).await?;
        change(&write, &self.key, id, |personal| personal.reach_by(new.clone()))
            .await
            .map_err(|error| if error.is_conflict() { ProvenRefused::Taken } else { error.into() })?;
        let replaced = account.contacts().find(|known| same_kind(known, &new));
        let before = replaced.clone().map_or_else(|| ContactBefore::lacked(&new), ContactBefore::Had);
        let undo = self.keep_before(&write, act, id, &before).await?;
        for to in account.contacts() {
            let takes_back = replaced.as_ref().is_none_or(|replaced| *replaced == to);
            let undo = takes_back.then(|| undo.reveal());
            let says = if replaced.is_some() {
                AccountSays::ContactChanged { now: new.masked(), undo }
            } else {
                AccountSays::ContactAdded { now: new.masked(), undo: undo.unwrap_or_default() }
            };
            self.tell(&write, act, &NoticeLetter { to, name: Some(account.name.clone()), says }).await?;
        }
        write.audit(act, audit("account.contact_changed", id)).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes one of two out of an account, which stays reached by the other. It can be brought back as after a change.
    pub async fn remove_contact(&self, act: &Act, id: Uuid, contact: &Contact) -> Result<(), RemoveContactRefused> {
        let write = self.db.write().await?;
        let account = locked(&write, &self.key, id).await?;
        if account.contacts().count() < 2 || !account.contacts().any(|known| known == *contact) {
            return Err(RemoveContactRefused::Last);
        }
        if matches!(contact, Contact::Email(_)) && !grants::of_account(&write, id).await?.is_empty() {
            return Err(RemoveContactRefused::Staff);
        }
        change(&write, &self.key, id, |personal| ContactBefore::lacked(contact).restore(personal)).await?;
        let undo = self.keep_before(&write, act, id, &ContactBefore::Had(contact.clone())).await?;
        for to in account.contacts() {
            let undo = (to == *contact).then(|| undo.reveal());
            let says = AccountSays::ContactRemoved { gone: contact.masked(), undo };
            self.tell(&write, act, &NoticeLetter { to, name: Some(account.name.clone()), says }).await?;
        }
        write.audit(act, audit("account.contact_removed", id)).await?;
        write.commit().await?;
        Ok(())
    }

    /// Where an account was reached before a change that can still be taken back, and is not now.
    pub(crate) async fn former_contacts(
        &self,
        read: &Read<Control>,
        id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<Vec<Contact>> {
        let open = of_account(id)
            .filter(contact_change::Column::UndoneAt.is_null())
            .filter(contact_change::Column::ChangedAt.gt(at - UNDO_LASTS));
        self.contacts_in(read, open).await
    }

    /// Where an account was ever reached before.
    pub(crate) async fn every_former_contact(&self, read: &Read<Control>, id: Uuid) -> Result<Vec<Contact>> {
        self.contacts_in(read, of_account(id)).await
    }

    async fn contacts_in(
        &self,
        read: &Read<Control>,
        query: sea_orm::Select<contact_change::Entity>,
    ) -> Result<Vec<Contact>> {
        let mut contacts = Vec::new();
        for row in read.all(query, MOST_CHANGES).await? {
            if let ContactBefore::Had(contact) = self.open_before(&row)?
                && !contacts.contains(&contact)
            {
                contacts.push(contact);
            }
        }
        Ok(contacts)
    }

    /// Keeps what the account had, under a key that goes to where it leads.
    async fn keep_before(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        before: &ContactBefore,
    ) -> Result<SecretToken> {
        let (token, id) = (SecretToken::fresh(), fresh_id(act.at));
        let plain = serde_json::to_vec(before).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let row = contact_change::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            before: Set(self.key.seal(seat("contact_changes", "before", &id.to_string()), &plain)),
            undo_hash: Set(token.hash().into()),
            changed_at: Set(act.at),
            undone_at: Set(None),
        };
        write.insert(row).await?;
        Ok(token)
    }

    pub(super) fn open_before(&self, row: &contact_change::Model) -> Result<ContactBefore> {
        let plain = self.key.open(seat("contact_changes", "before", &row.id.to_string()), &row.before)?;
        serde_json::from_slice(&plain).map_err(|_| StorageError::Corrupt(format!("contact change {}", row.id)))
    }
}

/// The changes of an account, the oldest first.
pub(super) fn of_account(id: Uuid) -> sea_orm::Select<contact_change::Entity> {
    contact_change::Entity::find()
        .filter(contact_change::Column::AccountId.eq(id))
        .order_by_asc(contact_change::Column::ChangedAt)
        .order_by_asc(contact_change::Column::Id)
}

fn same_kind(one: &Contact, other: &Contact) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

pub(super) fn audit(action: &'static str, account: Uuid) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }
}
