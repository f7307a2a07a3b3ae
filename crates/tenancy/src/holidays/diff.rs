use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::Holiday;
use chrono::{Datelike, NaiveDate};

/// What a file would do to one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearDiff {
    /// The year.
    pub year: i32,
    /// What differs, by date.
    pub changes: Vec<Change>,
    /// How many days stay as they are.
    pub same: usize,
}

/// One day that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It becomes a holiday.
    New(Holiday),
    /// Its name, kind, decree or certainty becomes another.
    Changed(Holiday, Holiday),
    /// It is a holiday no more.
    Removed(Holiday),
}

impl Change {
    /// The day.
    pub fn date(&self) -> NaiveDate {
        match self {
            Self::New(holiday) | Self::Removed(holiday) | Self::Changed(_, holiday) => holiday.date,
        }
    }

    /// Whether a working day becomes none, or the other way round.
    pub fn moves_work(&self) -> bool {
        !matches!(self, Self::Changed(..))
    }
}

/// Compares a file with what is in force, for the years that the file names. A year is replaced as a whole.
pub fn diff(now: &[Holiday], new: &[Holiday]) -> Vec<YearDiff> {
    let years: BTreeSet<i32> = new.iter().map(|holiday| holiday.date.year()).collect();
    years.into_iter().map(|year| of_year(year, now, new)).collect()
}

fn of_year(year: i32, now: &[Holiday], new: &[Holiday]) -> YearDiff {
    let by_date = |all: &[Holiday]| -> BTreeMap<NaiveDate, Holiday> {
        let own = all.iter().filter(|holiday| holiday.date.year() == year);
        own.map(|holiday| (holiday.date, holiday.clone())).collect()
    };
    let (now, new) = (by_date(now), by_date(new));
    let dates: BTreeSet<NaiveDate> = now.keys().chain(new.keys()).copied().collect();
    let (mut changes, mut same) = (Vec::new(), 0);
    for date in dates {
        match (now.get(&date), new.get(&date)) {
            (Some(old), Some(new)) if old == new => same += 1,
            (Some(old), Some(new)) => changes.push(Change::Changed(old.clone(), new.clone())),
            (None, Some(new)) => changes.push(Change::New(new.clone())),
            (Some(old), None) => changes.push(Change::Removed(old.clone())),
            (None, None) => {}
        }
    }
    YearDiff { year, changes, same }
}

#[cfg(test)]
mod tests {
    use balai_kernel::HolidayKind;

    use super::*;

    fn day(date: &str, name: &str) -> Holiday {
        Holiday {
            date: date.parse().unwrap(),
            name: name.into(),
            kind: HolidayKind::National,
            legal_basis: String::new(),
            estimated: false,
        }
    }

    #[test]
    fn a_year_is_replaced_as_a_whole_and_no_other_is_touched() {
        let now = [day("2026-01-01", "Tahun Baru"), day("2027-01-01", "Tahun Baru"), day("2027-03-10", "Nyepi")];
        let new = [day("2027-01-01", "Tahun Baru Masehi"), day("2027-03-09", "Nyepi")];
        let diffs = diff(&now, &new);
        assert_eq!((diffs.len(), diffs[0].year, diffs[0].same), (1, 2027, 0));
        let kinds: Vec<_> = diffs[0].changes.iter().map(|change| (change.date().day(), change.moves_work())).collect();
        assert_eq!(kinds, [(1, false), (9, true), (10, true)]);
        assert_eq!(diff(&now, &now)[1].same, 2);
    }
}
