//! Its owner takes an assisted account over: by the code on her sheet and her number, then an address of her own, shown by a
//! code, and a password.

use balai_kernel::{Act, Actor, Contact, Nik, SecretToken, SheetCode};
use balai_storage::{Kek, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::mandates::children::is_child;
use crate::numbers::audit;
use crate::personal::{by_contact, change};
use crate::rows::{account, assisted_account, credential};
use crate::sessions::{Means, NewSession};
use crate::tries::{NotTried, Tried};
use crate::{ChosenPassword, Identity, ProofRefused, ProvenRefused, Purpose};

/// For how long the whole way may take.
const WHOLE: TimeDelta = TimeDelta::hours(1);

/// Why nobody goes on.
#[derive(Debug, thiserror::Error)]
pub enum TakeoverRefused {
    /// No sheet has this code, or the number is another: which of the two is not said.
    #[error("the code and the number do not fit")]
    Wrong,
    /// Too many tries.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Compares what stands on the sheet and the number. The token recognises whoever goes on.
    pub async fn begin_takeover(
        &self,
        act: &Act,
        kek: &Kek,
        code: &SheetCode,
        nik: &Nik,
    ) -> Result<SecretToken, TakeoverRefused> {
        let tried = Tried::Sheet(code.reveal());
        let counted: Vec<Tried> = [Some(tried.clone()), Tried::from(act)].into_iter().flatten().collect();
        match self.count_tries(&counted, act.at).await {
            Ok(_) => {}
            Err(NotTried::TooMany(wait)) => return Err(TakeoverRefused::TooManyTries(wait.until)),
            Err(NotTried::Storage(error)) => return Err(error.into()),
        }
        let row = self.sheet(code).await?.ok_or(TakeoverRefused::Wrong)?;
        if is_child(&self.db.read().await?, row.account_id, act.at).await? {
            return Err(TakeoverRefused::Wrong);
        }
        let known = self.number(kek, row.account_id).await?.ok_or(TakeoverRefused::Wrong)?;
        if !bool::from(known.reveal().as_bytes().ct_eq(nik.reveal().as_bytes())) {
            return Err(TakeoverRefused::Wrong);
        }
        let token = SecretToken::fresh();
        let write = self.db.write().await?;
        let change = assisted_account::Entity::update_many()
            .set(assisted_account::ActiveModel {
                way_hash: Set(Some(token.hash().into())),
                way_began_at: Set(Some(act.at)),
                ..Default::default()
            })
            .filter(assisted_account::Column::AccountId.eq(row.account_id))
            .filter(assisted_account::Column::CodeKey.eq(row.code_key));
        if write.update_many(change).await? == 0 {
            return Err(TakeoverRefused::Wrong);
        }
        self.forget_tries(&write, &tried).await?;
        write.commit().await?;
        Ok(token)
    }

    /// Whose account whoever holds this token takes over.
    pub async fn takeover(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<Uuid>> {
        let query = assisted_account::Entity::find()
            .filter(assisted_account::Column::WayHash.eq(token.hash().as_str()))
            .filter(assisted_account::Column::WayBeganAt.gt(at - WHOLE))
            .filter(assisted_account::Column::TakenOverAt.is_null());
        Ok(self.db.read().await?.one(query).await?.map(|row| row.account_id))
    }

    /// Sends a code to the address that the account is to have.
    pub async fn prove_for_takeover(
        &self,
        act: &Act,
        token: &SecretToken,
        contact: &Contact,
    ) -> Result<SecretToken, ProofRefused> {
        let account = self.takeover(token, act.at).await?.ok_or(ProofRefused::BeginAgain)?;
        self.begin(act, Purpose::TakeOver, contact, Some(account)).await
    }

    /// Gives the account its address and its password, and signs its owner in. The sheet leads nowhere any more.
    pub async fn own_assisted(
        &self,
        act: &Act,
        token: &SecretToken,
        password: ChosenPassword,
        device: &str,
    ) -> Result<NewSession, ProvenRefused> {
        let row = self.shown(token, Purpose::TakeOver, act.at).await?;
        let id = row.account_id.ok_or(ProvenRefused::BeginAgain)?;
        let contact = self.open_filled(&row)?.contact;
        let hash = self.hasher.hash(password).await?;
        let write = self.db.write().await?;
        if !crate::proofs::close(&write, row.id, act.at).await? {
            return Err(ProvenRefused::BeginAgain);
        }
        let over = assisted_account::Entity::update_many()
            .set(assisted_account::ActiveModel {
                code_key: Set(None),
                way_hash: Set(None),
                taken_over_at: Set(Some(act.at)),
                ..Default::default()
            })
            .filter(assisted_account::Column::AccountId.eq(id))
            .filter(assisted_account::Column::WayHash.is_not_null())
            // an address that was shown on a way before this one, with a former sheet, shows nothing
            .filter(assisted_account::Column::WayBeganAt.lte(row.began_at))
            .filter(assisted_account::Column::WayBeganAt.gt(act.at - WHOLE))
            .filter(assisted_account::Column::TakenOverAt.is_null());
        if write.update_many(over).await? == 0 {
            return Err(ProvenRefused::BeginAgain);
        }
        if by_contact(&write, &self.key, &contact).await?.is_some() {
            return Err(ProvenRefused::Taken);
        }
        let put = change(&write, &self.key, id, |personal| personal.reach_by(contact)).await;
        put.map_err(|error| if error.is_conflict() { ProvenRefused::Taken } else { error.into() })?;
        write.update(account::ActiveModel { id: Set(id), assisted: Set(false), ..Default::default() }).await?;
        let credential = credential::ActiveModel {
            account_id: Set(id),
            password_hash: Set(hash.as_str().to_owned()),
            totp_sealed: Set(None),
            totp_last_step: Set(None),
            factor_at: Set(None),
            changed_at: Set(act.at),
        };
        write.insert(credential).await?;
        let by_owner = Act::new(Actor::Account(id), act.at, act.from.clone());
        write.audit(&by_owner, audit("account.taken_over", id)).await?;
        let session = self.begin_here(&write, act, id, Means::Password, device).await?;
        write.commit().await?;
        Ok(session)
    }
}
