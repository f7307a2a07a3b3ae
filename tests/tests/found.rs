//! What search engines, shared links and phones' first screens read of the public pages, and how the pages travel.

use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::{ACCOUNT, Answer, Browser, NATIONAL, ROOT, Site};
use rstest::rstest;
use serde_json::Value;

/// What stands between two texts, each time.
fn each<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().expect("the end of it")).collect()
}

fn one<'t>(page: &'t Answer, start: &str, end: &str) -> &'t str {
    let found = each(page.text(), start, end);
    assert_eq!(found.len(), 1, "{start}: {found:?}");
    found[0]
}

#[rstest]
#[tokio::test]
async fn the_sitemap_names_every_page_of_a_hall_and_each_answers(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    let browser = site.browser();
    let robots = browser.get("sragen", "/robots.txt").await;
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert!(robots.says("\nDisallow: /kelola\n"));
    let map = browser.get("", robots.text().split("Sitemap: ").nth(1).expect("a sitemap").trim()).await;
    assert_eq!(map.header("content-type"), "application/xml; charset=utf-8");
    let pages = each(map.text(), "<loc>", "</loc>");
    assert_eq!(pages.iter().filter(|page| page.contains("/layanan/")).count(), 98);
    let own = browser.url("sragen", "/");
    for page in &pages {
        assert!(page.starts_with(own.as_str()), "{page}");
        let answer = browser.get("", page).await;
        assert_eq!(answer.status, 200, "{page}");
        assert_eq!(one(&answer, "<link rel=\"canonical\" href=\"", "\""), *page);
    }
    assert_eq!(browser.get("sragen", "/sitemap-1.xml").await.body, map.body);
    for path in ["/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-x.xml"] {
        assert_eq!(browser.get("sragen", path).await.status, 404, "{path}");
    }
}

#[rstest]
#[tokio::test]
async fn the_entrance_names_the_sitemaps_of_the_open_halls(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let robots = browser.get(ROOT, "/robots.txt").await;
    let index = browser.get("", robots.text().split("Sitemap: ").nth(1).expect("a sitemap").trim()).await;
    let maps = each(index.text(), "<loc>", "</loc>");
    assert_eq!(maps.len(), 2);
    for map in maps {
        assert_eq!(browser.get("", map).await.status, 200, "{map}");
    }
    for host in [ACCOUNT, NATIONAL] {
        assert_eq!(browser.get(host, "/robots.txt").await.text(), "User-agent: *\nDisallow: /");
        assert_eq!(browser.get(host, "/sitemap.xml").await.status, 404);
    }
}

#[rstest]
#[tokio::test]
async fn a_page_has_one_address_in_each_language(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let origin = site.browser().url("sragen", "/").origin().ascii_serialization();
    for (path, own) in [
        ("/layanan", "/layanan"),
        ("/layanan?urut=x", "/layanan"),
        ("/layanan?bahasa=id", "/layanan"),
        ("/layanan?bahasa=en", "/layanan?bahasa=en"),
        ("/cari?q=a%22%3E&bahasa=en", "/cari?bahasa=en"),
    ] {
        let page = site.browser().get("sragen", path).await;
        assert_eq!(one(&page, "rel=\"canonical\" href=\"", "\""), format!("{origin}{own}"), "{path}");
        let bare = own.split('?').next().expect("a path");
        for (lang, end) in [("id", ""), ("en", "?bahasa=en"), ("x-default", "")] {
            let start = format!("rel=\"alternate\" hreflang=\"{lang}\" href=\"");
            assert_eq!(one(&page, &start, "\""), format!("{origin}{bare}{end}"), "{path}");
        }
        assert!(!one(&page, "<meta name=\"description\" content=\"", "\"").is_empty());
    }
    let missing = site.browser().get("sragen", "/tidak-ada").await;
    assert!(!missing.says("canonical"), "a fault has no address");
}

#[rstest]
#[tokio::test]
async fn a_service_says_what_it_is_in_the_words_of_schema_org(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    let list = browser.get("sragen", "/api/v1/services?q=akta+kelahiran").await.json();
    let (slug, name) = (&list["items"][0]["slug"], &list["items"][0]["name"]);
    let page = browser.get("sragen", &format!("/layanan/{}", slug.as_str().expect("a slug"))).await;
    let data: Value = serde_json::from_str(one(&page, "<script type=\"application/ld+json\">", "</script>")).unwrap();
    assert_eq!(data["@type"], "GovernmentService");
    assert_eq!(&data["name"], name);
    assert_eq!(data["areaServed"]["name"], "Kabupaten Sragen");
    assert_eq!(data["offers"]["price"], "0", "documents of population are free");
    assert_eq!(data["availableChannel"]["serviceLocation"]["address"], "Jalan Merdeka 1, Sragen");
    for address in [&data["url"], &data["serviceOperator"]["url"]] {
        assert_eq!(browser.get("", address.as_str().expect("an address")).await.status, 200, "{address}");
    }
    let picture = one(&page, "<meta property=\"og:image\" content=\"", "\"");
    let picture = browser.get("", picture).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));
    assert!(picture.body.starts_with(b"\x89PNG") && picture.header("content-encoding").is_empty());
}

#[rstest]
#[tokio::test]
async fn a_phone_keeps_the_hall_under_its_own_name_and_colour(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let page = browser.get("sragen", "/").await;
    let path = one(&page, "<link rel=\"manifest\" href=\"", "\"");
    let answer = browser.get("sragen", path).await;
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    let manifest = answer.json();
    assert_eq!(manifest["name"], "Balai Kabupaten Sragen");
    assert_eq!(manifest["theme_color"], "#085b4e");
    assert!(page.says("<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#085b4e\">"));
    for icon in manifest["icons"].as_array().expect("icons") {
        let icon = browser.get("sragen", icon["src"].as_str().expect("an address")).await;
        assert_eq!((icon.status, icon.header("content-type")), (200, "image/png"));
    }
    assert_eq!(browser.get(ROOT, path).await.json()["name"], "Balai, layanan publik kabupaten dan kota");
}

/// A page as a browser that packs asks for it.
async fn packed(browser: &Browser, host: &str, path: &str, takes: &str) -> Answer {
    browser.get_with(host, path, &[("Accept-Encoding", takes)]).await
}

#[rstest]
#[tokio::test]
async fn pages_travel_packed_and_once(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let browser = site.browser();
    for (host, path) in [("sragen", "/"), ("sragen", "/cari?q=akta"), (ROOT, "/"), ("sragen", "/sitemap.xml")] {
        let plain = packed(&browser, host, path, "identity").await;
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        for (takes, coding) in [("gzip, deflate, br", "br"), ("br;q=0.1, gzip", "gzip"), ("br;q=0, gzip;q=0", "")] {
            let answer = packed(&browser, host, path, takes).await;
            assert_eq!((answer.status, answer.header("content-encoding")), (200, coding), "{path} {takes}");
            assert!(coding.is_empty() || answer.body.len() * 2 < plain.body.len(), "{path} {takes}");
            assert!(answer.header("vary").contains("Accept-Encoding"));
            assert_eq!(answer.header("etag"), plain.header("etag"));
            let again = [("Accept-Encoding", takes), ("If-None-Match", answer.header("etag"))];
            let again = browser.get_with(host, path, &again).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {takes}");
        }
    }
}
