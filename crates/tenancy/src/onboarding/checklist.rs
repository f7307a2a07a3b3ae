use serde::{Deserialize, Serialize};

/// One thing that the ministry checks before a region may join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The letter is signed by the head or the secretary of the region.
    LetterSigned,
    /// The letter is about this region and about joining this platform.
    LetterSubject,
    /// Name, position and NIP in the letter are those of the form.
    OfficialNamed,
    /// The region's own published number was called, and they know of it.
    CalledBack,
    /// The address is the region's own; a foreign one was explained on the phone.
    EmailOfficial,
}

/// All checks, each of them ticked by the person who verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist(());

/// The checks that are not ticked yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Masih ada {} hal yang belum dicentang. Periksa dahulu, atau kembalikan pendaftaran ini dengan alasan.", .0.len())]
pub struct Unchecked(pub Vec<Check>);

impl Check {
    /// Every check, in the order of the screen.
    pub const ALL: [Self; 5] =
        [Self::LetterSigned, Self::LetterSubject, Self::OfficialNamed, Self::CalledBack, Self::EmailOfficial];

    /// Its name in forms and in the audit trail.
    pub fn key(self) -> &'static str {
        match self {
            Self::LetterSigned => "letter_signed",
            Self::LetterSubject => "letter_subject",
            Self::OfficialNamed => "official_named",
            Self::CalledBack => "called_back",
            Self::EmailOfficial => "email_official",
        }
    }

    /// What the verifier confirms by ticking it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::LetterSigned => "Surat ditandatangani kepala daerah atau sekretaris daerah",
            Self::LetterSubject => "Isi surat menyatakan daerah ini bergabung dengan Balai",
            Self::OfficialNamed => "Nama, jabatan, dan NIP di surat sama dengan isian",
            Self::CalledBack => "Pemerintah daerah sudah dihubungi lewat nomor resminya dan membenarkan",
            Self::EmailOfficial => {
                "Alamat surel milik pemerintah daerah, atau alasannya sudah dijelaskan lewat telepon"
            }
        }
    }

    /// The check with this name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.key() == key)
    }
}

impl Checklist {
    /// Complete, or the checks that are missing.
    pub fn parse(ticked: &[Check]) -> Result<Self, Unchecked> {
        let missing: Vec<_> = Check::ALL.into_iter().filter(|check| !ticked.contains(check)).collect();
        if missing.is_empty() { Ok(Self(())) } else { Err(Unchecked(missing)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checklist_is_complete_or_says_what_is_missing() {
        assert!(Checklist::parse(&Check::ALL).is_ok());
        let but_one: Vec<_> = Check::ALL.into_iter().filter(|c| *c != Check::CalledBack).collect();
        assert_eq!(Checklist::parse(&but_one), Err(Unchecked(vec![Check::CalledBack])));
        assert_eq!(Checklist::parse(&[]).unwrap_err().0, Check::ALL);
    }

    #[test]
    fn each_check_is_found_by_its_name() {
        for check in Check::ALL {
            assert_eq!(Check::named(check.key()), Some(check));
        }
        assert_eq!(Check::named("semua"), None);
    }
}
