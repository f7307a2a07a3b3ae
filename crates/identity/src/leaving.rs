//! A person leaves. At once the account is closed and every session ends; for three days a link from a letter brings it back;
//! then it is gone (UU 27/2022, article 8: the right to end the processing of one's data and to have it erased or destroyed).
//!
//! What is gone is not told of by half: the steps of the end are in the worker's hands, each may be done twice, and a row holds
//! that they are not over.

use balai_kernel::{Act, Actor, Assurance, Contact, Email, PersonName, SecretToken, fresh_id};
use balai_rbac::{Grant, grants};
use balai_storage::{Audit, Control, Event as _, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::account::AccountState;
use crate::national::set_assurance;
use crate::numbers::take_out;
use crate::personal::{Personal, change, contact_key, locked};
use crate::rows::{
    account, api_token, application_grant, application_token, arrival, assisted_account, authorization, closure, code,
    contact_change, contact_proof, credential, identity_number, invitation, kept_form, mandate, national_identity,
    national_visit, number_case, passkey, passkey_ceremony, pending_factor, recovery_code, session, sighting, sign_in,
    visit,
};
use crate::sessions::end_all;
use crate::sign_in::canonical;
use crate::staff::raise_version;
use crate::tries::Tried;
use crate::{AccountNotice, AccountSays, HandoverOffered, Identity, StaffInvited, SupportGiven, account_keys, cases};

/// For how long the account can be brought back: as long as a change of its address. Whoever took over a telephone and wants
/// the account gone is noticed by its owner within days; processing has ended by then, as the account is closed at once.
pub const STAY_LASTS: TimeDelta = TimeDelta::hours(72);
/// What stands in the place of a name.
const NOBODY: &str = "Akun dihapus";
/// Addresses below it reach nobody (RFC 2606, section 2).
const NOWHERE: &str = "akun-dihapus.invalid";

/// Why an account is not closed.
#[derive(Debug, thiserror::Error)]
pub enum LeaveRefused {
    /// Its person answers for something: these roles are handed over or given up first.
    #[error("the account holds {} roles", .0.len())]
    Holds(Vec<Grant>),
    /// It is closed already.
    #[error("the account is closed")]
    Closed,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// An account whose time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The account.
    pub account: Uuid,
    /// What its person is and was reached by: what was written there is forgotten too. None once she is forgotten.
    pub contacts: Vec<Contact>,
}

impl Identity {
    /// Closes an account whose person wants to leave. Returns when it will be gone.
    pub async fn leave(&self, act: &Act, id: Uuid) -> Result<DateTime<Utc>, LeaveRefused> {
        let write = self.db.write().await?;
        let account = locked(&write, &self.key, id).await?;
        if account.state == AccountState::Closed {
            return Err(LeaveRefused::Closed);
        }
        let held = grants::of_account(&write, id).await?;
        if !held.is_empty() {
            return Err(LeaveRefused::Holds(held));
        }
        let (token, due) = (SecretToken::fresh(), act.at + STAY_LASTS);
        let row = closure::ActiveModel {
            id: Set(fresh_id(act.at)),
            account_id: Set(id),
            open_for: Set(Some(id)),
            undo_hash: Set(token.hash().into()),
            asked_at: Set(act.at),
            due_at: Set(due),
            lease_until: Set(None),
            undone_at: Set(None),
            finished_at: Set(None),
        };
        write.insert(row).await?;
        turn(&write, id, AccountState::Closed).await?;
        end_all(&write, id, act.at).await?;
        self.tell_owner(&write, act, &account, &AccountSays::Leaving { undo: token.reveal(), due }).await?;
        write.audit(act, entry("account.leaving", id)).await?;
        write.commit().await?;
        Ok(due)
    }

    /// When the account will be gone that a link from a letter would bring back.
    pub async fn leaving_under(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        Ok(self.db.read().await?.one(undoable(token, at)).await?.map(|row| row.due_at))
    }

    /// Brings it back. Says whether there was one to bring back.
    pub async fn stay(&self, act: &Act, token: &SecretToken) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(row) = write.one(undoable(token, act.at)).await? else { return Ok(false) };
        if reopen(&write, row.account_id, act.at).await? != Reopened::Yes {
            return Ok(false);
        }
        let account = locked(&write, &self.key, row.account_id).await?;
        self.tell_owner(&write, act, &account, &AccountSays::Stayed).await?;
        let own = Act::new(Actor::Account(account.id), act.at, act.from.clone());
        write.audit(&own, entry("account.stayed", account.id)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// The account that waits longest for its end, taken for a time: whoever takes it carries it to the end, or another does
    /// once the time is over. An account that holds a role is taken and refused before anything of it is gone: the others get
    /// their turn, and whoever runs the deployment hears of it each time.
    pub async fn next_leaving(&self, at: DateTime<Utc>, lease: TimeDelta) -> Result<Option<Leaving>> {
        let unheld =
            Condition::any().add(closure::Column::LeaseUntil.is_null()).add(closure::Column::LeaseUntil.lt(at));
        let due = Condition::all()
            .add(closure::Column::OpenFor.is_not_null())
            .add(closure::Column::DueAt.lte(at))
            .add(unheld);
        let write = self.db.write().await?;
        let oldest = closure::Entity::find().filter(due.clone()).order_by_asc(closure::Column::DueAt);
        let Some(row) = write.one(oldest).await? else { return Ok(None) };
        let taken = closure::Entity::update_many()
            .col_expr(closure::Column::LeaseUntil, Expr::value(at + lease))
            .filter(closure::Column::Id.eq(row.id))
            .filter(due);
        if write.update_many(taken).await? != 1 {
            return Ok(None);
        }
        let account = locked(&write, &self.key, row.account_id).await?;
        let mut contacts: Vec<Contact> = account.contacts().filter(|contact| !is_nowhere(contact)).collect();
        if !contacts.is_empty() {
            contacts.extend(self.every_former_contact(&write, account.id).await?);
        }
        let holds = !grants::of_account(&write, account.id).await?.is_empty();
        write.commit().await?;
        if holds {
            return Err(StorageError::Corrupt(format!("account {} leaves and holds a role", account.id)));
        }
        Ok(Some(Leaving { account: account.id, contacts }))
    }

    /// Takes everything of a person away that this room holds: the key of the account, ways in, sessions, tokens, number,
    /// addresses, name. The account's row stays, so that what others did with it still leads somewhere.
    pub async fn forget_person(&self, act: &Act, leaving: &Leaving) -> Result<()> {
        let id = leaving.account;
        let nobody = nobody(id)?;
        let write = self.db.write().await?;
        if !grants::of_account(&write, id).await?.is_empty() {
            return Err(StorageError::Corrupt(format!("account {id} leaves and holds a role")));
        }
        account_keys::destroy(&write, act, id).await?;
        if let Some(number) = write.find::<identity_number::Entity>(id).await? {
            take_out(&write, act, id).await?;
            cases::forget(&write, &number.number_key).await?;
        }
        let kept = number_case::Entity::delete_many().filter(number_case::Column::KeptAccount.eq(id));
        write.delete_many(kept).await?;
        rows_of(&write, id).await?;
        for contact in &leaving.contacts {
            self.forget_contact(&write, contact).await?;
        }
        let by_account: [fn(Uuid) -> Tried; 6] =
            [Tried::Code, Tried::Shown, Tried::Number, Tried::Taken, Tried::Card, Tried::Appoints];
        for tried in by_account.map(|of| of(id)) {
            self.forget_tries(&write, &tried).await?;
        }
        change(&write, &self.key, id, |personal| *personal = nobody).await?;
        set_assurance(&write, id, i32::from(Assurance::Contact.level())).await?;
        raise_version(&write, id).await?;
        write.commit().await
    }

    /// Writes down that nothing is left. As long as the account has a key something may open that it sealed.
    pub async fn left(&self, act: &Act, id: Uuid) -> Result<()> {
        let write = self.db.write().await?;
        if account_keys::exists(&write, id).await? {
            return Err(StorageError::Corrupt(format!("account {id} left and its key is there")));
        }
        let over = closure::Entity::update_many()
            .col_expr(closure::Column::OpenFor, Expr::value(Option::<Uuid>::None))
            .col_expr(closure::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
            .col_expr(closure::Column::FinishedAt, Expr::value(act.at))
            .filter(closure::Column::OpenFor.eq(id));
        if write.update_many(over).await? == 1 {
            write.audit(act, entry("account.left", id)).await?;
        }
        write.commit().await
    }

    /// What was written to an address, or waits to be, and what stands there of it.
    async fn forget_contact(&self, write: &Write<Control>, contact: &Contact) -> Result<()> {
        let is_theirs = |email: &str| email == contact.as_str();
        write
            .forget_events(AccountNotice::TOPIC, |event| {
                let notice = event.read::<AccountNotice>().and_then(|notice| notice.open(&self.key));
                notice.is_ok_and(|letter| letter.to == *contact)
            })
            .await?;
        write
            .forget_events(StaffInvited::TOPIC, |event| {
                let email = event.read::<StaffInvited>().and_then(|news| news.email(&self.key));
                email.is_ok_and(|email| is_theirs(email.as_str()))
            })
            .await?;
        write
            .forget_events(HandoverOffered::TOPIC, |event| {
                event.read::<HandoverOffered>().is_ok_and(|news| is_theirs(news.email.as_str()))
            })
            .await?;
        write
            .forget_events(SupportGiven::TOPIC, |event| {
                event.read::<SupportGiven>().is_ok_and(|news| is_theirs(news.email.as_str()))
            })
            .await?;
        let invited = invitation::Column::EmailKey.eq(contact_key(&self.key, contact));
        let invited = invitation::Entity::delete_many().filter(invited);
        write.delete_many(invited).await?;
        let called = Tried::Called(contact.as_str().to_owned());
        for tried in [Tried::Name(canonical("", Some(contact))), called, Tried::guessed_of(contact)] {
            self.forget_tries(write, &tried).await?;
        }
        Ok(())
    }
}

/// Removes the rows that are the person's alone.
async fn rows_of(write: &Write<Control>, id: Uuid) -> Result<()> {
    macro_rules! gone {
        ($($row:ident),*) => {$(
            let theirs = $row::Entity::delete_many().filter($row::Column::AccountId.eq(id));
            write.delete_many(theirs).await?;
        )*};
    }
    let children = session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(id))
        .filter(session::Column::ParentId.is_not_null());
    write.delete_many(children).await?;
    gone!(session, code, sign_in, api_token, credential, pending_factor, recovery_code, passkey, passkey_ceremony);
    gone!(contact_change, contact_proof, arrival, kept_form, assisted_account, visit, sighting);
    let theirs = Query::select()
        .column(authorization::Column::Id)
        .from(authorization::Entity)
        .and_where(authorization::Column::AccountId.eq(id))
        .to_owned();
    let tokens = application_token::Column::AuthorizationId.in_subquery(theirs);
    write.delete_many(application_token::Entity::delete_many().filter(tokens)).await?;
    gone!(authorization, application_grant);
    let either = Condition::any().add(mandate::Column::OwnerId.eq(id)).add(mandate::Column::AgentId.eq(id));
    write.delete_many(mandate::Entity::delete_many().filter(either)).await?;
    gone!(national_identity, national_visit);
    Ok(())
}

/// Whether it is what stands in the place of a forgotten person's address: a name can be anybody's.
fn is_nowhere(contact: &Contact) -> bool {
    contact.as_str().strip_suffix(NOWHERE).is_some_and(|rest| rest.ends_with('@'))
}

/// What stands of a person in the place of everything else.
fn nobody(id: Uuid) -> Result<Personal> {
    let wrong = || StorageError::Corrupt("nobody has a name and an address".to_owned());
    let email = Email::parse(&format!("{}@{NOWHERE}", id.simple())).map_err(|_| wrong())?;
    Ok(Personal { name: PersonName::parse(NOBODY).map_err(|_| wrong())?, email: Some(email), phone: None })
}

/// What became of the closure of an account that is to be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reopened {
    /// The account is open again.
    Yes,
    /// It was not closed.
    WasOpen,
    /// Its end has begun.
    TooLate,
}

/// Undoes the closure of an account whose end has not begun.
pub(crate) async fn reopen(write: &Write<Control>, id: Uuid, at: DateTime<Utc>) -> Result<Reopened> {
    let undone = closure::Entity::update_many()
        .col_expr(closure::Column::UndoneAt, Expr::value(at))
        .col_expr(closure::Column::OpenFor, Expr::value(Option::<Uuid>::None))
        .filter(closure::Column::OpenFor.eq(id))
        .filter(closure::Column::LeaseUntil.is_null());
    if write.update_many(undone).await? == 1 {
        turn(write, id, AccountState::Active).await?;
        return Ok(Reopened::Yes);
    }
    let begun = write.exists(closure::Entity::find().filter(closure::Column::OpenFor.eq(id))).await?;
    Ok(if begun { Reopened::TooLate } else { Reopened::WasOpen })
}

async fn turn(write: &Write<Control>, id: Uuid, state: AccountState) -> Result<()> {
    let change = account::Entity::update_many()
        .col_expr(account::Column::State, Expr::value(state.to_string()))
        .filter(account::Column::Id.eq(id));
    write.update_many(change).await.map(drop)
}

/// A closure that can be undone: its end has not begun.
fn undoable(token: &SecretToken, at: DateTime<Utc>) -> sea_orm::Select<closure::Entity> {
    closure::Entity::find()
        .filter(closure::Column::UndoHash.eq(token.hash().as_str()))
        .filter(closure::Column::OpenFor.is_not_null())
        .filter(closure::Column::LeaseUntil.is_null())
        .filter(closure::Column::DueAt.gt(at))
}

fn entry(action: &'static str, id: Uuid) -> Audit {
    Audit { action, kind: "account", id: id.to_string(), ..Audit::default() }
}
