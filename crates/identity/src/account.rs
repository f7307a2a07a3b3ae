//! Accounts: one for each person, whatever they do and wherever.

use std::fmt;
use std::str::FromStr;

use balai_kernel::{Act, Assurance, Contact, Email, PersonName, Phone, fresh_id};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, DeriveValueType, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::desk::seat;
use crate::personal::{Personal, by_contact, by_email, by_id, read_account};
use crate::rows::{account, credential};
use crate::{ChosenPassword, HashingError, Identity, PasswordHash, TotpSecret, TotpStep};

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum AccountState {
    /// It can.
    Active,
    /// Nobody signs in with it any more; its deeds stay in the audit trail.
    Closed,
}

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id, the subject of ID tokens.
    pub id: Uuid,
    /// The address they sign in with and letters reach; of those who hold a role everybody has one.
    pub email: Option<Email>,
    /// The number they sign in with and short texts reach. At least one of the two is there, unless the account is assisted.
    pub phone: Option<Phone>,
    /// Their name.
    pub name: PersonName,
    /// Whether it can be used.
    pub state: AccountState,
    /// How well it is known who they are.
    pub assurance: Assurance,
    /// Raised whenever a role is given or taken back.
    pub grants_version: i64,
    /// Whether a clerk opened it, and its owner has not taken it over.
    pub assisted: bool,
}

/// What a new account is made of.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The address to sign in with; shown to be theirs by a link or vouched for by whoever opens the account.
    pub email: Email,
    /// Their name.
    pub name: PersonName,
    /// Their password.
    pub password: ChosenPassword,
    /// Their second factor, if they have one. Without it no role can be held.
    pub second_factor: Option<TotpSecret>,
}

/// Why no account was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefused {
    /// The address has an account.
    #[error("the address has an account already")]
    Taken,
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What the rows of a new account are made of.
pub(crate) struct AccountSeed<'a> {
    /// The id that a passkey remembers already; a new one else.
    pub(crate) id: Option<Uuid>,
    pub(crate) contact: &'a Contact,
    pub(crate) name: &'a PersonName,
    /// None where she signs in with a passkey alone.
    pub(crate) hash: Option<&'a PasswordHash>,
    /// With the step of the code with which it was just shown to work.
    pub(crate) second_factor: Option<(&'a TotpSecret, Option<TotpStep>)>,
}

/// How somebody proves who they are, as read from the store.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    /// None where she signs in with a passkey alone: the column is empty then.
    pub(crate) password: Option<PasswordHash>,
    pub(crate) second_factor: Option<TotpSecret>,
    pub(crate) used_step: Option<TotpStep>,
}

impl Identity {
    /// Opens an account without an invitation: for the command line and the demonstration.
    pub async fn open_account(&self, act: &Act, new: NewAccount) -> Result<Uuid, OpenRefused> {
        let hash = self.hasher.hash(new.password.clone()).await?;
        let write = self.db.write().await?;
        let seed = AccountSeed {
            id: None,
            contact: &Contact::Email(new.email),
            name: &new.name,
            hash: Some(&hash),
            second_factor: new.second_factor.as_ref().map(|secret| (secret, None)),
        };
        let id = self.add_account(&write, act, &seed).await?;
        write.commit().await?;
        Ok(id)
    }

    /// The account with this id.
    pub async fn account(&self, id: Uuid) -> Result<Option<Account>> {
        let read = self.db.read().await?;
        by_id(&read, &self.key, id).await
    }

    /// The accounts with these ids, as far as they are there.
    pub async fn accounts(&self, ids: &[Uuid]) -> Result<Vec<Account>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = account::Entity::find().filter(account::Column::Id.is_in(ids.iter().copied()));
        let rows = self.db.read().await?.all(query, ids.len() as u64).await?;
        rows.iter().map(|row| read_account(&self.key, row)).collect()
    }

    /// The account with this address.
    pub async fn account_by_email(&self, email: &Email) -> Result<Option<Account>> {
        by_email(&self.db.read().await?, &self.key, email).await
    }

    /// The account with this address or number.
    pub async fn account_by_contact(&self, contact: &Contact) -> Result<Option<Account>> {
        by_contact(&self.db.read().await?, &self.key, contact).await
    }

    /// Adds the rows of an account.
    pub(crate) async fn add_account(
        &self,
        write: &Write<Control>,
        act: &Act,
        seed: &AccountSeed<'_>,
    ) -> Result<Uuid, OpenRefused> {
        if by_contact(write, &self.key, seed.contact).await?.is_some() {
            return Err(OpenRefused::Taken);
        }
        let id = seed.id.unwrap_or_else(|| fresh_id(act.at));
        let mut personal = Personal::named(seed.name.clone());
        personal.reach_by(seed.contact.clone());
        let row = account::ActiveModel {
            id: Set(id),
            state: Set(AccountState::Active),
            assurance: Set(i32::from(Assurance::Contact.level())),
            grants_version: Set(1),
            created_at: Set(act.at),
            assisted: Set(false),
            ..personal.sealed(&self.key, id)?
        };
        let added = write.insert(row).await;
        added.map_err(|error| match error {
            error if error.is_conflict() => OpenRefused::Taken,
            error => error.into(),
        })?;
        write
            .insert(credential::ActiveModel {
                account_id: Set(id),
                password_hash: Set(seed.hash.map_or_else(String::new, |hash| hash.as_str().to_owned())),
                totp_sealed: Set(seed.second_factor.map(|(secret, _)| self.seal_factor(id, secret))),
                totp_last_step: Set(seed.second_factor.and_then(|(_, used)| used).map(|step| step.0)),
                factor_at: Set(seed.second_factor.map(|_| act.at)),
                changed_at: Set(act.at),
            })
            .await?;
        let audit = Audit { action: "account.opened", kind: "account", id: id.to_string(), ..Audit::default() };
        write.audit(act, audit).await?;
        Ok(id)
    }

    /// What an account proves itself with.
    pub(crate) async fn credentials(&self, read: &Read<Control>, account: Uuid) -> Result<Option<Credentials>> {
        let row = read.find::<credential::Entity>(account).await?;
        row.map(|row| self.read_credentials(row)).transpose()
    }

    pub(crate) fn read_credentials(&self, row: credential::Model) -> Result<Credentials> {
        let account = row.account_id;
        let second_factor = row.totp_sealed.map(|sealed| self.open_factor(account, &sealed)).transpose()?;
        let hash = Some(row.password_hash).filter(|hash| !hash.is_empty()).map(PasswordHash::parse);
        let password =
            hash.transpose().map_err(|_| StorageError::Corrupt(format!("password hash of account {account}")))?;
        Ok(Credentials { password, second_factor, used_step: row.totp_last_step.map(TotpStep) })
    }

    pub(crate) fn seal_factor(&self, account: Uuid, secret: &TotpSecret) -> Vec<u8> {
        let row = account.to_string();
        self.key.seal(seat("credentials", "totp_sealed", &row), secret.bytes())
    }

    fn open_factor(&self, account: Uuid, sealed: &[u8]) -> Result<TotpSecret> {
        let row = account.to_string();
        let bytes = self.key.open(seat("credentials", "totp_sealed", &row), sealed)?;
        TotpSecret::from_bytes(&bytes).map_err(|_| StorageError::Corrupt(format!("second factor of account {account}")))
    }
}

impl Account {
    /// What the person is reached by: the e-mail address where there is one. Nothing where the account is assisted.
    pub fn contact(&self) -> Option<Contact> {
        self.contacts().next()
    }

    /// Everything the person is reached by.
    pub fn contacts(&self) -> impl Iterator<Item = Contact> {
        let email = self.email.clone().map(Contact::Email);
        email.into_iter().chain(self.phone.clone().map(Contact::Phone))
    }

    /// Where letters about a role go: whoever holds one has an e-mail address.
    pub(crate) fn mailbox(&self) -> Result<Email> {
        self.email
            .clone()
            .ok_or_else(|| StorageError::Corrupt(format!("account {} holds a role without an address", self.id)))
    }
}

/// Whether there is such an account, and it can be used.
pub async fn is_active(read: &Read<Control>, id: Uuid) -> Result<bool> {
    read.exists(account::Entity::find_by_id(id).filter(account::Column::State.eq(AccountState::Active))).await
}

/// The same, held until the transaction ends: an account that is closed at this moment was closed before, or is afterwards.
pub async fn hold_active(write: &Write<Control>, id: Uuid) -> Result<bool> {
    let held = write.one(account::Entity::find_by_id(id).lock_exclusive()).await?;
    Ok(held.is_some_and(|row| row.state == AccountState::Active))
}

/// The accounts that can be used, for a condition on a column with ids.
pub(crate) fn active_ids() -> SelectStatement {
    let active = account::Column::State.eq(AccountState::Active);
    Query::select().column(account::Column::Id).from(account::Entity).and_where(active).to_owned()
}

/// The stable form that is stored.
impl fmt::Display for AccountState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "active",
            Self::Closed => "closed",
        })
    }
}

/// No state has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the state of an account")]
pub struct UnknownState;

impl FromStr for AccountState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "active" => Ok(Self::Active),
            "closed" => Ok(Self::Closed),
            _ => Err(UnknownState),
        }
    }
}
