//! `/sitemap.xml` and `/robots.txt`: what search engines may read, and where it is.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries;
use balai_tenancy::{TenantState, tenants};
use chrono::{DateTime, Utc};

use crate::fault::Fault;
use crate::hall::Sight;
use crate::host::Site;
use crate::kept::{Browser, Kept};
use crate::visitor::{Guest, Visitor};

const XML: &str = "application/xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
/// Services of one part. A part may hold 50,000 addresses; the first has those of agencies and categories too.
const PART: u64 = 40_000;
/// The pages of a hall that always are.
const ALWAYS: [&str; 4] = ["/", "/layanan", "/instansi", "/kabar"];

/// Addresses of pages.
#[derive(Template)]
#[template(path = "sitemap/pages.xml")]
pub struct Pages {
    /// The host, with scheme.
    pub origin: String,
    /// Paths, each with when it last changed where that is known.
    pub pages: Vec<(String, Option<String>)>,
}

/// Addresses of further sitemaps.
#[derive(Template)]
#[template(path = "sitemap/index.xml")]
pub struct Index {
    /// Whole addresses.
    pub parts: Vec<String>,
}

/// What robots are asked to leave alone.
#[derive(Template)]
#[template(path = "sitemap/robots.txt")]
pub struct Robots {
    /// Beginnings of paths.
    pub closed: &'static [&'static str],
    /// The sitemap, where there is one.
    pub sitemap: Option<String>,
}

/// `GET /sitemap.xml` of a hall: all its pages, or where they stand part by part.
pub async fn of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    let sight = visitor.look().await?;
    let parts = parts(queries::public_counts(&sight.read).await?.total);
    if parts == 1 {
        return pages(&sight, 1).await;
    }
    let origin = sight.origin();
    let parts = (1..=parts).map(|part| format!("{origin}/sitemap-{part}.xml")).collect();
    answer(&visitor, XML, &Index { parts })
}

/// `GET /sitemap-{part}.xml` of a hall
pub async fn part_of_hall(visitor: Visitor, part: web::Path<u64>) -> Result<HttpResponse, Fault> {
    let sight = visitor.look().await?;
    let all = parts(queries::public_counts(&sight.read).await?.total);
    if !(1..=all).contains(&*part) {
        return Err(Fault::NotFound);
    }
    pages(&sight, *part).await
}

/// `GET /sitemap.xml` of the national entrance: the sitemaps of all open halls.
pub async fn of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    let all = tenants::all(&guest.app.control().read().await?).await?;
    let open = all.into_iter().filter(|tenant| tenant.state == TenantState::Active);
    let parts = open.map(|tenant| format!("{}/sitemap.xml", guest.app.base.origin(&Site::of(&tenant)))).collect();
    Ok(Kept::new(XML, Index { parts }.render()?).answer(&guest.browser))
}

/// `GET /robots.txt` of a hall
pub async fn robots_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    let origin = visitor.app.base.origin(&Site::of(&visitor.tenant));
    let closed = &["/kelola", "/masuk", "/keluar", "/api/"];
    answer(&visitor, TEXT, &Robots { closed, sitemap: Some(format!("{origin}/sitemap.xml")) })
}

/// `GET /robots.txt` of the national entrance
pub async fn robots_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    let closed = &["/daftar/", "/kotak-surat", "/api/"];
    let robots = Robots { closed, sitemap: Some(format!("{}/sitemap.xml", guest.origin())) };
    Ok(Kept::new(TEXT, robots.render()?).answer(&guest.browser))
}

/// `GET /robots.txt` of the account and of the ministry: nothing there is for search engines.
pub async fn robots_of_nobody() -> Result<HttpResponse, Fault> {
    let robots = Robots { closed: &["/"], sitemap: None };
    Ok(Kept::new(TEXT, robots.render()?).answer(&Browser::default()))
}

/// Lists are not kept in memory: robots ask for them seldom, and they are larger than pages.
fn answer(visitor: &Visitor, kind: &'static str, document: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(Kept::new(kind, document.render()?).answer(&visitor.browser))
}

async fn pages(sight: &Sight<'_>, part: u64) -> Result<HttpResponse, Fault> {
    let mut pages: Vec<(String, Option<String>)> = Vec::new();
    if part == 1 {
        let counts = queries::public_counts(&sight.read).await?;
        let categories = queries::categories(&sight.read).await?;
        let agencies = queries::agencies(&sight.read).await?;
        pages.extend(ALWAYS.map(|path| (path.to_owned(), None)));
        let shown = categories.iter().filter(|category| counts.by_category.contains_key(&category.id));
        pages.extend(shown.map(|category| (format!("/urusan/{}", category.slug), None)));
        let shown = agencies.iter().filter(|agency| counts.by_agency.contains_key(&agency.id));
        pages.extend(shown.map(|agency| (format!("/instansi/{}", agency.slug), None)));
    }
    let services = queries::public_addresses(&sight.read, (part - 1) * PART, PART).await?;
    pages.extend(services.into_iter().map(|row| (format!("/layanan/{}", row.slug), Some(moment(row.updated_at)))));
    answer(sight.visitor, XML, &Pages { origin: sight.origin(), pages })
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn parts(services: u64) -> u64 {
    services.div_ceil(PART).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stays_under_the_limit_of_50_000_addresses() {
        for (services, expected) in [(0, 1), (1_418, 1), (40_000, 1), (40_001, 2), (100_000, 3)] {
            assert_eq!(parts(services), expected, "{services}");
        }
        const { assert!(PART + 2_000 < 50_000, "agencies and categories are 1,000 each at most") };
    }
}
