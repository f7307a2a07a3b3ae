//! The way back after signing in: a path of the same host, and nothing that a browser could take for another one.

use std::fmt;

use serde::{Deserialize, Serialize};

const LONGEST: usize = 3_000;

/// Path and query of a page on the host that the visitor is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Back(String);

/// The text leads away from this host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path of this host")]
pub struct Astray;

impl Back {
    /// Reads a path. One slash begins it and neither a second nor a backslash follows, which browsers read as the
    /// beginning of a host; nothing stands in it that a browser would drop before reading.
    pub fn parse(text: &str) -> Result<Self, Astray> {
        let plain = text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        (plain && text.starts_with('/') && !text.starts_with("//")).then(|| Self(text.to_owned())).ok_or(Astray)
    }

    /// The asked way back; where none was asked, or it leads away or round in a circle, `home`.
    pub fn or(asked: Option<&str>, home: &str) -> Self {
        let circle = |back: &Self| {
            let first = back.path().split('/').nth(1).unwrap_or_default();
            ["masuk", "keluar", "daftar", "pulihkan"].contains(&first)
        };
        let asked = asked.and_then(|text| Self::parse(text).ok()).filter(|back| !circle(back));
        asked.unwrap_or_else(|| Self(home.to_owned()))
    }

    /// The path without its query.
    pub fn path(&self) -> &str {
        self.0.split(['?', '#']).next().unwrap_or_default()
    }

    /// The query; empty where there is none.
    pub fn query(&self) -> &str {
        self.0.split_once('?').map_or("", |(_, query)| query)
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A page of this host that carries the way back in `ke`.
    pub fn via(&self, page: &str) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("ke", &self.0).finish();
        format!("{page}?{query}")
    }
}

impl fmt::Display for Back {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Back {
    type Error = Astray;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Back> for String {
    fn from(back: Back) -> Self {
        back.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_leaves_the_host() {
        let here = url::Url::parse("http://akun.balai.test/masuk").unwrap();
        for text in ["/", "/kelola?a=b%2F%2Fc", "/otorisasi?redirect_uri=http%3A%2F%2Fx", "/a//b", "/@x", "/:80"] {
            let back = Back::parse(text).unwrap();
            assert_eq!(here.join(back.as_str()).unwrap().host_str(), Some("akun.balai.test"), "{text}");
        }
        for text in [
            "",
            "kelola",
            "//jahat.id",
            "/\\jahat.id",
            "\\\\jahat.id",
            "/\t/jahat.id",
            "/\n/jahat.id",
            "https://jahat.id",
            "javascript:alert(1)",
            " /kelola",
            "/kelola\r\nSet-Cookie: x",
            "/é",
        ] {
            assert_eq!(Back::parse(text), Err(Astray), "{text:?}");
        }
    }

    #[test]
    fn a_way_back_to_signing_in_or_out_leads_home() {
        for text in ["/masuk?ke=/masuk", "/masuk/kembali?code=x", "/keluar", "//jahat.id"] {
            assert_eq!(Back::or(Some(text), "/kelola").as_str(), "/kelola", "{text}");
        }
        assert_eq!(Back::or(Some("/keluarga/tunjuk"), "/").as_str(), "/keluarga/tunjuk", "a family is no way out");
        assert_eq!(Back::or(None, "/").via("/masuk"), "/masuk?ke=%2F");
        let asked = Back::or(Some("/kelola/layanan?q=a"), "/");
        assert_eq!((asked.path(), asked.query()), ("/kelola/layanan", "q=a"));
    }
}
