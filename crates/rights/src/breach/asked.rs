//! What is asked of the trails.

use std::fmt;

use balai_kernel::RegionCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Which deeds count: all of the time, unless they are narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// From this moment on.
    pub from: DateTime<Utc>,
    /// Before this moment.
    pub until: DateTime<Utc>,
    /// Only what a region's people did, in its own trail.
    pub region: Option<RegionCode>,
    /// Only what was done with this account.
    pub by: Option<Uuid>,
    /// Only what came from addresses that begin so.
    pub ip: Option<String>,
    /// Only these data.
    pub kind: Option<DataKind>,
}

/// Which data were seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// A document of a citizen.
    Document,
    /// Name, addresses and roles of an account.
    Account,
    /// A citizen number.
    Number,
    /// What an official wrote in a region's application, with the letter.
    Application,
    /// What somebody asked about her own data, with her name and address.
    Request,
    /// The audit trail as a file: names and addresses of staff.
    Trail,
}

impl Asked {
    /// The print of the question: the same question is the same failure.
    pub fn print(&self) -> String {
        let fields = [
            self.from.timestamp_micros().to_string(),
            self.until.timestamp_micros().to_string(),
            self.region.map(|region| region.to_string()).unwrap_or_default(),
            self.by.map(|by| by.to_string()).unwrap_or_default(),
            self.ip.clone().unwrap_or_default(),
            self.kind.map(|kind| kind.word().to_owned()).unwrap_or_default(),
        ];
        hex::encode(Sha256::digest(fields.join("\n")))
    }

    /// Whether a deed from this origin counts.
    pub(super) fn counts_from(&self, origin: &str) -> bool {
        self.ip.as_ref().is_none_or(|ip| origin.split(' ').next().is_some_and(|from| from.starts_with(ip.as_str())))
    }

    /// Whether these data count.
    pub(super) fn counts(&self, kind: DataKind) -> bool {
        self.kind.is_none_or(|asked| asked == kind)
    }
}

impl DataKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Document, Self::Account, Self::Number, Self::Application, Self::Request, Self::Trail];

    /// Its word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Account => "account",
            Self::Number => "number",
            Self::Application => "application",
            Self::Request => "request",
            Self::Trail => "trail",
        }
    }

    /// The kind that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What it is called in letters.
impl fmt::Display for DataKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "berkas pribadi",
            Self::Account => "nama, surel, nomor ponsel, dan peran akun",
            Self::Number => "NIK",
            Self::Application => "nama, NIP, jabatan, dan kontak pejabat dalam pendaftaran daerah",
            Self::Request => "isi permintaan tentang data pribadi, nama, dan kontak pemohon",
            Self::Trail => "jejak audit dengan nama dan surel pegawai",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_has_the_same_print_and_another_another() {
        let asked = Asked {
            from: DateTime::UNIX_EPOCH,
            until: DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(1),
            region: Some("33.14".parse().unwrap()),
            by: None,
            ip: None,
            kind: None,
        };
        assert_eq!(asked.print(), asked.clone().print());
        assert_ne!(asked.print(), Asked { kind: Some(DataKind::Document), ..asked.clone() }.print());
        assert_ne!(asked.print(), Asked { region: None, ip: Some("33.14".into()), ..asked.clone() }.print());
    }

    #[test]
    fn an_address_counts_by_its_beginning() {
        let asked = Asked {
            from: DateTime::UNIX_EPOCH,
            until: DateTime::UNIX_EPOCH,
            region: None,
            by: None,
            ip: Some("192.0.2.".into()),
            kind: None,
        };
        assert!(asked.counts_from("192.0.2.7 req-1") && !asked.counts_from("192.0.20.7 req-1"));
        assert!(!asked.counts_from(""), "what came over no network came from no address");
    }
}
