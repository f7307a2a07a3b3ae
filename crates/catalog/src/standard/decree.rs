//! The decree behind a version.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Line;

/// The decree (surat keputusan) by which a version of a standard was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct Decree {
    number: Line,
    date: NaiveDate,
    effective_from: NaiveDate,
}

/// Why number and dates are not a decree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecreeError {
    /// It would hold before it was signed.
    #[error("Tanggal berlaku tidak boleh sebelum tanggal penetapan.")]
    EffectiveBeforeSigned,
}

#[derive(Serialize, Deserialize)]
struct Fields {
    number: Line,
    date: NaiveDate,
    effective_from: NaiveDate,
}

impl Decree {
    /// A decree with its number, the date it was signed and the date from which it holds.
    pub fn new(number: Line, date: NaiveDate, effective_from: NaiveDate) -> Result<Self, DecreeError> {
        if effective_from < date {
            return Err(DecreeError::EffectiveBeforeSigned);
        }
        Ok(Self { number, date, effective_from })
    }

    /// Its number, as written on it.
    pub fn number(&self) -> &Line {
        &self.number
    }

    /// When it was signed.
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// From when it holds.
    pub fn effective_from(&self) -> NaiveDate {
        self.effective_from
    }
}

impl TryFrom<Fields> for Decree {
    type Error = DecreeError;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        Self::new(fields.number, fields.date, fields.effective_from)
    }
}

impl From<Decree> for Fields {
    fn from(decree: Decree) -> Self {
        Self { number: decree.number, date: decree.date, effective_from: decree.effective_from }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decree_cannot_hold_before_it_was_signed() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 1, d).unwrap();
        let number = Line::parse("065/12/2026").unwrap();
        assert!(Decree::new(number.clone(), day(5), day(5)).is_ok());
        assert_eq!(Decree::new(number, day(5), day(4)), Err(DecreeError::EffectiveBeforeSigned));
    }
}
