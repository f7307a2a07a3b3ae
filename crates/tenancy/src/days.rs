//! The dates of a region that are otherwise: days on which its hall keeps other hours, and holidays of its own.

use balai_kernel::{Act, DayHours, Holiday, HolidayKind, SpecialDay, SpecialDays, WorkCalendar, fresh_id};
use balai_storage::{Audit, Read, StorageError, Tenant, Write};
use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::entity::{local_holiday, special_day};
use crate::hall;

/// Most dates of one region that are kept, of either kind.
pub const MOST_DAYS: u64 = 400;
/// Most days that are written at once.
pub const MOST_AT_ONCE: u64 = 31;
/// How far ahead a date may lie, in days.
const FARTHEST: u64 = 800;

/// Why a date is not written.
#[derive(Debug, thiserror::Error)]
pub enum DayError {
    /// Over already.
    #[error("Tanggal ini sudah lewat. Tulis tanggal hari ini atau sesudahnya.")]
    Past,
    /// More than two years ahead.
    #[error("Tanggal ini terlalu jauh. Tulis tanggal dalam dua tahun ke depan.")]
    TooFar,
    /// The end lies before the beginning.
    #[error("Tanggal terakhir harus sama dengan atau sesudah tanggal pertama.")]
    Backwards,
    /// More days than are written at once.
    #[error("Paling banyak 31 hari sekaligus. Tulis sisanya sendiri.")]
    TooMany,
    /// No more room.
    #[error("Sudah ada 400 tanggal. Hapus yang sudah lewat lebih dulu.")]
    UsedUp,
    /// It is a holiday anyway.
    #[error("Tanggal ini sudah libur nasional: {0}.")]
    National(String),
    /// The rows.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What is written of a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    first: NaiveDate,
    last: NaiveDate,
}

impl Stretch {
    /// From the first to the last day, both counted; the last one is the first where none is given.
    pub fn new(first: NaiveDate, last: Option<NaiveDate>, today: NaiveDate) -> Result<Self, DayError> {
        let last = last.unwrap_or(first);
        if first < today {
            return Err(DayError::Past);
        }
        if last < first {
            return Err(DayError::Backwards);
        }
        if today.checked_add_days(Days::new(FARTHEST)).is_none_or(|farthest| last > farthest) {
            return Err(DayError::TooFar);
        }
        let stretch = Self { first, last };
        if stretch.days().count() as u64 > MOST_AT_ONCE { Err(DayError::TooMany) } else { Ok(stretch) }
    }

    fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }
}

/// The dates from `from` on at which the hall is otherwise.
pub async fn special(read: &Read<Tenant>, from: NaiveDate) -> Result<SpecialDays, StorageError> {
    let query =
        special_day::Entity::find().filter(special_day::Column::Day.gte(from)).order_by_asc(special_day::Column::Day);
    let rows = read.all(query, MOST_DAYS).await?;
    rows.into_iter()
        .map(|row| {
            let hours = DayHours::parse(&row.hours).map_err(|_| StorageError::Corrupt("special day: hours".into()))?;
            Ok((row.day, SpecialDay { hours, reason: row.reason }))
        })
        .collect()
}

/// The region's own holidays from `from` on.
pub async fn local_holidays(read: &Read<Tenant>, from: NaiveDate) -> Result<Vec<Holiday>, StorageError> {
    let query = local_holiday::Entity::find()
        .filter(local_holiday::Column::Day.gte(from))
        .order_by_asc(local_holiday::Column::Day);
    let rows = read.all(query, MOST_DAYS).await?;
    let holiday = |row: local_holiday::Model| Holiday {
        date: row.day,
        name: row.name,
        kind: HolidayKind::Local,
        legal_basis: row.legal_basis,
        estimated: false,
    };
    Ok(rows.into_iter().map(holiday).collect())
}

/// The region's working calendar: the national holidays, its own, and the length of its week. Whatever counts working days
/// of a region counts by this.
pub async fn working_calendar(
    read: &Read<Tenant>,
    national: &WorkCalendar,
    from: NaiveDate,
) -> Result<WorkCalendar, StorageError> {
    let week = hall::find(read).await?.map(|hall| hall.week).unwrap_or_default();
    Ok(national.of_office(week, local_holidays(read, from).await?))
}

/// Writes for each day of a stretch that the hall keeps these hours, or none, and why. What was written of a day before
/// gives way.
pub async fn set_special(write: &Write<Tenant>, act: &Act, stretch: Stretch, day: &SpecialDay) -> Result<(), DayError> {
    room(write.count(special_day::Entity::find()).await?)?;
    for date in stretch.days() {
        let known = write.one(special_day::Entity::find().filter(special_day::Column::Day.eq(date))).await?;
        let row = special_day::ActiveModel {
            id: Set(known.as_ref().map_or_else(|| fresh_id(act.at), |row| row.id)),
            day: Set(date),
            hours: Set(day.hours.to_string()),
            reason: Set(day.reason.clone()),
            updated_at: Set(act.at),
        };
        let before = known.as_ref().map(|row| json!({ "hours": row.hours, "reason": row.reason }));
        let after = if known.is_some() { write.update(row).await? } else { write.insert(row).await? };
        let told = json!({ "hours": after.hours, "reason": after.reason });
        record(write, act, "hall.special_day_set", date, before, Some(told)).await?;
    }
    Ok(())
}

/// Takes back what was said of a date. One that is as usual already is no mistake.
pub async fn remove_special(write: &Write<Tenant>, act: &Act, date: NaiveDate) -> Result<(), DayError> {
    let query = special_day::Column::Day.eq(date);
    let Some(row) = write.one(special_day::Entity::find().filter(query.clone())).await? else { return Ok(()) };
    write.delete_many(special_day::Entity::delete_many().filter(query)).await?;
    let before = json!({ "hours": row.hours, "reason": row.reason });
    record(write, act, "hall.special_day_removed", date, Some(before), None).await
}

/// Declares each day of a stretch a holiday of the region's own.
pub async fn set_holiday(
    write: &Write<Tenant>,
    act: &Act,
    stretch: Stretch,
    (name, legal_basis): (&str, &str),
    national: &WorkCalendar,
) -> Result<(), DayError> {
    room(write.count(local_holiday::Entity::find()).await?)?;
    if let Some(holiday) = stretch.days().find_map(|date| national.holiday(date)) {
        return Err(DayError::National(holiday.name.clone()));
    }
    for date in stretch.days() {
        let known = write.one(local_holiday::Entity::find().filter(local_holiday::Column::Day.eq(date))).await?;
        let row = local_holiday::ActiveModel {
            id: Set(known.as_ref().map_or_else(|| fresh_id(act.at), |row| row.id)),
            day: Set(date),
            name: Set(name.to_owned()),
            legal_basis: Set(legal_basis.to_owned()),
            updated_at: Set(act.at),
        };
        let before = known.as_ref().map(|row| json!({ "name": row.name, "legal_basis": row.legal_basis }));
        let after = if known.is_some() { write.update(row).await? } else { write.insert(row).await? };
        let told = json!({ "name": after.name, "legal_basis": after.legal_basis });
        record(write, act, "hall.local_holiday_set", date, before, Some(told)).await?;
    }
    Ok(())
}

/// Takes a holiday of the region's own back. One that is none already is no mistake.
pub async fn remove_holiday(write: &Write<Tenant>, act: &Act, date: NaiveDate) -> Result<(), DayError> {
    let query = local_holiday::Column::Day.eq(date);
    let Some(row) = write.one(local_holiday::Entity::find().filter(query.clone())).await? else { return Ok(()) };
    write.delete_many(local_holiday::Entity::delete_many().filter(query)).await?;
    let before = json!({ "name": row.name, "legal_basis": row.legal_basis });
    record(write, act, "hall.local_holiday_removed", date, Some(before), None).await
}

fn room(known: u64) -> Result<(), DayError> {
    if known + MOST_AT_ONCE > MOST_DAYS { Err(DayError::UsedUp) } else { Ok(()) }
}

async fn record(
    write: &Write<Tenant>,
    act: &Act,
    action: &'static str,
    date: NaiveDate,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<(), DayError> {
    Ok(write.audit(act, Audit { action, kind: "day", id: date.to_string(), before, after }).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_begins_today_at_the_earliest_and_is_a_month_at_the_most() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let today = day("2026-11-23");
        let said = |first, last: Option<&str>| {
            Stretch::new(day(first), last.map(day), today).map(|s| s.days().count()).map_err(|error| error.to_string())
        };
        assert_eq!(said("2026-11-23", None), Ok(1));
        assert_eq!(said("2026-12-24", Some("2026-12-31")), Ok(8));
        assert!(said("2026-11-22", None).is_err_and(|says| says.contains("sudah lewat")));
        assert!(said("2026-12-24", Some("2026-12-23")).is_err_and(|says| says.contains("sesudah")));
        assert!(said("2026-12-01", Some("2027-01-01")).is_err_and(|says| says.contains("31 hari")));
        assert!(said("2029-12-01", None).is_err_and(|says| says.contains("terlalu jauh")));
    }
}
