//! Names of hosts in DNS that are not ours: a region's own domain.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;

const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// A fully qualified host name in lower case, without its final dot: `mpp.sragenkab.go.id`. Two labels at least; an
/// internationalised name is written in its ASCII form (`xn--`, RFC 5890).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hostname(String);

/// The text is no host name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Tulis alamat seperti mpp.sragenkab.go.id, tanpa https:// dan tanpa garis miring.")]
pub struct HostnameError;

impl Hostname {
    /// Trims and lower-cases, then checks (RFC 1123, 2.1). An IP address is none: its last label would be a number.
    pub fn parse(text: &str) -> Result<Self, HostnameError> {
        let text = text.trim().to_ascii_lowercase();
        let name = text.strip_suffix('.').unwrap_or(&text);
        let is_label = |label: &str| {
            let inner = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            inner && (1..=LONGEST_LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        };
        let last = name.rsplit('.').next().unwrap_or_default();
        let is_name = name.len() <= LONGEST
            && name.contains('.')
            && name.split('.').all(is_label)
            && !last.bytes().all(|b| b.is_ascii_digit());
        is_name.then(|| Self(name.to_owned())).ok_or(HostnameError)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the other name, or a name under it.
    pub fn is_within(&self, other: &str) -> bool {
        self.0.strip_suffix(other).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

impl fmt::Display for Hostname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

parsed_from_text!(Hostname, HostnameError, |name| name.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        for text in ["mpp.sragenkab.go.id", " MPP.SragenKab.go.id. "] {
            assert_eq!(Hostname::parse(text).unwrap().as_str(), "mpp.sragenkab.go.id");
        }
    }

    #[test]
    fn what_is_no_name_of_a_host_is_refused() {
        for text in [
            "",
            ".",
            "sragen",
            "https://mpp.id",
            "mpp.id/",
            "mpp.id:443",
            "a b.id",
            "-a.id",
            "a-.id",
            "a..id",
            "*.mpp.id",
            "_balai.mpp.id",
            "127.0.0.1",
            "[::1]",
            "mpp.id@jahat.id",
            "é.id",
            "1.2.3.4",
        ] {
            assert_eq!(Hostname::parse(text), Err(HostnameError), "{text}");
        }
        assert!(Hostname::parse(&format!("{}.id", "a".repeat(64))).is_err());
        assert!(Hostname::parse(&format!("{}id", "a.".repeat(126))).is_err());
    }

    #[test]
    fn a_name_is_within_its_own_and_within_no_name_that_only_ends_alike() {
        let name = Hostname::parse("mpp.balai.go.id").unwrap();
        assert!(name.is_within("balai.go.id") && name.is_within("mpp.balai.go.id"));
        assert!(!name.is_within("alai.go.id") && !name.is_within("a.mpp.balai.go.id"));
    }
}
