//! Passkeys (W3C Web Authentication, level 3): keys that a telephone, a computer or a stick makes for this account host alone.
//!
//! The relying party is the account host by its name, without a port; the origin is asked for to the letter, so that a
//! sibling host gets nothing. Whoever uses a key is asked for her finger, face or PIN, so that one key is two factors; each
//! key names its account, so that nobody types an address. What a device is made by is not asked (attestation `none`).

mod ceremony;
mod making;
mod using;

use std::fmt;

use balai_kernel::Act;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use crate::personal::known;
use crate::rows::passkey;
use crate::tries::{NotTried, Tried};
use crate::ways::{self, Way};
use crate::{AccountSays, Identity};

pub use ceremony::{CEREMONY_LASTS, Ceremony, relying_party};

/// Passkeys of one account at most.
pub const MOST_PASSKEYS: usize = 20;
const LONGEST_NAME: usize = 40;

/// What its owner calls a passkey: `HP Samsung`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasskeyName(String);

/// The text is no name of a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to {LONGEST_NAME} letters")]
pub struct PasskeyNameRefused;

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPasskey {
    /// Its id.
    pub id: Uuid,
    /// What she calls it.
    pub name: PasskeyName,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// When somebody last came in with it.
    pub used_at: Option<DateTime<Utc>>,
    /// Since when it is refused, as its counter went back: there may be two of it.
    pub copied_at: Option<DateTime<Utc>>,
}

/// Why a passkey was not added, used or removed.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyRefused {
    /// The ceremony took too long, was ended before, or belongs to another browser.
    #[error("the ceremony has to begin again")]
    BeginAgain,
    /// The answer does not hold: another origin, another key, a false signature, a person who was not asked.
    #[error("the passkey does not hold")]
    Wrong,
    /// The key's counter went back, now or before: there may be a copy of it.
    #[error("there may be a copy of the passkey")]
    Copied,
    /// The key is one of an account's already, or the address is.
    #[error("taken already")]
    Taken,
    /// The account has as many as it can have.
    #[error("the account has {MOST_PASSKEYS} passkeys, the most there can be")]
    Full,
    /// The account has neither a password, nor another passkey, nor a national identity.
    #[error("it is the last way into the account")]
    LastWayIn,
    /// No such passkey of this account.
    #[error("no such passkey")]
    Unknown,
    /// Too many tries.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl PasskeyName {
    /// Joins blanks, and takes 1 to 40 letters that can be seen.
    pub fn parse(text: &str) -> Result<Self, PasskeyNameRefused> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
        (fits && !name.chars().any(char::is_control)).then_some(Self(name)).ok_or(PasskeyNameRefused)
    }
}

impl fmt::Display for PasskeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Identity {
    /// The passkeys of an account, the oldest first.
    pub async fn passkeys(&self, account: Uuid) -> Result<Vec<OwnPasskey>> {
        Ok(of(&self.db.read().await?, account).await?.into_iter().map(own).collect())
    }

    /// Removes a passkey, unless it is the last way in. Its owner is told.
    pub async fn remove_passkey(&self, act: &Act, account: Uuid, id: Uuid) -> Result<(), PasskeyRefused> {
        let write = self.db.write().await?;
        let has_other = ways::has_other(&write, account, Way::Passkey(id)).await?;
        let gone = write.find::<passkey::Entity>(id).await?.filter(|row| row.account_id == account);
        let gone = gone.ok_or(PasskeyRefused::Unknown)?;
        if !has_other {
            return Err(PasskeyRefused::LastWayIn);
        }
        write.delete_many(passkey::Entity::delete_many().filter(passkey::Column::Id.eq(id))).await?;
        let says = AccountSays::PasskeyRemoved { name: PasskeyName(gone.name) };
        self.told_of_passkey(&write, act, account, "account.passkey_removed", &says).await?;
        write.commit().await?;
        Ok(())
    }

    /// Counts a ceremony against where it begins: each leaves a row.
    async fn count_ceremony(&self, act: &Act) -> Result<(), PasskeyRefused> {
        if let Some(tried) = Tried::ceremony(act) {
            self.count_tries(&[tried], act.at).await?;
        }
        Ok(())
    }

    async fn told_of_passkey(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        action: &'static str,
        says: &AccountSays,
    ) -> Result<()> {
        self.tell_owner(write, act, &known(write, &self.key, account).await?, says).await?;
        write.audit(act, Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }).await
    }
}

async fn of(read: &Read<Control>, account: Uuid) -> Result<Vec<passkey::Model>> {
    let query = passkey::Entity::find().filter(passkey::Column::AccountId.eq(account));
    read.all(query.order_by_asc(passkey::Column::Id), MOST_PASSKEYS as u64).await
}

fn own(row: passkey::Model) -> OwnPasskey {
    OwnPasskey {
        id: row.id,
        name: PasskeyName(row.name),
        added_at: row.created_at,
        used_at: row.used_at,
        copied_at: row.copied_at,
    }
}

/// What the authenticator told of itself.
fn open(row: &passkey::Model) -> Result<Passkey> {
    serde_json::from_str(&row.credential).map_err(|_| StorageError::Corrupt(format!("passkey {}", row.id)))
}

fn stored(passkey: &Passkey) -> Result<String> {
    serde_json::to_string(passkey).map_err(|error| StorageError::Corrupt(error.to_string()))
}

impl From<NotTried> for PasskeyRefused {
    fn from(refused: NotTried) -> Self {
        match refused {
            NotTried::TooMany(wait) => Self::TooManyTries(wait.until),
            NotTried::Storage(error) => Self::Storage(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_can_be_seen() {
        assert_eq!(PasskeyName::parse("  HP   Samsung ").map(|name| name.to_string()).as_deref(), Ok("HP Samsung"));
        for wrong in ["", "   ", "a\u{7}b", &"x".repeat(41)] {
            assert_eq!(PasskeyName::parse(wrong), Err(PasskeyNameRefused), "{wrong:?}");
        }
    }
}
