//! The code comes back, or another one is asked for.

use balai_kernel::{Act, PersonName, SecretToken, random_digits};
use balai_storage::{Result, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use subtle::ConstantTimeEq;

use super::{CODE_LASTS, CODE_TRIES, Filled, ProofRefused, Purpose, active, letter, open};
use crate::Identity;
use crate::rows::contact_proof::{Column, Entity, Model};
use crate::tries::{NotTried, Tried};

/// Why a code shows nothing.
#[derive(Debug, thiserror::Error)]
pub enum ShownRefused {
    /// Not the code that was sent.
    #[error("the code is wrong")]
    Wrong,
    /// It is older than ten minutes, or was tried five times: another one has to be sent.
    #[error("the code is not good any more")]
    Spent,
    /// Too many wrong codes were typed for this address or number, or from this network.
    #[error("too many wrong codes, the next one is possible at {0}")]
    TooMany(DateTime<Utc>),
    /// The way has to begin again.
    #[error("the way has to begin again")]
    BeginAgain,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Compares a code with the one that was sent. The try is counted first, in transactions of their own: against the code that
    /// was sent, against its address, for which others may have been sent, and against where it comes from. A right one is taken
    /// back.
    pub async fn show_proof(
        &self,
        act: &Act,
        token: &SecretToken,
        purpose: Purpose,
        code: &str,
    ) -> Result<(), ShownRefused> {
        let row = self.db.read().await?.one(open(token, purpose, act.at)).await?;
        let row = row.ok_or(ShownRefused::BeginAgain)?;
        if row.proven_at.is_some() {
            return Ok(());
        }
        // a code that is not good any more costs nobody's address a try
        if row.tries >= CODE_TRIES || row.sent_at <= act.at - CODE_LASTS {
            return Err(ShownRefused::Spent);
        }
        let filled = self.open_filled(&row)?;
        let guessed = Tried::guessed(act, &filled.contact);
        self.count_tries(&guessed, act.at).await?;
        self.count_sent_code(&row, act.at).await?;
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let offered = self.code_key(row.id, &digits);
        if !bool::from(row.code_key.as_bytes().ct_eq(offered.as_bytes())) {
            let last = row.tries + 1 >= CODE_TRIES;
            return Err(if last { ShownRefused::Spent } else { ShownRefused::Wrong });
        }
        let write = self.db.write().await?;
        let shown = Entity::update_many()
            .col_expr(Column::ProvenAt, Expr::value(act.at))
            .filter(Column::Id.eq(row.id))
            .filter(Column::CodeKey.eq(&row.code_key));
        if write.update_many(shown).await? != 1 {
            return Err(ShownRefused::Spent);
        }
        for sent in Tried::sent(act, &filled.contact) {
            self.forget_tries(&write, &sent).await?;
        }
        for tried in &guessed {
            self.take_back(&write, tried, act.at).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Counts a try against the code that was sent.
    async fn count_sent_code(&self, row: &Model, at: DateTime<Utc>) -> Result<(), ShownRefused> {
        let good = Condition::all()
            .add(Column::Id.eq(row.id))
            .add(Column::CodeKey.eq(&row.code_key))
            .add(Column::Tries.lt(CODE_TRIES))
            .add(Column::SentAt.gt(at - CODE_LASTS));
        let counted = Entity::update_many().col_expr(Column::Tries, Expr::col(Column::Tries).add(1)).filter(good);
        let write = self.db.write().await?;
        if write.update_many(counted).await? != 1 {
            return Err(ShownRefused::Spent);
        }
        write.commit().await?;
        Ok(())
    }

    /// Sends another code; the one before counts no more.
    pub async fn send_again(&self, act: &Act, token: &SecretToken, purpose: Purpose) -> Result<(), ProofRefused> {
        let read = self.db.read().await?;
        let row = read.one(open(token, purpose, act.at)).await?.ok_or(ProofRefused::BeginAgain)?;
        drop(read);
        let filled = self.open_filled(&row)?;
        self.count_sending(&filled.contact, act).await?;
        let write = self.db.write().await?;
        let account = active(&write, &self.key, &filled.contact).await?;
        let code = random_digits(purpose.digits());
        let renewed = Entity::update_many()
            .col_expr(Column::CodeKey, Expr::value(self.code_key(row.id, &code)))
            .col_expr(Column::Tries, Expr::value(0))
            .col_expr(Column::Sent, Expr::col(Column::Sent).add(1))
            .col_expr(Column::SentAt, Expr::value(act.at))
            .filter(Column::Id.eq(row.id))
            .filter(Column::ProvenAt.is_null());
        if write.update_many(renewed).await? == 1 {
            self.tell(&write, act, &letter(purpose, &filled.contact, account.as_ref(), code)).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Keeps the name of somebody who has shown her address. Says whether the way is still open.
    pub async fn name_proof(&self, token: &SecretToken, name: &PersonName, at: DateTime<Utc>) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(row) = write.one(open(token, Purpose::Register, at)).await?.filter(|row| row.proven_at.is_some())
        else {
            return Ok(false);
        };
        let filled = Filled { name: Some(name.clone()), ..self.open_filled(&row)? };
        let kept = Entity::update_many()
            .col_expr(Column::Sealed, Expr::value(self.seal_filled(row.id, &filled)?))
            .filter(Column::Id.eq(row.id));
        write.update_many(kept).await?;
        write.commit().await?;
        Ok(true)
    }
}

impl From<NotTried> for ShownRefused {
    fn from(refused: NotTried) -> Self {
        match refused {
            NotTried::TooMany(wait) => Self::TooMany(wait.until),
            NotTried::Storage(error) => Self::Storage(error),
        }
    }
}
