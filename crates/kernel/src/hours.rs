//! Opening hours of a hall or counter.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::next_day;
use crate::{Holiday, WorkCalendar, Zone, clock_time};

/// How far ahead the next opening is looked for. Holidays in a row are few; a year without one means there is none.
const HORIZON_DAYS: usize = 366;

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

/// What the sign at the door says at one instant; all times are local.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HallState {
    /// Open, until this time today.
    OpenUntil(NaiveTime),
    /// Closed as usual at this hour or day; opens next then.
    OpensAt(NaiveDate, NaiveTime),
    /// Closed because today is a holiday.
    ClosedFor {
        /// What is celebrated today.
        holiday: Holiday,
        /// The next opening, none if no hours are set.
        reopens: Option<(NaiveDate, NaiveTime)>,
    },
    /// No opening hours are set, or none fall within a year.
    NoHours,
}

impl OpenRange {
    /// From `open` up to `close`, which must be later.
    pub fn new(open: NaiveTime, close: NaiveTime) -> Result<Self, HoursError> {
        if open < close {
            Ok(Self { open, close })
        } else {
            Err(HoursError::Backwards)
        }
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

    fn contains(self, time: NaiveTime) -> bool {
        self.open <= time && time < self.close
    }
}

impl WeeklyHours {
    /// The hours of one day, in order.
    pub fn on(&self, day: Weekday) -> &[OpenRange] {
        &self.0[day.num_days_from_monday() as usize]
    }

    /// Sets the hours of one day; an empty list closes it.
    pub fn set(&mut self, day: Weekday, ranges: Vec<OpenRange>) -> Result<(), HoursError> {
        if ranges.windows(2).any(|pair| pair[1].open < pair[0].close) {
            return Err(HoursError::Overlap);
        }
        self.0[day.num_days_from_monday() as usize] = ranges;
        Ok(())
    }

    /// Sets the hours of one day from what was typed: `08.00-12.00, 13.00-15.00`; nothing closes it.
    pub fn set_text(&mut self, day: Weekday, text: &str) -> Result<(), HoursError> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let ranges = parts.map(OpenRange::parse).collect::<Result<_, _>>()?;
        self.set(day, ranges)
    }

    /// The hours of one day as [`set_text`](Self::set_text) reads them; empty for a closed day.
    pub fn text(&self, day: Weekday) -> String {
        self.on(day)
            .iter()
            .map(OpenRange::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What the sign at the door says. The week decides, holidays close; the calendar's length of week plays no part,
    /// because a hall may well open on a Saturday on which no working day is counted.
    pub fn state_at(&self, at: DateTime<Utc>, zone: Zone, calendar: &WorkCalendar) -> HallState {
        let now = zone.local(at);
        if let Some(holiday) = calendar.holiday(now.date()) {
            let reopens = self.opening_after(now.date(), now.time(), calendar);
            return HallState::ClosedFor {
                holiday: holiday.clone(),
                reopens,
            };
        }
        if let Some(range) = self
            .on(now.weekday())
            .iter()
            .find(|range| range.contains(now.time()))
        {
            return HallState::OpenUntil(self.end_of_stretch(now.weekday(), *range));
        }
        match self.opening_after(now.date(), now.time(), calendar) {
            Some((date, time)) => HallState::OpensAt(date, time),
            None => HallState::NoHours,
        }
    }

    /// The first instant after `at` at which what the sign says may differ: an opening, a closing or local midnight.
    /// A page that shows the state may be kept until then.
    pub fn next_change(
        &self,
        at: DateTime<Utc>,
        zone: Zone,
        calendar: &WorkCalendar,
    ) -> DateTime<Utc> {
        let now = zone.local(at);
        let midnight = zone.midnight(next_day(now.date()));
        if calendar.holiday(now.date()).is_some() {
            return midnight;
        }
        let turns = self
            .on(now.weekday())
            .iter()
            .flat_map(|range| [range.open, range.close]);
        let turn = turns.filter(|time| *time > now.time()).min();
        turn.map_or(midnight, |time| zone.instant(now.date(), time))
    }

    /// Stretches that touch (08.00-12.00, 12.00-15.00) are one to somebody at the door.
    fn end_of_stretch(&self, day: Weekday, range: OpenRange) -> NaiveTime {
        self.on(day).iter().fold(
            range.close,
            |end, next| if next.open == end { next.close } else { end },
        )
    }

    fn opening_after(
        &self,
        date: NaiveDate,
        time: NaiveTime,
        calendar: &WorkCalendar,
    ) -> Option<(NaiveDate, NaiveTime)> {
        std::iter::successors(Some(date), |day| Some(next_day(*day)))
            .take(HORIZON_DAYS + 1)
            .filter(|day| calendar.holiday(*day).is_none())
            .flat_map(|day| {
                self.on(day.weekday())
                    .iter()
                    .map(move |range| (day, range.open))
            })
            .find(|opening| *opening > (date, time))
    }
}

/// `08.00`, also `8:00`; not `24.00`, because the day ends before it.
fn parse_time(text: &str) -> Result<NaiveTime, HoursError> {
    let (hour, minute) = text
        .trim()
        .split_once(['.', ':'])
        .ok_or(HoursError::Shape)?;
    let number = |digits: &str, lengths: std::ops::RangeInclusive<usize>| {
        let sane = lengths.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        sane.then(|| digits.parse().ok())
            .flatten()
            .ok_or(HoursError::Shape)
    };
    NaiveTime::from_hms_opt(number(hour, 1..=2)?, number(minute, 2..=2)?, 0)
        .ok_or(HoursError::Shape)
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
        let Days {
            mon,
            tue,
            wed,
            thu,
            fri,
            sat,
            sun,
        } = days;
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
        Self {
            mon,
            tue,
            wed,
            thu,
            fri,
            sat,
            sun,
        }
    }
}

impl fmt::Display for OpenRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock_time(self.open), clock_time(self.close))
    }
}

impl FromStr for OpenRange {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for OpenRange {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<OpenRange> for String {
    fn from(range: OpenRange) -> Self {
        range.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{HolidayKind, WorkWeek};

    /// Monday to Friday with a lunch break; Friday ends early.
    fn hours() -> WeeklyHours {
        let mut hours = WeeklyHours::default();
        for day in [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu] {
            hours.set_text(day, "08.00-12.00, 13.00-15.00").unwrap();
        }
        hours.set_text(Weekday::Fri, "08.00-11.30").unwrap();
        hours
    }

    fn calendar() -> WorkCalendar {
        let christmas = Holiday {
            date: date(12, 25),
            name: "Hari Raya Natal".into(),
            kind: HolidayKind::National,
            legal_basis: String::new(),
            estimated: false,
        };
        WorkCalendar::new(WorkWeek::FiveDays, [christmas])
    }

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        parse_time(text).unwrap()
    }

    fn wit(month: u32, day: u32, clock: &str) -> DateTime<Utc> {
        Zone::Wit.instant(date(month, day), time(clock))
    }

    #[test]
    fn a_day_has_its_openings_and_breaks() {
        let state = |clock| hours().state_at(wit(11, 23, clock), Zone::Wit, &calendar());
        assert_eq!(
            state("07.59"),
            HallState::OpensAt(date(11, 23), time("08.00"))
        );
        assert_eq!(state("08.00"), HallState::OpenUntil(time("12.00")));
        assert_eq!(
            state("12.00"),
            HallState::OpensAt(date(11, 23), time("13.00"))
        );
        assert_eq!(
            state("15.00"),
            HallState::OpensAt(date(11, 24), time("08.00"))
        );
    }

    #[test]
    fn the_day_is_the_local_one() {
        // Monday 08.00 in Jayapura is still Sunday in UTC; in Jakarta it is 06.00.
        let at = wit(11, 23, "08.00");
        assert_eq!(at.date_naive(), date(11, 22));
        assert_eq!(
            hours().state_at(at, Zone::Wit, &calendar()),
            HallState::OpenUntil(time("12.00"))
        );
        assert_eq!(
            hours().state_at(at, Zone::Wib, &calendar()),
            HallState::OpensAt(date(11, 23), time("08.00"))
        );
    }

    #[test]
    fn a_holiday_closes_and_names_itself() {
        let state = hours().state_at(wit(12, 25, "09.00"), Zone::Wit, &calendar());
        let HallState::ClosedFor { holiday, reopens } = state else {
            panic!("{state:?}")
        };
        assert_eq!(holiday.name, "Hari Raya Natal");
        assert_eq!(reopens, Some((date(12, 28), time("08.00"))));
    }

    #[test]
    fn an_opening_on_a_holiday_is_skipped() {
        let state = hours().state_at(wit(12, 24, "16.00"), Zone::Wit, &calendar());
        assert_eq!(state, HallState::OpensAt(date(12, 28), time("08.00")));
    }

    #[test]
    fn without_hours_nothing_is_promised() {
        assert_eq!(
            WeeklyHours::default().state_at(wit(11, 23, "09.00"), Zone::Wit, &calendar()),
            HallState::NoHours
        );
    }

    #[test]
    fn stretches_that_touch_are_one() {
        let mut hours = WeeklyHours::default();
        hours
            .set_text(Weekday::Mon, "08.00-12.00, 12.00-15.00")
            .unwrap();
        let state = hours.state_at(wit(11, 23, "09.00"), Zone::Wit, &calendar());
        assert_eq!(state, HallState::OpenUntil(time("15.00")));
    }

    #[test]
    fn the_next_change_is_an_opening_a_closing_or_midnight() {
        let next = |at| hours().next_change(at, Zone::Wit, &calendar());
        assert_eq!(next(wit(11, 23, "07.00")), wit(11, 23, "08.00"));
        assert_eq!(next(wit(11, 23, "08.00")), wit(11, 23, "12.00"));
        assert_eq!(next(wit(11, 23, "15.00")), wit(11, 24, "0.00"));
        assert_eq!(next(wit(12, 25, "09.00")), wit(12, 26, "0.00"));
    }

    #[test]
    fn nothing_changes_before_the_next_change() {
        let (hours, calendar) = (hours(), calendar());
        let mut at = wit(12, 21, "0.00");
        while at < wit(12, 29, "0.00") {
            let next = hours.next_change(at, Zone::Wit, &calendar);
            assert!(next > at);
            let last = next - chrono::TimeDelta::seconds(1);
            assert_eq!(
                hours.state_at(at, Zone::Wit, &calendar),
                hours.state_at(last, Zone::Wit, &calendar)
            );
            at = next;
        }
    }

    #[test]
    fn typed_hours_are_read_and_printed() {
        let mut hours = WeeklyHours::default();
        hours
            .set_text(Weekday::Sat, " 8:00 – 12:00 ,13.00-15.30")
            .unwrap();
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
        assert_eq!(
            hours.text(Weekday::Sat),
            "08.00-12.00, 13.00-15.30",
            "a refusal changes nothing"
        );
    }

    #[test]
    fn json_is_readable_and_checked_on_the_way_in() {
        let json = serde_json::to_string(&hours()).unwrap();
        assert!(
            json.starts_with(r#"{"mon":["08.00-12.00","13.00-15.00"],"#),
            "{json}"
        );
        assert!(!json.contains("sun"), "{json}");
        assert_eq!(serde_json::from_str::<WeeklyHours>(&json).unwrap(), hours());
        assert!(
            serde_json::from_str::<WeeklyHours>(r#"{"mon":["13.00-15.00","08.00-12.00"]}"#)
                .is_err()
        );
        assert!(serde_json::from_str::<WeeklyHours>(r#"{"senin":[]}"#).is_err());
    }
}
