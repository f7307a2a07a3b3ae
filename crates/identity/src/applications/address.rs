//! Addresses of applications: where people are sent, to the letter.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::Identity;
use crate::oidc::Site;

/// Longest address, in bytes.
const LONGEST: usize = 500;

/// An address that people or messages are sent to, compared byte for byte (RFC 9700, 2.1): `https`, or `http` on the
/// reader's own machine (RFC 8252, 7.3); in its one spelling; no fragment, no name and password, no pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RedirectUri(String);

/// Why a text is no such address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefused {
    /// Nothing was typed.
    #[error("Alamat belum diisi.")]
    Empty,
    /// Longer than an address needs to be.
    #[error("Alamat paling panjang {LONGEST} huruf.")]
    TooLong,
    /// A `*` in it.
    #[error("Alamat tidak boleh memuat tanda *. Tulis tiap alamat lengkap, satu per satu.")]
    Wildcard,
    /// Not an address of the web.
    #[error("Ini bukan alamat lengkap. Contoh: https://aplikasi.sragenkab.go.id/masuk/kembali")]
    NotAbsolute,
    /// `http` to another machine.
    #[error("Alamat harus diawali https://. Alamat http:// hanya boleh untuk komputer sendiri (localhost).")]
    NotSecure,
    /// Something behind `#`.
    #[error("Hapus bagian sesudah tanda #.")]
    Fragment,
    /// A name or a password before the host.
    #[error("Hapus nama pengguna dan sandi dari alamat.")]
    UserInfo,
    /// A number or one word in the place of a host's name.
    #[error("Alamat harus memakai nama domain lengkap, seperti aplikasi.sragenkab.go.id.")]
    Host,
    /// Another spelling of an address.
    #[error("Tulis alamat ini persis begini: {0}")]
    Spelling(String),
}

impl RedirectUri {
    /// Takes an address as it is; nothing is corrected, because it is compared to the letter.
    pub fn parse(text: &str) -> Result<Self, AddressRefused> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressRefused::Empty);
        }
        if text.len() > LONGEST {
            return Err(AddressRefused::TooLong);
        }
        if text.contains('*') {
            return Err(AddressRefused::Wildcard);
        }
        let url = Url::parse(text).map_err(|_| AddressRefused::NotAbsolute)?;
        let is_local = is_loopback(&url.host().ok_or(AddressRefused::NotAbsolute)?);
        match url.scheme() {
            "https" => {}
            "http" if is_local => {}
            "http" => return Err(AddressRefused::NotSecure),
            _ => return Err(AddressRefused::NotAbsolute),
        }
        if url.fragment().is_some() {
            return Err(AddressRefused::Fragment);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressRefused::UserInfo);
        }
        let has_name = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.') && !name.ends_with('.'));
        if !has_name && !is_local {
            return Err(AddressRefused::Host);
        }
        if url.as_str() != text {
            return Err(AddressRefused::Spelling(url.into()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host without its port: the sector of pairwise subjects (OpenID Connect Core 1.0, 8.1).
    pub fn host(&self) -> String {
        self.url().host_str().unwrap_or_default().to_owned()
    }

    /// Whether it lies on the machine of whoever reads it.
    pub fn is_local(&self) -> bool {
        self.url().host().is_some_and(|host| is_loopback(&host))
    }

    /// The origin, as `form-action` in a content security policy names it.
    pub fn origin(&self) -> String {
        self.url().origin().ascii_serialization()
    }

    /// The address with an answer behind what its own query says.
    pub fn with(&self, answer: &[(&str, &str)]) -> String {
        let mut url = self.url();
        url.query_pairs_mut().extend_pairs(answer);
        url.into()
    }

    fn url(&self) -> Url {
        Url::parse(&self.0).expect("it was parsed when it was made")
    }
}

/// Hosts that always lead to the machine of whoever uses them (RFC 6761, 6.3).
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// Whether a host, as [`RedirectUri::host`] tells it, is the machine of whoever uses it.
pub(super) fn is_own_machine(host: &str) -> bool {
    Url::parse(&format!("http://{host}/")).is_ok_and(|url| url.host().is_some_and(|host| is_loopback(&host)))
}

/// Whether a whole deployment lives on the machine of whoever tries it.
pub(super) fn is_on_trial(site: &Site) -> bool {
    Url::parse(site.as_str()).is_ok_and(|url| url.host().is_some_and(|host| is_loopback(&host)))
}

impl Identity {
    /// Whether this deployment lives on the machine of whoever tries it.
    pub fn is_on_trial(&self) -> bool {
        is_on_trial(self.site())
    }
}

impl fmt::Display for RedirectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RedirectUri {
    type Error = AddressRefused;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<RedirectUri> for String {
    fn from(address: RedirectUri) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_to_the_letter() {
        for text in [
            "https://aplikasi.sragenkab.go.id/masuk/kembali",
            "https://aplikasi.sragenkab.go.id/",
            "https://aplikasi.sragenkab.go.id:8443/a?b=c",
            "http://127.0.0.1:9000/kembali",
            "http://[::1]:9000/kembali",
            "http://localhost:9000/kembali",
            "http://simpeg.sragen.localhost:9000/kembali",
        ] {
            assert_eq!(RedirectUri::parse(text).map(String::from), Ok(text.to_owned()));
        }
    }

    #[test]
    fn whatever_could_lead_elsewhere_is_refused_with_its_reason() {
        let spelt = |right: &str| AddressRefused::Spelling(right.to_owned());
        for (text, reason) in [
            ("", AddressRefused::Empty),
            ("aplikasi.sragenkab.go.id", AddressRefused::NotAbsolute),
            ("/masuk/kembali", AddressRefused::NotAbsolute),
            ("javascript:alert(1)", AddressRefused::NotAbsolute),
            ("ftp://aplikasi.sragenkab.go.id/", AddressRefused::NotAbsolute),
            ("http://aplikasi.sragenkab.go.id/", AddressRefused::NotSecure),
            ("http://localhost.jahat.id/", AddressRefused::NotSecure),
            ("https://*.sragenkab.go.id/", AddressRefused::Wildcard),
            ("https://aplikasi.sragenkab.go.id/#a", AddressRefused::Fragment),
            ("https://aplikasi.sragenkab.go.id/#", AddressRefused::Fragment),
            ("https://a@aplikasi.sragenkab.go.id/", AddressRefused::UserInfo),
            ("https://:b@aplikasi.sragenkab.go.id/", AddressRefused::UserInfo),
            ("https://10.0.0.7/", AddressRefused::Host),
            ("https://intranet/", AddressRefused::Host),
            ("https://aplikasi.sragenkab.go.id", spelt("https://aplikasi.sragenkab.go.id/")),
            ("https://Aplikasi.sragenkab.go.id/", spelt("https://aplikasi.sragenkab.go.id/")),
            ("https://aplikasi.sragenkab.go.id/a/../b", spelt("https://aplikasi.sragenkab.go.id/b")),
            ("https://aplikasi.sragenkab.go.id:443/", spelt("https://aplikasi.sragenkab.go.id/")),
            ("https://aplikasi.sragenkab.go.id/a\nb", spelt("https://aplikasi.sragenkab.go.id/ab")),
        ] {
            assert_eq!(RedirectUri::parse(text), Err(reason), "{text}");
        }
        let long = format!("https://aplikasi.sragenkab.go.id/{}", "a".repeat(LONGEST));
        assert_eq!(RedirectUri::parse(&long), Err(AddressRefused::TooLong));
    }

    #[test]
    fn an_answer_stands_behind_what_the_address_asks_itself() {
        let address = RedirectUri::parse("https://aplikasi.sragenkab.go.id/kembali?dari=balai").unwrap();
        let answered = "https://aplikasi.sragenkab.go.id/kembali?dari=balai&code=a%26b";
        assert_eq!(address.with(&[("code", "a&b")]), answered);
        assert_eq!(address.host(), "aplikasi.sragenkab.go.id");
        assert_eq!(address.origin(), "https://aplikasi.sragenkab.go.id");
    }
}
