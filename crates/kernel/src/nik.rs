//! NIK, the number of a citizen.

use std::fmt;

use chrono::NaiveDate;

use crate::{ProvinceCode, Sex};

const LENGTH: usize = 16;

/// Women carry their day of birth plus this.
const FEMALE_OFFSET: u32 = 40;

/// Provinces a NIK may begin with: the 38 of today and 54, Timor Timur, whose numbers stay valid.
#[rustfmt::skip]
const PROVINCES: [u8; 39] = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96,
];

/// A citizen number of 16 digits: PPKKCC where the person was first registered, DDMMYY of birth, NNNN serial.
///
/// There is no check digit, and whether the number exists only Dukcapil can say. `Display` is masked, `Debug` shows
/// nothing, and there is no serde: the number leaves only through [`reveal`](Self::reveal).
#[derive(Clone, PartialEq, Eq)]
pub struct Nik([u8; LENGTH]);

/// Which part of a NIK is wrong. Never carries the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    /// Nothing was typed.
    #[error("NIK belum diisi.")]
    Empty,
    /// Something that is not a digit.
    #[error("NIK hanya berisi angka.")]
    Character,
    /// Not 16 digits; holds how many were typed.
    #[error("NIK terdiri atas 16 angka; yang Anda isikan {0} angka.")]
    Length(usize),
    /// Digits 1-2.
    #[error("Dua angka pertama NIK bukan kode provinsi.")]
    Province,
    /// Digits 7-8 are neither 01-31 nor 41-71.
    #[error("Angka ke-7 dan ke-8 NIK (tanggal lahir) harus 01–31, atau 41–71 untuk perempuan.")]
    Day,
    /// Digits 9-10.
    #[error("Angka ke-9 dan ke-10 NIK (bulan lahir) harus 01–12.")]
    Month,
    /// The day does not occur in that month and year.
    #[error("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada di kalender.")]
    BirthDate,
    /// Digits 13-16 are 0000.
    #[error("Empat angka terakhir NIK tidak boleh 0000.")]
    Serial,
}

impl Nik {
    /// Reads 16 digits; blanks, dots and dashes between them are ignored.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let digits = digits_of(text)?;
        let nik = Self(digits);
        if !PROVINCES.contains(&nik.two(0)) {
            return Err(NikError::Province);
        }
        if !matches!(nik.two(6), 1..=31 | 41..=71) {
            return Err(NikError::Day);
        }
        if !matches!(nik.two(8), 1..=12) {
            return Err(NikError::Month);
        }
        if nik.born_in(1900).or(nik.born_in(2000)).is_none() {
            return Err(NikError::BirthDate);
        }
        if nik.two(12) == 0 && nik.two(14) == 0 {
            return Err(NikError::Serial);
        }
        Ok(nik)
    }

    /// The 16 digits, for encryption, the keyed index and the document itself; never for a log, an address or an error.
    pub fn reveal(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }

    /// The province of first registration, which need not be where the person lives.
    pub fn province(&self) -> ProvinceCode {
        ProvinceCode::from_number(self.two(0)).expect("the provinces a NIK begins with are valid codes")
    }

    /// Sex as encoded. One that differs from the profile is a warning, never a refusal.
    pub fn sex(&self) -> Sex {
        if u32::from(self.two(6)) > FEMALE_OFFSET { Sex::Female } else { Sex::Male }
    }

    /// The latest date of birth the number can mean that is not after `today`; none if every reading lies in the
    /// future or is no date. One that differs from the profile is a warning, never a refusal.
    pub fn birth_date(&self, today: NaiveDate) -> Option<NaiveDate> {
        [2000, 1900].into_iter().filter_map(|century| self.born_in(century)).find(|date| *date <= today)
    }

    fn born_in(&self, century: i32) -> Option<NaiveDate> {
        let day = u32::from(self.two(6)) % FEMALE_OFFSET;
        let year = century + i32::from(self.two(10));
        NaiveDate::from_ymd_opt(year, u32::from(self.two(8)), day)
    }

    fn two(&self, at: usize) -> u8 {
        (self.0[at] - b'0') * 10 + (self.0[at + 1] - b'0')
    }
}

fn digits_of(text: &str) -> Result<[u8; LENGTH], NikError> {
    let typed: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    if typed.is_empty() {
        return Err(NikError::Empty);
    }
    let digits: Vec<u8> = typed
        .iter()
        .map(|c| u8::try_from(*c).ok().filter(u8::is_ascii_digit).ok_or(NikError::Character))
        .collect::<Result<_, _>>()?;
    let length = digits.len();
    digits.try_into().map_err(|_| NikError::Length(length))
}

/// Masked: `3314********0001`.
impl fmt::Display for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.reveal();
        write!(f, "{}********{}", &number[..4], &number[12..])
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nik(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_number_tells_province_sex_and_birth() {
        let nik = Nik::parse("3314 0152 0890 0001").unwrap();
        assert_eq!(nik.province().number(), 33);
        assert_eq!(nik.sex(), Sex::Female);
        assert_eq!(nik.birth_date(date(2026, 11, 23)), Some(date(1990, 8, 12)));
        assert_eq!(Nik::parse("3314011208900001").unwrap().sex(), Sex::Male);
    }

    #[test]
    fn the_century_is_the_latest_that_is_not_in_the_future() {
        let nik = Nik::parse("3314012311260001").unwrap();
        assert_eq!(nik.birth_date(date(2026, 11, 22)), Some(date(1926, 11, 23)));
        assert_eq!(nik.birth_date(date(2026, 11, 23)), Some(date(2026, 11, 23)));
    }

    #[test]
    fn a_leap_day_needs_one_century_in_which_it_exists() {
        assert!(Nik::parse("3314012902000001").is_ok(), "2000 is a leap year though 1900 is not");
        assert_eq!(Nik::parse("3314012902010001"), Err(NikError::BirthDate));
        assert_eq!(Nik::parse("3314017104900001"), Err(NikError::BirthDate), "31 April, a woman");
    }

    #[test]
    fn each_wrong_part_is_named() {
        for (text, error) in [
            ("  ", NikError::Empty),
            ("33140112O8900001", NikError::Character),
            ("331401120890000", NikError::Length(15)),
            ("33140112089000011", NikError::Length(17)),
            ("9914011208900001", NikError::Province),
            ("3314010008900001", NikError::Day),
            ("3314013208900001", NikError::Day),
            ("3314014008900001", NikError::Day),
            ("3314017208900001", NikError::Day),
            ("3314011213900001", NikError::Month),
            ("3314011208900000", NikError::Serial),
        ] {
            assert_eq!(Nik::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn numbers_of_old_provinces_stay_valid() {
        assert!(Nik::parse("5401011208700001").is_ok());
    }

    #[test]
    fn only_reveal_shows_the_number() {
        let nik = Nik::parse("3314011208900001").unwrap();
        assert_eq!(nik.to_string(), "3314********0001");
        assert_eq!(format!("{nik:?}"), "Nik(hidden)");
        assert_eq!(nik.reveal(), "3314011208900001");
    }
}
