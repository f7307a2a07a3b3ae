//! How many halls are open at the end of each month, beside the line that the ministry aims at.

use chrono::{Datelike, Months, NaiveDate};

use balai_kernel::Zone;

use crate::marks::{Kind, Mark};
use crate::picture::Picture;

/// How many months are shown.
const MONTHS: u32 = 13;

/// The months, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// The last of them is the month that runs.
    pub months: Vec<Month>,
    /// What was counted elsewhere, to compare with.
    pub references: Vec<Mark>,
}

/// The end of a month; of the month that runs, today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// The day.
    pub day: NaiveDate,
    /// Halls that were open by then, of those that are open or closed for a time now.
    pub open: usize,
    /// What was aimed at for that day; none before the first and after the last mark.
    pub target: Option<i64>,
}

impl Growth {
    /// Counts the regions of a picture.
    pub fn of(picture: &Picture, marks: &[Mark]) -> Self {
        let today = Zone::Wib.date(picture.at);
        let first = today.with_day(1).unwrap_or(today);
        let opened: Vec<NaiveDate> = picture
            .regions
            .iter()
            .filter(|standing| standing.stage.has_hall())
            .filter_map(|standing| Some(Zone::Wib.date(standing.moments.opened?)))
            .collect();
        let month = |back: u32| {
            let end = (first - Months::new(back) + Months::new(1)).pred_opt().unwrap_or(today).min(today);
            let open = opened.iter().filter(|day| **day <= end).count();
            Month { day: end, open, target: aimed_at(marks, end) }
        };
        let references = marks.iter().filter(|mark| mark.kind == Kind::Reference).cloned().collect();
        Self { months: (0..MONTHS).rev().map(month).collect(), references }
    }
}

/// What is aimed at for a day: on the straight line between the marks before and after it.
pub(crate) fn aimed_at(marks: &[Mark], day: NaiveDate) -> Option<i64> {
    let targets = || marks.iter().filter(|mark| mark.kind == Kind::Target);
    let before = targets().filter(|mark| mark.day <= day).max_by_key(|mark| mark.day)?;
    let after = targets().filter(|mark| mark.day >= day).min_by_key(|mark| mark.day)?;
    let span = (after.day - before.day).num_days();
    if span == 0 {
        return Some(i64::from(before.regions));
    }
    let gone = (day - before.day).num_days();
    Some(i64::from(before.regions) + i64::from(after.regions - before.regions) * gone / span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(kind: Kind, day: &str, regions: i32) -> Mark {
        Mark { kind, day: day.parse().unwrap(), regions, note: String::new() }
    }

    #[test]
    fn the_line_runs_straight_between_marks_and_nowhere_else() {
        let marks = [
            mark(Kind::Target, "2026-01-01", 100),
            mark(Kind::Target, "2026-01-11", 200),
            mark(Kind::Reference, "2026-01-05", 900),
        ];
        let on = |day: &str| aimed_at(&marks, day.parse().unwrap());
        assert_eq!(on("2025-12-31"), None);
        assert_eq!([on("2026-01-01"), on("2026-01-06"), on("2026-01-11")], [Some(100), Some(150), Some(200)]);
        assert_eq!(on("2026-01-12"), None);
    }
}
