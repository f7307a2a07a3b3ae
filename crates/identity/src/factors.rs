//! A second factor that somebody adds to her own account, and the ten codes for the day when her telephone is gone.

use balai_kernel::{Act, fresh_id, random_digits};
use balai_rbac::grants;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::desk::seat;
use crate::personal::{known, locked};
use crate::rows::{credential, pending_factor, recovery_code};
use crate::tries::{NotTried, Tried};
use crate::{AccountSays, Identity, TotpSecret};

/// How many codes are made at once.
pub const RECOVERY_CODES: usize = 10;
/// Digits of one code, as telephones show keys for those; its tries are counted with those of the app's.
const CODE_LENGTH: usize = 12;
/// Digits of one group.
const GROUP: usize = 4;

/// What an account is kept safe by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Safety {
    /// Whether a code from an app follows on the password.
    pub app: bool,
    /// Whether there is a password: an account that was opened with a passkey has none.
    pub password: bool,
    /// How many recovery codes are left.
    pub recovery: u64,
}

/// Why a second factor is not added, renewed or removed.
#[derive(Debug, thiserror::Error)]
pub enum FactorRefused {
    /// The app's code is wrong.
    #[error("the code is wrong")]
    WrongCode,
    /// There is one already, or there is none.
    #[error("the account is not in a state for this")]
    NotNow,
    /// Whoever holds a role keeps her second factor.
    #[error("whoever holds a role keeps the second factor")]
    Staff,
    /// Too many codes were tried.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// What an account is kept safe by.
    pub async fn safety(&self, account: Uuid) -> Result<Safety> {
        let read = self.db.read().await?;
        let row = read.find::<credential::Entity>(account).await?;
        let recovery = read.count(unused(account)).await?;
        let has = |what: fn(&credential::Model) -> bool| row.as_ref().is_some_and(what);
        Ok(Safety {
            app: has(|row| row.totp_sealed.is_some()),
            password: has(|row| !row.password_hash.is_empty()),
            recovery,
        })
    }

    /// The secret that somebody takes over into her app. It is made at the first look and stays the same for that session until
    /// it is used; another session of the account is offered another one, which it alone can add.
    pub async fn offered_factor(
        &self,
        act: &Act,
        (account, session): (Uuid, Uuid),
    ) -> Result<TotpSecret, FactorRefused> {
        let write = self.db.write().await?;
        let row = write.find::<credential::Entity>(account).await?;
        if row.is_none_or(|row| row.totp_sealed.is_some()) {
            return Err(FactorRefused::NotNow);
        }
        let place = account.to_string();
        let secret = TotpSecret::fresh();
        let offered = pending_factor::ActiveModel {
            session_id: Set(session),
            account_id: Set(account),
            sealed: Set(self.key.seal(seat("pending_factors", "sealed", &place), secret.bytes())),
            made_at: Set(act.at),
        };
        write.insert_absent(vec![offered]).await?;
        let row = offered_to(&write, account, session).await?;
        let secret = self.open_pending(&row)?;
        write.commit().await?;
        Ok(secret)
    }

    /// Adds the second factor that was offered to this session, once a code shows that the app holds it. Returns the recovery
    /// codes, which are shown once.
    pub async fn add_factor(
        &self,
        act: &Act,
        (account, session): (Uuid, Uuid),
        code: &str,
    ) -> Result<Vec<String>, FactorRefused> {
        self.count_code(act, account).await?;
        let write = self.db.write().await?;
        let row = offered_to(&write, account, session).await?;
        let secret = self.open_pending(&row)?;
        let step = secret.accepts(code, act.at, None).ok_or(FactorRefused::WrongCode)?;
        let added = credential::Entity::update_many()
            .col_expr(credential::Column::TotpSealed, Expr::value(self.seal_factor(account, &secret)))
            .col_expr(credential::Column::TotpLastStep, Expr::value(step.0))
            .col_expr(credential::Column::FactorAt, Expr::value(act.at))
            .col_expr(credential::Column::ChangedAt, Expr::value(act.at))
            .filter(credential::Column::AccountId.eq(account))
            .filter(credential::Column::TotpSealed.is_null());
        if write.update_many(added).await? != 1 {
            return Err(FactorRefused::NotNow);
        }
        let taken = pending_factor::Entity::delete_many().filter(pending_factor::Column::AccountId.eq(account));
        write.delete_many(taken).await?;
        let codes = self.make_codes(&write, act, account).await?;
        self.told(&write, act, account, "account.factor_added", &AccountSays::FactorAdded).await?;
        self.forget_tries(&write, &Tried::Code(account)).await?;
        write.commit().await?;
        Ok(codes)
    }

    /// Makes ten new recovery codes; those of before count no more.
    pub async fn renew_recovery_codes(&self, act: &Act, account: Uuid) -> Result<Vec<String>, FactorRefused> {
        let write = self.db.write().await?;
        let row = write.find::<credential::Entity>(account).await?;
        if row.is_none_or(|row| row.totp_sealed.is_none()) {
            return Err(FactorRefused::NotNow);
        }
        let codes = self.make_codes(&write, act, account).await?;
        self.told(&write, act, account, "account.recovery_renewed", &AccountSays::RecoveryRenewed).await?;
        write.commit().await?;
        Ok(codes)
    }

    /// Removes the second factor and its recovery codes.
    pub async fn remove_factor(&self, act: &Act, account: Uuid) -> Result<(), FactorRefused> {
        let write = self.db.write().await?;
        locked(&write, &self.key, account).await?;
        if !grants::of_account(&write, account).await?.is_empty() {
            return Err(FactorRefused::Staff);
        }
        let removed = credential::Entity::update_many()
            .col_expr(credential::Column::TotpSealed, Expr::value(Option::<Vec<u8>>::None))
            .col_expr(credential::Column::TotpLastStep, Expr::value(Option::<i64>::None))
            .col_expr(credential::Column::FactorAt, Expr::value(Option::<DateTime<Utc>>::None))
            .col_expr(credential::Column::ChangedAt, Expr::value(act.at))
            .filter(credential::Column::AccountId.eq(account))
            .filter(credential::Column::TotpSealed.is_not_null());
        if write.update_many(removed).await? != 1 {
            return Err(FactorRefused::NotNow);
        }
        let codes = recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(account));
        write.delete_many(codes).await?;
        self.told(&write, act, account, "account.factor_removed", &AccountSays::FactorRemoved).await?;
        write.commit().await?;
        Ok(())
    }

    /// Spends a recovery code in the place of the app's, if it is one; of two requests with one code one does.
    pub(crate) async fn spend_recovery_code(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        typed: &str,
    ) -> Result<bool> {
        let key = self.recovery_key(account, &plain(typed));
        let spent = recovery_code::Entity::update_many()
            .col_expr(recovery_code::Column::UsedAt, Expr::value(act.at))
            .filter(recovery_code::Column::AccountId.eq(account))
            .filter(recovery_code::Column::CodeKey.eq(key))
            .filter(recovery_code::Column::UsedAt.is_null());
        if write.update_many(spent).await? != 1 {
            return Ok(false);
        }
        let left = write.count(unused(account)).await?;
        self.told(write, act, account, "account.recovery_used", &AccountSays::RecoveryUsed { left }).await?;
        Ok(true)
    }

    async fn count_code(&self, act: &Act, account: Uuid) -> Result<(), FactorRefused> {
        match self.count_tries(&[Tried::Code(account)], act.at).await {
            Ok(_) => Ok(()),
            Err(NotTried::TooMany(wait)) => Err(FactorRefused::TooManyTries(wait.until)),
            Err(NotTried::Storage(error)) => Err(error.into()),
        }
    }

    async fn make_codes(&self, write: &Write<Control>, act: &Act, account: Uuid) -> Result<Vec<String>> {
        let before = recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(account));
        write.delete_many(before).await?;
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| random_digits(CODE_LENGTH)).collect();
        for code in &codes {
            let row = recovery_code::ActiveModel {
                id: Set(fresh_id(act.at)),
                account_id: Set(account),
                code_key: Set(self.recovery_key(account, code)),
                used_at: Set(None),
            };
            write.insert(row).await?;
        }
        let grouped = |code: &String| [&code[..GROUP], &code[GROUP..2 * GROUP], &code[2 * GROUP..]].join(" ");
        Ok(codes.iter().map(grouped).collect())
    }

    async fn told(
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

    fn open_pending(&self, row: &pending_factor::Model) -> Result<TotpSecret> {
        let place = row.account_id.to_string();
        let bytes = self.key.open(seat("pending_factors", "sealed", &place), &row.sealed)?;
        TotpSecret::from_bytes(&bytes).map_err(|_| StorageError::Corrupt(format!("offered factor of account {place}")))
    }

    fn recovery_key(&self, account: Uuid, code: &str) -> String {
        self.key.blind_index(format!("recovery:{account}:{code}").as_bytes())
    }
}

/// The secret that was offered to a session of an account.
async fn offered_to(
    read: &Read<Control>,
    account: Uuid,
    session: Uuid,
) -> Result<pending_factor::Model, FactorRefused> {
    let row = read.find::<pending_factor::Entity>(session).await?;
    row.filter(|row| row.account_id == account).ok_or(FactorRefused::NotNow)
}

fn unused(account: Uuid) -> sea_orm::Select<recovery_code::Entity> {
    recovery_code::Entity::find()
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::UsedAt.is_null())
}

/// A code as it was made, however it was typed.
fn plain(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).take(CODE_LENGTH + 1).collect()
}
