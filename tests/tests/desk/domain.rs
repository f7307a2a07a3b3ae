//! A region's own domain: proved by real questions to a DNS server, served on every node, followed by links and sign-in.

use std::time::Duration;

use balai_testkit::Kind;
use balai_tests::{Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::{Somebody, fill, hidden};

const HERE: &str = "/kelola/pengaturan/domain";
const NAME: &str = "mpp.sragenkab.test";

/// The address of a page at the own domain.
fn own(site: &Site, path: &str) -> String {
    format!("http://{NAME}:{}{path}", site.address.port())
}

async fn state_of(browser: &Browser, address: &str) -> u16 {
    browser.get("", address).await.status
}

async fn check(owner: &Browser, host: &str) -> Answer {
    assert_eq!(owner.post(host, &format!("{HERE}/pemeriksaan"), &[]).await.status, 303);
    owner.get(host, HERE).await
}

/// Claims the name for a region; returns what its TXT record must say.
async fn claim(owner: &Browser, host: &str) -> String {
    let seen = hidden(&owner.get(host, HERE).await, "semula");
    let saved = owner.post(host, HERE, &[("semula", &seen), ("domain", NAME)]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = owner.get(host, HERE).await;
    let value = page.text().split("balai-bukti=").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned);
    format!("balai-bukti={}", value.expect("a record to set"))
}

/// A page's one address for search engines.
fn canonical(page: &Answer) -> String {
    let link = page.text().split("rel=\"canonical\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
    link.expect("a canonical link").to_owned()
}

/// Looks again for two seconds, in which every node has heard.
async fn soon(browser: &Browser, address: &str, status: u16) {
    for _ in 0..20 {
        if state_of(browser, address).await == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{address} does not answer {status}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_domain_is_served_once_dns_proves_it_and_its_removal_leaves_the_subdomain(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, "sragen").await;
    let (visitor, node) = (site.browser(), site.another_node().await);
    let (home, always) = (own(&site, "/"), visitor.url("sragen", "/").to_string());
    assert_eq!(state_of(&visitor, &home).await, 404, "nobody's name");
    for (name, wrong) in [
        ("mpp.balai.test", "milik Balai sendiri"),
        ("balai.test", "milik Balai sendiri"),
        ("https://x.id/", "tanpa https://"),
        ("127.0.0.1", "tanpa https://"),
        ("", "Tulis alamat"),
    ] {
        let refused = fill(&desk, HERE, &[("domain", name)]).await;
        assert!(refused.status == 422 && refused.says(wrong), "{name}: {}", refused.text());
    }
    let proof = claim(&desk, "sragen").await;
    let page = check(&desk, "sragen").await;
    assert!(page.says("Menunggu bukti di DNS.") && page.says("Belum ada"), "{}", page.text());
    site.dns.set_alias(NAME, Some("sragen.balai.test"));
    site.dns.set_texts(&format!("_balai.{NAME}"), &["balai-bukti=lain", "v=spf1 -all"]);
    let page = check(&desk, "sragen").await;
    assert!(page.says("Menunggu bukti di DNS.") && page.says("v=spf1 -all"), "what stands there is shown");
    assert_eq!(state_of(&visitor, &home).await, 404, "a way here proves nothing");
    site.dns.set_alias(NAME, Some("lain.contoh.test"));
    site.dns.set_texts(&format!("_balai.{NAME}"), &["v=spf1 -all", &proof]);
    assert!(check(&desk, "sragen").await.says("Terbukti milik Anda."));
    assert_eq!(state_of(&visitor, &home).await, 404);
    assert_eq!(canonical(&visitor.get("sragen", "/").await), always);
    site.dns.set_alias(NAME, Some("sragen.balai.test"));
    assert!(check(&desk, "sragen").await.says("Terbuka di"));

    let page = visitor.get("", &home).await;
    assert!(page.status == 200 && page.says("Kabupaten Sragen"), "{}", page.text());
    assert_eq!(canonical(&page), home);
    assert_eq!(canonical(&visitor.get("sragen", "/").await), home, "kept pages of the subdomain are made anew");
    assert!(visitor.get("", &own(&site, "/sitemap.xml")).await.says(&own(&site, "/layanan")));
    assert!(visitor.get("", "/sitemap.xml").await.says(&own(&site, "/sitemap.xml")));
    assert!(visitor.get("", &own(&site, "/robots.txt")).await.says(&own(&site, "/sitemap.xml")));
    soon(&node.browser(), &home, 200).await;
    let ask = |name: &str| format!("/internal/ask?domain={name}");
    for (name, status) in
        [(NAME, 200), ("sragen.balai.test", 200), ("akun.balai.test", 200), ("jahat.test", 404), ("x.balai.test", 404)]
    {
        assert_eq!(visitor.get("", &ask(name)).await.status, status, "{name}");
        assert_eq!(visitor.get("", &own(&site, &ask(name))).await.status, status, "{name}, on any host");
    }
    let upper = format!("{}:{}", NAME.to_uppercase(), site.address.port());
    assert_eq!(visitor.get_with("", "/", &[("Host", &upper)]).await.status, 200);

    let browser = site.browser();
    let (url, page) = browser.follow("", &own(&site, "/kelola")).await;
    let policy = page.header("content-security-policy").to_owned();
    assert!(
        url.path() == "/masuk" && policy.contains(&format!("form-action 'self' {}", home.trim_end_matches('/'))),
        "{policy}"
    );
    let (url, page) = owner.arrive(&site, &browser, "", &own(&site, HERE)).await;
    assert_eq!((url.as_str(), page.status), (own(&site, HERE).as_str(), 200), "signed in at the domain");
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("form-action 'self' {}", always.trim_end_matches('/'))), "{policy}");
    site.clock.advance(TimeDelta::minutes(11));
    let asked = browser.post("", &own(&site, &format!("{HERE}/hapus")), &[]).await;
    assert!(
        asked.location().starts_with("/masuk?ke=%2Flanjut%2F"),
        "what is sent waits here too: {}",
        asked.location()
    );
    let browser = site.browser();
    owner.arrive(&site, &browser, "", &own(&site, HERE)).await;
    let removed = browser.post("", &own(&site, &format!("{HERE}/hapus")), &[]).await;
    assert_eq!(removed.location(), always);
    assert_eq!(state_of(&visitor, &home).await, 404);
    let page = visitor.get("sragen", "/").await;
    assert_eq!((page.status, canonical(&page)), (200, always));
    soon(&node.browser(), &home, 404).await;
    let (_, page) = owner.arrive(&site, &site.browser(), "sragen", HERE).await;
    assert!(page.says("Alamat yang diinginkan"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_name_that_two_regions_write_goes_to_the_one_that_proves_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (visitor, home) = (site.browser(), own(&site, "/"));
    let ours = Somebody::owner(&site).await.at(&site, "sragen").await;
    let theirs = Somebody::other_owner(&site).await.at(&site, "bengkulu-tengah").await;
    let (our_proof, their_proof) = (claim(&ours, "sragen").await, claim(&theirs, "bengkulu-tengah").await);
    assert_ne!(our_proof, their_proof);
    let texts = format!("_balai.{NAME}");
    site.dns.set_alias(NAME, Some("bengkulu-tengah.balai.test"));
    site.dns.set_texts(&texts, &[&their_proof]);
    assert!(check(&ours, "sragen").await.says("Menunggu bukti di DNS."), "another's proof is not ours");
    assert!(check(&theirs, "bengkulu-tengah").await.says("Terbuka di"));
    assert!(visitor.get("", &home).await.says("Kabupaten Bengkulu Tengah"));
    site.dns.set_texts(&texts, &[&their_proof, &our_proof]);
    assert!(check(&ours, "sragen").await.says("Alamat ini dipegang daerah lain."), "who proved it first keeps it");
    site.dns.set_texts(&texts, &[&our_proof]);
    site.dns.set_alias(NAME, Some("sragen.balai.test"));
    assert!(check(&ours, "sragen").await.says("Terbuka di"));
    assert!(visitor.get("", &home).await.says("Kabupaten Sragen"));
    assert!(check(&theirs, "bengkulu-tengah").await.says("Alamat ini dipegang daerah lain."));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_worker_looks_again_and_a_record_that_is_gone_counts_after_a_day(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (visitor, home) = (site.browser(), own(&site, "/"));
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let proof = claim(&owner, "sragen").await;
    let texts = format!("_balai.{NAME}");
    let look = async |hours: i64| {
        let now = site.app.clock.now() + TimeDelta::hours(hours);
        site.app.domains.check_due(now).await.expect("a round")
    };
    assert_eq!(look(0).await, 1);
    assert_eq!(look(0).await, 0, "not due again");
    site.dns.set_alias(NAME, Some("sragen.balai.test"));
    site.dns.set_texts(&texts, &[&proof]);
    assert_eq!(look(1).await, 1);
    assert_eq!(state_of(&visitor, &home).await, 200, "served without anybody asking");
    site.dns.set_texts(&texts, &[]);
    assert_eq!(look(3).await, 1);
    assert_eq!(state_of(&visitor, &home).await, 200);
    assert!(owner.get("sragen", HERE).await.says("Satu catatan hilang sejak"));
    assert_eq!(look(28).await, 1);
    assert_eq!(state_of(&visitor, &home).await, 404);
}
