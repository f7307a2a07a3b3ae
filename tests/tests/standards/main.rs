//! Standards that hold in law, over real HTTP on both engines: versions that wait for their day, what was published and
//! stays, the linter and its answers, templates that change, and what regions lend each other.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod four_eyes;
mod lending;
mod linter;
mod many;
mod national;
mod slugs;
mod templates;
mod versions;

use balai_catalog::queries::{self, DeskFilter, Page};
use balai_catalog::rows::service;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Browser, Site};

pub use people::{Somebody, hidden};

/// A site whose first region has published the starter catalogue, and its owner.
pub async fn with_published(kind: Kind) -> (Site, Somebody) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let owner = Somebody::owner(&site).await;
    (site, owner)
}

/// A service of the first region by words of its name.
pub async fn service(site: &Site, words: &str) -> service::Model {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let filter = DeskFilter { query: balai_catalog::Query::parse(words), ..DeskFilter::default() };
    let found = queries::desk_services(&read, &filter, Page::first(1)).await.expect("services");
    found.items.into_iter().next().unwrap_or_else(|| panic!("no service {words}"))
}

/// Opens a form and sends it with these answers, as a person does.
pub async fn fill(browser: &Browser, path: &str, answers: &[(&str, &str)]) -> Answer {
    let page = browser.get("sragen", path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    let seen = hidden(&page, "semula");
    let mut fields = vec![("semula", seen.as_str())];
    fields.extend_from_slice(answers);
    browser.post("sragen", path, &fields).await
}

/// Writes the product of a service into its draft.
pub async fn write_product(browser: &Browser, service: &service::Model, product: &str) -> Answer {
    fill(browser, &format!("/kelola/layanan/{}/5", service.id), &[("produk", product), ("simpan", "1")]).await
}

/// Writes the decree of a service's draft.
pub async fn write_decree(browser: &Browser, service: &service::Model, effective: &str) -> Answer {
    let decree = [("nomor", "188/77/2026"), ("ditetapkan", "2026-11-02"), ("berlaku", effective), ("simpan", "1")];
    fill(browser, &format!("/kelola/layanan/{}/sk", service.id), &decree).await
}

/// Sends the button that publishes.
pub async fn publish(browser: &Browser, service: &service::Model) -> Answer {
    browser.post("sragen", &format!("/kelola/layanan/{}/terbit", service.id), &[]).await
}

/// What citizens read of a service.
pub async fn as_citizen(site: &Site, slug: &str) -> Answer {
    site.browser().get("sragen", &format!("/layanan/{slug}")).await
}
