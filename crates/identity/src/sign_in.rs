//! Signing in: the password, then the one-time code.

use balai_kernel::{Act, Actor, Contact, SecretToken, fresh_id};
use balai_rbac::grants;
use balai_storage::{Audit, Control, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::account::{Account, AccountState, Credentials, is_active};
use crate::arrivals::{note, note_national, note_passkey};
use crate::personal::by_contact_with_credential;
use crate::rows::{credential, sign_in};
use crate::sessions::{Means, NewSession, SessionSeed, begin};
use crate::tries::{NotTried, Tried};
use crate::{HashingError, Identity, Outcome, SessionKind, TotpStep, TypedPassword};

/// How long the code may be awaited after the password.
const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// How many codes may be tried after one password.
const CODE_TRIES: i32 = 5;
/// What is counted of a name that nobody can have.
const LONGEST_NAME: usize = 254;

/// What follows a right password.
#[derive(Clone, Debug)]
pub enum SignInStep {
    /// The account has a second factor: its code is awaited, and this token recognises the person until then.
    CodeAwaited(SecretToken),
    /// There is no second factor: the session has begun.
    Begun(NewSession),
}

/// Why somebody was not let in. To the person an unknown address and a wrong password are one and the same.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// No such account, or a wrong password.
    #[error("the address or the password is wrong")]
    Wrong,
    /// Too many tries.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// Too many at once, or the hash is damaged.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a code did not let somebody in.
#[derive(Debug, thiserror::Error)]
pub enum CodeStepRefused {
    /// Not the code of the moment, or one that was used.
    #[error("the code is wrong or was used before")]
    Wrong,
    /// The password was given too long ago, or too many codes were tried: begin again.
    #[error("the sign-in has to begin again")]
    BeginAgain,
    /// Too many tries at this account's codes.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why no session began of somebody who showed who she is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotBegun {
    /// The account is closed, or was at this moment.
    #[error("the account is closed")]
    Closed,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// The first step. `name` is what was typed as the address or the number; `device` is what the browser calls itself.
    ///
    /// An unknown address, a closed account and a wrong password do the same: one try counted, one row looked for, one
    /// argon2 verification, one answer.
    pub async fn check_password(
        &self,
        act: &Act,
        name: &str,
        password: TypedPassword,
        device: &str,
    ) -> Result<SignInStep, SignInRefused> {
        let contact = Contact::parse(name).ok();
        let name = Tried::Name(canonical(name, contact.as_ref()));
        let counted: Vec<Tried> = [Some(name.clone()), Tried::from(act)].into_iter().flatten().collect();
        let locks = self.count_tries(&counted, act.at).await?;
        let known = self.known(contact.as_ref()).await?;
        let hash = known.as_ref().and_then(|(_, credentials)| credentials.password.as_ref());
        let aimed_at = known.as_ref().map(|(account, _)| account.id);
        let matches = self.hasher.verify(password, hash).await?;
        if let Some((account, credentials)) = known.filter(|_| matches) {
            let write = self.db.write().await?;
            self.forget_tries(&write, &name).await?;
            let step = self.next_step(&write, act, &account, &credentials, device).await?;
            write.commit().await?;
            return Ok(step);
        }
        self.record_miss(act, aimed_at, locks, device).await?;
        Err(SignInRefused::Wrong)
    }

    /// The second step: the one-time code of whoever gave the password.
    pub async fn check_code(
        &self,
        act: &Act,
        awaited: &SecretToken,
        code: &str,
        device: &str,
    ) -> Result<NewSession, CodeStepRefused> {
        let sign_in = self.take_code_try(awaited, act.at).await?;
        let account = sign_in.account_id;
        let tried = Tried::Code(account);
        self.count_tries(std::slice::from_ref(&tried), act.at).await?;
        let write = self.db.write().await?;
        let good = match self.good_step(&write, account, code, act.at).await {
            Ok(step) => spend_step(&write, account, step).await?,
            Err(CodeStepRefused::Wrong) => self.spend_recovery_code(&write, act, account, code).await?,
            Err(refused) => return Err(refused),
        };
        if !good || !finish(&write, sign_in.id, act.at).await? {
            // SQLite has one connection for a file: what was not to be must be over before the next begins.
            drop(write);
            let write = self.db.write().await?;
            note(&write, act, Some(account), Outcome::WrongCode, device).await?;
            write.commit().await?;
            return Err(CodeStepRefused::Wrong);
        }
        self.forget_tries(&write, &tried).await?;
        let means = if sign_in.national { Means::NationalAndCode } else { Means::PasswordAndCode };
        let session = self.begin_here(&write, act, account, means, device).await?;
        write.commit().await?;
        Ok(session)
    }

    /// Who waits for a code under this token, for the page that asks for it.
    pub async fn awaits_code(&self, awaited: &SecretToken, at: DateTime<Utc>) -> Result<bool, StorageError> {
        let read = self.db.read().await?;
        let query = sign_in::Entity::find().filter(open_under(awaited, at));
        read.exists(query).await
    }

    async fn known(&self, contact: Option<&Contact>) -> Result<Option<(Account, Credentials)>, StorageError> {
        let Some(contact) = contact else { return Ok(None) };
        let read = self.db.read().await?;
        let found = by_contact_with_credential(&read, &self.key, contact).await?;
        let Some((account, row)) = found.filter(|(account, _)| account.state == AccountState::Active) else {
            return Ok(None);
        };
        Ok(row.map(|row| self.read_credentials(row)).transpose()?.map(|credentials| (account, credentials)))
    }

    pub(crate) async fn next_step(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: &Account,
        credentials: &Credentials,
        device: &str,
    ) -> Result<SignInStep, NotBegun> {
        if credentials.second_factor.is_none() {
            let session = self.begin_here(write, act, account.id, Means::Password, device).await?;
            return Ok(SignInStep::Begun(session));
        }
        Ok(SignInStep::CodeAwaited(self.await_code(write, act, account.id, false).await?))
    }

    /// Waits for the second factor of somebody who gave her password, or came by the national identity.
    pub(crate) async fn await_code(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        national: bool,
    ) -> Result<SecretToken, StorageError> {
        let token = SecretToken::fresh();
        let row = sign_in::ActiveModel {
            id: Set(fresh_id(act.at)),
            token_hash: Set(token.hash().into()),
            account_id: Set(account),
            national: Set(national),
            tries: Set(0),
            started_at: Set(act.at),
            done_at: Set(None),
        };
        write.insert(row).await?;
        Ok(token)
    }

    /// Begins the session at the account host. Its kind follows from the roles held now.
    pub(crate) async fn begin_here(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        means: Means,
        device: &str,
    ) -> Result<NewSession, NotBegun> {
        self.begin_proven(write, act, account, (means, act.at), device).await
    }

    /// The same of somebody who proved at another moment who she is. Whichever way she came, the account is in use.
    pub(crate) async fn begin_proven(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        (means, proven_at): (Means, DateTime<Utc>),
        device: &str,
    ) -> Result<NewSession, NotBegun> {
        if !is_active(write, account).await? {
            return Err(NotBegun::Closed);
        }
        let is_staff = !grants::of_account(write, account).await?.is_empty();
        let seed = SessionSeed {
            account,
            kind: if is_staff { SessionKind::Staff } else { SessionKind::Citizen },
            means: means.proven(),
            proven_at,
            site: &self.site,
            device,
            child_of: None,
        };
        let own = Act::new(Actor::Account(account), act.at, act.from.clone());
        let session = begin(write, &own, seed).await?;
        if means.by_passkey() {
            note_passkey(write, &own, account, Outcome::LetIn, device).await?;
        } else if means.by_national() {
            note_national(write, &own, account, device).await?;
        } else {
            note(write, &own, Some(account), Outcome::LetIn, device).await?;
        }
        write.audit(&own, audit("account.signed_in", account)).await?;
        Ok(session)
    }

    /// Counts a code against the sign-in it belongs to, before it is looked at, in a transaction of its own.
    pub(crate) async fn take_code_try(
        &self,
        awaited: &SecretToken,
        at: DateTime<Utc>,
    ) -> Result<sign_in::Model, CodeStepRefused> {
        let write = self.db.write().await?;
        let query = sign_in::Entity::find().filter(open_under(awaited, at));
        let row = write.one(query).await?.ok_or(CodeStepRefused::BeginAgain)?;
        let change = sign_in::Entity::update_many()
            .col_expr(sign_in::Column::Tries, Expr::col(sign_in::Column::Tries).add(1))
            .filter(open_under(awaited, at));
        if write.update_many(change).await? != 1 {
            return Err(CodeStepRefused::BeginAgain);
        }
        write.commit().await?;
        Ok(row)
    }

    async fn good_step(
        &self,
        write: &Write<Control>,
        account: Uuid,
        code: &str,
        at: DateTime<Utc>,
    ) -> Result<TotpStep, CodeStepRefused> {
        let credentials = self.credentials(write, account).await?;
        let credentials = credentials.ok_or(CodeStepRefused::BeginAgain)?;
        let factor = credentials.second_factor.ok_or(CodeStepRefused::BeginAgain)?;
        factor.accepts(code, at, credentials.used_step).ok_or(CodeStepRefused::Wrong)
    }

    /// Leaves a trace of a wrong password, and of a lock. A name that nobody has leaves one too, nameless, so that it costs
    /// the same.
    async fn record_miss(
        &self,
        act: &Act,
        account: Option<Uuid>,
        locks: bool,
        device: &str,
    ) -> Result<(), StorageError> {
        let write = self.db.write().await?;
        note(&write, act, account, Outcome::WrongPassword, device).await?;
        if locks {
            write.audit(act, audit("account.locked", account.unwrap_or_default())).await?;
        }
        write.commit().await
    }
}

/// Marks a step as used, unless it or a later one was: of two requests with one code one wins.
async fn spend_step(write: &Write<Control>, account: Uuid, step: TotpStep) -> Result<bool, StorageError> {
    let unused = Condition::any()
        .add(credential::Column::TotpLastStep.is_null())
        .add(credential::Column::TotpLastStep.lt(step.0));
    let change = credential::Entity::update_many()
        .col_expr(credential::Column::TotpLastStep, Expr::value(step.0))
        .filter(credential::Column::AccountId.eq(account))
        .filter(unused);
    Ok(write.update_many(change).await? == 1)
}

pub(crate) async fn finish(write: &Write<Control>, id: Uuid, at: DateTime<Utc>) -> Result<bool, StorageError> {
    let change = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::DoneAt, Expr::value(at))
        .filter(sign_in::Column::Id.eq(id))
        .filter(sign_in::Column::DoneAt.is_null());
    Ok(write.update_many(change).await? == 1)
}

fn open_under(awaited: &SecretToken, at: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(sign_in::Column::TokenHash.eq(awaited.hash().as_str()))
        .add(sign_in::Column::DoneAt.is_null())
        .add(sign_in::Column::StartedAt.gt(at - CODE_LIFETIME))
        .add(sign_in::Column::Tries.lt(CODE_TRIES))
}

/// The name under which tries are counted: the parsed address or number, or what was typed in one spelling.
pub(crate) fn canonical(name: &str, contact: Option<&Contact>) -> String {
    match contact {
        Some(contact) => contact.as_str().to_owned(),
        None => name.trim().to_lowercase().chars().take(LONGEST_NAME).collect(),
    }
}

fn audit(action: &'static str, account: Uuid) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }
}

impl From<NotTried> for SignInRefused {
    fn from(refused: NotTried) -> Self {
        match refused {
            NotTried::TooMany(wait) => Self::TooManyTries(wait.until),
            NotTried::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotTried> for CodeStepRefused {
    fn from(refused: NotTried) -> Self {
        match refused {
            NotTried::TooMany(wait) => Self::TooManyTries(wait.until),
            NotTried::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotBegun> for SignInRefused {
    fn from(refused: NotBegun) -> Self {
        match refused {
            NotBegun::Closed => Self::Wrong,
            NotBegun::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotBegun> for CodeStepRefused {
    fn from(refused: NotBegun) -> Self {
        match refused {
            NotBegun::Closed => Self::BeginAgain,
            NotBegun::Storage(error) => Self::Storage(error),
        }
    }
}
