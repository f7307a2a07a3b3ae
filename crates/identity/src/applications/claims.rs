//! What an application can ask of a citizen's account, each with its reason.

use std::fmt;
use std::str::FromStr;

use balai_kernel::is_hidden;
use serde::{Deserialize, Serialize};

/// Lengths of a reason and of a law's name, in letters.
const REASON: std::ops::RangeInclusive<usize> = 10..=300;
const LAW: std::ops::RangeInclusive<usize> = 5..=200;

/// Something that an account holds of its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimName {
    /// The name (OpenID Connect Core 1.0, 5.1).
    Name,
    /// The e-mail address, shown to be the owner's.
    Email,
    /// The telephone number, shown to be the owner's.
    PhoneNumber,
    /// The citizen number (NIK).
    Nik,
    /// How well it is known who stands behind the account: 1, 2 or 3.
    AssuranceLevel,
}

/// One thing that an application asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedClaim {
    /// What.
    pub claim: ClaimName,
    /// What for, in words for the citizen.
    pub reason: String,
    /// The law by which it may be asked, with its article. A citizen number is asked by law or not at all.
    pub law: Option<String>,
    /// Whether the citizen may keep it back and use the application all the same.
    pub voluntary: bool,
}

/// Why something cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskedRefused {
    /// No reason, or one too long.
    #[error("Tulis untuk apa data ini dipakai, {} sampai {} huruf.", REASON.start(), REASON.end())]
    Reason,
    /// A citizen number without a law, or a law's name too long.
    #[error("NIK hanya boleh diminta berdasarkan peraturan. Sebut peraturan dan pasalnya, paling panjang {} huruf.", LAW.end())]
    Law,
}

/// No claim has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a claim: expected name, email, phone_number, nik or assurance_level")]
pub struct UnknownClaim;

impl ClaimName {
    /// Every claim, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Name, Self::Email, Self::PhoneNumber, Self::Nik, Self::AssuranceLevel];

    /// The name in tokens and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::PhoneNumber => "phone_number",
            Self::Nik => "nik",
            Self::AssuranceLevel => "assurance_level",
        }
    }
}

impl AskedClaim {
    /// Takes a reason, and the law where one is named.
    pub fn new(claim: ClaimName, reason: &str, law: &str, voluntary: bool) -> Result<Self, AskedRefused> {
        let reason = line(reason);
        if !REASON.contains(&reason.chars().count()) {
            return Err(AskedRefused::Reason);
        }
        let law = Some(line(law)).filter(|law| !law.is_empty());
        let is_named = law.as_ref().is_some_and(|law| LAW.contains(&law.chars().count()));
        if !is_named && (claim == ClaimName::Nik || law.is_some()) {
            return Err(AskedRefused::Law);
        }
        Ok(Self { claim, reason, law, voluntary })
    }
}

/// One line: what is not seen goes, runs of blanks become one.
pub(super) fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| c.is_whitespace() || !is_hidden(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl fmt::Display for ClaimName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ClaimName {
    type Err = UnknownClaim;

    fn from_str(text: &str) -> Result<Self, UnknownClaim> {
        Self::ALL.into_iter().find(|claim| claim.as_str() == text).ok_or(UnknownClaim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citizen_number_is_asked_by_law_or_not_at_all() {
        let asked = |claim, law: &str| AskedClaim::new(claim, "Mencocokkan data pajak", law, false);
        assert_eq!(asked(ClaimName::Nik, ""), Err(AskedRefused::Law));
        assert_eq!(asked(ClaimName::Nik, "UU"), Err(AskedRefused::Law));
        assert!(asked(ClaimName::Nik, "UU 24/2013 pasal 64").is_ok());
        assert!(asked(ClaimName::Name, "").is_ok());
    }

    #[test]
    fn a_reason_is_a_sentence_without_hidden_marks() {
        let asked = |reason: &str| AskedClaim::new(ClaimName::Name, reason, "", true);
        assert_eq!(asked("\u{202E}"), Err(AskedRefused::Reason));
        assert_eq!(asked(&"a".repeat(301)), Err(AskedRefused::Reason));
        assert_eq!(asked(" Menyapa\u{202E} \n Anda ").unwrap().reason, "Menyapa Anda");
    }
}
