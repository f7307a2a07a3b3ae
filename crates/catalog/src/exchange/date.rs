//! Days as people and spreadsheets write them.

use balai_sheets::Cell;
use chrono::{Days, NaiveDate};

use super::problem::Fault;

const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "pebruari", "february"],
    &["maret", "mar", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "ags", "agt", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct", "october"],
    &["november", "nov", "nop", "nopember"],
    &["desember", "des", "dec", "december"],
];

/// Days since 30 December 1899 that a bare number may mean: 1954 to 2064.
const SERIALS: std::ops::Range<f64> = 20_000.0..60_000.0;

/// The day in a cell; none where it is empty.
pub(super) fn day(cell: &Cell) -> Result<Option<NaiveDate>, Fault> {
    let wrong = || Fault::new("Bukan tanggal", "Tulis seperti 2/11/2026 atau 2 November 2026");
    match cell {
        _ if cell.is_empty() => Ok(None),
        Cell::Date(at) => Ok(Some(at.date())),
        Cell::Number(number) => serial(*number).map(Some).ok_or_else(wrong),
        Cell::Text(text) => {
            let bare: Option<f64> = text.trim().parse().ok();
            bare.and_then(serial).or_else(|| written(text)).map(Some).ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

/// A day that lost its format and is a number of days now.
fn serial(number: f64) -> Option<NaiveDate> {
    if !SERIALS.contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range just checked")]
    let days = number.trunc() as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// `2026-11-02`, `2/11/2026`, `2-11-26`, `2 November 2026`.
fn written(text: &str) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase();
    let lower = lower.strip_suffix(" 00:00:00").unwrap_or(&lower);
    let parts: Vec<&str> = lower.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if first.len() == 4 {
        return NaiveDate::from_ymd_opt(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    }
    let month = second.parse().ok().or_else(|| {
        let place = MONTHS.iter().position(|names| names.contains(second))?;
        u32::try_from(place + 1).ok()
    })?;
    let year: i32 = third.parse().ok()?;
    let year = if third.len() == 2 { 2_000 + year } else { year };
    (1_945..2_200).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, first.parse().ok()?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        for text in ["2026-11-02", "2/11/2026", "02-11-2026", "2 November 2026", "2 Nop 2026", "2.11.26", "46328"] {
            assert_eq!(day(&Cell::text(text)), Ok(Some(expected)), "{text}");
        }
        assert_eq!(day(&Cell::Number(46_328.0)), Ok(Some(expected)));
        assert_eq!(day(&Cell::day(expected)), Ok(Some(expected)));
        assert_eq!(day(&Cell::Empty), Ok(None));
        for text in ["31/2/2026", "kemarin", "2026", "11/2026", "65/1"] {
            assert!(day(&Cell::text(text)).is_err(), "{text}");
        }
    }
}
