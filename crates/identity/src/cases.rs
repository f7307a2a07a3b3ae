//! One number in two accounts: a case for the ministry, which leaves the number with whom a clerk saw with the card. Neither
//! of the two hears of the other.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_rbac::support::Reason;
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Kek, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::account::Account;
use crate::counter::card;
use crate::numbers::{alike, hold, number_in, release, take_out};
use crate::personal::by_id;
use crate::rows::number_case;
use crate::{AccountSays, Identity, Sighting};

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// It waits.
    Open,
    /// Only one account has the number any more, without anybody's decision.
    Dissolved(DateTime<Utc>),
    /// The ministry decided.
    Settled {
        /// When.
        at: DateTime<Utc>,
        /// Who, by account.
        by: Uuid,
        /// Why.
        reason: String,
    },
}

/// A case, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberCase {
    /// Its id.
    pub id: Uuid,
    /// The number, masked; none once no account has it.
    pub number: Option<String>,
    /// Where somebody stood at a counter with the card, and had no account.
    pub region: Option<RegionCode>,
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// Where it stands.
    pub state: CaseState,
    /// The accounts with the number, that which holds it first.
    pub parties: Vec<Party>,
    /// The account that kept the number.
    pub kept: Option<Uuid>,
}

/// An account with the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The account.
    pub account: Account,
    /// Since when it has the number.
    pub since: DateTime<Utc>,
    /// Who saw the card, as far as that stands.
    pub seen: Vec<Sighting>,
}

/// Why a case is not settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleRefused {
    /// There is no such case, or it waits no more.
    #[error("no such case waits")]
    Over,
    /// No clerk saw the card of whoever would keep the number.
    #[error("nobody was seen")]
    NotSeen,
    /// The case is about whoever would settle it.
    #[error("nobody settles her own case")]
    Own,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl NumberCase {
    /// Whether the ministry may leave the number with this account: a clerk saw its owner with the card, or no other has it.
    pub fn may_keep(&self, account: Uuid) -> bool {
        let alone = self.parties.len() == 1;
        self.parties.iter().any(|party| party.account.id == account && (alone || !party.seen.is_empty()))
    }
}

impl Identity {
    /// The cases, the newest first, after an id of a list; `open` narrows them to those that wait.
    pub async fn cases(&self, kek: &Kek, open: bool, after: Option<Uuid>, limit: u64) -> Result<Vec<NumberCase>> {
        let mut query = number_case::Entity::find().order_by_desc(number_case::Column::Id);
        if open {
            query = query.filter(number_case::Column::EndedAt.is_null());
        }
        if let Some(after) = after {
            query = query.filter(number_case::Column::Id.lt(after));
        }
        let read = self.db.read().await?;
        let mut cases = Vec::new();
        for row in read.all(query, limit).await? {
            cases.push(whole(&read, &self.key, kek, row).await?);
        }
        Ok(cases)
    }

    /// One case.
    pub async fn case(&self, kek: &Kek, id: Uuid) -> Result<Option<NumberCase>> {
        let read = self.db.read().await?;
        match read.find::<number_case::Entity>(id).await? {
            Some(row) => whole(&read, &self.key, kek, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// How many cases wait.
    pub async fn open_cases(&self) -> Result<u64> {
        let waiting = number_case::Entity::find().filter(number_case::Column::EndedAt.is_null());
        self.db.read().await?.count(waiting).await
    }

    /// Leaves the number with one account, whose owner a clerk saw with the card or which alone has it, and takes it out of the
    /// others. Without one the number is free: for somebody who stood at a counter with the card and has no account yet.
    pub async fn settle_case(
        &self,
        act: &Act,
        kek: &Kek,
        id: Uuid,
        keep: Option<Uuid>,
        reason: &Reason,
    ) -> Result<(), SettleRefused> {
        let by = act.by.account().ok_or(SettleRefused::Own)?;
        let write = self.db.write().await?;
        let row = write.find::<number_case::Entity>(id).await?.filter(|row| row.ended_at.is_none());
        let case = whole(&write, &self.key, kek, row.clone().ok_or(SettleRefused::Over)?).await?;
        let key = row.and_then(|row| row.open_for).ok_or(SettleRefused::Over)?;
        if case.parties.iter().any(|party| party.account.id == by) {
            return Err(SettleRefused::Own);
        }
        if !keep.map_or(case.region.is_some(), |keep| case.may_keep(keep)) {
            return Err(SettleRefused::NotSeen);
        }
        let settled = number_case::Entity::update_many()
            .col_expr(number_case::Column::OpenFor, Expr::value(None::<String>))
            .col_expr(number_case::Column::EndedAt, Expr::value(act.at))
            .col_expr(number_case::Column::SettledBy, Expr::value(by))
            .col_expr(number_case::Column::KeptAccount, Expr::value(keep))
            .col_expr(number_case::Column::Reason, Expr::value(reason.as_str()))
            .filter(number_case::Column::Id.eq(id))
            .filter(number_case::Column::EndedAt.is_null());
        if write.update_many(settled).await? == 0 {
            return Err(SettleRefused::Over);
        }
        for party in case.parties.iter().filter(|party| Some(party.account.id) != keep) {
            take_out(&write, act, party.account.id).await?;
            self.tell_owner(&write, act, &party.account, &AccountSays::NumberReleased).await?;
        }
        if let Some(keep) = keep {
            release(&write, keep, &key).await?;
            hold(&write, keep, &key).await?;
        }
        let after = json!({ "accounts": case.parties.len(), "kept": keep, "reason": reason.as_str() });
        write.audit(act, entry("number.case_settled", id, Some(after))).await?;
        write.commit().await?;
        Ok(())
    }

    /// Whether the number of this account is being looked into, for its owner whom a clerk saw with the card: she hears that
    /// and no more. Who only typed the number hears nothing, or typing would tell whose numbers have accounts.
    pub async fn is_looked_into(&self, account: Uuid) -> Result<bool> {
        let read = self.db.read().await?;
        let number = read.find::<crate::rows::identity_number::Entity>(account).await?;
        Ok(match number {
            Some(number) if number.held_for.is_none() => card::stands(&read, account).await?,
            _ => false,
        })
    }
}

/// Opens a case of a number, unless one waits.
pub(crate) async fn open(write: &Write<Control>, act: &Act, key: &str, region: Option<RegionCode>) -> Result<()> {
    let id = fresh_id(act.at);
    let row = number_case::ActiveModel {
        id: Set(id),
        number_key: Set(key.to_owned()),
        open_for: Set(Some(key.to_owned())),
        region_code: Set(region.map(|region| region.to_string())),
        opened_at: Set(act.at),
        ended_at: Set(None),
        settled_by: Set(None),
        kept_account: Set(None),
        reason: Set(None),
    };
    write.insert_absent(vec![row]).await?;
    if write.find::<number_case::Entity>(id).await?.is_some() {
        return write
            .audit(act, entry("number.case_opened", id, region.map(|region| json!({ "region": region }))))
            .await;
    }
    let Some(region) = region else { return Ok(()) };
    // a case that waits learns that somebody stood there
    let stood = number_case::Entity::update_many()
        .col_expr(number_case::Column::RegionCode, Expr::value(region.to_string()))
        .filter(number_case::Column::OpenFor.eq(key));
    write.update_many(stood).await.map(drop)
}

/// Ends the case of a number that one account alone has, or none.
pub(crate) async fn dissolve(write: &Write<Control>, act: &Act, key: &str) -> Result<()> {
    let waiting = number_case::Entity::find().filter(number_case::Column::OpenFor.eq(key));
    let Some(case) = write.one(waiting).await? else { return Ok(()) };
    let ended = number_case::Entity::update_many()
        .col_expr(number_case::Column::OpenFor, Expr::value(None::<String>))
        .col_expr(number_case::Column::EndedAt, Expr::value(act.at))
        .filter(number_case::Column::Id.eq(case.id));
    write.update_many(ended).await?;
    write.audit(act, entry("number.case_dissolved", case.id, None)).await
}

/// Forgets the cases of a number that no account has any more: nobody's number is kept for its own sake.
pub(crate) async fn forget(write: &Write<Control>, key: &str) -> Result<()> {
    if !alike(write, key).await?.is_empty() {
        return Ok(());
    }
    let ended = number_case::Entity::delete_many()
        .filter(number_case::Column::NumberKey.eq(key))
        .filter(number_case::Column::OpenFor.is_null());
    write.delete_many(ended).await.map(drop)
}

async fn whole(read: &Read<Control>, key: &Key, kek: &Kek, row: number_case::Model) -> Result<NumberCase> {
    let corrupt = || StorageError::Corrupt(format!("number case {}", row.id));
    let (mut parties, mut number) = (Vec::new(), None);
    // the number is somebody's own again once the case is over
    let known = if row.ended_at.is_none() { alike(read, &row.number_key).await? } else { Vec::new() };
    for known in known {
        let account = by_id(read, key, known.account_id).await?.ok_or_else(corrupt)?;
        let seen = card::standing(read, known.account_id).await?;
        if number.is_none() {
            number = number_in(read, kek, known.account_id).await?.map(|nik| nik.to_string());
        }
        parties.push(Party { account, since: known.recorded_at, seen });
    }
    let state = match (row.ended_at, row.settled_by, row.reason) {
        (None, ..) => CaseState::Open,
        (Some(at), Some(by), Some(reason)) => CaseState::Settled { at, by, reason },
        (Some(at), ..) => CaseState::Dissolved(at),
    };
    let region = row.region_code.as_deref().map(str::parse).transpose();
    Ok(NumberCase {
        id: row.id,
        number,
        region: region.map_err(|_| StorageError::Corrupt(format!("number case {}", row.id)))?,
        opened_at: row.opened_at,
        state,
        parties,
        kept: row.kept_account,
    })
}

fn entry(action: &'static str, id: Uuid, after: Option<serde_json::Value>) -> Audit {
    Audit { action, kind: "number_case", id: id.to_string(), before: None, after }
}
