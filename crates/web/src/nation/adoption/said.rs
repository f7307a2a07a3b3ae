//! Figures in words: what is missing is said to be missing, and few people are not counted aloud.

use balai_adoption::{FEWEST, Shown, Stage, Wait};
use balai_kernel::Zone;
use chrono::{DateTime, NaiveDate, Utc};

use crate::nation::W;

/// What stands where nobody has counted.
pub const MISSING: &str = "belum ada data";

/// A number that may be missing.
pub fn number(number: Option<i64>) -> String {
    number.map_or_else(|| MISSING.to_owned(), |number| W.number(number))
}

/// A count of things.
pub fn count(count: usize) -> String {
    W.number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number about people.
pub fn people(shown: Shown) -> String {
    match shown {
        Shown::Unknown => MISSING.to_owned(),
        Shown::None => "0".to_owned(),
        Shown::Few => format!("<{FEWEST}"),
        Shown::Number(number) => W.number(number),
    }
}

/// A day that may be missing.
pub fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| MISSING.to_owned(), |day| W.date(day))
}

/// The day of a moment that may be missing.
pub fn on(at: Option<DateTime<Utc>>, zone: Zone) -> String {
    day(at.map(|at| zone.date(at)))
}

/// `median 4 hari, 90 % dalam 9 hari`.
pub fn wait(wait: Option<Wait>) -> String {
    wait.map_or_else(
        || MISSING.to_owned(),
        |wait| format!("median {} hari, 90 % dalam {} hari", W.number(wait.median), W.number(wait.most)),
    )
}

/// How long something stands still, in whole days.
pub fn days_since(since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("{} hari", W.number((Zone::Wib.date(now) - Zone::Wib.date(since)).num_days().max(0)))
}

/// The class of a stage's tag.
pub const fn tag(stage: Stage) -> &'static str {
    match stage {
        Stage::Used | Stage::Fifty => "govuk-tag--green",
        Stage::Active | Stage::Verified => "govuk-tag--blue",
        Stage::Applied => "govuk-tag--yellow",
        Stage::Stalled => "govuk-tag--red",
        Stage::NotJoined | Stage::Administrative => "govuk-tag--grey",
    }
}
