//! NIP, the number of a civil servant.

use std::fmt;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::Sex;
use crate::parsed::parsed_from_text;

const LENGTH: usize = 18;

/// Nobody is appointed younger; a smaller gap means that digits were swapped.
const YOUNGEST_APPOINTMENT: i32 = 15;

/// A number of 18 digits: birth YYYYMMDD, appointment YYYYMM, sex, serial.
///
/// Staff on contract (PPPK) carry 2 and the count of their contracts, 21 to 29, where others have the month.
/// It holds a date of birth, so `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nip(String);

/// Which part of a NIP is wrong. Never carries the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NipError {
    /// Nothing was typed.
    #[error("NIP belum diisi.")]
    Empty,
    /// Something that is not a digit.
    #[error("NIP hanya berisi angka.")]
    Character,
    /// Not 18 digits; holds how many were typed.
    #[error("NIP terdiri atas 18 angka; yang Anda isikan {0} angka.")]
    Length(usize),
    /// Digits 1-8 are no date between 1900 and 2099.
    #[error("Angka ke-1 sampai ke-8 NIP (tahun, bulan, dan tanggal lahir) bukan tanggal yang ada di kalender.")]
    BirthDate,
    /// Digits 13-14 are neither a month nor the 21-29 of staff on contract.
    #[error("Angka ke-13 dan ke-14 NIP (bulan pengangkatan) harus 01–12, atau 21–29 untuk PPPK.")]
    AppointmentMonth,
    /// Digits 9-12 are less than 15 years after the year of birth, or more than 70.
    #[error("Angka ke-9 sampai ke-12 NIP (tahun pengangkatan) tidak sesuai dengan tahun lahir.")]
    AppointmentYear,
    /// Digit 15.
    #[error("Angka ke-15 NIP (jenis kelamin) harus 1 untuk laki-laki atau 2 untuk perempuan.")]
    Sex,
    /// Digits 16-18 are 000.
    #[error("Tiga angka terakhir NIP (nomor urut) tidak boleh 000.")]
    Serial,
}

impl Nip {
    /// Reads 18 digits; blanks between them are ignored.
    pub fn parse(text: &str) -> Result<Self, NipError> {
        let digits: String = text.split_whitespace().collect();
        match digits.chars().count() {
            0 => return Err(NipError::Empty),
            _ if !digits.bytes().all(|b| b.is_ascii_digit()) => return Err(NipError::Character),
            LENGTH => {}
            other => return Err(NipError::Length(other)),
        }
        let nip = Self(digits);
        let birth = nip.read_birth_date().ok_or(NipError::BirthDate)?;
        if !matches!(nip.number(12..14), 1..=12 | 21..=29) {
            return Err(NipError::AppointmentMonth);
        }
        if !(YOUNGEST_APPOINTMENT..=70).contains(&(nip.appointment_year() - birth.year())) {
            return Err(NipError::AppointmentYear);
        }
        if !matches!(nip.number(14..15), 1 | 2) {
            return Err(NipError::Sex);
        }
        if nip.number(15..18) == 0 {
            return Err(NipError::Serial);
        }
        Ok(nip)
    }

    /// The 18 digits without blanks.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Date of birth.
    pub fn birth_date(&self) -> NaiveDate {
        self.read_birth_date().expect("a parsed number begins with a date")
    }

    /// Year of first appointment.
    pub fn appointment_year(&self) -> i32 {
        i32::try_from(self.number(8..12)).expect("four digits fit")
    }

    /// Whether it belongs to somebody on contract (PPPK) rather than a permanent civil servant (PNS).
    pub fn is_contract(&self) -> bool {
        self.number(12..14) > 12
    }

    /// Sex as encoded.
    pub fn sex(&self) -> Sex {
        if self.number(14..15) == 1 { Sex::Male } else { Sex::Female }
    }

    fn read_birth_date(&self) -> Option<NaiveDate> {
        let year = i32::try_from(self.number(0..4)).ok().filter(|year| (1900..2100).contains(year))?;
        NaiveDate::from_ymd_opt(year, self.number(4..6), self.number(6..8))
    }

    fn number(&self, digits: Range<usize>) -> u32 {
        self.0[digits].parse().expect("only digits pass the first check")
    }
}

/// Grouped as people write it: `19900812 201503 1 001`.
impl fmt::Display for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = &self.0;
        write!(f, "{} {} {} {}", &n[..8], &n[8..14], &n[14..15], &n[15..])
    }
}

impl fmt::Debug for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nip(hidden)")
    }
}

parsed_from_text!(Nip, NipError, |nip| nip.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_birth_appointment_and_sex() {
        let nip = Nip::parse("19900812 201503 2 001").unwrap();
        assert_eq!(nip.as_str(), "199008122015032001");
        assert_eq!(nip.birth_date(), NaiveDate::from_ymd_opt(1990, 8, 12).unwrap());
        assert_eq!((nip.appointment_year(), nip.sex(), nip.is_contract()), (2015, Sex::Female, false));
        assert_eq!(nip.to_string(), "19900812 201503 2 001");
    }

    #[test]
    fn staff_on_contract_have_21_instead_of_a_month() {
        let nip = Nip::parse("199501012023211001").unwrap();
        assert!(nip.is_contract());
        assert_eq!(nip.sex(), Sex::Male);
    }

    #[test]
    fn each_wrong_part_is_named() {
        for (text, error) in [
            (" ", NipError::Empty),
            ("19900812201503200l", NipError::Character),
            ("19900812201503200", NipError::Length(17)),
            ("199002302015032001", NipError::BirthDate),
            ("099008122015032001", NipError::BirthDate),
            ("199008122015132001", NipError::AppointmentMonth),
            ("199008122015002001", NipError::AppointmentMonth),
            ("199008122004032001", NipError::AppointmentYear),
            ("199008122015033001", NipError::Sex),
            ("199008122015032000", NipError::Serial),
        ] {
            assert_eq!(Nip::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn debug_does_not_show_the_number() {
        assert_eq!(format!("{:?}", Nip::parse("199008122015032001").unwrap()), "Nip(hidden)");
    }
}
