//! Openings of pages: counted beside the pages, also of those that come from memory, and nothing of who opened them.

use balai_adoption::visits;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::Site;
use rstest::rstest;

async fn opened(site: &Site, code: &str) -> i64 {
    site.app.visits.write_down(&site.app).await;
    let read = site.kit.tenant(code).read().await.unwrap();
    visits::days(&read).await.unwrap().iter().map(|(_, visits)| visits).sum()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn each_opening_of_a_page_counts_once_for_its_region(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    for path in ["/", "/", "/", "/layanan", "/instansi", "/cari?q=akta"] {
        assert_eq!(browser.get("sragen", path).await.status, 200, "{path}");
    }
    for path in ["/sitemap.xml", "/api/v1/services", "/layanan/tidak-ada", "/kelola", "/robots.txt"] {
        browser.get("sragen", path).await;
    }
    let machine = browser.request(reqwest::Method::GET, "sragen", "/").header("User-Agent", "Googlebot/2.1");
    assert_eq!(browser.send(machine).await.status, 200, "a machine that reads the whole web is served, not counted");
    assert_eq!(opened(&site, SRAGEN).await, 6);
    assert_eq!(opened(&site, BENGKULU_TENGAH).await, 0, "the neighbour's pages were not opened");
    browser.get("sragen", "/").await;
    assert_eq!(opened(&site, SRAGEN).await, 7, "written down once each");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn counting_keeps_the_pages_in_memory(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let first = browser.get("sragen", "/").await;
    let code = SRAGEN.parse().unwrap();
    let before = site.kit.store.changes().of(code);
    assert_eq!(opened(&site, SRAGEN).await, 1);
    assert!(site.kit.store.changes().of(code) == before, "what is counted shows on no page");
    assert_eq!(browser.get("sragen", "/").await.header("etag"), first.header("etag"));
}
