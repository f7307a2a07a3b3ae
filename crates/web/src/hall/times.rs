//! The hall's hours as its pages say them: now, in the week, and on the next days that are otherwise.

use balai_kernel::{Door as Entrance, HallDay, HallState, OpenRange, SpecialDays, WeeklyHours, WorkCalendar, Zone};
use balai_tenancy::Hall;
use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Utc, Weekday};

use crate::parts::{Door, HoursLine, Opening};
use crate::words::Words;

/// How many days ahead holidays are announced.
const AHEAD: u64 = 14;
/// Up to this many days ahead a weekday's name says enough.
const THIS_WEEK: i64 = 6;
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Whose hours are read, and how.
#[derive(Clone, Copy)]
pub struct Times<'a> {
    /// The language.
    pub w: Words,
    /// The zone of the region.
    pub zone: Zone,
    /// Holidays, national and the region's own.
    pub holidays: &'a WorkCalendar,
    /// Dates at which the hall is otherwise.
    pub special: &'a SpecialDays,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Times<'_> {
    /// Open now, or when again; none while no hours are set.
    pub fn opening(&self, hall: &Hall) -> Option<Opening> {
        let w = self.w;
        let (today, door) = (self.zone.date(self.now), self.door(&hall.hours));
        let (sign, says) = match door.state_at(self.now, self.zone) {
            HallState::NoHours => return None,
            HallState::OpenUntil(time) => {
                (Door::Open, w.say("hall-open-until").put("time", self.time(time)).to_string())
            }
            HallState::OpensAt(date, time) => (Door::Closed, self.again(Some((date, time)))),
            HallState::ClosedFor { reopens, .. } => (Door::Closed, self.again(reopens)),
        };
        let mut line = format!("{}.", w.long_date(today));
        if let HallDay { because: Some(reason), hours, holiday } = door.on(today) {
            let key = match (holiday, hours.is_empty()) {
                (true, _) => "hall-holiday",
                (false, true) => "hall-closed-today",
                (false, false) => "hall-other-hours",
            };
            line = format!("{line} {}", w.say(key).put("name", reason));
        }
        Some(Opening { door: sign, says, today: line })
    }

    /// The week, days with equal hours in one line; closed days are said too. Empty while no hours are set.
    pub fn week(&self, hours: &WeeklyHours) -> Vec<HoursLine> {
        if WEEK.iter().all(|day| hours.on(*day).is_empty()) {
            return Vec::new();
        }
        let mut lines: Vec<(Weekday, Weekday, String)> = Vec::new();
        for day in WEEK {
            let said = self.day(hours, day);
            match lines.last_mut() {
                Some((_, last, text)) if *text == said => *last = day,
                _ => lines.push((day, day, said)),
            }
        }
        let days = |from: Weekday, to: Weekday| match self.w {
            w if from == to => w.day(from).to_owned(),
            w => format!("{}–{}", w.day(from), w.day(to)),
        };
        lines.into_iter().map(|(from, to, hours)| HoursLine { days: days(from, to), hours }).collect()
    }

    /// The days of the next two weeks on which the hall is not as in other weeks, each with its reason.
    pub fn exceptions(&self, hours: &WeeklyHours) -> Vec<HoursLine> {
        let (today, door) = (self.zone.date(self.now), self.door(hours));
        let days = (0..AHEAD).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
        days.filter_map(|date| {
            let day = door.on(date);
            let reason = day.because?;
            // a holiday on a day that is closed anyway is no news at the door
            if day.holiday && hours.on(date.weekday()).is_empty() {
                return None;
            }
            let hours = if day.hours.is_empty() {
                self.w.say("hall-closed-for").put("name", reason)
            } else {
                self.w.say("hall-hours-because").put("hours", self.ranges(day.hours)).put("name", reason)
            };
            Some(HoursLine { days: self.w.long_date(date), hours: hours.to_string() })
        })
        .collect()
    }

    fn door<'d>(&'d self, week: &'d WeeklyHours) -> Entrance<'d> {
        Entrance { week, holidays: self.holidays, special: self.special }
    }

    /// The week in one line: `Senin–Kamis 08.00–15.00 WIB, Jumat 08.00–14.00 WIB.` Closed days are left out.
    pub fn in_short(&self, hours: &WeeklyHours) -> Option<String> {
        let closed = self.w.t("hall-closed");
        let open = self.week(hours).into_iter().filter(|line| line.hours != closed);
        let lines: Vec<String> = open.map(|line| format!("{} {}", line.days, line.hours)).collect();
        (!lines.is_empty()).then(|| format!("{}.", lines.join("; ")))
    }

    fn day(&self, hours: &WeeklyHours, day: Weekday) -> String {
        let ranges = hours.on(day);
        if ranges.is_empty() { self.w.t("hall-closed") } else { self.ranges(ranges) }
    }

    fn ranges(&self, ranges: &[OpenRange]) -> String {
        let zone = self.zone.abbreviation();
        let ranges = ranges.iter().map(|range| self.w.hours(range.open(), range.close(), zone));
        ranges.collect::<Vec<_>>().join(", ")
    }

    fn again(&self, opening: Option<(NaiveDate, NaiveTime)>) -> String {
        let Some((date, time)) = opening else { return self.w.t("hall-closed-now") };
        let (today, time) = (self.zone.date(self.now), self.time(time));
        let when = match (date - today).num_days() {
            0 => time,
            1..=THIS_WEEK => format!("{} {time}", self.w.day(date.weekday())),
            _ => format!("{} {time}", self.w.long_date(date)),
        };
        self.w.say("hall-opens-again").put("when", when).to_string()
    }

    fn time(&self, time: NaiveTime) -> String {
        self.w.time(time, self.zone.abbreviation())
    }
}

#[cfg(test)]
mod tests {
    use balai_kernel::{DayHours, Holiday, HolidayKind, SpecialDay, WorkWeek};

    use super::*;

    fn hall() -> Hall {
        let mut hours = WeeklyHours::default();
        for day in &WEEK[..4] {
            hours.set_text(*day, "08.00-15.00").expect("hours");
        }
        hours.set_text(Weekday::Fri, "08.00-11.30, 13.00-14.30").expect("hours");
        Hall { name: "Balai Contoh".into(), hours, ..Hall::default() }
    }

    fn special() -> SpecialDays {
        let day = |day, hours, reason: &str| {
            let date = NaiveDate::from_ymd_opt(2026, 12, day).expect("a date");
            (date, SpecialDay { hours: DayHours::parse(hours).expect("hours"), reason: reason.into() })
        };
        [
            day(16, "", "Pemeliharaan listrik"),
            day(17, "08.00-11.00", "Rapat pegawai"),
            day(19, "09.00-12.00", "Bazar UMKM"),
        ]
        .into()
    }

    fn holidays() -> WorkCalendar {
        let joint = Holiday {
            date: NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date"),
            name: "Cuti bersama Natal".into(),
            kind: HolidayKind::JointLeave,
            legal_basis: String::new(),
            estimated: false,
        };
        WorkCalendar::new(WorkWeek::FiveDays, [joint])
    }

    fn opening(at: &str) -> Opening {
        let (holidays, special, now) = (holidays(), special(), at.parse().expect("an instant"));
        let times = Times { w: Words::default(), zone: Zone::Wib, holidays: &holidays, special: &special, now };
        times.opening(&hall()).expect("hours are set")
    }

    #[test]
    fn the_sign_at_the_door_names_the_next_turn_in_the_regions_zone() {
        let says = |at: &str| opening(at).says.replace('\u{a0}', " ");
        assert_eq!(says("2026-11-23T02:00:00Z"), "Balai buka sampai 15.00 WIB");
        assert_eq!(says("2026-11-23T00:30:00Z"), "Balai tutup, buka lagi 08.00 WIB");
        assert_eq!(says("2026-11-27T05:00:00Z"), "Balai tutup, buka lagi 13.00 WIB");
        assert_eq!(says("2026-11-28T05:00:00Z"), "Balai tutup, buka lagi Senin 08.00 WIB");
        let holiday = opening("2026-12-24T02:00:00Z");
        assert_eq!(holiday.door, Door::Closed);
        assert_eq!(
            holiday.today.replace('\u{a0}', " "),
            "Kamis, 24 Desember 2026. Hari ini libur: Cuti bersama Natal."
        );
        let today = |at: &str| opening(at).today.replace('\u{a0}', " ");
        assert_eq!(says("2026-12-17T03:59:59Z"), "Balai buka sampai 11.00 WIB");
        assert_eq!(says("2026-12-17T04:00:00Z"), "Balai tutup, buka lagi Jumat 08.00 WIB");
        assert_eq!(today("2026-12-17T03:00:00Z"), "Kamis, 17 Desember 2026. Hari ini jam lain: Rapat pegawai.");
        assert_eq!(today("2026-12-16T03:00:00Z"), "Rabu, 16 Desember 2026. Hari ini tutup: Pemeliharaan listrik.");
    }

    #[test]
    fn days_with_equal_hours_stand_in_one_line_and_coming_holidays_follow() {
        let (holidays, special, now) = (holidays(), special(), "2026-12-15T02:00:00Z".parse().expect("an instant"));
        let times = Times { w: Words::default(), zone: Zone::Wib, holidays: &holidays, special: &special, now };
        let said = |lines: Vec<HoursLine>| {
            lines.into_iter().map(|line| format!("{}: {}", line.days, line.hours).replace('\u{a0}', " ")).collect()
        };
        let week: Vec<String> = said(times.week(&hall().hours));
        assert_eq!(
            week,
            ["Senin–Kamis: 08.00–15.00 WIB", "Jumat: 08.00–11.30 WIB, 13.00–14.30 WIB", "Sabtu–Minggu: Tutup"]
        );
        let next: Vec<String> = said(times.exceptions(&hall().hours));
        assert_eq!(
            next,
            [
                "Rabu, 16 Desember 2026: Tutup, Pemeliharaan listrik",
                "Kamis, 17 Desember 2026: 08.00–11.00 WIB, Rapat pegawai",
                "Sabtu, 19 Desember 2026: 09.00–12.00 WIB, Bazar UMKM",
                "Kamis, 24 Desember 2026: Tutup, Cuti bersama Natal"
            ]
        );
    }
}
