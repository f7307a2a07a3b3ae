//! Opening hours of a hall or counter.

use std::fmt;

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::clock_time;
use crate::parsed::parsed_from_text;

/// One stretch of a day, from its opening up to but not including its closing time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OpenRange {
    open: NaiveTime,
    close: NaiveTime,
}

/// Opening hours of each day of the week: in order, without overlap, none for a closed day.
///
/// As JSON an object of lists: `{"mon":["08.00-12.00","13.00-15.00"]}`; a day left out is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Days", into = "Days")]
pub struct WeeklyHours([Vec<OpenRange>; 7]);

/// Opening hours of one day: in order, without overlap, none for a closed day. As text `08.00-12.00, 13.00-15.00`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayHours(Vec<OpenRange>);

/// Why a text is not a list of opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not of the form `08.00-15.00`.
    #[error("Jam buka ditulis seperti 08.00-15.00, atau 08.00-12.00, 13.00-15.00.")]
    Shape,
    /// Closing is not after opening.
    #[error("Jam tutup harus sesudah jam buka.")]
    Backwards,
    /// Two stretches overlap or stand in the wrong order.
    #[error("Jam buka pada hari yang sama tidak boleh bertumpuk dan harus berurutan.")]
    Overlap,
}

impl OpenRange {
    /// From `open` up to `close`, which must be later.
    pub fn new(open: NaiveTime, close: NaiveTime) -> Result<Self, HoursError> {
        if open < close { Ok(Self { open, close }) } else { Err(HoursError::Backwards) }
    }

    /// Reads `08.00-15.00`; colons, blanks and a long dash are taken too.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let (open, close) = text.split_once(['-', '–']).ok_or(HoursError::Shape)?;
        Self::new(parse_time(open)?, parse_time(close)?)
    }

    /// First moment at which it is open.
    pub fn open(self) -> NaiveTime {
        self.open
    }

    /// First moment at which it is closed again.
    pub fn close(self) -> NaiveTime {
        self.close
    }

    /// Whether it is open at this time.
    pub fn contains(self, time: NaiveTime) -> bool {
        self.open <= time && time < self.close
    }
}

impl DayHours {
    /// Stretches that must stand in order without overlap; none closes the day.
    pub fn new(ranges: Vec<OpenRange>) -> Result<Self, HoursError> {
        let overlap = ranges.windows(2).any(|pair| pair[1].open < pair[0].close);
        if overlap { Err(HoursError::Overlap) } else { Ok(Self(ranges)) }
    }

    /// Reads `08.00-12.00, 13.00-15.00`; nothing closes the day.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        Self::new(parts.map(OpenRange::parse).collect::<Result<_, _>>()?)
    }

    /// The stretches, in order.
    pub fn ranges(&self) -> &[OpenRange] {
        &self.0
    }
}

impl WeeklyHours {
    /// The hours of one day, in order.
    pub fn on(&self, day: Weekday) -> &[OpenRange] {
        &self.0[day.num_days_from_monday() as usize]
    }

    /// Sets the hours of one day; an empty list closes it.
    pub fn set(&mut self, day: Weekday, ranges: Vec<OpenRange>) -> Result<(), HoursError> {
        self.0[day.num_days_from_monday() as usize] = DayHours::new(ranges)?.0;
        Ok(())
    }

    /// Sets the hours of one day from what was typed: `08.00-12.00, 13.00-15.00`; nothing closes it.
    pub fn set_text(&mut self, day: Weekday, text: &str) -> Result<(), HoursError> {
        self.0[day.num_days_from_monday() as usize] = DayHours::parse(text)?.0;
        Ok(())
    }

    /// The hours of one day as [`set_text`](Self::set_text) reads them; empty for a closed day.
    pub fn text(&self, day: Weekday) -> String {
        written(self.on(day))
    }
}

fn written(ranges: &[OpenRange]) -> String {
    ranges.iter().map(OpenRange::to_string).collect::<Vec<_>>().join(", ")
}

/// `08.00`, also `8:00`; not `24.00`, because the day ends before it.
fn parse_time(text: &str) -> Result<NaiveTime, HoursError> {
    let (hour, minute) = text.trim().split_once(['.', ':']).ok_or(HoursError::Shape)?;
    let number = |digits: &str, lengths: std::ops::RangeInclusive<usize>| {
        let sane = lengths.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        sane.then(|| digits.parse().ok()).flatten().ok_or(HoursError::Shape)
    };
    NaiveTime::from_hms_opt(number(hour, 1..=2)?, number(minute, 2..=2)?, 0).ok_or(HoursError::Shape)
}

/// The form in JSON.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Days {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mon: Vec<OpenRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tue: Vec<OpenRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    wed: Vec<OpenRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    thu: Vec<OpenRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fri: Vec<OpenRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sat: Vec<OpenRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sun: Vec<OpenRange>,
}

impl TryFrom<Days> for WeeklyHours {
    type Error = HoursError;

    fn try_from(days: Days) -> Result<Self, Self::Error> {
        let Days { mon, tue, wed, thu, fri, sat, sun } = days;
        let mut hours = Self::default();
        let mut day = Weekday::Mon;
        for ranges in [mon, tue, wed, thu, fri, sat, sun] {
            hours.set(day, ranges)?;
            day = day.succ();
        }
        Ok(hours)
    }
}

impl From<WeeklyHours> for Days {
    fn from(hours: WeeklyHours) -> Self {
        let [mon, tue, wed, thu, fri, sat, sun] = hours.0;
        Self { mon, tue, wed, thu, fri, sat, sun }
    }
}

impl fmt::Display for OpenRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock_time(self.open), clock_time(self.close))
    }
}

impl fmt::Display for DayHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.0))
    }
}

parsed_from_text!(OpenRange, HoursError, |range| range.to_string());
parsed_from_text!(DayHours, HoursError, |hours| hours.to_string());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_hours_are_read_and_printed() {
        let mut hours = WeeklyHours::default();
        hours.set_text(Weekday::Sat, " 8:00 – 12:00 ,13.00-15.30").unwrap();
        assert_eq!(hours.text(Weekday::Sat), "08.00-12.00, 13.00-15.30");
        assert_eq!(hours.text(Weekday::Sun), "");
        for (text, error) in [
            ("08.00", HoursError::Shape),
            ("8-15", HoursError::Shape),
            ("08.00-24.00", HoursError::Shape),
            ("+8.00-15.00", HoursError::Shape),
            ("15.00-08.00", HoursError::Backwards),
            ("08.00-08.00", HoursError::Backwards),
            ("08.00-12.00, 11.00-15.00", HoursError::Overlap),
            ("13.00-15.00, 08.00-12.00", HoursError::Overlap),
        ] {
            assert_eq!(hours.set_text(Weekday::Sat, text), Err(error), "{text}");
        }
        assert_eq!(hours.text(Weekday::Sat), "08.00-12.00, 13.00-15.30", "a refusal changes nothing");
    }

    #[test]
    fn json_is_readable_and_checked_on_the_way_in() {
        let mut hours = WeeklyHours::default();
        hours.set_text(Weekday::Mon, "08.00-12.00, 13.00-15.00").unwrap();
        hours.set_text(Weekday::Fri, "08.00-11.30").unwrap();
        let json = serde_json::to_string(&hours).unwrap();
        assert!(json.starts_with(r#"{"mon":["08.00-12.00","13.00-15.00"],"#), "{json}");
        assert!(!json.contains("sun"), "{json}");
        assert_eq!(serde_json::from_str::<WeeklyHours>(&json).unwrap(), hours);
        assert!(serde_json::from_str::<WeeklyHours>(r#"{"mon":["13.00-15.00","08.00-12.00"]}"#).is_err());
        assert!(serde_json::from_str::<WeeklyHours>(r#"{"senin":[]}"#).is_err());
    }
}
