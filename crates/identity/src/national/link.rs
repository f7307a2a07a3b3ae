//! Which account an identity leads to: linked by its owner, who showed both, and taken apart again.

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Control, Kek, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{NationalPerson, audit};
use crate::numbers::{mark_told, number_in, weigh};
use crate::personal::{known, locked};
use crate::rows::national_identity;
use crate::ways::{self, Way};
use crate::{AccountSays, Identity};

/// An identity that leads to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalLink {
    /// Since when.
    pub linked_at: DateTime<Utc>,
    /// When somebody last came in by it.
    pub last_used_at: DateTime<Utc>,
}

/// Why an identity is not linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkRefused {
    /// It leads to another account. Whoever hears it has just shown that the identity is hers.
    #[error("the identity leads to another account")]
    Elsewhere,
    /// The account has another identity.
    #[error("the account has another identity")]
    HasAnother,
    /// The provider tells another citizen number than the account's.
    #[error("the citizen numbers differ")]
    OtherNumber,
    /// The visit ended before.
    #[error("the visit has to begin again")]
    BeginAgain,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why an identity stays linked.
#[derive(Debug, thiserror::Error)]
pub enum UnlinkRefused {
    /// There is no other way into the account.
    #[error("there is no other way in")]
    OnlyWay,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// The identity that leads to an account, if one does.
    pub async fn national_link(&self, account: Uuid) -> Result<Option<NationalLink>> {
        let row = self.db.read().await?.one(of_account(account)).await?;
        Ok(row.map(|row| NationalLink { linked_at: row.linked_at, last_used_at: row.last_used_at }))
    }

    /// Links the identity that waits in a visit to the account of whoever left to show it, now that she has seen whose it is,
    /// and records its citizen number where the account has none. Linked before, it stays as it is.
    pub async fn link_national(&self, act: &Act, kek: &Kek, visit: &SecretToken, id: Uuid) -> Result<(), LinkRefused> {
        let write = self.db.write().await?;
        let account = locked(&write, &self.key, id).await?;
        let person = self.take_for_linking(&write, visit, (id, act.at)).await?.ok_or(LinkRefused::BeginAgain)?;
        let own = number_in(&write, kek, id).await?;
        if own.is_some() && person.nik.is_some() && own != person.nik {
            return Err(LinkRefused::OtherNumber);
        }
        match (self.linked_to(&write, &person).await?, write.one(of_account(id)).await?) {
            (Some(row), _) if row.account_id != id => return Err(LinkRefused::Elsewhere),
            (Some(_), _) => {}
            // An identity of a provider that was asked before leads nowhere any more.
            (None, Some(before)) if before.issuer == person.issuer => return Err(LinkRefused::HasAnother),
            (None, before) => {
                if before.is_some() {
                    take_out(&write, id).await?;
                }
                self.lead_to(&write, act, kek, id, &person).await?;
                self.tell_owner(&write, act, &account, &AccountSays::NationalLinked).await?;
            }
        }
        write.commit().await?;
        Ok(())
    }

    /// Lets the identity lead to an account no more. What is known of its owner falls back to what others vouch for.
    pub async fn unlink_national(&self, act: &Act, id: Uuid) -> Result<(), UnlinkRefused> {
        let write = self.db.write().await?;
        if !ways::has_other(&write, id, Way::National).await? {
            return Err(UnlinkRefused::OnlyWay);
        }
        if take_out(&write, id).await? {
            let account = known(&write, &self.key, id).await?;
            self.tell_owner(&write, act, &account, &AccountSays::NationalUnlinked).await?;
            write.audit(act, audit("account.national_unlinked", id)).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Adds the link and what comes with it.
    pub(crate) async fn lead_to(
        &self,
        write: &Write<Control>,
        act: &Act,
        kek: &Kek,
        account: Uuid,
        person: &NationalPerson,
    ) -> Result<()> {
        let row = national_identity::ActiveModel {
            id: Set(fresh_id(act.at)),
            issuer: Set(person.issuer.clone()),
            subject_key: Set(self.subject_key(person)),
            account_id: Set(account),
            linked_at: Set(act.at),
            last_used_at: Set(act.at),
        };
        write.insert(row).await?;
        write.audit(act, audit("account.national_linked", account)).await?;
        if let Some(nik) = &person.nik {
            self.enter_number(write, act, kek, account, nik).await?;
            mark_told(write, account, true).await?;
        }
        weigh(write, account).await
    }
}

/// Takes the link of an account out. Says whether there was one.
async fn take_out(write: &Write<Control>, id: Uuid) -> Result<bool> {
    let Some(row) = write.one(of_account(id)).await? else { return Ok(false) };
    let gone = national_identity::Entity::delete_many().filter(national_identity::Column::Id.eq(row.id));
    write.delete_many(gone).await?;
    mark_told(write, id, false).await?;
    weigh(write, id).await?;
    Ok(true)
}

/// Takes the link of an account out if it was made since a moment. Says whether it was.
pub(crate) async fn take_out_since(write: &Write<Control>, id: Uuid, since: DateTime<Utc>) -> Result<bool> {
    let made = write.exists(of_account(id).filter(national_identity::Column::LinkedAt.gte(since))).await?;
    Ok(made && take_out(write, id).await?)
}

fn of_account(id: Uuid) -> sea_orm::Select<national_identity::Entity> {
    national_identity::Entity::find().filter(national_identity::Column::AccountId.eq(id))
}
