//! The catalogue in and out as a file, and what is done to many services at once, over real HTTP on both engines.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod files;
mod import;
mod list;
mod undo;

use balai_catalog::exchange::Known;
use balai_catalog::queries;
use balai_catalog::rows::service;
use balai_catalog::{Adopt, Templates, sample};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Browser, Site};
use reqwest::multipart::{Form, Part};

pub use people::{Somebody, hidden};

pub const IMPORT: &str = "/kelola/katalog/impor";
pub const LIST: &str = "/kelola/katalog";

/// A site whose first region has the starter catalogue as drafts, and its owner's browser there.
pub async fn with_drafts(kind: Kind) -> (Site, Browser) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    (site, owner)
}

/// A site whose first region has the sample of 1,418 services, published.
pub async fn with_sample(kind: Kind) -> (Site, Browser) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, &sample::generate(sample::SEED), Adopt::Published).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    (site, owner)
}

/// Sends a file; returns what came back.
pub async fn send(browser: &Browser, name: &str, body: impl Into<Vec<u8>>) -> Answer {
    let form = Form::new().part("berkas", Part::bytes(body.into()).file_name(name.to_owned()));
    browser.send(browser.posting("sragen", IMPORT).multipart(form)).await
}

/// Sends a file and takes the columns as they were guessed; returns the address of its preview.
pub async fn upload(browser: &Browser, name: &str, body: impl Into<Vec<u8>>) -> String {
    let sent = send(browser, name, body).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = browser.get("sragen", sent.location()).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let answers = page.columns().unwrap_or_else(|| panic!("no columns: {}", page.text()));
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let chosen = browser.post("sragen", sent.location(), &answers).await;
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    chosen.location().to_owned()
}

/// Decides an import as its preview stands.
pub async fn decide(browser: &Browser, preview: &str, choice: &str) -> Answer {
    let page = browser.get("sragen", preview).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let seen = hidden(&page, "semula");
    browser.post("sragen", &format!("{preview}/keputusan"), &[("semula", &seen), ("lanjut", choice)]).await
}

/// The id in an address by which a deed can be taken back.
pub fn undo_in(answer: &Answer) -> String {
    let rest = answer.location().split("urungan=").nth(1).unwrap_or_else(|| panic!("no undo: {}", answer.location()));
    rest.split('&').next().expect("an id").to_owned()
}

/// Everything that people wrote about the first region's services, by code.
pub async fn written(site: &Site) -> Vec<(service::Model, balai_catalog::Standard)> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let known = queries::known_of(&read, &all()).await.expect("services");
    let at = chrono::DateTime::UNIX_EPOCH;
    let plain = |known: Known| (service::Model { updated_at: at, ..known.service }, known.newest.content);
    known.into_iter().map(plain).collect()
}

fn all() -> queries::DeskFilter {
    queries::DeskFilter::default()
}

/// The revision of the first region's catalogue.
pub async fn revision(site: &Site) -> i64 {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    queries::revision(&read).await.expect("a revision").number
}
