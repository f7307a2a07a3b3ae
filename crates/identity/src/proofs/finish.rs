//! What follows on an address that was shown: an account, or another password.

use balai_kernel::{Act, Actor, SecretToken};
use balai_storage::{Audit, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;

use super::{Purpose, close, open};
use crate::account::{AccountSeed, AccountState, OpenRefused};
use crate::arrivals::note;
use crate::personal::locked;
use crate::rows::{contact_proof, credential};
use crate::sessions::{Means, NewSession, end_all};
use crate::sign_in::{NotBegun, canonical};
use crate::tries::Tried;
use crate::{AccountSays, ChosenPassword, HashingError, Identity, Outcome, SignInStep, mandates};

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum ProvenRefused {
    /// The way has to begin again: it took too long, or its end was reached before.
    #[error("the way has to begin again")]
    BeginAgain,
    /// In the meantime the address got an account.
    #[error("the address has an account already")]
    Taken,
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Opens the account of somebody who has shown her address and said her name, and signs her in.
    pub async fn register(
        &self,
        act: &Act,
        token: &SecretToken,
        password: ChosenPassword,
        device: &str,
    ) -> Result<NewSession, ProvenRefused> {
        let row = self.shown(token, Purpose::Register, act.at).await?;
        let filled = self.open_filled(&row)?;
        let name = filled.name.ok_or(ProvenRefused::BeginAgain)?;
        let hash = self.hasher.hash(password).await?;
        let write = self.db.write().await?;
        if !close(&write, row.id, act.at).await? {
            return Err(ProvenRefused::BeginAgain);
        }
        let seed =
            AccountSeed { id: None, contact: &filled.contact, name: &name, hash: Some(&hash), second_factor: None };
        let account = self.add_account(&write, act, &seed).await?;
        let session = self.begin_here(&write, act, account, Means::Password, device).await?;
        write.commit().await?;
        Ok(session)
    }

    /// Puts another password in the place of one that was forgotten. Every session of the account ends, whoever was appointed
    /// acts no more, its owner is told wherever she is reached, and a second factor is still asked for.
    pub async fn recover(
        &self,
        act: &Act,
        token: &SecretToken,
        password: ChosenPassword,
        device: &str,
    ) -> Result<SignInStep, ProvenRefused> {
        let row = self.shown(token, Purpose::Recover, act.at).await?;
        let id = row.account_id.ok_or(ProvenRefused::BeginAgain)?;
        let proven = self.open_filled(&row)?.contact;
        let hash = self.hasher.hash(password).await?;
        let write = self.db.write().await?;
        let account = locked(&write, &self.key, id).await?;
        // in the meantime the address may have left the account
        let reaches = account.contacts().any(|contact| contact == proven);
        if account.state != AccountState::Active || !reaches {
            return Err(ProvenRefused::BeginAgain);
        }
        if !close(&write, row.id, act.at).await? {
            return Err(ProvenRefused::BeginAgain);
        }
        let changed = credential::ActiveModel {
            account_id: Set(id),
            password_hash: Set(hash.as_str().to_owned()),
            changed_at: Set(act.at),
            ..Default::default()
        };
        write.update(changed).await?;
        end_all(&write, id, act.at).await?;
        mandates::end_given(&write, id, None, act.at).await?;
        for contact in account.contacts() {
            self.forget_tries(&write, &Tried::Name(canonical("", Some(&contact)))).await?;
        }
        self.tell_owner(&write, act, &account, &AccountSays::PasswordChanged).await?;
        let own = Act::new(Actor::Account(id), act.at, act.from.clone());
        let entry = Audit { action: "account.recovered", kind: "account", id: id.to_string(), ..Audit::default() };
        write.audit(&own, entry).await?;
        note(&write, &own, Some(id), Outcome::Recovered, device).await?;
        let credentials = self.credentials(&write, id).await?.ok_or(ProvenRefused::BeginAgain)?;
        let step = self.next_step(&write, act, &account, &credentials, device).await?;
        write.commit().await?;
        Ok(step)
    }

    pub(crate) async fn shown(
        &self,
        token: &SecretToken,
        purpose: Purpose,
        at: DateTime<Utc>,
    ) -> Result<contact_proof::Model, ProvenRefused> {
        let row = self.db.read().await?.one(open(token, purpose, at)).await?;
        row.filter(|row| row.proven_at.is_some()).ok_or(ProvenRefused::BeginAgain)
    }
}

impl From<OpenRefused> for ProvenRefused {
    fn from(refused: OpenRefused) -> Self {
        match refused {
            OpenRefused::Taken => Self::Taken,
            OpenRefused::Hashing(error) => Self::Hashing(error),
            OpenRefused::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotBegun> for ProvenRefused {
    fn from(refused: NotBegun) -> Self {
        match refused {
            NotBegun::Closed => Self::BeginAgain,
            NotBegun::Storage(error) => Self::Storage(error),
        }
    }
}
