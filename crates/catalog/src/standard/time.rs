//! Component 3: how long a service takes at most.

use std::num::NonZeroU16;

use balai_kernel::Language;
use serde::{Deserialize, Serialize};

use crate::text::Line;

/// Minutes that an office works on a day.
const OFFICE_DAY: i64 = 450;

/// The longest time an agency may take.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ServiceTime {
    /// How many of the unit.
    pub amount: NonZeroU16,
    /// Of what.
    pub unit: TimeUnit,
    /// From when it counts, or what it leaves out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Line>,
}

/// What a time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Minutes at the counter.
    Minutes,
    /// Hours of the office.
    Hours,
    /// Days on which the office works; the region's calendar decides which.
    WorkingDays,
    /// Days of the calendar, holidays included.
    ClockDays,
}

impl ServiceTime {
    /// A time without a note; none when the amount is zero.
    pub fn of(amount: u16, unit: TimeUnit) -> Option<Self> {
        NonZeroU16::new(amount).map(|amount| Self { amount, unit, note: None })
    }

    /// How long that is in minutes of an office, to compare with others: a working day has 450 of them (37.5 hours in five
    /// days), a day of the calendar five sevenths of that.
    pub fn minutes(&self) -> i64 {
        let amount = i64::from(self.amount.get());
        match self.unit {
            TimeUnit::Minutes => amount,
            TimeUnit::Hours => amount * 60,
            TimeUnit::WorkingDays => amount * OFFICE_DAY,
            TimeUnit::ClockDays => amount * OFFICE_DAY * 5 / 7,
        }
    }

    /// `14 hari kerja`, in either language.
    pub fn label(&self, language: Language) -> String {
        format!("{}\u{A0}{}", self.amount, self.unit.word(language, self.amount.get()))
    }
}

impl TimeUnit {
    /// All units, shortest first.
    pub const ALL: [Self; 4] = [Self::Minutes, Self::Hours, Self::WorkingDays, Self::ClockDays];

    /// The unit's word after an amount.
    pub fn word(self, language: Language, amount: u16) -> &'static str {
        match (language, self, amount) {
            (Language::Indonesian, Self::Minutes, _) => "menit",
            (Language::Indonesian, Self::Hours, _) => "jam",
            (Language::Indonesian, Self::WorkingDays, _) => "hari kerja",
            (Language::Indonesian, Self::ClockDays, _) => "hari kalender",
            (Language::English, Self::Minutes, 1) => "minute",
            (Language::English, Self::Minutes, _) => "minutes",
            (Language::English, Self::Hours, 1) => "hour",
            (Language::English, Self::Hours, _) => "hours",
            (Language::English, Self::WorkingDays, 1) => "working day",
            (Language::English, Self::WorkingDays, _) => "working days",
            (Language::English, Self::ClockDays, 1) => "calendar day",
            (Language::English, Self::ClockDays, _) => "calendar days",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_both_languages() {
        let time = ServiceTime::of(14, TimeUnit::WorkingDays).unwrap();
        assert_eq!(time.label(Language::Indonesian), "14\u{A0}hari kerja");
        assert_eq!(time.label(Language::English), "14\u{A0}working days");
        let hour = ServiceTime::of(1, TimeUnit::Hours).unwrap();
        assert_eq!(hour.label(Language::English), "1\u{A0}hour");
    }

    #[test]
    fn times_in_different_units_are_compared_in_minutes_of_an_office() {
        let minutes = |amount, unit| ServiceTime::of(amount, unit).unwrap().minutes();
        assert_eq!(minutes(2, TimeUnit::Hours), minutes(120, TimeUnit::Minutes));
        assert_eq!(minutes(5, TimeUnit::WorkingDays), minutes(7, TimeUnit::ClockDays));
        assert_eq!(minutes(1, TimeUnit::WorkingDays), 450);
    }

    #[test]
    fn nothing_takes_no_time() {
        assert_eq!(ServiceTime::of(0, TimeUnit::Hours), None);
        assert!(serde_json::from_str::<ServiceTime>(r#"{"amount":0,"unit":"working_days"}"#).is_err());
    }
}
