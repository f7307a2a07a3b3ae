//! How deep a service is connected to the platform.

use std::fmt;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// How far a citizen gets here before another system takes over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "level", rename_all = "snake_case")]
pub enum ConnectionLevel {
    /// Reads about it.
    #[default]
    Information,
    /// Is led to the agency's own site.
    Link {
        /// Where.
        url: LinkUrl,
    },
    /// Applies here, the agency's system does the work.
    Connected,
    /// Applies here and is served here.
    Native,
}

/// An `https` address of another site, at most 500 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LinkUrl(String);

/// Why a text is not an address to lead citizens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Not `https`: what citizens type there could be read on the way.
    #[error("Alamat situs harus dimulai dengan https://.")]
    NotHttps,
    /// No host, a blank, a character that has no place in an address.
    #[error("Alamat situs tidak lengkap. Contoh: https://oss.go.id.")]
    Shape,
    /// Longer than 500 characters.
    #[error("Alamat situs paling panjang 500 huruf.")]
    TooLong,
}

impl ConnectionLevel {
    /// The level as it stands in forms.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Link { .. } => "link",
            Self::Connected => "connected",
            Self::Native => "native",
        }
    }

    /// Its name on staff screens.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Information => "Informasi",
            Self::Link { .. } => "Tautan ke situs instansi",
            Self::Connected => "Tersambung ke sistem instansi",
            Self::Native => "Diselesaikan di sini",
        }
    }

    /// Where a citizen is led, if the service is a link.
    pub fn url(&self) -> Option<&LinkUrl> {
        match self {
            Self::Link { url } => Some(url),
            Self::Information | Self::Connected | Self::Native => None,
        }
    }
}

impl LinkUrl {
    /// Takes an address.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.chars().count() > 500 {
            return Err(LinkError::TooLong);
        }
        let rest = text.strip_prefix("https://").ok_or(LinkError::NotHttps)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
        if !rest.chars().all(plain) || !is_host(host) {
            return Err(LinkError::Shape);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Labels with dots between, a port perhaps; a user name (`oss.go.id@elsewhere`) is no host.
fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').unwrap_or((text, "443"));
    let label = |l: &str| {
        !l.is_empty()
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    name.contains('.') && name.split('.').all(label) && port.parse::<u16>().is_ok()
}

impl fmt::Display for LinkUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for LinkUrl {
    type Error = LinkError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<LinkUrl> for String {
    fn from(url: LinkUrl) -> Self {
        url.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_https_address_is_a_link() {
        for good in ["https://oss.go.id", " https://a.go.id:8443/x?y=1#z "] {
            assert!(LinkUrl::parse(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://oss.go.id", LinkError::NotHttps),
            ("javascript:alert(1)", LinkError::NotHttps),
            ("https://", LinkError::Shape),
            ("https://oss.go.id@jahat.example", LinkError::Shape),
            ("https://oss go.id", LinkError::Shape),
            ("https://oss.go.id/\"onclick", LinkError::Shape),
        ] {
            assert_eq!(LinkUrl::parse(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn a_level_is_stored_with_its_address() {
        let link = ConnectionLevel::Link { url: LinkUrl::parse("https://oss.go.id").unwrap() };
        let json = serde_json::to_string(&link).unwrap();
        assert_eq!(json, r#"{"level":"link","url":"https://oss.go.id"}"#);
        assert_eq!(serde_json::from_str::<ConnectionLevel>(&json).unwrap(), link);
        assert!(serde_json::from_str::<ConnectionLevel>(r#"{"level":"link","url":"http://x.id"}"#).is_err());
    }
}
