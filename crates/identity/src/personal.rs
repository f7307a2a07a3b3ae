//! What an account tells of a person: her name, and how she is reached. It is sealed under the control plane's key, so that
//! whoever carries the tables away without it learns of nobody that she has an account; addresses and numbers are found by
//! keyed hashes. Accounts are read here and nowhere else.

use balai_kernel::{Assurance, Contact, Email, PersonName, Phone};
use balai_storage::envelope::Key;
use balai_storage::{Control, Read, Result, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, Iterable, JoinType, QueryFilter, QueryResult, QuerySelect, Select,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Account;
use crate::desk::seat;
use crate::rows::{account, credential};

/// What is sealed of an account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Personal {
    pub(crate) name: PersonName,
    pub(crate) email: Option<Email>,
    pub(crate) phone: Option<Phone>,
}

impl Personal {
    /// A person of whom a name is known, and nothing else.
    pub(crate) const fn named(name: PersonName) -> Self {
        Self { name, email: None, phone: None }
    }

    /// Puts an address or a number in the place of the former one.
    pub(crate) fn reach_by(&mut self, contact: Contact) {
        match contact {
            Contact::Email(email) => self.email = Some(email),
            Contact::Phone(phone) => self.phone = Some(phone),
        }
    }

    /// The columns that hold it.
    pub(crate) fn sealed(&self, key: &Key, id: Uuid) -> Result<account::ActiveModel> {
        let plain = serde_json::to_vec(self).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let index = |contact: Option<Contact>| contact.map(|contact| contact_key(key, &contact));
        Ok(account::ActiveModel {
            personal: Set(key.seal(seat("accounts", "personal", &id.to_string()), &plain)),
            email_key: Set(index(self.email.clone().map(Contact::Email))),
            phone_key: Set(index(self.phone.clone().map(Contact::Phone))),
            ..Default::default()
        })
    }

    fn open(key: &Key, row: &account::Model) -> Result<Self> {
        let plain = key.open(seat("accounts", "personal", &row.id.to_string()), &row.personal)?;
        serde_json::from_slice(&plain).map_err(|_| corrupt(row.id))
    }
}

/// The account of a row.
pub(crate) fn read_account(key: &Key, row: &account::Model) -> Result<Account> {
    let Personal { name, email, phone } = Personal::open(key, row)?;
    if email.is_none() && phone.is_none() && !row.assisted {
        return Err(corrupt(row.id));
    }
    Ok(Account {
        id: row.id,
        email,
        phone,
        name,
        state: row.state,
        assurance: Assurance::of_level(row.assurance).ok_or_else(|| corrupt(row.id))?,
        grants_version: row.grants_version,
        assisted: row.assisted,
    })
}

/// The account with an id.
pub(crate) async fn by_id(read: &Read<Control>, key: &Key, id: Uuid) -> Result<Option<Account>> {
    read.find::<account::Entity>(id).await?.map(|row| read_account(key, &row)).transpose()
}

/// The account with an id that leads to one.
pub(crate) async fn known(read: &Read<Control>, key: &Key, id: Uuid) -> Result<Account> {
    by_id(read, key, id).await?.ok_or_else(|| corrupt(id))
}

/// The same, held until the transaction ends.
pub(crate) async fn locked(write: &Write<Control>, key: &Key, id: Uuid) -> Result<Account> {
    read_account(key, &locked_row(write, id).await?)
}

/// The account that an address reaches.
pub(crate) async fn by_email(read: &Read<Control>, key: &Key, email: &Email) -> Result<Option<Account>> {
    by_contact(read, key, &Contact::Email(email.clone())).await
}

/// The account that an address or a number reaches.
pub(crate) async fn by_contact(read: &Read<Control>, key: &Key, contact: &Contact) -> Result<Option<Account>> {
    read.one(reached_by(key, contact)).await?.map(|row| read_account(key, &row)).transpose()
}

/// The same with what its owner signs in by, in one statement: how long it takes tells nobody whether there is one.
pub(crate) async fn by_contact_with_credential(
    read: &Read<Control>,
    key: &Key,
    contact: &Contact,
) -> Result<Option<(Account, Option<credential::Model>)>> {
    let own = account::Entity::belongs_to(credential::Entity)
        .from(account::Column::Id)
        .to(credential::Column::AccountId)
        .into();
    let query = reached_by(key, contact).join(JoinType::LeftJoin, own).columns(credential::Column::iter());
    let row = read.rows_as::<_, WithCredential>(query, 1).await?.pop();
    row.map(|row| Ok((read_account(key, &row.account)?, row.credential))).transpose()
}

/// An account with what its owner signs in by. No column of the two has the same name.
struct WithCredential {
    account: account::Model,
    credential: Option<credential::Model>,
}

impl FromQueryResult for WithCredential {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Self, DbErr> {
        let owned: Option<Uuid> = row.try_get(prefix, "account_id")?;
        let credential = owned.map(|_| credential::Model::from_query_result(row, prefix)).transpose()?;
        Ok(Self { account: account::Model::from_query_result(row, prefix)?, credential })
    }
}

fn reached_by(key: &Key, contact: &Contact) -> Select<account::Entity> {
    let column = match contact {
        Contact::Email(_) => account::Column::EmailKey,
        Contact::Phone(_) => account::Column::PhoneKey,
    };
    account::Entity::find().filter(column.eq(contact_key(key, contact)))
}

/// Changes what an account tells of a person, one change after the other. Returns whether anything is different.
pub(crate) async fn change(
    write: &Write<Control>,
    key: &Key,
    id: Uuid,
    change: impl FnOnce(&mut Personal),
) -> Result<bool> {
    let before = Personal::open(key, &locked_row(write, id).await?)?;
    let mut after = before.clone();
    change(&mut after);
    if after == before {
        return Ok(false);
    }
    write.update(account::ActiveModel { id: Set(id), ..after.sealed(key, id)? }).await?;
    Ok(true)
}

async fn locked_row(write: &Write<Control>, id: Uuid) -> Result<account::Model> {
    write.one(account::Entity::find_by_id(id).lock_exclusive()).await?.ok_or_else(|| corrupt(id))
}

/// A keyed hash of an address or a number, the same wherever it stands.
pub(crate) fn contact_key(key: &Key, contact: &Contact) -> String {
    key.blind_index(format!("contact:{}", contact.as_str()).as_bytes())
}

fn corrupt(id: Uuid) -> StorageError {
    StorageError::Corrupt(format!("account {id}"))
}
