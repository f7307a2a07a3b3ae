//! Rupiah, and numbers as they are written in Indonesia.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A sum in whole rupiah, never negative. Fees have no sen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Rupiah(i64);

/// Why a text or number is not a sum of rupiah.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RupiahError {
    /// Nothing was typed.
    #[error("Jumlah uang belum diisi.")]
    Empty,
    /// Below zero.
    #[error("Jumlah uang tidak boleh kurang dari nol.")]
    Negative,
    /// Not written as `25000` or `25.000`.
    #[error("Tulis jumlah uang dengan angka, misalnya 25000 atau 25.000.")]
    Shape,
    /// Sen other than ,00.
    #[error("Jumlah uang ditulis dalam rupiah bulat, tanpa sen.")]
    Cents,
    /// More than can be counted.
    #[error("Jumlah uang terlalu besar.")]
    TooLarge,
}

impl Rupiah {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);

    /// A sum of whole rupiah.
    pub fn new(amount: i64) -> Result<Self, RupiahError> {
        if amount < 0 { Err(RupiahError::Negative) } else { Ok(Self(amount)) }
    }

    /// Reads `25000`, `25.000`, `Rp 25.000`, `Rp25.000,00` and `25.000,-`.
    pub fn parse(text: &str) -> Result<Self, RupiahError> {
        let text = text.trim();
        let amount = strip_currency(text).trim_start();
        if amount.is_empty() {
            return Err(RupiahError::Empty);
        }
        if amount.starts_with(['-', '−']) || text.starts_with(['-', '−']) {
            return Err(RupiahError::Negative);
        }
        let whole = match amount.split_once(',') {
            None | Some((_, "-" | "0" | "00")) => amount.split(',').next().unwrap_or(amount),
            Some((_, sen)) if sen.len() <= 2 && sen.bytes().all(|b| b.is_ascii_digit()) => {
                return Err(RupiahError::Cents);
            }
            Some(_) => return Err(RupiahError::Shape),
        };
        if !is_grouped(whole) {
            return Err(RupiahError::Shape);
        }
        whole.replace('.', "").parse().map(Self).map_err(|_| RupiahError::TooLarge)
    }

    /// The sum as a number.
    pub fn amount(self) -> i64 {
        self.0
    }

    /// Whether there is nothing to pay.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum of both, unless it is more than can be counted.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// `Rp 25.000` with a no-break space, for pages and letters.
    pub fn typeset(self) -> String {
        format!("Rp\u{A0}{}", grouped(self.0.unsigned_abs()))
    }
}

/// A count with the Indonesian separator of thousands: `1.418`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

fn strip_currency(text: &str) -> &str {
    match text.get(..2) {
        Some(mark) if mark.eq_ignore_ascii_case("rp") => text[2..].strip_prefix('.').unwrap_or(&text[2..]),
        _ => text,
    }
}

/// All digits, or digits with a dot before each three.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split('.');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let in_threes = |group: &str| group.len() == 3 && digits(group);
    digits(first) && (!text.contains('.') || (first.len() <= 3 && groups.all(in_threes)))
}

impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rp {}", grouped(self.0.unsigned_abs()))
    }
}

impl FromStr for Rupiah {
    type Err = RupiahError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<i64> for Rupiah {
    type Error = RupiahError;

    fn try_from(amount: i64) -> Result<Self, Self::Error> {
        Self::new(amount)
    }
}

impl From<Rupiah> for i64 {
    fn from(sum: Rupiah) -> Self {
        sum.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_with_dots() {
        let sum = Rupiah::new(25_000).unwrap();
        assert_eq!(sum.to_string(), "Rp 25.000");
        assert_eq!(sum.typeset(), "Rp\u{A0}25.000");
        assert_eq!(Rupiah::ZERO.to_string(), "Rp 0");
        assert_eq!([7, 418, 1_418, 19_000_000_000].map(grouped), ["7", "418", "1.418", "19.000.000.000"]);
    }

    #[test]
    fn every_usual_spelling_is_read() {
        for text in ["25000", "25.000", "Rp 25.000", "rp25.000,00", "Rp. 25.000,-", " 25.000,0 ", "Rp\u{A0}25.000"] {
            assert_eq!(Rupiah::parse(text).map(Rupiah::amount), Ok(25_000), "{text}");
        }
    }

    #[test]
    fn what_is_no_sum_is_refused_with_its_reason() {
        for (text, error) in [
            ("Rp", RupiahError::Empty),
            ("-1", RupiahError::Negative),
            ("Rp -25.000", RupiahError::Negative),
            ("2.50", RupiahError::Shape),
            ("25,000", RupiahError::Shape),
            ("1234.567", RupiahError::Shape),
            ("gratis", RupiahError::Shape),
            ("25.000.", RupiahError::Shape),
            (",00", RupiahError::Shape),
            ("25.000,50", RupiahError::Cents),
            ("99999999999999999999", RupiahError::TooLarge),
        ] {
            assert_eq!(Rupiah::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn json_is_a_number_that_is_checked_on_the_way_in() {
        assert_eq!(serde_json::to_string(&Rupiah::new(25_000).unwrap()).unwrap(), "25000");
        assert!(serde_json::from_str::<Rupiah>("-1").is_err());
    }
}
