//! Days as they are typed into the desk's forms.

use chrono::{Datelike as _, NaiveDate};

/// `27-3-2026`, as [`date`] reads it.
pub(crate) fn typed_date(date: NaiveDate) -> String {
    date.format("%-d-%-m-%Y").to_string()
}

/// Reads `2026-03-27` as machines send it, and `27 3 2026` or `27/3/2026` as people type it.
pub(crate) fn date(text: &str) -> Result<NaiveDate, &'static str> {
    let text = text.trim();
    let iso = text.parse::<NaiveDate>().ok();
    let parts: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let typed = match parts[..] {
        [day, month, year] => match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day),
            _ => None,
        },
        _ => None,
    };
    let sane = |date: &NaiveDate| (1945..=2100).contains(&date.year());
    iso.filter(sane).or(typed.filter(sane)).ok_or("Tulis tanggal seperti 27-3-2026.")
}

/// The same where the field may stay empty.
pub(crate) fn date_or_none(text: &str) -> Result<Option<NaiveDate>, &'static str> {
    if text.trim().is_empty() { Ok(None) } else { date(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_browsers_send_it_and_as_people_type_it() {
        let expected = NaiveDate::from_ymd_opt(2026, 3, 27).expect("a date");
        for text in ["2026-03-27", "27-3-2026", "27 3 2026", " 27/03/2026 ", "27.3.2026"] {
            assert_eq!(date(text), Ok(expected), "{text}");
        }
        for text in ["", "27-3", "27-13-2026", "31-2-2026", "besok", "27-3-2026-1", "27-3-26"] {
            assert!(date(text).is_err(), "{text}");
        }
        assert_eq!(date_or_none(" "), Ok(None));
        assert_eq!(date(&typed_date(expected)), Ok(expected));
    }
}
