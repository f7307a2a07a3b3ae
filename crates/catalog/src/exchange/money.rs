//! Sums as people and spreadsheets write them.

use balai_kernel::{Rupiah, RupiahError};
use balai_sheets::Cell;

use super::problem::Fault;

/// Words after a number that make it larger.
const TIMES: [(&str, f64); 4] = [("ribu", 1e3), ("rb", 1e3), ("juta", 1e6), ("jt", 1e6)];

/// The sum in a text such as `Rp 25.000`, `25000` or `Rp. 25.000,-`.
pub(super) fn sum(text: &str) -> Result<Rupiah, Fault> {
    let bare = text.trim().trim_end_matches(['.', ' ']).trim_end_matches(",-");
    Rupiah::parse(bare).map_err(|error| match error {
        RupiahError::Shape | RupiahError::Empty => Fault::new("Bukan angka rupiah", remedy(bare)),
        other => Fault::new("Bukan angka rupiah", other.to_string()),
    })
}

/// The sum in a cell that holds a number.
pub(super) fn number(cell: &Cell) -> Option<Result<Rupiah, Fault>> {
    let Cell::Number(number) = cell else { return None };
    let whole = number.fract() == 0.0 && (0.0..9e15).contains(number);
    #[expect(clippy::cast_possible_truncation, reason = "whole and within the range just checked")]
    let sum = whole.then(|| Rupiah::new(*number as i64).ok()).flatten();
    Some(sum.ok_or_else(|| Fault::new("Bukan angka rupiah", "Tulis rupiah bulat tanpa sen, misalnya 25000")))
}

/// What to write instead, with the sum itself where it can be told.
fn remedy(text: &str) -> String {
    let lower = text.to_lowercase();
    let meant = TIMES.iter().find_map(|(word, times)| {
        let head = lower.trim_start_matches("rp").trim_start_matches('.').trim().strip_suffix(word)?.trim();
        let count: f64 = head.replace(',', ".").parse().ok()?;
        Some(count * times)
    });
    match meant {
        Some(sum) => format!("Tulis {sum:.0}, atau gratis"),
        None => "Tulis 25000, atau gratis".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_however_it_is_written() {
        for text in ["25000", "25.000", "Rp 25.000", "Rp25.000,00", "Rp. 25.000,-", "rp 25.000,-."] {
            assert_eq!(sum(text).map(Rupiah::amount), Ok(25_000), "{text}");
        }
        assert_eq!(sum("25 ribu").unwrap_err().remedy, "Tulis 25000, atau gratis");
        assert_eq!(sum("Rp 1,5 juta").unwrap_err().remedy, "Tulis 1500000, atau gratis");
        assert!(sum("sesuai Perda").is_err() && sum("-5").is_err());
        assert_eq!(number(&Cell::Number(25_000.0)).unwrap().map(Rupiah::amount), Ok(25_000));
        assert!(number(&Cell::Number(0.5)).unwrap().is_err());
    }
}
