//! Local time of a region, and dates as people write them.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;

/// One of the three time zones of Indonesia; none of them has summer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Zone {
    /// Western, UTC+7.
    Wib,
    /// Central, UTC+8.
    Wita,
    /// Eastern, UTC+9.
    Wit,
}

/// The name is not that of an Indonesian time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Zona waktu harus Asia/Jakarta, Asia/Pontianak, Asia/Makassar, atau Asia/Jayapura.")]
pub struct ZoneError;

/// Language in which a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    #[serde(rename = "id")]
    Indonesian,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Zone {
    /// All three, from west to east.
    pub const ALL: [Self; 3] = [Self::Wib, Self::Wita, Self::Wit];

    /// Reads a name of the IANA database.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        match name.trim() {
            "Asia/Jakarta" | "Asia/Pontianak" => Ok(Self::Wib),
            "Asia/Makassar" | "Asia/Ujung_Pandang" => Ok(Self::Wita),
            "Asia/Jayapura" => Ok(Self::Wit),
            _ => Err(ZoneError),
        }
    }

    /// The canonical IANA name.
    pub fn iana(self) -> &'static str {
        self.tz().name()
    }

    /// `WIB`, `WITA` or `WIT`.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Date and time on the wall at an instant.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.tz()).naive_local()
    }

    /// Date on the wall at an instant. The day rolls over at local midnight, never at UTC's.
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    /// Time on the wall at an instant.
    pub fn time(self, at: DateTime<Utc>) -> NaiveTime {
        self.local(at).time()
    }

    /// The instant at which the wall shows this date and time.
    pub fn instant(self, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = self.tz().from_local_datetime(&date.and_time(time));
        local.earliest().expect("Indonesian clocks have not been changed since 1988").to_utc()
    }

    /// The instant at which the day begins.
    pub fn midnight(self, date: NaiveDate) -> DateTime<Utc> {
        self.instant(date, NaiveTime::MIN)
    }

    /// `08.00 WIB`.
    pub fn write_time(self, time: NaiveTime) -> String {
        format!("{} {}", clock_time(time), self.abbreviation())
    }

    /// `23 November 2026 pukul 08.00 WIB`, `23 November 2026 at 08.00 WIB`.
    pub fn write_instant(self, at: DateTime<Utc>, language: Language) -> String {
        let at_word = match language {
            Language::Indonesian => "pukul",
            Language::English => "at",
        };
        let local = self.local(at);
        format!("{} {at_word} {}", long_date(local.date(), language), self.write_time(local.time()))
    }

    /// The same with its day of the week, as people read a deadline: `Senin, 23 November 2026 pukul 08.00 WIB`.
    pub fn write_deadline(self, at: DateTime<Utc>, language: Language) -> String {
        let day = self.local(at).weekday();
        format!("{}, {}", weekday_name(day, language), self.write_instant(at, language))
    }

    fn tz(self) -> Tz {
        match self {
            Self::Wib => Tz::Asia__Jakarta,
            Self::Wita => Tz::Asia__Makassar,
            Self::Wit => Tz::Asia__Jayapura,
        }
    }
}

/// `22 November 2026`.
pub fn long_date(date: NaiveDate, language: Language) -> String {
    format!("{} {} {}", date.day(), month_name(date.month(), language), date.year())
}

/// `Senin, 23 November 2026`.
pub fn full_date(date: NaiveDate, language: Language) -> String {
    format!("{}, {}", weekday_name(date.weekday(), language), long_date(date, language))
}

/// `08.00`: hours and minutes with a dot.
pub fn clock_time(time: NaiveTime) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}

/// `Senin`, `Monday`.
pub fn weekday_name(day: Weekday, language: Language) -> &'static str {
    const INDONESIAN: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = match language {
        Language::Indonesian => INDONESIAN,
        Language::English => ENGLISH,
    };
    names[day.num_days_from_monday() as usize]
}

/// Name of a month counted from 1: `Agustus`, `August`.
fn month_name(month: u32, language: Language) -> &'static str {
    #[rustfmt::skip]
    const INDONESIAN: [&str; 12] = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ];
    #[rustfmt::skip]
    const ENGLISH: [&str; 12] = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];
    let names = match language {
        Language::Indonesian => INDONESIAN,
        Language::English => ENGLISH,
    };
    names[month as usize - 1]
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.abbreviation())
    }
}

parsed_from_text!(Zone, ZoneError, |zone| zone.iana().to_owned());

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_day_begins_at_another_instant_in_each_zone() {
        let at: DateTime<Utc> = "2026-11-22T15:30:00Z".parse().unwrap();
        assert_eq!(Zone::ALL.map(|zone| zone.date(at).day()), [22, 22, 23]);
        let midnights = Zone::ALL.map(|zone| zone.midnight(date(2026, 11, 23)).to_rfc3339());
        assert!(midnights[0].starts_with("2026-11-22T17:00"), "{midnights:?}");
        assert!(midnights[1].starts_with("2026-11-22T16:00"), "{midnights:?}");
        assert!(midnights[2].starts_with("2026-11-22T15:00"), "{midnights:?}");
    }

    #[test]
    fn wall_time_and_instant_lead_to_each_other() {
        let at: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        for zone in Zone::ALL {
            assert_eq!(zone.instant(zone.date(at), zone.time(at)), at);
        }
        assert_eq!(Zone::Wib.write_time(Zone::Wib.time(at)), "08.00 WIB");
    }

    #[test]
    fn zones_are_read_by_their_iana_names_only() {
        assert_eq!(Zone::parse("Asia/Pontianak"), Ok(Zone::Wib));
        assert_eq!(Zone::Wib.iana(), "Asia/Jakarta");
        assert_eq!(Zone::parse("Asia/Singapore"), Err(ZoneError));
        for zone in Zone::ALL {
            assert_eq!(Zone::parse(zone.iana()), Ok(zone));
        }
    }

    #[test]
    fn dates_are_written_in_both_languages() {
        let monday = date(2026, 11, 23);
        assert_eq!(full_date(monday, Language::Indonesian), "Senin, 23 November 2026");
        assert_eq!(full_date(monday, Language::English), "Monday, 23 November 2026");
        assert_eq!(long_date(date(2026, 8, 1), Language::Indonesian), "1 Agustus 2026");
        let at: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        assert_eq!(Zone::Wita.write_instant(at, Language::Indonesian), "23 November 2026 pukul 09.00 WITA");
        assert_eq!(Zone::Wib.write_deadline(at, Language::English), "Monday, 23 November 2026 at 08.00 WIB");
    }
}
