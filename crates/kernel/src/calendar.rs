//! Working days: service times run in them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::time::{Language, weekday_name};

/// Why a date is a holiday; the order is that of precedence when a date has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// Libur nasional, by joint decree of three ministers.
    National,
    /// Cuti bersama, by the same decree.
    JointLeave,
    /// Declared by the region itself.
    Local,
}

/// A date on which offices are closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The date, in the region's own zone.
    pub date: NaiveDate,
    /// What is celebrated.
    pub name: String,
    /// Who declared it.
    pub kind: HolidayKind,
    /// The decree, empty if none is known.
    #[serde(default)]
    pub legal_basis: String,
    /// Whether the decree is still to come and the date is a guess.
    #[serde(default)]
    pub estimated: bool,
}

/// Length of an office's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkWeek {
    /// Monday to Friday.
    #[default]
    FiveDays,
    /// Monday to Saturday.
    SixDays,
}

/// Which dates are working days for one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    week: WorkWeek,
    holidays: BTreeMap<NaiveDate, Holiday>,
}

/// A line of a holiday file that cannot be used; lines count from 1, the heading included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Berkas hari libur, baris {line}: {problem}")]
pub struct HolidayFileError {
    /// Where.
    pub line: u64,
    /// What is wrong there.
    pub problem: HolidayProblem,
}

/// What can be wrong with a line of a holiday file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HolidayProblem {
    /// A heading is missing, or the line has not as many cells as there are headings.
    #[error("kolom tidak lengkap; diperlukan date, name, dan type.")]
    Columns,
    /// The date is not written as 2026-08-17.
    #[error("tanggal harus ditulis seperti 2026-08-17.")]
    Date,
    /// The file says another day of the week than the date has.
    #[error("hari tidak cocok: tanggal itu hari {0}.")]
    Weekday(&'static str),
    /// The holiday has no name.
    #[error("nama hari libur belum diisi.")]
    Name,
    /// The type is none of the three known ones.
    #[error("jenis harus libur_nasional, cuti_bersama, atau libur_daerah.")]
    Kind,
}

impl WorkWeek {
    /// Whether this day of the week is worked.
    pub fn includes(self, day: Weekday) -> bool {
        match day {
            Weekday::Sun => false,
            Weekday::Sat => self == Self::SixDays,
            _ => true,
        }
    }
}

impl WorkCalendar {
    /// A calendar of these holidays. Of several on one date the national one counts before joint leave before local.
    pub fn new(week: WorkWeek, holidays: impl IntoIterator<Item = Holiday>) -> Self {
        let mut by_date = BTreeMap::<NaiveDate, Holiday>::new();
        for holiday in holidays {
            match by_date.get(&holiday.date) {
                Some(present) if present.kind <= holiday.kind => {}
                _ => {
                    by_date.insert(holiday.date, holiday);
                }
            }
        }
        Self { week, holidays: by_date }
    }

    /// The calendar of an office that keeps these holidays besides its own, with a week of its own.
    #[must_use]
    pub fn of_office(&self, week: WorkWeek, local: impl IntoIterator<Item = Holiday>) -> Self {
        Self::new(week, self.holidays.values().cloned().chain(local))
    }

    /// The holiday on this date, if it is one.
    pub fn holiday(&self, date: NaiveDate) -> Option<&Holiday> {
        self.holidays.get(&date)
    }

    /// Whether the office works on this date.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.week.includes(date.weekday()) && !self.holidays.contains_key(&date)
    }

    /// The `days`-th working day after `date`. The date itself is never counted; no days give the date back.
    pub fn add_working_days(&self, date: NaiveDate, days: u16) -> NaiveDate {
        let mut left = days;
        let mut day = date;
        while left > 0 {
            day = next_day(day);
            left -= u16::from(self.is_working_day(day));
        }
        day
    }

    /// How many working days lie after `from`, up to and with `to`; none if `to` is not later.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = next_day(day);
            count += u32::from(self.is_working_day(day));
        }
        count
    }
}

/// Reads a file with the headings `date`, `name` and `type`, optionally `weekday`, `legal_basis` and `estimated` (0 or 1);
/// other columns are ignored. The first line that cannot be used ends it.
pub fn parse_holidays_csv(text: &str) -> Result<Vec<Holiday>, HolidayFileError> {
    read_holidays_csv(text).into_iter().map(|read| read.map(|(_, holiday)| holiday)).collect()
}

/// The same line by line, each with its number or with what is wrong there.
pub fn read_holidays_csv(text: &str) -> Vec<Result<(u64, Holiday), HolidayFileError>> {
    let broken = |line| HolidayFileError { line, problem: HolidayProblem::Columns };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let Ok(headings) = reader.headers().cloned() else { return vec![Err(broken(1))] };
    let read = |record: csv::Result<csv::StringRecord>| {
        let record = record.map_err(|error| broken(error.position().map_or(1, csv::Position::line)))?;
        let line = record.position().map_or(1, csv::Position::line);
        let row: Row = record.deserialize(Some(&headings)).map_err(|_| broken(line))?;
        row.into_holiday().map(|holiday| (line, holiday)).map_err(|problem| HolidayFileError { line, problem })
    };
    reader.records().map(read).collect()
}

#[derive(Deserialize)]
struct Row {
    date: String,
    #[serde(default)]
    weekday: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    legal_basis: String,
    #[serde(default)]
    estimated: String,
}

impl Row {
    fn into_holiday(self) -> Result<Holiday, HolidayProblem> {
        let date: NaiveDate = self.date.parse().map_err(|_| HolidayProblem::Date)?;
        let day = weekday_name(date.weekday(), Language::Indonesian);
        if !self.weekday.is_empty() && !self.weekday.eq_ignore_ascii_case(day) {
            return Err(HolidayProblem::Weekday(day));
        }
        let kind = match self.kind.as_str() {
            "libur_nasional" => HolidayKind::National,
            "cuti_bersama" => HolidayKind::JointLeave,
            "libur_daerah" => HolidayKind::Local,
            _ => return Err(HolidayProblem::Kind),
        };
        if self.name.is_empty() {
            return Err(HolidayProblem::Name);
        }
        let Self { name, legal_basis, estimated, .. } = self;
        Ok(Holiday { date, name, kind, legal_basis, estimated: estimated == "1" })
    }
}

pub(crate) fn next_day(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).expect("dates of an office lie far from the end of the calendar")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn holiday(date: NaiveDate, kind: HolidayKind) -> Holiday {
        Holiday { date, name: "Libur".into(), kind, legal_basis: String::new(), estimated: false }
    }

    fn christmas_week(week: WorkWeek) -> WorkCalendar {
        let days = [(date(12, 24), HolidayKind::JointLeave), (date(12, 25), HolidayKind::National)];
        WorkCalendar::new(week, days.map(|(date, kind)| holiday(date, kind)))
    }

    #[test]
    fn an_office_keeps_the_national_holidays_and_its_own_in_its_own_week() {
        let own = [holiday(date(12, 28), HolidayKind::Local), holiday(date(12, 25), HolidayKind::Local)];
        let office = christmas_week(WorkWeek::FiveDays).of_office(WorkWeek::SixDays, own);
        assert_eq!(office.holiday(date(12, 25)).map(|day| day.kind), Some(HolidayKind::National));
        assert_eq!(office.add_working_days(date(12, 23), 1), date(12, 26));
        assert_eq!(office.add_working_days(date(12, 23), 2), date(12, 29), "its own holiday is no working day");
    }

    #[test]
    fn counting_skips_weekends_and_holidays() {
        let calendar = christmas_week(WorkWeek::FiveDays);
        assert_eq!(calendar.add_working_days(date(12, 23), 1), date(12, 28));
        assert_eq!(calendar.add_working_days(date(12, 23), 0), date(12, 23));
        assert_eq!(christmas_week(WorkWeek::SixDays).add_working_days(date(12, 23), 1), date(12, 26));
    }

    #[test]
    fn counting_forward_and_back_agree() {
        let calendar = christmas_week(WorkWeek::FiveDays);
        for days in 0..40 {
            let end = calendar.add_working_days(date(12, 20), days);
            assert_eq!(calendar.working_days_between(date(12, 20), end), u32::from(days));
        }
        assert_eq!(calendar.working_days_between(date(12, 28), date(12, 20)), 0);
    }

    #[test]
    fn a_national_holiday_counts_before_a_local_one() {
        let day = date(8, 17);
        for kinds in [[HolidayKind::Local, HolidayKind::National], [HolidayKind::National, HolidayKind::Local]] {
            let calendar = WorkCalendar::new(WorkWeek::FiveDays, kinds.map(|kind| holiday(day, kind)));
            assert_eq!(calendar.holiday(day).map(|found| found.kind), Some(HolidayKind::National));
        }
    }

    #[test]
    fn a_holiday_file_is_read() {
        let file = "date,weekday,name,type,legal_basis,estimated,check\n\
                    2026-08-17,Senin,\"Proklamasi, Kemerdekaan\",libur_nasional,\"SKB 1/2025, 2/2025\",0,\n\
                    2026-12-24,Kamis,Cuti Bersama Natal,cuti_bersama,,1,\n";
        let holidays = parse_holidays_csv(file).unwrap();
        assert_eq!(holidays.len(), 2);
        assert_eq!(holidays[0].name, "Proklamasi, Kemerdekaan");
        assert_eq!(holidays[0].legal_basis, "SKB 1/2025, 2/2025");
        assert_eq!((holidays[1].kind, holidays[1].estimated), (HolidayKind::JointLeave, true));
    }

    #[test]
    fn a_bad_line_is_named() {
        let read =
            |line: &str| parse_holidays_csv(&format!("date,name,type\n\n2026-08-17,HUT RI,libur_nasional\n{line}\n"));
        for (line, problem) in [
            ("17-08-2026,HUT,libur_nasional", HolidayProblem::Date),
            ("2026-08-17,,libur_nasional", HolidayProblem::Name),
            ("2026-08-17,HUT,libur", HolidayProblem::Kind),
            ("2026-08-17,HUT", HolidayProblem::Columns),
        ] {
            assert_eq!(read(line), Err(HolidayFileError { line: 4, problem }), "{line}");
        }
        assert_eq!(parse_holidays_csv("tanggal,nama\n1,2\n").unwrap_err().problem, HolidayProblem::Columns);
    }
}
