//! Hosts: which door a request came to.
//!
//! The name is read from `Host` (or `:authority`) only, never from a forwarded header, and is
//! stripped of port, case and final dot.

use actix_web::dev::RequestHead;
use actix_web::guard::GuardContext;
use actix_web::http::header::HOST;
use actix_web::{HttpMessage, HttpRequest};
use balai_kernel::{Hostname, Slug};
use balai_storage::StorageError;
use balai_tenancy::{Directory, Tenant};

/// The kinds of hosts; a route belongs to exactly one, or to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SiteKind {
    /// `BASE`.
    Root,
    /// `akun.BASE`.
    Account,
    /// `nasional.BASE`.
    National,
    /// `<slug>.BASE`, or the region's own domain.
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
    /// A region's own domain.
    Own {
        /// The domain.
        domain: Hostname,
        /// The region's.
        slug: Slug,
    },
}

impl Site {
    /// Its kind.
    pub fn kind(&self) -> SiteKind {
        match self {
            Self::Root => SiteKind::Root,
            Self::Account => SiteKind::Account,
            Self::National => SiteKind::National,
            Self::Region(_) | Self::Own { .. } => SiteKind::Region,
        }
    }

    /// Where a region's hall is at home: at its own domain while that is served, else at its subdomain.
    pub fn of(tenant: &Tenant) -> Self {
        let slug = tenant.region.slug.clone();
        match &tenant.domain {
            Some(domain) => Self::Own { domain: domain.clone(), slug },
            None => Self::Region(slug),
        }
    }

    /// The region's slug, where it is a region's host.
    pub fn slug(&self) -> Option<&Slug> {
        match self {
            Self::Region(slug) | Self::Own { slug, .. } => Some(slug),
            Self::Root | Self::Account | Self::National => None,
        }
    }

    /// Whether it is still one of this tenant's hosts: the domain may have been given up a moment ago.
    pub fn is_of(&self, tenant: &Tenant) -> bool {
        match self {
            Self::Own { domain, .. } => tenant.domain.as_ref() == Some(domain),
            other => other.slug() == Some(&tenant.region.slug),
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
        let name = without_port(host);
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

    /// The domain of the deployment, without scheme and port.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The host of a site with its port, without a scheme.
    pub fn host(&self, site: &Site) -> String {
        let name = match site {
            Site::Root => self.domain.clone(),
            Site::Account => format!("akun.{}", self.domain),
            Site::National => format!("nasional.{}", self.domain),
            Site::Region(slug) => format!("{slug}.{}", self.domain),
            Site::Own { domain, .. } => domain.to_string(),
        };
        self.port.map_or_else(|| name.clone(), |port| format!("{name}:{port}"))
    }

    /// The origin of a site: scheme, host, port.
    pub fn origin(&self, site: &Site) -> String {
        format!("{}://{}", self.scheme, self.host(site))
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Which of our doors a `Host` value names: one of the deployment's own, or a region's own domain.
pub async fn find(base: &Base, directory: &Directory, host: &str) -> Result<Option<Site>, StorageError> {
    if let Some(site) = base.site(host) {
        return Ok(Some(site));
    }
    let Ok(domain) = Hostname::parse(without_port(host)) else { return Ok(None) };
    Ok(directory.at(&domain).await?.map(|slug| Site::Own { domain, slug }))
}

/// The door that a request came to; the edge finds it once, before anything else.
#[derive(Clone)]
pub struct CameTo(pub Option<Site>);

/// The door of a request.
pub fn of(request: &HttpRequest) -> Option<Site> {
    request.extensions().get::<CameTo>().and_then(|came| came.0.clone())
}

/// The kind of the door, for guards.
pub fn kind_of(ctx: &GuardContext<'_>) -> Option<SiteKind> {
    ctx.req_data().get::<CameTo>().and_then(|came| came.0.as_ref().map(Site::kind))
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
    fn a_domain_of_a_regions_own_is_at_home_under_the_bases_scheme_and_port() {
        let domain = Hostname::parse("mpp.sragenkab.go.id").unwrap();
        let site = Site::Own { domain, slug: Slug::parse("sragen").unwrap() };
        assert_eq!(base().origin(&site), "http://mpp.sragenkab.go.id:8080");
        assert_eq!(site.kind(), SiteKind::Region);
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
