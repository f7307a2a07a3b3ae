//! Showing that an address or a number is one's own: a code goes there and comes back.
//!
//! Registering and recovering an account, and the change of its address, begin alike. Whoever begins is told the same and
//! costs the same whether an account has the address or not; only the letter differs, which reaches its owner alone.

mod change;
mod finish;
mod national;
mod show;
mod undo;

use balai_kernel::{Act, Contact, PersonName, SecretToken, fresh_id, random_digits};
use balai_storage::envelope::Key;
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::account::{Account, AccountState};
use crate::desk::seat;
use crate::personal::{by_contact, by_id};
use crate::rows::contact_proof;
use crate::tries::{NotTried, Tried};
use crate::{AccountSays, Identity, NoticeLetter};

pub use crate::rows::contact_proof::Purpose;
pub use change::{ContactBefore, RemoveContactRefused, UNDO_LASTS};
pub use finish::ProvenRefused;
pub use show::ShownRefused;
pub use undo::UndoRefused;

/// For how long a code is good.
pub const CODE_LASTS: TimeDelta = TimeDelta::minutes(10);
/// For how long the whole way may take: a letter may be late, and a password takes thought.
const WHOLE: TimeDelta = TimeDelta::hours(1);
/// How many codes may be tried against one that was sent; over all that were sent, [`crate::Limit::GUESSES`] counts.
const CODE_TRIES: i32 = 5;

/// How far somebody has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The address or the number.
    pub contact: Contact,
    /// Her name, once it is known.
    pub name: Option<PersonName>,
    /// What is asked next.
    pub stage: ProofStage,
}

/// What is asked next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofStage {
    /// The code.
    Code,
    /// It is shown: name, password, whatever the purpose asks.
    Shown,
}

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum ProofRefused {
    /// One was sent a moment ago, or too many.
    #[error("the next code is possible at {0}")]
    TooMany(DateTime<Utc>),
    /// The way has to begin again: it took too long.
    #[error("the way has to begin again")]
    BeginAgain,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What was filled in so far.
#[derive(Serialize, Deserialize)]
pub(crate) struct Filled {
    pub(crate) contact: Contact,
    name: Option<PersonName>,
}

impl Identity {
    /// Sends a code to an address or a number. The token recognises whoever asked for it.
    pub async fn begin_proof(
        &self,
        act: &Act,
        purpose: Purpose,
        contact: &Contact,
    ) -> Result<SecretToken, ProofRefused> {
        self.begin(act, purpose, contact, None).await
    }

    /// Sends a code to another address for somebody's account.
    pub async fn begin_change(&self, act: &Act, account: Uuid, contact: &Contact) -> Result<SecretToken, ProofRefused> {
        self.begin(act, Purpose::Change, contact, Some(account)).await
    }

    pub(crate) async fn begin(
        &self,
        act: &Act,
        purpose: Purpose,
        contact: &Contact,
        owner: Option<Uuid>,
    ) -> Result<SecretToken, ProofRefused> {
        self.count_sending(contact, act).await?;
        let (token, id) = (SecretToken::fresh(), fresh_id(act.at));
        let write = self.db.write().await?;
        let account = active(&write, &self.key, contact).await?;
        let code = random_digits(purpose.digits());
        let row = contact_proof::ActiveModel {
            id: Set(id),
            token_hash: Set(token.hash().into()),
            purpose: Set(purpose),
            account_id: Set(owner.or(account.as_ref().map(|account| account.id))),
            sealed: Set(self.seal_filled(id, &Filled { contact: contact.clone(), name: None })?),
            code_key: Set(self.code_key(id, &code)),
            tries: Set(0),
            sent: Set(1),
            sent_at: Set(act.at),
            began_at: Set(act.at),
            proven_at: Set(None),
            done_at: Set(None),
        };
        write.insert(row).await?;
        self.tell(&write, act, &letter(purpose, contact, account.as_ref(), code)).await?;
        write.commit().await?;
        Ok(token)
    }

    /// How far whoever holds this token has come; nothing where the way ended or took too long.
    pub async fn proof(&self, token: &SecretToken, purpose: Purpose, at: DateTime<Utc>) -> Result<Option<Proof>> {
        let read = self.db.read().await?;
        let Some(row) = read.one(open(token, purpose, at)).await? else { return Ok(None) };
        let filled = self.open_filled(&row)?;
        let stage = if row.proven_at.is_some() { ProofStage::Shown } else { ProofStage::Code };
        // The name of the account is for its owner: nobody else has shown the address to be theirs.
        let owner = match row.account_id.filter(|_| stage == ProofStage::Shown) {
            Some(id) => by_id(&read, &self.key, id).await?,
            None => None,
        };
        let name = owner.map(|owner| owner.name).or(filled.name);
        Ok(Some(Proof { contact: filled.contact, name, stage }))
    }

    /// Counts a code that is to be sent: against where the wish came from, alone and with its receiver, and against the receiver,
    /// who bears more from everywhere than from one. Where too many wrong codes were typed none is sent: it could not be used.
    async fn count_sending(&self, contact: &Contact, act: &Act) -> Result<(), ProofRefused> {
        if let Some(until) = self.wait_of(&Tried::guessed_of(contact), act.at).await? {
            return Err(ProofRefused::TooMany(until));
        }
        let counted: Vec<Tried> = Tried::sent(act, contact).into_iter().chain(Tried::from(act)).collect();
        match self.count_tries(&counted, act.at).await {
            Ok(_) => Ok(()),
            Err(NotTried::TooMany(wait)) => Err(ProofRefused::TooMany(wait.until)),
            Err(NotTried::Storage(error)) => Err(error.into()),
        }
    }

    /// The address that was shown, and the name that was said.
    pub(crate) fn filled(&self, row: &contact_proof::Model) -> Result<(Contact, Option<PersonName>)> {
        self.open_filled(row).map(|filled| (filled.contact, filled.name))
    }

    fn seal_filled(&self, id: Uuid, filled: &Filled) -> Result<Vec<u8>> {
        let plain = serde_json::to_vec(filled).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        Ok(self.key.seal(seat("contact_proofs", "sealed", &id.to_string()), &plain))
    }

    pub(crate) fn open_filled(&self, row: &contact_proof::Model) -> Result<Filled> {
        let plain = self.key.open(seat("contact_proofs", "sealed", &row.id.to_string()), &row.sealed)?;
        serde_json::from_slice(&plain).map_err(|_| StorageError::Corrupt(format!("contact proof {}", row.id)))
    }

    /// A keyed hash: so few digits are too few for a plain one.
    fn code_key(&self, id: Uuid, code: &str) -> String {
        self.key.blind_index(format!("contact-code:{id}:{code}").as_bytes())
    }
}

/// The letter that tells the owner of the address, and nobody else, whether there is an account.
fn letter(purpose: Purpose, to: &Contact, account: Option<&Account>, code: String) -> NoticeLetter {
    let says = match (purpose, account) {
        (Purpose::Register | Purpose::Change | Purpose::TakeOver, Some(_)) => AccountSays::HasAccount,
        (Purpose::Recover, None) => AccountSays::NoAccount,
        _ => AccountSays::Code { purpose, code },
    };
    NoticeLetter { to: to.clone(), name: account.map(|account| account.name.clone()), says }
}

async fn active(read: &Read<Control>, key: &Key, contact: &Contact) -> Result<Option<Account>> {
    Ok(by_contact(read, key, contact).await?.filter(|account| account.state == AccountState::Active))
}

fn open(token: &SecretToken, purpose: Purpose, at: DateTime<Utc>) -> sea_orm::Select<contact_proof::Entity> {
    contact_proof::Entity::find().filter(open_under(token, purpose, at))
}

fn open_under(token: &SecretToken, purpose: Purpose, at: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(contact_proof::Column::TokenHash.eq(token.hash().as_str()))
        .add(contact_proof::Column::Purpose.eq(purpose))
        .add(contact_proof::Column::DoneAt.is_null())
        .add(contact_proof::Column::BeganAt.gt(at - WHOLE))
}

/// Ends the way; of two requests with one token one does.
pub(crate) async fn close(write: &Write<Control>, id: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let change = contact_proof::Entity::update_many()
        .col_expr(contact_proof::Column::DoneAt, sea_orm::sea_query::Expr::value(at))
        .filter(contact_proof::Column::Id.eq(id))
        .filter(contact_proof::Column::DoneAt.is_null());
    Ok(write.update_many(change).await? == 1)
}
