//! What the sign at a hall's door says, and until when.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};

use crate::calendar::next_day;
use crate::{Holiday, OpenRange, WeeklyHours, WorkCalendar, Zone};

/// How far ahead the next opening is looked for. Holidays in a row are few; a year without one means there is none.
const HORIZON_DAYS: usize = 366;

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

impl WeeklyHours {
    /// What the sign at the door says. The week decides, holidays close; the calendar's length of week plays no part,
    /// because a hall may well open on a Saturday on which no working day is counted.
    pub fn state_at(&self, at: DateTime<Utc>, zone: Zone, calendar: &WorkCalendar) -> HallState {
        let now = zone.local(at);
        if let Some(holiday) = calendar.holiday(now.date()) {
            let reopens = self.opening_after(now.date(), now.time(), calendar);
            return HallState::ClosedFor { holiday: holiday.clone(), reopens };
        }
        if let Some(range) = self.on(now.weekday()).iter().find(|range| range.contains(now.time())) {
            return HallState::OpenUntil(self.end_of_stretch(now.weekday(), *range));
        }
        match self.opening_after(now.date(), now.time(), calendar) {
            Some((date, time)) => HallState::OpensAt(date, time),
            None => HallState::NoHours,
        }
    }

    /// The first instant after `at` at which what the sign says may differ: an opening, a closing or local midnight.
    /// A page that shows the state may be kept until then.
    pub fn next_change(&self, at: DateTime<Utc>, zone: Zone, calendar: &WorkCalendar) -> DateTime<Utc> {
        let now = zone.local(at);
        let midnight = zone.midnight(next_day(now.date()));
        if calendar.holiday(now.date()).is_some() {
            return midnight;
        }
        let turns = self.on(now.weekday()).iter().flat_map(|range| [range.open(), range.close()]);
        let turn = turns.filter(|time| *time > now.time()).min();
        turn.map_or(midnight, |time| zone.instant(now.date(), time))
    }

    /// Stretches that touch (08.00-12.00, 12.00-15.00) are one to somebody at the door.
    fn end_of_stretch(&self, day: Weekday, range: OpenRange) -> NaiveTime {
        self.on(day).iter().fold(range.close(), |end, next| if next.open() == end { next.close() } else { end })
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
            .flat_map(|day| self.on(day.weekday()).iter().map(move |range| (day, range.open())))
            .find(|opening| *opening > (date, time))
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
        NaiveTime::parse_from_str(text, "%H.%M").unwrap()
    }

    fn wit(month: u32, day: u32, clock: &str) -> DateTime<Utc> {
        Zone::Wit.instant(date(month, day), time(clock))
    }

    #[test]
    fn a_day_has_its_openings_and_breaks() {
        let state = |clock| hours().state_at(wit(11, 23, clock), Zone::Wit, &calendar());
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
        assert_eq!(hours().state_at(at, Zone::Wit, &calendar()), HallState::OpenUntil(time("12.00")));
        assert_eq!(hours().state_at(at, Zone::Wib, &calendar()), HallState::OpensAt(date(11, 23), time("08.00")));
    }

    #[test]
    fn a_holiday_closes_and_names_itself() {
        let state = hours().state_at(wit(12, 25, "09.00"), Zone::Wit, &calendar());
        let HallState::ClosedFor { holiday, reopens } = state else { panic!("{state:?}") };
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
        assert_eq!(WeeklyHours::default().state_at(wit(11, 23, "09.00"), Zone::Wit, &calendar()), HallState::NoHours);
    }

    #[test]
    fn stretches_that_touch_are_one() {
        let mut hours = WeeklyHours::default();
        hours.set_text(Weekday::Mon, "08.00-12.00, 12.00-15.00").unwrap();
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
            assert_eq!(hours.state_at(at, Zone::Wit, &calendar), hours.state_at(last, Zone::Wit, &calendar));
            at = next;
        }
    }
}
