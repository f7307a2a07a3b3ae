//! Opening hours as seven fields, one for each day of the week.

use balai_kernel::{Language, WeeklyHours, weekday_name};
use chrono::Weekday;

use super::typed::Typed;
use crate::forms::Field;

/// The days with the names of their fields.
const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "senin"),
    (Weekday::Tue, "selasa"),
    (Weekday::Wed, "rabu"),
    (Weekday::Thu, "kamis"),
    (Weekday::Fri, "jumat"),
    (Weekday::Sat, "sabtu"),
    (Weekday::Sun, "minggu"),
];

/// The hours of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayField {
    /// `Senin`
    pub day: &'static str,
    /// `08.00-15.00`
    pub hours: Field,
}

/// The week with these hours.
pub(super) fn week(hours: &WeeklyHours) -> Vec<DayField> {
    days(|day, _| hours.text(day))
}

/// The week as it was typed.
pub(super) fn typed_week(typed: &Typed) -> Vec<DayField> {
    days(|_, name| typed.text(name).to_owned())
}

fn days(text: impl Fn(Weekday, &str) -> String) -> Vec<DayField> {
    let field = |(day, name): (Weekday, &'static str)| DayField {
        day: weekday_name(day, Language::Indonesian),
        hours: Field::new(name).with(text(day, name)),
    };
    DAYS.map(field).to_vec()
}

/// Reads the week; what does not read stays with its day.
pub(super) fn read_week(week: &mut [DayField]) -> Option<WeeklyHours> {
    let mut hours = WeeklyHours::default();
    let read: Vec<Option<()>> =
        DAYS.iter().zip(week).map(|((day, _), field)| field.hours.read(|text| hours.set_text(*day, text))).collect();
    read.into_iter().collect::<Option<Vec<()>>>().map(|_| hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_as_it_is_shown() {
        let mut typed = typed_week(&Typed::parse(b"senin=08.00-15.00&jumat=08.00-11.30,+13.00-15.00"));
        let hours = read_week(&mut typed).expect("hours");
        assert_eq!(week(&hours)[4].hours.value, "08.00-11.30, 13.00-15.00");
        let mut wrong = typed_week(&Typed::parse(b"senin=pagi&selasa=08.00-15.00"));
        assert_eq!(read_week(&mut wrong), None);
        assert!(wrong[0].hours.error.is_some() && wrong[1].hours.error.is_none());
    }
}
