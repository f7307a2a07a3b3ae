//! Money, dates and hours as each language writes them. What belongs together is joined by a no-break space.

use balai_kernel::Zone;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Timelike as _, Utc, Weekday};

use super::{Lang, Words};

const MONTHS: [[&str; 12]; 2] = [
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const DAYS: [[&str; 7]; 2] = [
    ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

impl Words {
    /// A count: `1.418` or `1,418`.
    pub fn number(self, count: i64) -> String {
        thousands(count, self.thousands_mark())
    }

    /// An amount in whole rupiah: `Rp 25.000` or `Rp 25,000`.
    pub fn money(self, rupiah: i64) -> String {
        format!("Rp\u{a0}{}", self.number(rupiah))
    }

    /// `22 November 2026` in both languages, with each one's month.
    pub fn date(self, date: NaiveDate) -> String {
        format!("{}\u{a0}{} {}", date.day(), MONTHS[self.row()][date.month0() as usize], date.year())
    }

    /// `Minggu, 22 November 2026`.
    pub fn long_date(self, date: NaiveDate) -> String {
        format!("{}, {}", self.day(date.weekday()), self.date(date))
    }

    /// `Senin`, `Monday`.
    pub fn day(self, day: Weekday) -> &'static str {
        DAYS[self.row()][day.num_days_from_monday() as usize]
    }

    /// A time of day with its zone: `08.00 WIB` or `08:00 WIB`.
    pub fn time(self, time: NaiveTime, zone: &str) -> String {
        format!("{}\u{a0}{zone}", self.clock(time))
    }

    /// From one time to another with their zone: `08.00–15.00 WIB`.
    pub fn hours(self, from: NaiveTime, to: NaiveTime, zone: &str) -> String {
        format!("{}–{}", self.clock(from), self.time(to, zone))
    }

    /// An instant on a region's wall: `23 November 2026, 10.12 WIB`.
    pub fn moment(self, at: DateTime<Utc>, zone: Zone) -> String {
        format!("{}, {}", self.date(zone.date(at)), self.time(zone.time(at), zone.abbreviation()))
    }

    fn clock(self, time: NaiveTime) -> String {
        let mark = match self.lang() {
            Lang::Id => '.',
            Lang::En => ':',
        };
        format!("{:02}{mark}{:02}", time.hour(), time.minute())
    }

    const fn row(self) -> usize {
        match self.lang() {
            Lang::Id => 0,
            Lang::En => 1,
        }
    }

    const fn thousands_mark(self) -> char {
        match self.lang() {
            Lang::Id => '.',
            Lang::En => ',',
        }
    }
}

/// Digits in groups of three.
pub(super) fn thousands(number: i64, mark: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut printed = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        printed.push('−');
    }
    for (n, digit) in digits.char_indices() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            printed.push(mark);
        }
        printed.push(digit);
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Words = Words::of(Lang::Id);
    const EN: Words = Words::of(Lang::En);

    #[test]
    fn money_and_counts_follow_the_language() {
        assert_eq!(ID.money(25_000), "Rp\u{a0}25.000");
        assert_eq!(EN.money(1_950_000), "Rp\u{a0}1,950,000");
        assert_eq!(
            (ID.number(999), ID.number(1_418), ID.number(-100_000)),
            ("999".into(), "1.418".into(), "−100.000".into())
        );
    }

    #[test]
    fn dates_and_hours_follow_the_language() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let (open, close) =
            (NaiveTime::from_hms_opt(8, 0, 0).expect("a time"), NaiveTime::from_hms_opt(15, 30, 0).expect("a time"));
        assert_eq!(ID.long_date(date), "Senin, 23\u{a0}November 2026");
        assert_eq!(EN.long_date(date), "Monday, 23\u{a0}November 2026");
        assert_eq!(ID.hours(open, close, "WIB"), "08.00–15.30\u{a0}WIB");
        assert_eq!(EN.hours(open, close, "WITA"), "08:00–15:30\u{a0}WITA");
    }
}
