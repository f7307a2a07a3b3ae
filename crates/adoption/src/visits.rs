//! How often public pages of a hall are opened: one number for each day of the region, and nothing of who opened them.
//!
//! The server counts in memory and writes down now and then. The day's count as it stands is told to the control plane with
//! the first writing of each hour, and once more when the day is over; it only grows, so that news may come twice and late.

use balai_kernel::fresh_id;
use balai_storage::{Event, Read, Result, Tenant, Write};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::rows::visit_day::{ActiveModel, Column, Entity, Model};

/// How many days back a day that is over is looked for.
const LATE: u64 = 7;
/// More days than a hall has been open.
const ALL: u64 = 10_000;

/// A day's count as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCounted {
    /// The day in the region's zone.
    pub day: NaiveDate,
    /// How often pages were opened on it so far.
    pub visits: i64,
    /// The telling: `9` in an hour of UTC, `akhir.120` when the day is over.
    pub telling: String,
}

impl Event for DayCounted {
    const TOPIC: &'static str = "adoption.day_counted";

    fn key(&self) -> String {
        format!("{}.{}", self.day, self.telling)
    }
}

/// Writes down that pages were opened `more` times on a day.
pub async fn write_down(write: &Write<Tenant>, now: DateTime<Utc>, day: NaiveDate, more: i64) -> Result<()> {
    write.insert_absent(vec![ActiveModel { id: Set(fresh_id(now)), day: Set(day), visits: Set(0) }]).await?;
    let counted =
        Entity::update_many().col_expr(Column::Visits, Expr::col(Column::Visits).add(more)).filter(Column::Day.eq(day));
    write.update_many(counted).await?;
    let Some(row) = write.one(Entity::find().filter(Column::Day.eq(day))).await? else { return Ok(()) };
    let telling = now.format("%-H").to_string();
    write.emit(now, &DayCounted { day, visits: row.visits, telling }).await
}

/// Tells the whole count of days that are over; what was told already is not told again.
pub async fn close(write: &Write<Tenant>, now: DateTime<Utc>, today: NaiveDate) -> Result<()> {
    let since = today.checked_sub_days(Days::new(LATE)).unwrap_or(today);
    let over = Entity::find().filter(Column::Day.lt(today)).filter(Column::Day.gte(since));
    for row in write.all(over, LATE).await? {
        let telling = format!("akhir.{}", row.visits);
        write.emit(now, &DayCounted { day: row.day, visits: row.visits, telling }).await?;
    }
    Ok(())
}

/// All days of a region with their counts.
pub async fn days(read: &Read<Tenant>) -> Result<Vec<(NaiveDate, i64)>> {
    let rows: Vec<Model> = read.all(Entity::find().order_by_asc(Column::Day), ALL).await?;
    Ok(rows.into_iter().map(|row| (row.day, row.visits)).collect())
}
