//! The hosts that get their sessions from the account host.

use std::fmt;
use std::str::FromStr;

use balai_kernel::RegionCode;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Path to which a person comes back with a code; the same on every host.
const CALLBACK: &str = "/masuk/kembali";

/// Who asks for a sign-in: the ministry's host, one region, or an agency's own application. Text form `nasional`, the
/// region's code, or the application's id in lower case with hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
#[serde(try_from = "String", into = "String")]
pub enum ClientId {
    /// `nasional.BASE`.
    National,
    /// A region's hosts.
    Region(RegionCode),
    /// An application of an agency, in the registry of applications.
    Application(Uuid),
}

/// A client with the sites it lives at. Made anew from the tenants whenever one is needed; nothing about it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Who it is.
    pub id: ClientId,
    /// Its name as the sign-in page says it, such as "Kabupaten Sragen".
    pub name: String,
    /// The sites it lives at: the platform's subdomain, and the region's own domain if it has one.
    pub sites: Vec<Site>,
}

/// Scheme, host and port of a site (an origin), without a path: `https://sragen.balai.id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
#[serde(try_from = "String", into = "String")]
pub struct Site(String);

/// The text names no site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a site: expected http:// or https://, a host in lower case, at most a port, and nothing after it")]
pub struct SiteError;

/// The text names no client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a client: expected `nasional`, a region code such as 33.14, or the id of an application")]
pub struct ClientIdError;

impl Client {
    /// Whether this is, to the letter, one of the client's own return addresses. No pattern, no prefix.
    pub fn returns_to(&self, redirect_uri: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.callback() == redirect_uri)
    }
}

impl Site {
    /// Reads an origin in its one canonical form.
    pub fn parse(text: &str) -> Result<Self, SiteError> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(SiteError)?;
        let (name, port) = match host.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        };
        let in_host = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b);
        let is_name = !name.is_empty() && name.len() <= 253 && name.bytes().all(in_host);
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
        (is_name && is_port).then(|| Self(text.to_owned())).ok_or(SiteError)
    }

    /// The return address at this site.
    pub fn callback(&self) -> String {
        format!("{}{CALLBACK}", self.0)
    }

    /// The address of a path at this site; the path begins with a slash.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The origin, as `form-action` in a content security policy names it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port without the scheme: what the Host header says.
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::National => f.write_str("nasional"),
            Self::Region(code) => write!(f, "{code}"),
            Self::Application(id) => write!(f, "{}", id.hyphenated()),
        }
    }
}

impl FromStr for ClientId {
    type Err = ClientIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "nasional" => Ok(Self::National),
            text => match text.parse() {
                Ok(code) => Ok(Self::Region(code)),
                Err(_) => application(text).map(Self::Application).ok_or(ClientIdError),
            },
        }
    }
}

/// An id in its one form: other spellings of the same uuid are nobody's.
fn application(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|id| id.hyphenated().to_string() == text)
}

impl TryFrom<String> for ClientId {
    type Error = ClientIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Site {
    type Err = SiteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Site {
    type Error = SiteError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Site> for String {
    fn from(site: Site) -> Self {
        site.0
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn sragen() -> Client {
        Client {
            id: "33.14".parse().unwrap(),
            name: "Kabupaten Sragen".into(),
            sites: vec![
                Site::parse("http://sragen.balai.localhost:8080").unwrap(),
                Site::parse("https://mpp.sragenkab.go.id").unwrap(),
            ],
        }
    }

    #[test]
    fn only_the_exact_return_addresses_are_the_clients_own() {
        for own in ["http://sragen.balai.localhost:8080/masuk/kembali", "https://mpp.sragenkab.go.id/masuk/kembali"] {
            assert!(sragen().returns_to(own).is_some(), "{own}");
        }
        for other in [
            "",
            "https://sragen.balai.localhost:8080/masuk/kembali",
            "http://sragen.balai.localhost:8080/masuk/kembali/",
            "http://sragen.balai.localhost:8080/masuk/kembali?x=1",
            "http://sragen.balai.localhost:8080/masuk/../kelola",
            "http://sragen.balai.localhost/masuk/kembali",
            "http://SRAGEN.balai.localhost:8080/masuk/kembali",
            "http://sinjai.balai.localhost:8080/masuk/kembali",
            "http://sragen.balai.localhost:8080@jahat.id/masuk/kembali",
        ] {
            assert!(sragen().returns_to(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_site_is_an_origin_and_nothing_more() {
        let site = Site::parse("http://nasional.balai.localhost:8080").unwrap();
        assert_eq!(site.host(), "nasional.balai.localhost:8080");
        for text in [
            "nasional.balai.id",
            "ftp://nasional.balai.id",
            "https://",
            "https://balai.id/",
            "https://Balai.id",
            "https://a@balai.id",
            "https://balai.id:x",
            "https://balai.id:80:80",
            "https://balai.id; script-src *",
        ] {
            assert_eq!(Site::parse(text), Err(SiteError), "{text}");
        }
    }

    #[test]
    fn a_client_is_the_ministry_a_region_or_an_application() {
        for text in ["nasional", "33.14", "0192f5a0-7c1e-7b3a-9c1d-2f6e8a4b5c6d"] {
            assert_eq!(text.parse::<ClientId>().unwrap().to_string(), text);
        }
        for other in [
            "akun",
            "0192F5A0-7C1E-7B3A-9C1D-2F6E8A4B5C6D",
            "0192f5a07c1e7b3a9c1d2f6e8a4b5c6d",
            "{0192f5a0-7c1e-7b3a-9c1d-2f6e8a4b5c6d}",
            "urn:uuid:0192f5a0-7c1e-7b3a-9c1d-2f6e8a4b5c6d",
        ] {
            assert_eq!(other.parse::<ClientId>(), Err(ClientIdError), "{other}");
        }
    }
}
