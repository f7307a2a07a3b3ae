//! The record of processing of personal data (UU 27/2022, article 31): for each column of the database that says something of a
//! person, whose it is, what for, on what basis, and how long it is kept.

use std::sync::LazyLock;

use serde::Deserialize;

/// The record as it is written, by those who write the tables.
const RECORD: &str = include_str!("../../../config/processing.csv");

/// One column of the database, or a table that says nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Where the table stands.
    pub space: Space,
    /// The table.
    pub table: String,
    /// The column; absent where no column of the table says anything of a person.
    pub column: Option<String>,
    /// What is processed; absent with the column.
    #[serde(flatten)]
    pub processing: Option<Processing>,
}

/// The part of the deployment that a table stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Space {
    /// What all regions share.
    #[serde(rename = "pusat")]
    Control,
    /// A region's own.
    #[serde(rename = "daerah")]
    Region,
}

/// Data that are processed for one purpose. In Indonesian, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Processing {
    /// Whose data.
    pub whose: String,
    /// Which.
    pub data: String,
    /// What for.
    pub purpose: String,
    /// Why it is lawful.
    pub basis: Basis,
    /// How long they are kept.
    pub kept: String,
}

/// Why processing is lawful: UU 27/2022, article 20 paragraph 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Basis {
    /// Letter a.
    #[serde(rename = "a")]
    Consent,
    /// Letter b.
    #[serde(rename = "b")]
    Contract,
    /// Letter c.
    #[serde(rename = "c")]
    LegalDuty,
    /// Letter d.
    #[serde(rename = "d")]
    VitalInterest,
    /// Letter e.
    #[serde(rename = "e")]
    PublicTask,
    /// Letter f.
    #[serde(rename = "f")]
    LegitimateInterest,
}

impl Basis {
    /// What it is called, with its letter.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Consent => "Persetujuan (huruf a)",
            Self::Contract => "Layanan yang diminta sendiri (huruf b)",
            Self::LegalDuty => "Kewajiban hukum (huruf c)",
            Self::VitalInterest => "Kepentingan vital (huruf d)",
            Self::PublicTask => "Pelayanan publik (huruf e)",
            Self::LegitimateInterest => "Keamanan layanan (huruf f)",
        }
    }
}

/// The whole record, in the order it is written in.
pub fn record() -> &'static [Entry] {
    static READ: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let mut reader = csv::Reader::from_reader(RECORD.as_bytes());
        reader.deserialize().collect::<Result<_, _>>().expect("a test reads the record")
    });
    &READ
}

/// What is processed, each purpose once, in the order of the record.
pub fn purposes() -> Vec<&'static Processing> {
    let mut purposes: Vec<&Processing> = Vec::new();
    for processing in record().iter().filter_map(|entry| entry.processing.as_ref()) {
        if !purposes.contains(&processing) {
            purposes.push(processing);
        }
    }
    purposes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_reads_and_names_each_column_once() {
        let mut places: Vec<_> = record().iter().map(|entry| (entry.space, &entry.table, &entry.column)).collect();
        places.sort();
        places.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1]));
        for entry in record() {
            assert_eq!(entry.column.is_some(), entry.processing.is_some(), "{entry:?}");
        }
        assert!(purposes().len() < record().len());
    }

    #[test]
    fn whatever_is_processed_says_what_for_and_how_long() {
        for processing in purposes() {
            for said in [&processing.whose, &processing.data, &processing.purpose, &processing.kept] {
                assert!(said.chars().count() > 3, "{processing:?}");
            }
        }
    }
}
