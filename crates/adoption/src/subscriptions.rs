//! The letter of the week: who gets it, and that it is written once.

use balai_kernel::{Act, Email, PersonName, Zone};
use balai_storage::{Audit, Control, Event, Read, Result, Write};
use chrono::{DateTime, Datelike, Timelike, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::picture::Picture;
use crate::rows::subscription::{ActiveModel, Column, Entity};
use crate::stage::Stage;

/// Most people who get it.
const MOST: u64 = 1_000;
/// From this hour in Jakarta on Monday.
const HOUR: u32 = 7;

/// The week's figures for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekTold {
    /// Whose letter.
    pub account: Uuid,
    /// Where it goes.
    pub email: Email,
    /// To whom.
    pub name: PersonName,
    /// The ISO week: `2026-W48`.
    pub week: String,
    /// How many regions stand at each stage, in the order of [`Stage::ALL`].
    pub stages: [usize; 8],
    /// Halls that opened within seven days, by name.
    pub opened: Vec<String>,
    /// Halls that stalled within seven days, by name.
    pub stalled: Vec<String>,
}

impl Event for WeekTold {
    const TOPIC: &'static str = "adoption.week_told";

    fn key(&self) -> String {
        format!("{}.{}", self.account, self.week)
    }
}

/// The week whose letter is due: on Monday from seven in the morning of Jakarta until the week ends.
pub fn due(now: DateTime<Utc>) -> Option<String> {
    let local = Zone::Wib.local(now);
    let early = local.weekday() == chrono::Weekday::Mon && local.hour() < HOUR;
    let week = local.iso_week();
    (!early).then(|| format!("{}-W{:02}", week.year(), week.week()))
}

/// Whether somebody gets the letter.
pub async fn has(read: &Read<Control>, account: Uuid) -> Result<bool> {
    Ok(read.find::<Entity>(account).await?.is_some())
}

/// Who gets it, the first to ask first, with the moment since which.
pub async fn all(read: &Read<Control>) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    let rows = read.all(Entity::find().order_by_asc(Column::Since).order_by_asc(Column::AccountId), MOST).await?;
    Ok(rows.into_iter().map(|row| (row.account_id, row.since)).collect())
}

/// Asks for the letter. Asking twice is asking once.
pub async fn begin(write: &Write<Control>, act: &Act, account: Uuid) -> Result<()> {
    if has(write, account).await? {
        return Ok(());
    }
    write.insert(ActiveModel { account_id: Set(account), since: Set(act.at) }).await?;
    write.audit(act, entry("adoption.letter_asked", account)).await
}

/// Asks for it no more.
pub async fn end(write: &Write<Control>, act: &Act, account: Uuid) -> Result<()> {
    if write.delete_many(Entity::delete_many().filter(Column::AccountId.eq(account))).await? == 0 {
        return Ok(());
    }
    write.audit(act, entry("adoption.letter_ended", account)).await
}

fn entry(action: &'static str, account: Uuid) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }
}

/// The letter of a week to one person. Emitting it twice is emitting it once.
pub fn letter(picture: &Picture, week: &str, account: Uuid, name: PersonName, email: Email) -> WeekTold {
    let lately = |at: DateTime<Utc>| picture.at - at < chrono::TimeDelta::days(7);
    let names = |of: &dyn Fn(&crate::Standing) -> Option<DateTime<Utc>>| {
        let own = picture.regions.iter().filter(|standing| of(standing).is_some_and(lately));
        own.map(|standing| standing.region.name.clone()).collect()
    };
    WeekTold {
        account,
        email,
        name,
        week: week.to_owned(),
        stages: Stage::ALL.map(|stage| picture.count(stage)),
        opened: names(&|standing| standing.moments.opened.filter(|_| standing.stage.has_hall())),
        stalled: names(&|standing| standing.stalled.map(|(reason, since)| reason.noticed(since))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_is_due_from_monday_at_seven_in_jakarta() {
        let due = |text: &str| due(text.parse().unwrap());
        assert_eq!(due("2026-11-22T23:59:00Z"), None, "Monday, 06.59");
        assert_eq!(due("2026-11-23T00:00:00Z").as_deref(), Some("2026-W48"));
        assert_eq!(due("2026-11-29T16:59:00Z").as_deref(), Some("2026-W48"), "the last minute of the Sunday");
        assert_eq!(due("2026-11-29T17:01:00Z"), None, "the next Monday, just begun");
    }
}
