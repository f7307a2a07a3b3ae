use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use balai_kernel::{Act, Holiday, WorkCalendar, WorkWeek, fresh_id};
use balai_storage::{Audit, Control, ControlDb, Kept, Read, Result, StorageError, Write};
use chrono::{DateTime, Datelike, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::diff::diff;
use super::{Listed, YearDiff};
use crate::entity::{holiday_draft, holiday_year, tenant};
use crate::tenants::TenantState;

/// More years than anybody publishes.
const MOST_YEARS: u64 = 200;

/// The national holidays that are in force.
#[derive(Clone)]
pub struct Holidays {
    control: ControlDb,
    /// What the program carries, for years that nobody published.
    carried: Arc<Vec<Holiday>>,
    hanging: Vec<Arc<dyn HangsOnCalendar>>,
    kept: Kept<InForce>,
}

/// The calendar that holds, and which one it is.
#[derive(Debug)]
pub struct InForce {
    /// National holidays and joint leave, over a five-day week.
    pub calendar: WorkCalendar,
    /// Another one after every publication.
    pub version: String,
}

/// Something whose days are counted by the national calendar. Who counts deadlines joins here, so that a review can say
/// how many of them move.
#[async_trait]
pub trait HangsOnCalendar: Send + Sync {
    /// How many things read the changed days otherwise; `moves` are the years of the file with what differs.
    async fn affected(&self, read: &Read<Control>, moves: &[YearDiff]) -> Result<Affected>;
}

/// How many things of one kind read a changed calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// The kind, as the review says it.
    pub what: &'static str,
    /// How many.
    pub count: u64,
}

/// The open halls: each shows itself closed on the new days and open on those that are none any more.
pub struct OpenHalls;

/// One year in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// The year.
    pub year: i32,
    /// How many days.
    pub days: usize,
    /// How many of them wait for their decree.
    pub estimated: usize,
    /// When it was published; none where the program's own list holds.
    pub published_at: Option<DateTime<Utc>>,
}

/// A file that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: Uuid,
    /// When it came.
    pub written_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// What it would do now.
    pub years: Vec<YearDiff>,
    /// What reads the changed days.
    pub affected: Vec<Affected>,
}

/// Why a file is not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefused {
    /// There is no such file, or it was decided.
    #[error("berkas ini sudah diputuskan")]
    Decided,
    /// What it would do is not what was looked at: somebody published in between.
    #[error("hari libur yang berlaku berubah sejak pratinjau ini dibuka")]
    Stale,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Holidays {
    /// `carried` are the holidays of the program itself.
    pub fn new(control: ControlDb, carried: Vec<Holiday>) -> Self {
        let kept = Kept::new(control.clone());
        Self { control, carried: Arc::new(carried), hanging: vec![Arc::new(OpenHalls)], kept }
    }

    /// The calendar in force: of a five-day week, with national holidays and joint leave.
    pub async fn calendar(&self) -> Result<Arc<InForce>> {
        if let Some(in_force) = self.kept.find() {
            return Ok(in_force);
        }
        let moment = self.kept.before();
        let read = self.control.read().await?;
        let published = years(&read).await?.iter().map(|row| row.published_at.timestamp_micros()).max();
        let calendar = WorkCalendar::new(WorkWeek::FiveDays, self.in_force(&read).await?);
        let in_force = Arc::new(InForce { calendar, version: published.unwrap_or_default().to_string() });
        Ok(self.kept.keep(moment, in_force))
    }

    /// All years, newest first.
    pub async fn years(&self) -> Result<Vec<YearLine>> {
        let read = self.control.read().await?;
        let published: BTreeMap<i32, DateTime<Utc>> =
            years(&read).await?.into_iter().map(|row| (row.year, row.published_at)).collect();
        let mut lines = BTreeMap::<i32, YearLine>::new();
        for holiday in self.in_force(&read).await? {
            let year = holiday.date.year();
            let published_at = published.get(&year).copied();
            let line = lines.entry(year).or_insert(YearLine { year, days: 0, estimated: 0, published_at });
            line.days += 1;
            line.estimated += usize::from(holiday.estimated);
        }
        Ok(lines.into_values().rev().collect())
    }

    /// The holidays of a year, by date.
    pub async fn of_year(&self, year: i32) -> Result<Vec<Holiday>> {
        let mut all = self.in_force(&self.control.read().await?).await?;
        all.retain(|holiday| holiday.date.year() == year);
        all.sort_by_key(|holiday| holiday.date);
        Ok(all)
    }

    /// Keeps a file until it is decided.
    pub async fn draft(&self, act: &Act, holidays: Listed) -> Result<Uuid> {
        let id = fresh_id(act.at);
        let write = self.control.write().await?;
        let after = Some(json!({ "days": holidays.0.len() }));
        let row = holiday_draft::ActiveModel {
            id: Set(id),
            holidays: Set(holidays),
            written_at: Set(act.at),
            decided_at: Set(None),
        };
        write.insert(row).await?;
        write.audit(act, Audit { after, ..entry("holidays.imported", id.to_string()) }).await?;
        write.commit().await?;
        Ok(id)
    }

    /// A file with what it would do now.
    pub async fn preview(&self, id: Uuid) -> Result<Option<Draft>> {
        let read = self.control.read().await?;
        let Some(row) = read.find::<holiday_draft::Entity>(id).await? else { return Ok(None) };
        let years = diff(&self.in_force(&read).await?, &row.holidays.0);
        let mut affected = Vec::with_capacity(self.hanging.len());
        for hanging in &self.hanging {
            affected.push(hanging.affected(&read, &years).await?);
        }
        Ok(Some(Draft { id, written_at: row.written_at, decided_at: row.decided_at, years, affected }))
    }

    /// Publishes a file: each of its years takes the place of what was in force. `looked_at` is what the reader saw.
    pub async fn publish(
        &self,
        act: &Act,
        id: Uuid,
        looked_at: impl Fn(&[YearDiff]) -> bool,
    ) -> Result<(), PublishRefused> {
        let write = self.control.write().await?;
        let row = write.find::<holiday_draft::Entity>(id).await?;
        let row = row.filter(|row| row.decided_at.is_none()).ok_or(PublishRefused::Decided)?;
        let before = self.in_force(&write).await?;
        if !looked_at(&diff(&before, &row.holidays.0)) {
            return Err(PublishRefused::Stale);
        }
        let years: BTreeSet<i32> = row.holidays.0.iter().map(|holiday| holiday.date.year()).collect();
        for year in years {
            let of_year = |all: &[Holiday]| -> Vec<Holiday> {
                all.iter().filter(|holiday| holiday.date.year() == year).cloned().collect()
            };
            let (old, new) = (of_year(&before), of_year(&row.holidays.0));
            set_year(&write, act, year, new.clone()).await?;
            let audit = Audit {
                before: Some(json!(old)),
                after: Some(json!(new)),
                ..entry("holidays.published", year.to_string())
            };
            write.audit(act, audit).await?;
        }
        decide(&write, act, row).await?;
        Ok(write.commit().await?)
    }

    /// Drops a file. One that was decided stays as it is.
    pub async fn discard(&self, act: &Act, id: Uuid) -> Result<()> {
        let write = self.control.write().await?;
        let row = write.find::<holiday_draft::Entity>(id).await?;
        let Some(row) = row.filter(|row| row.decided_at.is_none()) else { return Ok(()) };
        decide(&write, act, row).await?;
        write.audit(act, entry("holidays.discarded", id.to_string())).await?;
        write.commit().await
    }

    async fn in_force(&self, read: &Read<Control>) -> Result<Vec<Holiday>> {
        let published = years(read).await?;
        let known: BTreeSet<i32> = published.iter().map(|row| row.year).collect();
        let carried = self.carried.iter().filter(|holiday| !known.contains(&holiday.date.year())).cloned();
        Ok(carried.chain(published.into_iter().flat_map(|row| row.holidays.0)).collect())
    }
}

#[async_trait]
impl HangsOnCalendar for OpenHalls {
    async fn affected(&self, read: &Read<Control>, moves: &[YearDiff]) -> Result<Affected> {
        let what = "balai membaca hari yang berubah untuk jam bukanya";
        if !moves.iter().flat_map(|year| &year.changes).any(super::Change::moves_work) {
            return Ok(Affected { what, count: 0 });
        }
        let open = tenant::Entity::find().filter(tenant::Column::State.eq(TenantState::Active));
        Ok(Affected { what, count: read.count(open).await? })
    }
}

async fn years(read: &Read<Control>) -> Result<Vec<holiday_year::Model>> {
    read.all(holiday_year::Entity::find().order_by_asc(holiday_year::Column::Year), MOST_YEARS).await
}

async fn set_year(write: &Write<Control>, act: &Act, year: i32, holidays: Vec<Holiday>) -> Result<()> {
    let known = write.one(holiday_year::Entity::find().filter(holiday_year::Column::Year.eq(year))).await?;
    if let Some(known) = known {
        let mut change = known.into_active_model();
        change.holidays = Set(Listed(holidays));
        change.published_at = Set(act.at);
        return write.update(change).await.map(drop);
    }
    let row = holiday_year::ActiveModel {
        id: Set(fresh_id(act.at)),
        year: Set(year),
        holidays: Set(Listed(holidays)),
        published_at: Set(act.at),
    };
    write.insert(row).await.map(drop)
}

async fn decide(write: &Write<Control>, act: &Act, row: holiday_draft::Model) -> Result<()> {
    let mut change = row.into_active_model();
    change.decided_at = Set(Some(act.at));
    write.update(change).await.map(drop)
}

fn entry(action: &'static str, id: String) -> Audit {
    Audit { action, kind: "holidays", id, ..Audit::default() }
}
