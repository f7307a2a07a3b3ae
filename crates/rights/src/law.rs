//! The rights, the duties that answer them, and the grounds on which UU 27/2022 lets a request be refused.

use sea_orm::{DeriveActiveEnum, EnumIter};

/// What a person can ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Right {
    /// To see her data with the trail of their processing: articles 7 and 32.
    Access,
    /// To have them completed or corrected: articles 6 and 30.
    Correction,
    /// To have their processing put off or restricted: articles 11 and 41.
    Restriction,
    /// To take a consent back: articles 9 and 40.
    Withdrawal,
}

impl Right {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Access, Self::Correction, Self::Restriction, Self::Withdrawal];

    /// Its word in addresses and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "akses",
            Self::Correction => "perbaikan",
            Self::Restriction => "jeda",
            Self::Withdrawal => "tarik-izin",
        }
    }

    /// The right that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }

    /// What it is called, in Indonesian.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Access => "Melihat data",
            Self::Correction => "Memperbaiki data",
            Self::Restriction => "Menjeda pemrosesan",
            Self::Withdrawal => "Menarik persetujuan",
        }
    }

    /// The article that says by when it is answered.
    pub const fn duty(self) -> &'static str {
        match self {
            Self::Access => "Pasal 32 ayat (2)",
            Self::Correction => "Pasal 30 ayat (1)",
            Self::Restriction => "Pasal 41 ayat (1)",
            Self::Withdrawal => "Pasal 40 ayat (2)",
        }
    }
}

/// Why a request may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Its word in rows and forms.
    pub word: &'static str,
    /// The article.
    pub article: &'static str,
    /// What it says, shortened.
    pub text: &'static str,
}

const fn ground(word: &'static str, article: &'static str, text: &'static str) -> Ground {
    Ground { word, article, text }
}

/// Article 33: neither seen nor changed.
const HARM: [Ground; 3] = [
    ground("33-a", "Pasal 33 huruf a", "membahayakan keamanan atau kesehatan pemohon atau orang lain"),
    ground("33-b", "Pasal 33 huruf b", "mengungkap data pribadi milik orang lain"),
    ground("33-c", "Pasal 33 huruf c", "bertentangan dengan pertahanan dan keamanan nasional"),
];
/// Article 15 paragraph 1, which counts for the rights of articles 8, 9, 10, 11 and 13.
const STATE: [Ground; 4] = [
    ground("15-1-a", "Pasal 15 ayat (1) huruf a", "kepentingan pertahanan dan keamanan nasional"),
    ground("15-1-b", "Pasal 15 ayat (1) huruf b", "kepentingan proses penegakan hukum"),
    ground("15-1-c", "Pasal 15 ayat (1) huruf c", "kepentingan umum dalam rangka penyelenggaraan negara"),
    ground("15-1-e", "Pasal 15 ayat (1) huruf e", "kepentingan statistik dan penelitian ilmiah"),
];
/// Article 41 paragraph 2 and article 15 paragraph 1.
const PAUSE: [Ground; 7] = [
    ground("41-2-a", "Pasal 41 ayat (2) huruf a", "peraturan perundang-undangan mengharuskan pemrosesan"),
    ground("41-2-b", "Pasal 41 ayat (2) huruf b", "dapat membahayakan keselamatan pihak lain"),
    ground("41-2-c", "Pasal 41 ayat (2) huruf c", "terikat perjanjian tertulis yang tidak memperbolehkannya"),
    STATE[0],
    STATE[1],
    STATE[2],
    STATE[3],
];

/// The grounds on which a request can be refused. Letter d of article 15 paragraph 1, the watch over banks and payments, is
/// no region's.
pub const fn grounds(right: Right) -> &'static [Ground] {
    match right {
        Right::Access | Right::Correction => &HARM,
        Right::Restriction => &PAUSE,
        Right::Withdrawal => &STATE,
    }
}

/// The ground that a row names.
pub(crate) fn ground_named(word: &str) -> Option<&'static Ground> {
    Right::ALL.into_iter().flat_map(grounds).find(|ground| ground.word == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_and_grounds_are_found_by_their_words() {
        for right in Right::ALL {
            assert_eq!(Right::named(right.word()), Some(right));
            for ground in grounds(right) {
                assert_eq!(ground_named(ground.word), Some(ground));
            }
        }
        assert_eq!(Right::named("hapus"), None);
    }
}
