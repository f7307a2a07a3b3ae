//! Hosts: which door a request came to.
//!
//! The name is read from `Host` (or `:authority`) only, never from a forwarded header, and is
//! stripped of port, case and final dot.

use actix_web::dev::RequestHead;
use actix_web::http::header::HOST;
use balai_kernel::Slug;

/// The kinds of hosts; a route belongs to exactly one, or to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SiteKind {
    /// `BASE`.
    Root,
    /// `akun.BASE`.
    Account,
    /// `nasional.BASE`.
    National,
    /// `<slug>.BASE`.
    Region,
}

/// A host of this deployment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Site {
    /// The entrance for all.
    Root,
    /// The one account.
    Account,
    /// The ministry.
    National,
    /// What could be a region's host; whether the region has a hall, the directory knows.
    Region(Slug),
}

impl Site {
    /// Its kind.
    pub fn kind(&self) -> SiteKind {
        match self {
            Self::Root => SiteKind::Root,
            Self::Account => SiteKind::Account,
            Self::National => SiteKind::National,
            Self::Region(_) => SiteKind::Region,
        }
    }
}

/// The base address of the deployment, such as `http://balai.localhost:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    scheme: &'static str,
    domain: String,
    port: Option<u16>,
}

/// The base address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tulis alamat dasar seperti https://balai.go.id atau http://balai.localhost:8080")]
pub struct BaseError;

impl Base {
    /// Reads `http(s)://domain[:port]`.
    pub fn parse(text: &str) -> Result<Self, BaseError> {
        let url = url::Url::parse(text).map_err(|_| BaseError)?;
        let scheme = match url.scheme() {
            "http" => "http",
            "https" => "https",
            _ => return Err(BaseError),
        };
        let domain = url.domain().ok_or(BaseError)?.to_owned();
        let bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
        if !bare || domain.ends_with('.') {
            return Err(BaseError);
        }
        Ok(Self { scheme, domain, port: url.port() })
    }

    /// Which of our doors a `Host` value names; `None` for a stranger's name.
    pub fn site(&self, host: &str) -> Option<Site> {
        let name = host
            .rsplit_once(':')
            .map_or(host, |(name, port)| if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host });
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        if name == self.domain {
            return Some(Site::Root);
        }
        match name.strip_suffix(&self.domain)?.strip_suffix('.')? {
            "akun" => Some(Site::Account),
            "nasional" => Some(Site::National),
            label => {
                let slug = Slug::parse(label).ok()?;
                (!slug.is_reserved_host()).then_some(Site::Region(slug))
            }
        }
    }

    /// The host of a site with its port, without a scheme.
    pub fn host(&self, site: &Site) -> String {
        let name = match site {
            Site::Root => self.domain.clone(),
            Site::Account => format!("akun.{}", self.domain),
            Site::National => format!("nasional.{}", self.domain),
            Site::Region(slug) => format!("{slug}.{}", self.domain),
        };
        self.port.map_or_else(|| name.clone(), |port| format!("{name}:{port}"))
    }

    /// The origin of a site: scheme, host, port.
    pub fn origin(&self, site: &Site) -> String {
        format!("{}://{}", self.scheme, self.host(site))
    }
}

/// The host a request names.
pub fn named(head: &RequestHead) -> Option<&str> {
    let authority = head.uri.authority().map(actix_web::http::uri::Authority::as_str);
    authority.or_else(|| head.headers.get(HOST).and_then(|value| value.to_str().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Base {
        Base::parse("http://balai.localhost:8080").unwrap()
    }

    #[test]
    fn each_host_leads_to_its_own_door() {
        let region = |slug: &str| Some(Site::Region(Slug::parse(slug).unwrap()));
        for (host, site) in [
            ("balai.localhost:8080", Some(Site::Root)),
            ("BALAI.LOCALHOST.", Some(Site::Root)),
            ("akun.balai.localhost", Some(Site::Account)),
            ("nasional.balai.localhost:8080", Some(Site::National)),
            ("sragen.balai.localhost:8080", region("sragen")),
            ("Sragen.Balai.Localhost.:8080", region("sragen")),
            ("kota-bandung.balai.localhost", region("kota-bandung")),
        ] {
            assert_eq!(base().site(host), site, "{host}");
        }
    }

    #[test]
    fn a_strangers_name_is_nobodys_door() {
        for host in [
            "localhost",
            "localhost:8080",
            "127.0.0.1",
            "[::1]:8080",
            "evil.com",
            "balai.localhost.evil.com",
            "xbalai.localhost",
            "a.b.balai.localhost",
            "www.balai.localhost",
            "api.balai.localhost",
            "",
            ".",
            ".balai.localhost",
            "..balai.localhost",
            "sragen.balai.localhost:x",
        ] {
            assert_eq!(base().site(host), None, "{host}");
        }
    }

    #[test]
    fn the_base_address_is_checked() {
        for bad in ["balai.localhost", "ftp://a.b", "http://", "http://1.2.3.4", "https://a.b/c", "https://u@a.b"] {
            assert_eq!(Base::parse(bad), Err(BaseError), "{bad}");
        }
        assert_eq!(base().origin(&Site::Account), "http://akun.balai.localhost:8080");
        assert_eq!(Base::parse("https://balai.go.id").unwrap().origin(&Site::Root), "https://balai.go.id");
    }
}
