//! The page and the API of one region's search.

use balai_testkit::{Kind, SRAGEN};
use balai_tests::Site;
use rstest::rstest;

async fn site(kind: Kind) -> Site {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn people_who_cannot_spell_find_their_service_with_fee_time_and_channel(#[case] kind: Kind) {
    let site = site(kind).await;
    let browser = site.browser();
    let page = browser.get("sragen", "/cari?q=aktelahiran").await;
    assert_eq!(page.status, 200);
    assert!(page.says("Kutipan") && page.says("<mark>kelahiran</mark>") && page.says("Gratis"), "{}", page.text());
    assert!(
        page.says("Kami menampilkan hasil untuk") && page.says("/cari?q=aktelahiran&#38;persis=1"),
        "{}",
        page.text()
    );
    let english = browser.get("sragen", "/cari?q=aktelahiran&bahasa=en").await;
    assert!(english.says("Showing results for") && english.says("Free"));
    let exact = site.browser().get("sragen", "/cari?q=aktelahiran&persis=1").await;
    assert!(exact.says("Belum ada layanan bernama") && !exact.says("Kami menampilkan hasil untuk"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn where_nothing_fits_the_page_asks_what_was_meant(#[case] kind: Kind) {
    let site = site(kind).await;
    let page = site.browser().get("sragen", "/cari?q=kelllhirran").await;
    assert!(page.says("Belum ada layanan bernama") && page.says("Maksud Anda"), "{}", page.text());
    let english = site.browser().get("sragen", "/cari?q=kelllhirran&bahasa=en").await;
    assert!(english.says("Did you mean") && english.says("/cari?q=kelahiran"), "{}", english.text());
    let nothing = site.browser().get("sragen", "/cari?q=zzzzqqqq").await;
    assert!(!nothing.says("Maksud Anda") && nothing.says("/cari?q=KTP-el"), "words to begin with");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn machines_search_like_people_and_page_by_key(#[case] kind: Kind) {
    let site = site(kind).await;
    let browser = site.browser();
    let list = async |query: &str| -> serde_json::Value {
        let answer = browser.get("sragen", &format!("/api/v1/services?{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        serde_json::from_slice(&answer.body).expect("JSON")
    };
    let first = list("q=kartu+keluaraga&limit=2").await;
    let names: Vec<&str> =
        first["items"].as_array().expect("items").iter().filter_map(|i| i["name"].as_str()).collect();
    assert!(names.iter().all(|name| name.contains("Kartu Keluarga")), "{names:?}");
    let next = first["next"].as_str().expect("more");
    let second = list(&format!("q=kartu+keluaraga&limit=2&after={next}")).await;
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    assert_eq!(list("q=zzzzqqqq").await["items"].as_array().map(Vec::len), Some(0));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn odd_questions_do_no_harm(#[case] kind: Kind) {
    let site = site(kind).await;
    let long = "a".repeat(5_000);
    let many = "akta+".repeat(400);
    for typed in ["%25_%27%3B--", "%F0%9F%98%80", "%00%01", "(((((", "1+2+3+4+5+6+7+8+9+10+11+12+13", &long, &many] {
        for host in ["sragen", balai_tests::ROOT] {
            let answer = site.browser().get(host, &format!("/cari?q={typed}")).await;
            assert_eq!(answer.status, 200, "{host} {typed}");
        }
    }
}
