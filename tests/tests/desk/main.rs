//! The desk of a region's staff, over real HTTP on both engines: the catalogue, the editor, publishing, settings, and who
//! sees what.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod catalogue;
mod domain;
mod editing;
mod holidays;
mod house;
mod reach;
mod sender;
mod settings;
mod told;

use balai_catalog::queries::{self, DeskFilter, Page};
use balai_catalog::rows::{agency, service};
use balai_catalog::{Adopt, Templates};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Browser, Site};
use reqwest::multipart::{Form, Part};

pub use people::{Somebody, hidden};

/// A site whose first region has the starter catalogue as drafts, and its owner's browser there.
pub async fn with_drafts(kind: Kind) -> (Site, Browser) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    (site, owner)
}

/// A service of the first region by words of its name.
pub async fn service(site: &Site, words: &str) -> service::Model {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let filter = DeskFilter { query: balai_catalog::Query::parse(words), ..DeskFilter::default() };
    let found = queries::desk_services(&read, &filter, Page::first(1)).await.expect("services");
    found.items.into_iter().next().unwrap_or_else(|| panic!("no service {words}"))
}

/// The agencies of the first region.
pub async fn agencies(site: &Site) -> Vec<agency::Model> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    queries::agencies(&read).await.expect("agencies")
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

/// A picture that says where it was taken.
pub const LOGO: &[u8] = include_bytes!("../../fixtures/pictures/logo.png");

/// Sends a file, and texts beside it, as a browser does.
pub async fn send_file(
    browser: &Browser,
    path: &str,
    (field, name): (&'static str, &str),
    bytes: &[u8],
    texts: &[(&'static str, &str)],
) -> Answer {
    let form = Form::new().part(field, Part::bytes(bytes.to_vec()).file_name(name.to_owned()));
    let form = texts.iter().fold(form, |form, (name, text)| form.text(*name, (*text).to_owned()));
    browser.send(browser.posting("sragen", path).multipart(form)).await
}
