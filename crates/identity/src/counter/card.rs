//! A clerk saw the card with a citizen's number: that lifts the account to level 2. The region takes it back with a reason,
//! and it ends by itself when the number is changed.

use balai_kernel::{Act, Nik, RegionCode, fresh_id};
use balai_rbac::support::Reason;
use balai_storage::{Control, Kek, Read, Result, StorageError, TenantDb, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{Visit, in_region, lasting, noted, with};
use crate::Identity;
use crate::numbers::weigh;
use crate::rows::{identity_number, sighting, visit};
use crate::tries::{NotTried, Tried};

/// Of one account, at most.
const MOST: u64 = 50;

/// Somebody saw a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Its id.
    pub id: Uuid,
    /// Whose card.
    pub account: Uuid,
    /// Where.
    pub region: RegionCode,
    /// Who saw it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How it ended.
    pub ended: Option<SightingEnd>,
}

/// How a sighting ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SightingEnd {
    /// The number went out of the account.
    NumberGone(DateTime<Utc>),
    /// The region withdrew it.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
}

/// What became of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardSeen {
    /// It is at level 2.
    Known,
    /// The number has to be looked into first.
    LookedInto,
}

/// Why it was not written down.
#[derive(Debug, thiserror::Error)]
pub enum CardRefused {
    /// The account has another number.
    #[error("the account has another number")]
    Differs,
    /// The citizen does not sit there any more.
    #[error("the visit is over")]
    Over,
    /// Too many numbers were typed.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// The clerk saw the card and typed its number: it is the one that the account has, or becomes it.
    pub async fn see_card(
        &self,
        act: &Act,
        kek: &Kek,
        db: &TenantDb,
        visit: &Visit,
        by: &str,
        nik: &Nik,
    ) -> Result<CardSeen, CardRefused> {
        self.count_card(act, visit.clerk).await?;
        let write = self.db.write().await?;
        if !lasting(&write, visit, act.at).await? {
            return Err(CardRefused::Over);
        }
        let known = write.find::<identity_number::Entity>(visit.account).await?;
        if known.is_some_and(|known| known.number_key != self.number_key(nik)) {
            return Err(CardRefused::Differs);
        }
        let held = self.enter_number(&write, act, kek, visit.account, nik).await?;
        write_down(&write, act, visit, by).await?;
        let seen = visit::ActiveModel { id: Set(visit.id), card_seen_at: Set(Some(act.at)), ..Default::default() };
        write.update(seen).await?;
        weigh(&write, visit.account).await?;
        self.take_back(&write, &Tried::Card(visit.clerk), act.at).await?;
        write.audit(act, in_region("number.seen", visit.account, visit.region)).await?;
        write.commit().await?;
        noted(db, act, "number.seen", visit.account).await?;
        Ok(if held { CardSeen::Known } else { CardSeen::LookedInto })
    }

    /// Takes back what one's own region saw of a card, all that stands of it, and says why.
    pub async fn withdraw_sighting(
        &self,
        act: &Act,
        db: &TenantDb,
        id: Uuid,
        by: &str,
        reason: &Reason,
    ) -> Result<bool> {
        let write = self.db.write().await?;
        let row = write.find::<sighting::Entity>(id).await?;
        let own = |row: &sighting::Model| row.region_code == db.code().to_string() && row.ended_at.is_none();
        let Some(row) = row.filter(own) else { return Ok(false) };
        let change = sighting::Entity::update_many()
            .set(sighting::ActiveModel {
                ended_at: Set(Some(act.at)),
                ended_by_name: Set(Some(by.to_owned())),
                ended_reason: Set(Some(reason.as_str().to_owned())),
                ..Default::default()
            })
            .filter(sighting::Column::AccountId.eq(row.account_id))
            .filter(sighting::Column::RegionCode.eq(&row.region_code))
            .filter(sighting::Column::EndedAt.is_null());
        if write.update_many(change).await? == 0 {
            return Ok(false);
        }
        weigh(&write, row.account_id).await?;
        let after = json!({ "region": db.code(), "reason": reason.as_str() });
        write.audit(act, with("number.sighting_withdrawn", row.account_id, after)).await?;
        write.commit().await?;
        noted(db, act, "number.sighting_withdrawn", row.account_id).await?;
        Ok(true)
    }

    /// Who saw an account's card, the newest first.
    pub async fn sightings_of(&self, account: Uuid) -> Result<Vec<Sighting>> {
        let query = sighting::Entity::find().filter(sighting::Column::AccountId.eq(account));
        let rows = self.db.read().await?.all(query.order_by_desc(sighting::Column::Id), MOST).await?;
        rows.into_iter().map(told).collect()
    }

    /// What a region saw, the newest first, after an id of a list.
    pub async fn sightings_in(&self, region: RegionCode, after: Option<Uuid>, limit: u64) -> Result<Vec<Sighting>> {
        let mut query = sighting::Entity::find().filter(sighting::Column::RegionCode.eq(region.to_string()));
        if let Some(after) = after {
            query = query.filter(sighting::Column::Id.lt(after));
        }
        let rows = self.db.read().await?.all(query.order_by_desc(sighting::Column::Id), limit).await?;
        rows.into_iter().map(told).collect()
    }

    /// One sighting of a region.
    pub async fn sighting_in(&self, region: RegionCode, id: Uuid) -> Result<Option<Sighting>> {
        let row = self.db.read().await?.find::<sighting::Entity>(id).await?;
        row.filter(|row| row.region_code == region.to_string()).map(told).transpose()
    }

    /// Counts a number that a clerk types off a card: nobody tries numbers one after the other.
    pub(super) async fn count_card(&self, act: &Act, clerk: Uuid) -> Result<(), CardRefused> {
        match self.count_tries(&[Tried::Card(clerk)], act.at).await {
            Ok(_) => Ok(()),
            Err(NotTried::TooMany(wait)) => Err(CardRefused::TooManyTries(wait.until)),
            Err(NotTried::Storage(error)) => Err(error.into()),
        }
    }
}

/// Writes a sighting down, unless this region's stands.
pub(super) async fn write_down(write: &Write<Control>, act: &Act, visit: &Visit, by: &str) -> Result<()> {
    let region = visit.region.to_string();
    let own = standing_of(visit.account).filter(sighting::Column::RegionCode.eq(&region));
    if write.exists(own).await? {
        return Ok(());
    }
    let row = sighting::ActiveModel {
        id: Set(fresh_id(act.at)),
        account_id: Set(visit.account),
        region_code: Set(region),
        by_account: Set(visit.clerk),
        by_name: Set(by.to_owned()),
        at: Set(act.at),
        ended_at: Set(None),
        ended_by_name: Set(None),
        ended_reason: Set(None),
    };
    write.insert(row).await.map(drop)
}

/// Ends what was seen of a number that goes out of its account.
pub(crate) async fn number_gone(write: &Write<Control>, account: Uuid, at: DateTime<Utc>) -> Result<()> {
    let change = sighting::Entity::update_many()
        .col_expr(sighting::Column::EndedAt, Expr::value(at))
        .filter(sighting::Column::AccountId.eq(account))
        .filter(sighting::Column::EndedAt.is_null());
    write.update_many(change).await.map(drop)
}

/// Whether anybody's sighting of this account's card stands.
pub(crate) async fn stands(read: &Read<Control>, account: Uuid) -> Result<bool> {
    read.exists(standing_of(account)).await
}

/// The sightings of this account's card that stand.
pub(crate) async fn standing(read: &Read<Control>, account: Uuid) -> Result<Vec<Sighting>> {
    read.all(standing_of(account), MOST).await?.into_iter().map(told).collect()
}

fn standing_of(account: Uuid) -> sea_orm::Select<sighting::Entity> {
    sighting::Entity::find().filter(sighting::Column::AccountId.eq(account)).filter(sighting::Column::EndedAt.is_null())
}

fn told(row: sighting::Model) -> Result<Sighting> {
    let region = row.region_code.parse().map_err(|_| StorageError::Corrupt(format!("sighting {}", row.id)))?;
    let ended = match (row.ended_at, row.ended_by_name, row.ended_reason) {
        (Some(at), Some(by), Some(reason)) => Some(SightingEnd::Withdrawn { at, by, reason }),
        (Some(at), ..) => Some(SightingEnd::NumberGone(at)),
        (None, ..) => None,
    };
    Ok(Sighting { id: row.id, account: row.account_id, region, by: row.by_name, at: row.at, ended })
}
