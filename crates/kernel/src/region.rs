//! Codes of regions as the Ministry of Home Affairs gives them out.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;

/// Code of a kabupaten or kota, `PP.KK`: province, then the region within it.
///
/// Only the shape is checked. Which codes exist changes by decree and is therefore data, not code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode {
    province: ProvinceCode,
    local: u8,
}

/// Code of a province, two digits from 11 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProvinceCode(u8);

/// The two kinds of second-level region; the code itself says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    /// A regency; local codes 01-69.
    Kabupaten,
    /// A city; local codes 71-99.
    Kota,
}

/// Why a text is not the code of a region or province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegionCodeError {
    /// Not of the form `PP.KK` or `PPKK`.
    #[error("Kode daerah ditulis dengan empat angka, misalnya 33.14.")]
    Shape,
    /// A province code is two digits from 11 on.
    #[error("Dua angka pertama kode daerah bukan kode provinsi.")]
    Province,
    /// The local part is 00 or 70, which belong to nobody.
    #[error("Dua angka terakhir kode daerah harus 01–69 untuk kabupaten atau 71–99 untuk kota.")]
    Local,
}

impl RegionCode {
    /// Reads `33.14` or `3314`; blanks around it are ignored.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        match text.trim().as_bytes() {
            [a, b, b'.', c, d] | [a, b, c, d] => {
                let province = two_digits(*a, *b).ok_or(RegionCodeError::Shape)?;
                let local = two_digits(*c, *d).ok_or(RegionCodeError::Shape)?;
                if local == 0 || local == 70 {
                    return Err(RegionCodeError::Local);
                }
                Ok(Self { province: ProvinceCode::from_number(province)?, local })
            }
            _ => Err(RegionCodeError::Shape),
        }
    }

    /// The province this region lies in.
    pub fn province(self) -> ProvinceCode {
        self.province
    }

    /// `3314`: the only way from a region to the name of a path, a schema or a bucket prefix.
    pub fn compact(self) -> String {
        format!("{}{:02}", self.province, self.local)
    }

    /// 3314, at most 9999: a place in a table of all codes.
    pub fn number(self) -> u16 {
        u16::from(self.province.number()) * 100 + u16::from(self.local)
    }

    /// Kabupaten or kota.
    pub fn kind(self) -> RegionKind {
        if self.local < 70 { RegionKind::Kabupaten } else { RegionKind::Kota }
    }
}

impl ProvinceCode {
    /// Reads two digits, such as `33`.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        match text.trim().as_bytes() {
            [a, b] => Self::from_number(two_digits(*a, *b).ok_or(RegionCodeError::Province)?),
            _ => Err(RegionCodeError::Province),
        }
    }

    /// The code as a number, 11 to 99.
    pub fn number(self) -> u8 {
        self.0
    }

    pub(crate) fn from_number(number: u8) -> Result<Self, RegionCodeError> {
        if number < 11 { Err(RegionCodeError::Province) } else { Ok(Self(number)) }
    }
}

impl RegionKind {
    /// The word people say: `Kabupaten` or `Kota`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Kabupaten => "Kabupaten",
            Self::Kota => "Kota",
        }
    }
}

fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.province, self.local)
    }
}

impl fmt::Display for ProvinceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

parsed_from_text!(RegionCode, RegionCodeError, |code| code.to_string());

parsed_from_text!(ProvinceCode, RegionCodeError, |code| code.to_string());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_the_same_region() {
        let sragen = RegionCode::parse("33.14").unwrap();
        assert_eq!(RegionCode::parse(" 3314 "), Ok(sragen));
        assert_eq!(sragen.to_string(), "33.14");
        assert_eq!(sragen.compact(), "3314");
        assert_eq!(sragen.province().to_string(), "33");
    }

    #[test]
    fn the_local_part_tells_kabupaten_from_kota() {
        assert_eq!(RegionCode::parse("17.09").unwrap().kind(), RegionKind::Kabupaten);
        assert_eq!(RegionCode::parse("33.69").unwrap().kind(), RegionKind::Kabupaten);
        assert_eq!(RegionCode::parse("32.71").unwrap().kind(), RegionKind::Kota);
    }

    #[test]
    fn what_is_not_a_code_is_refused_with_its_reason() {
        for text in ["", "33", "33.1", "33-14", "33.14.01", "a3.14", "３３１４", "../1"] {
            assert_eq!(RegionCode::parse(text), Err(RegionCodeError::Shape), "{text}");
        }
        assert_eq!(RegionCode::parse("10.01"), Err(RegionCodeError::Province));
        assert_eq!(RegionCode::parse("33.00"), Err(RegionCodeError::Local));
        assert_eq!(RegionCode::parse("33.70"), Err(RegionCodeError::Local));
    }

    #[test]
    fn json_carries_the_dotted_form_and_is_checked_on_the_way_in() {
        let sinjai = RegionCode::parse("7307").unwrap();
        assert_eq!(serde_json::to_string(&sinjai).unwrap(), "\"73.07\"");
        assert_eq!(serde_json::from_str::<RegionCode>("\"73.07\"").unwrap(), sinjai);
        assert!(serde_json::from_str::<RegionCode>("\"73.70\"").is_err());
    }

    #[test]
    fn codes_sort_by_province_first() {
        let mut codes = ["33.71", "17.09", "33.14"].map(|code| RegionCode::parse(code).unwrap());
        codes.sort();
        assert_eq!(codes.map(RegionCode::compact), ["1709", "3314", "3371"]);
    }
}
