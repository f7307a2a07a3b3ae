use std::collections::BTreeMap;

use balai_kernel::{Act, ProvinceCode, RegionCode, fresh_id};
use balai_storage::{Audit, Control, ControlDb, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, Condition, DeriveActiveEnum, EntityTrait, EnumIter, FromJsonQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, Select,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{Body, Title};
use crate::entity::broadcast::{ActiveModel, Column, Entity, Model};
use crate::entity::broadcast_read;
use crate::tenants::{self, Tenant, TenantState};

/// Messages that one person sees at a time; the others follow when these are read.
const MOST_SHOWN: usize = 10;
/// Messages that are looked through for one person.
const MOST_CURRENT: u64 = 500;
/// Marks of having read one message: more than people at all desks.
const MOST_READS: u64 = 10_000;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Importance {
    /// To know.
    #[sea_orm(string_value = "usual")]
    Usual,
    /// To act upon.
    #[sea_orm(string_value = "important")]
    Important,
    /// To act upon at once.
    #[sea_orm(string_value = "urgent")]
    Urgent,
}

/// Whom a message is for: the regions of these provinces, or all when there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Provinces(pub Vec<ProvinceCode>);

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broadcast {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub body: String,
    /// How much it matters.
    pub importance: Importance,
    /// Whom it is for.
    pub provinces: Provinces,
    /// From when it is shown.
    pub from: DateTime<Utc>,
    /// Until when; without an end as long as nobody withdraws it.
    pub until: Option<DateTime<Utc>>,
    /// When it was withdrawn early.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A message to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBroadcast {
    /// What it is about.
    pub title: Title,
    /// What it says.
    pub body: Body,
    /// How much it matters.
    pub importance: Importance,
    /// Whom it is for.
    pub provinces: Provinces,
    /// From when it is shown.
    pub from: DateTime<Utc>,
    /// Until when; later than `from`.
    pub until: Option<DateTime<Utc>>,
}

/// A region that a message is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The region's name.
    pub region: String,
    /// When the first person there had read it.
    pub first_read: Option<DateTime<Utc>>,
}

/// The messages of the ministry.
#[derive(Clone)]
pub struct Broadcasts {
    control: ControlDb,
}

impl Broadcast {
    /// Whether it is shown at a moment.
    pub fn is_shown(&self, now: DateTime<Utc>) -> bool {
        self.withdrawn_at.is_none() && self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// Whether it is for this region.
    pub fn is_for(&self, code: RegionCode) -> bool {
        self.provinces.0.is_empty() || self.provinces.0.contains(&code.province())
    }
}

impl Broadcasts {
    /// The messages in the control plane.
    pub fn new(control: ControlDb) -> Self {
        Self { control }
    }

    /// Writes a message.
    pub async fn write(&self, act: &Act, new: &NewBroadcast) -> Result<Uuid> {
        let id = fresh_id(act.at);
        let write = self.control.write().await?;
        let row = ActiveModel {
            id: Set(id),
            title: Set(new.title.as_str().to_owned()),
            body: Set(new.body.as_str().to_owned()),
            importance: Set(new.importance),
            provinces: Set(new.provinces.clone()),
            from_at: Set(new.from),
            until_at: Set(new.until),
            written_at: Set(act.at),
            withdrawn_at: Set(None),
        };
        let row = write.insert(row).await?;
        write.audit(act, entry("broadcast.written", id, Some(&row))).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Withdraws a message early. `false` where there is none; doing it twice changes nothing.
    pub async fn withdraw(&self, act: &Act, id: Uuid) -> Result<bool> {
        let write = self.control.write().await?;
        let Some(row) = write.find::<Entity>(id).await? else { return Ok(false) };
        if row.withdrawn_at.is_none() {
            let mut change = row.into_active_model();
            change.withdrawn_at = Set(Some(act.at));
            write.update(change).await?;
            write.audit(act, entry("broadcast.withdrawn", id, None)).await?;
            write.commit().await?;
        }
        Ok(true)
    }

    /// The newest messages before one, at most `limit`.
    pub async fn newest(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Broadcast>> {
        let mut query = Entity::find().order_by_desc(Column::Id);
        if let Some(after) = after {
            query = query.filter(Column::Id.lt(after));
        }
        let rows = self.control.read().await?.all(query, limit).await?;
        Ok(rows.into_iter().map(Broadcast::from).collect())
    }

    /// One message.
    pub async fn one(&self, id: Uuid) -> Result<Option<Broadcast>> {
        Ok(self.control.read().await?.find::<Entity>(id).await?.map(Broadcast::from))
    }

    /// What somebody at a region's desk has not read yet, what matters most first.
    pub async fn unread(&self, code: RegionCode, account: Uuid, now: DateTime<Utc>) -> Result<Vec<Broadcast>> {
        let read = self.control.read().await?;
        let shown = read.all(current(now), MOST_CURRENT).await?;
        let ids: Vec<Uuid> = shown.iter().map(|row| row.id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let seen = broadcast_read::Entity::find()
            .filter(broadcast_read::Column::BroadcastId.is_in(ids))
            .filter(broadcast_read::Column::Region.eq(code.to_string()))
            .filter(broadcast_read::Column::AccountId.eq(account));
        let seen: Vec<Uuid> = read.all(seen, MOST_CURRENT).await?.into_iter().map(|row| row.broadcast_id).collect();
        let mut unread: Vec<Broadcast> = shown.into_iter().map(Broadcast::from).collect();
        unread.retain(|broadcast| broadcast.is_for(code) && !seen.contains(&broadcast.id));
        unread.sort_by_key(|broadcast| std::cmp::Reverse(weight(broadcast.importance)));
        unread.truncate(MOST_SHOWN);
        Ok(unread)
    }

    /// Marks a message as read by who acts, at a region's desk. `false` where it is not for that region; twice is once.
    pub async fn read(&self, act: &Act, code: RegionCode, account: Uuid, id: Uuid) -> Result<bool> {
        let write = self.control.write().await?;
        let found = write.find::<Entity>(id).await?.map(Broadcast::from);
        if !found.is_some_and(|broadcast| broadcast.is_for(code) && broadcast.from <= act.at) {
            return Ok(false);
        }
        let known = broadcast_read::Entity::find()
            .filter(broadcast_read::Column::BroadcastId.eq(id))
            .filter(broadcast_read::Column::Region.eq(code.to_string()))
            .filter(broadcast_read::Column::AccountId.eq(account));
        if write.exists(known).await? {
            return Ok(true);
        }
        let row = broadcast_read::ActiveModel {
            id: Set(fresh_id(act.at)),
            broadcast_id: Set(id),
            region: Set(code.to_string()),
            account_id: Set(account),
            at: Set(act.at),
        };
        write.insert_absent(vec![row]).await?;
        let after = Some(json!({ "region": code.to_string() }));
        let read = Audit { action: "broadcast.read", kind: "broadcast", id: id.to_string(), before: None, after };
        write.audit(act, read).await?;
        write.commit().await?;
        Ok(true)
    }

    /// The open regions that a message is for, and whether somebody there has read it; by name.
    pub async fn reached(&self, broadcast: &Broadcast) -> Result<Vec<Reached>> {
        let read = self.control.read().await?;
        let first = first_reads(&read, broadcast.id).await?;
        let is_meant = |tenant: &Tenant| tenant.state == TenantState::Active && broadcast.is_for(tenant.code());
        let mut reached: Vec<Reached> = tenants::all(&read)
            .await?
            .into_iter()
            .filter(is_meant)
            .map(|tenant| Reached {
                first_read: first.get(&tenant.code().to_string()).copied(),
                region: tenant.region.name,
            })
            .collect();
        reached.sort_by(|a, b| a.region.cmp(&b.region));
        Ok(reached)
    }
}

/// Removes who at a region has read what.
pub(crate) async fn forget(write: &Write<Control>, code: RegionCode) -> Result<()> {
    let removal = broadcast_read::Entity::delete_many().filter(broadcast_read::Column::Region.eq(code.to_string()));
    write.delete_many(removal).await.map(drop)
}

async fn first_reads(read: &Read<Control>, id: Uuid) -> Result<BTreeMap<String, DateTime<Utc>>> {
    let marks = broadcast_read::Entity::find()
        .filter(broadcast_read::Column::BroadcastId.eq(id))
        .order_by_desc(broadcast_read::Column::At);
    Ok(read.all(marks, MOST_READS).await?.into_iter().map(|row| (row.region, row.at)).collect())
}

fn current(now: DateTime<Utc>) -> Select<Entity> {
    let open_end = Condition::any().add(Column::UntilAt.is_null()).add(Column::UntilAt.gt(now));
    Entity::find()
        .filter(Column::WithdrawnAt.is_null())
        .filter(Column::FromAt.lte(now))
        .filter(open_end)
        .order_by_desc(Column::Id)
}

fn weight(importance: Importance) -> u8 {
    match importance {
        Importance::Usual => 0,
        Importance::Important => 1,
        Importance::Urgent => 2,
    }
}

fn entry(action: &'static str, id: Uuid, after: Option<&Model>) -> Audit {
    let shown = |row: &Model| json!({ "title": row.title, "body": row.body, "provinces": row.provinces, "from": row.from_at, "until": row.until_at });
    Audit { action, kind: "broadcast", id: id.to_string(), before: None, after: after.map(shown) }
}

impl From<Model> for Broadcast {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            title: row.title,
            body: row.body,
            importance: row.importance,
            provinces: row.provinces,
            from: row.from_at,
            until: row.until_at,
            withdrawn_at: row.withdrawn_at,
        }
    }
}
