//! What the sign at a hall's door says, and until when.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use crate::calendar::next_day;
use crate::{DayHours, OpenRange, WeeklyHours, WorkCalendar, Zone};

/// How far ahead the next opening is looked for. Holidays in a row are few; a year without one means there is none.
const HORIZON_DAYS: usize = 366;

/// A date on which the hall keeps other hours than its week says, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// The hours of that day; none closes it.
    pub hours: DayHours,
    /// Why, as people read it at the door.
    pub reason: String,
}

/// The dates of one hall that are otherwise.
pub type SpecialDays = BTreeMap<NaiveDate, SpecialDay>;

/// All that decides whether a hall is open. What was said of a date counts before a holiday, a holiday before the week. The
/// calendar's length of week plays no part, because a hall may well open on a Saturday on which no working day is counted.
#[derive(Debug, Clone, Copy)]
pub struct Door<'a> {
    /// The usual hours.
    pub week: &'a WeeklyHours,
    /// Holidays, national and the region's own.
    pub holidays: &'a WorkCalendar,
    /// Dates that are otherwise.
    pub special: &'a SpecialDays,
}

/// One date at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HallDay<'a> {
    /// The hours of the date.
    pub hours: &'a [OpenRange],
    /// Why they are not those of the week; none where they are.
    pub because: Option<&'a str>,
    /// Whether the reason is a holiday.
    pub holiday: bool,
}

/// What the sign at the door says at one instant; all times are local.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HallState {
    /// Open, until this time today.
    OpenUntil(NaiveTime),
    /// Closed at this hour or on this day; opens next then.
    OpensAt(NaiveDate, NaiveTime),
    /// Closed the whole day for this reason.
    ClosedFor {
        /// What is celebrated, or what the region wrote.
        reason: String,
        /// The next opening, none if no hours are set.
        reopens: Option<(NaiveDate, NaiveTime)>,
    },
    /// No opening hours are set, or none fall within a year.
    NoHours,
}

impl<'a> Door<'a> {
    /// The hours of one date, and why they are what they are.
    pub fn on(&self, date: NaiveDate) -> HallDay<'a> {
        if let Some(day) = self.special.get(&date) {
            return HallDay { hours: day.hours.ranges(), because: Some(&day.reason), holiday: false };
        }
        match self.holidays.holiday(date) {
            Some(holiday) => HallDay { hours: &[], because: Some(&holiday.name), holiday: true },
            None => HallDay { hours: self.week.on(date.weekday()), because: None, holiday: false },
        }
    }

    /// What the sign at the door says.
    pub fn state_at(&self, at: DateTime<Utc>, zone: Zone) -> HallState {
        let now = zone.local(at);
        let today = self.on(now.date());
        if let (true, Some(reason)) = (today.hours.is_empty(), today.because) {
            let reopens = self.opening_after(now.date(), now.time());
            return HallState::ClosedFor { reason: reason.to_owned(), reopens };
        }
        if let Some(range) = today.hours.iter().find(|range| range.contains(now.time())) {
            return HallState::OpenUntil(end_of_stretch(today.hours, *range));
        }
        match self.opening_after(now.date(), now.time()) {
            Some((date, time)) => HallState::OpensAt(date, time),
            None => HallState::NoHours,
        }
    }

    /// The first instant after `at` at which what the sign says may differ: an opening, a closing or local midnight.
    /// A page that shows the state may be kept until then.
    pub fn next_change(&self, at: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
        let now = zone.local(at);
        let midnight = zone.midnight(next_day(now.date()));
        let turns = self.on(now.date()).hours.iter().flat_map(|range| [range.open(), range.close()]);
        let turn = turns.filter(|time| *time > now.time()).min();
        turn.map_or(midnight, |time| zone.instant(now.date(), time))
    }

    fn opening_after(&self, date: NaiveDate, time: NaiveTime) -> Option<(NaiveDate, NaiveTime)> {
        std::iter::successors(Some(date), |day| Some(next_day(*day)))
            .take(HORIZON_DAYS + 1)
            .flat_map(|day| self.on(day).hours.iter().map(move |range| (day, range.open())))
            .find(|opening| *opening > (date, time))
    }
}

/// Stretches that touch (08.00-12.00, 12.00-15.00) are one to somebody at the door.
fn end_of_stretch(hours: &[OpenRange], range: OpenRange) -> NaiveTime {
    hours.iter().fold(range.close(), |end, next| if next.open() == end { next.close() } else { end })
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::{Holiday, HolidayKind, WorkWeek};

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

    /// 24 December until noon, 26 December, a Saturday, closed, Sunday the 27th open.
    fn special() -> SpecialDays {
        let day = |day, hours: &str, reason: &str| {
            (date(12, day), SpecialDay { hours: DayHours::parse(hours).unwrap(), reason: reason.to_owned() })
        };
        [
            day(24, "08.00-12.00", "Persiapan Natal"),
            day(26, "", "Pemeliharaan listrik"),
            day(27, "09.00-11.00", "Bazar"),
        ]
        .into_iter()
        .collect()
    }

    /// What a door says with those special days, and without any.
    fn with<T>(special: &SpecialDays, ask: impl FnOnce(Door<'_>) -> T) -> T {
        let (hours, calendar) = (hours(), calendar());
        ask(Door { week: &hours, holidays: &calendar, special })
    }

    fn usual<T>(ask: impl FnOnce(Door<'_>) -> T) -> T {
        with(&SpecialDays::new(), ask)
    }

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H.%M").unwrap()
    }

    fn wit(month: u32, day: u32, clock: &str) -> DateTime<Utc> {
        Zone::Wit.instant(date(month, day), time(clock))
    }

    #[test]
    fn a_day_has_its_openings_and_breaks() {
        let state = |clock| usual(|door| door.state_at(wit(11, 23, clock), Zone::Wit));
        assert_eq!(state("07.59"), HallState::OpensAt(date(11, 23), time("08.00")));
        assert_eq!(state("08.00"), HallState::OpenUntil(time("12.00")));
        assert_eq!(state("12.00"), HallState::OpensAt(date(11, 23), time("13.00")));
        assert_eq!(state("15.00"), HallState::OpensAt(date(11, 24), time("08.00")));
    }

    #[test]
    fn the_day_is_the_local_one() {
        // Monday 08.00 in Jayapura is still Sunday in UTC; in Jakarta it is 06.00.
        let at = wit(11, 23, "08.00");
        assert_eq!(at.date_naive(), date(11, 22));
        assert_eq!(usual(|door| door.state_at(at, Zone::Wit)), HallState::OpenUntil(time("12.00")));
        assert_eq!(usual(|door| door.state_at(at, Zone::Wib)), HallState::OpensAt(date(11, 23), time("08.00")));
    }

    #[test]
    fn a_holiday_closes_and_names_itself() {
        let state = usual(|door| door.state_at(wit(12, 25, "09.00"), Zone::Wit));
        let HallState::ClosedFor { reason, reopens } = state else { panic!("{state:?}") };
        assert_eq!(reason, "Hari Raya Natal");
        assert_eq!(reopens, Some((date(12, 28), time("08.00"))));
    }

    #[test]
    fn an_opening_on_a_holiday_is_skipped() {
        let state = usual(|door| door.state_at(wit(12, 24, "16.00"), Zone::Wit));
        assert_eq!(state, HallState::OpensAt(date(12, 28), time("08.00")));
    }

    #[test]
    fn without_hours_nothing_is_promised() {
        let (none, calendar, special) = (WeeklyHours::default(), calendar(), SpecialDays::new());
        let door = Door { week: &none, holidays: &calendar, special: &special };
        assert_eq!(door.state_at(wit(11, 23, "09.00"), Zone::Wit), HallState::NoHours);
    }

    #[test]
    fn stretches_that_touch_are_one() {
        let mut hours = WeeklyHours::default();
        hours.set_text(Weekday::Mon, "08.00-12.00, 12.00-15.00").unwrap();
        let (calendar, special) = (calendar(), SpecialDays::new());
        let door = Door { week: &hours, holidays: &calendar, special: &special };
        let state = door.state_at(wit(11, 23, "09.00"), Zone::Wit);
        assert_eq!(state, HallState::OpenUntil(time("15.00")));
    }

    #[test]
    fn the_next_change_is_an_opening_a_closing_or_midnight() {
        let next = |at| usual(|door| door.next_change(at, Zone::Wit));
        assert_eq!(next(wit(11, 23, "07.00")), wit(11, 23, "08.00"));
        assert_eq!(next(wit(11, 23, "08.00")), wit(11, 23, "12.00"));
        assert_eq!(next(wit(11, 23, "15.00")), wit(11, 24, "0.00"));
        assert_eq!(next(wit(12, 25, "09.00")), wit(12, 26, "0.00"));
    }

    #[test]
    fn what_was_said_of_a_date_counts_before_week_and_holiday() {
        let special = special();
        let state = |day, clock| with(&special, |door| door.state_at(wit(12, day, clock), Zone::Wit));
        assert_eq!(state(24, "09.00"), HallState::OpenUntil(time("12.00")));
        assert_eq!(state(24, "12.00"), HallState::OpensAt(date(12, 27), time("09.00")));
        let closed = HallState::ClosedFor {
            reason: "Pemeliharaan listrik".to_owned(),
            reopens: Some((date(12, 27), time("09.00"))),
        };
        assert_eq!(state(26, "09.00"), closed);
        assert_eq!(state(27, "10.00"), HallState::OpenUntil(time("11.00")));
        let open =
            [(date(12, 25), SpecialDay { hours: DayHours::parse("08.00-10.00").unwrap(), reason: "Piket".into() })];
        let on_the_holiday = with(&open.into(), |door| door.state_at(wit(12, 25, "09.00"), Zone::Wit));
        assert_eq!(on_the_holiday, HallState::OpenUntil(time("10.00")));
    }

    #[test]
    fn nothing_changes_before_the_next_change() {
        let special = special();
        let mut at = wit(12, 21, "0.00");
        while at < wit(12, 29, "0.00") {
            let next = with(&special, |door| door.next_change(at, Zone::Wit));
            assert!(next > at);
            let last = next - chrono::TimeDelta::seconds(1);
            let state = |at| with(&special, |door| door.state_at(at, Zone::Wit));
            assert_eq!(state(at), state(last));
            at = next;
        }
    }
}
