//! A citizen before a clerk at a counter. She says by a code that it is her account and that she agrees; from then on the
//! clerk can do for her what is done at a counter, for half an hour.

pub(crate) mod assisted;
pub(crate) mod card;
pub(crate) mod takeover;

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::audit::Looked;
use balai_storage::{Audit, Control, Result, StorageError, TenantDb, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Identity;
use crate::account::AccountState;
use crate::personal::by_id;
use crate::rows::visit;

/// For how long a citizen sits there.
pub const VISIT_LASTS: TimeDelta = TimeDelta::minutes(30);

/// A citizen before a clerk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its id.
    pub id: Uuid,
    /// The citizen's account.
    pub account: Uuid,
    /// The region of the counter.
    pub region: RegionCode,
    /// The clerk.
    pub clerk: Uuid,
    /// When it ends by itself.
    pub ends_at: DateTime<Utc>,
    /// When the clerk saw the card.
    pub card_seen_at: Option<DateTime<Utc>>,
}

/// Why nobody sits there.
#[derive(Debug, thiserror::Error)]
pub enum VisitRefused {
    /// It is the clerk's own account.
    #[error("nobody serves herself")]
    Oneself,
    /// The account is closed, or not there.
    #[error("no such account")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// A citizen sits down before a clerk.
    pub async fn begin_visit(
        &self,
        act: &Act,
        db: &TenantDb,
        clerk: Uuid,
        account: Uuid,
    ) -> Result<Visit, VisitRefused> {
        if account == clerk {
            return Err(VisitRefused::Oneself);
        }
        let write = self.db.write().await?;
        let found = by_id(&write, &self.key, account).await?;
        found.filter(|found| found.state == AccountState::Active).ok_or(VisitRefused::Unknown)?;
        let visit = sit_down(&write, act, (db.code(), clerk), account, None).await?;
        write.audit(act, in_region("visit.began", account, db.code())).await?;
        write.commit().await?;
        noted(db, act, "visit.began", account).await?;
        Ok(visit)
    }

    /// Who sits before this clerk, while it lasts.
    pub async fn visit(&self, region: RegionCode, clerk: Uuid, id: Uuid, at: DateTime<Utc>) -> Result<Option<Visit>> {
        let row = self.db.read().await?.find::<visit::Entity>(id).await?;
        let own = |row: &visit::Model| row.clerk == clerk && row.region_code == region.to_string() && at < row.ends_at;
        row.filter(own).map(|row| told(&row)).transpose()
    }

    /// The citizen goes.
    pub async fn end_visit(&self, act: &Act, db: &TenantDb, visit: &Visit) -> Result<()> {
        let write = self.db.write().await?;
        let over = visit::Entity::update_many()
            .set(visit::ActiveModel { ends_at: Set(act.at), sheet: Set(None), ..Default::default() })
            .filter(visit::Column::Id.eq(visit.id))
            .filter(visit::Column::EndsAt.gt(act.at));
        // a second press, or its time was over: it ended by itself
        if write.update_many(over).await? == 0 {
            return Ok(());
        }
        write.audit(act, in_region("visit.ended", visit.account, visit.region)).await?;
        write.commit().await?;
        noted(db, act, "visit.ended", visit.account).await
    }
}

/// Writes down who sits there.
async fn sit_down(
    write: &Write<Control>,
    act: &Act,
    (region, clerk): (RegionCode, Uuid),
    account: Uuid,
    card_seen_at: Option<DateTime<Utc>>,
) -> Result<Visit> {
    let (id, ends_at) = (fresh_id(act.at), act.at + VISIT_LASTS);
    let row = visit::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        region_code: Set(region.to_string()),
        clerk: Set(clerk),
        began_at: Set(act.at),
        ends_at: Set(ends_at),
        card_seen_at: Set(card_seen_at),
        sheet: Set(None),
    };
    write.insert(row).await?;
    Ok(Visit { id, account, region, clerk, ends_at, card_seen_at })
}

/// Whether a visit still lasts.
async fn lasting(write: &Write<Control>, visit: &Visit, at: DateTime<Utc>) -> Result<bool> {
    let query = visit::Entity::find().filter(visit::Column::Id.eq(visit.id)).filter(visit::Column::EndsAt.gt(at));
    write.exists(query).await
}

fn told(row: &visit::Model) -> Result<Visit> {
    let region = row.region_code.parse().map_err(|_| StorageError::Corrupt(format!("visit {}", row.id)))?;
    Ok(Visit {
        id: row.id,
        account: row.account_id,
        region,
        clerk: row.clerk,
        ends_at: row.ends_at,
        card_seen_at: row.card_seen_at,
    })
}

/// The same deed in the region's own trail.
pub(crate) async fn noted(db: &TenantDb, act: &Act, action: &'static str, account: Uuid) -> Result<()> {
    db.noted(act, &Looked { action, kind: "account", id: account.to_string(), what: None }).await
}

fn in_region(action: &'static str, account: Uuid, region: RegionCode) -> Audit {
    with(action, account, json!({ "region": region }))
}

pub(crate) fn with(action: &'static str, account: Uuid, after: Value) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), before: None, after: Some(after) }
}
