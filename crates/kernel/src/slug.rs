//! Names that stand in a host name or an address: `sragen`, `kota-bandung`, `kutipan-akta-kelahiran`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;
use crate::text::fold;

/// The longest a DNS label may be.
const LONGEST: usize = 63;

/// Host names the platform keeps for itself; no tenant may take one as its slug.
pub const RESERVED_HOSTS: [&str; 8] = ["www", "akun", "nasional", "api", "admin", "mail", "static", "status"];

/// 1 to 63 of `a-z`, `0-9` and single dashes inside: valid as one DNS label and as one path segment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Nothing is left of the text.
    #[error("Nama alamat belum diisi.")]
    Empty,
    /// More than 63 characters.
    #[error("Nama alamat paling panjang 63 huruf.")]
    TooLong,
    /// Something other than a-z, 0-9 and the dash.
    #[error("Nama alamat hanya boleh berisi huruf kecil a–z, angka, dan tanda hubung.")]
    Character,
    /// A dash at an end, or two in a row.
    #[error("Tanda hubung tidak boleh berada di awal, di akhir, atau berurutan.")]
    Dash,
}

impl Slug {
    /// Takes the text exactly as it stands.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let dashes_in_place = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        match text {
            "" => Err(SlugError::Empty),
            _ if text.len() > LONGEST => Err(SlugError::TooLong),
            _ if !text.chars().all(plain) => Err(SlugError::Character),
            _ if !dashes_in_place => Err(SlugError::Dash),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Makes a slug of a name; a long one ends at a whole word. Fails only when the name has no letter or digit.
    pub fn from_name(name: &str) -> Result<Self, SlugError> {
        let folded = fold(name);
        let mut slug = String::new();
        for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            if slug.is_empty() {
                slug.push_str(&word[..word.len().min(LONGEST)]);
            } else if slug.len() + 1 + word.len() <= LONGEST {
                slug.push('-');
                slug.push_str(word);
            } else {
                break;
            }
        }
        Self::parse(&slug)
    }

    /// Whether this is a host name of the platform itself, see [`RESERVED_HOSTS`].
    pub fn is_reserved_host(&self) -> bool {
        RESERVED_HOSTS.contains(&self.0.as_str())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

parsed_from_text!(Slug, SlugError, |slug| slug.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_slug() {
        assert_eq!(Slug::from_name("Kutipan Akta Kelahiran (baru)").unwrap().as_str(), "kutipan-akta-kelahiran-baru");
        assert_eq!(Slug::from_name("  Fak-Fak ").unwrap().as_str(), "fak-fak");
        assert_eq!(Slug::from_name("Café Désa").unwrap().as_str(), "cafe-desa");
        assert_eq!(Slug::from_name("（）"), Err(SlugError::Empty));
    }

    #[test]
    fn a_long_name_is_cut_at_a_word() {
        let slug = Slug::from_name(&"persetujuan bangunan gedung ".repeat(5)).unwrap();
        assert!(slug.as_str().len() <= 63);
        assert!(slug.as_str().ends_with("gedung"), "{slug}");
        assert_eq!(Slug::from_name(&"a".repeat(80)).unwrap().as_str().len(), 63);
    }

    #[test]
    fn what_cannot_stand_in_a_host_name_is_refused() {
        assert_eq!(Slug::parse(""), Err(SlugError::Empty));
        assert_eq!(Slug::parse(&"a".repeat(64)), Err(SlugError::TooLong));
        for text in ["Sragen", "a b", "a.b", "..", "a/b", "désa"] {
            assert_eq!(Slug::parse(text), Err(SlugError::Character), "{text}");
        }
        for text in ["-a", "a-", "a--b", "-"] {
            assert_eq!(Slug::parse(text), Err(SlugError::Dash), "{text}");
        }
    }

    #[test]
    fn hosts_of_the_platform_are_reserved() {
        assert!(Slug::parse("akun").unwrap().is_reserved_host());
        assert!(!Slug::parse("sragen").unwrap().is_reserved_host());
    }

    #[test]
    fn json_is_checked_on_the_way_in() {
        assert!(serde_json::from_str::<Slug>("\"kota-bandung\"").is_ok());
        assert!(serde_json::from_str::<Slug>("\"../etc\"").is_err());
    }
}
