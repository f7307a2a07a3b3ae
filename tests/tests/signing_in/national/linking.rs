//! An identity opens the account of whoever showed both, and asks for what the account asks for.

use balai_identity::AccountSays;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Node, Site};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use url::Url;

use super::peer::{NIK, Peer, keeps_time_with};
use super::{GO, means};
use balai_tests::letters::letters;

use crate::registering::{PASSWORD, registers};
use crate::support::{DESK, SESSION, SRAGEN, Somebody};

const LINK: &str = "/nasional/hubungkan";
const LOOK: &str = "/nasional/hubungkan/periksa";

#[rstest]
#[tokio::test]
async fn an_identity_is_linked_to_the_account_of_whoever_is_signed_in(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let browser = registers(&site, node.browser(), "siti@contoh.id", "Siti").await;
    let page = browser.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("Hubungkan Identitas Uji") && page.says(LINK), "{}", page.text());
    site.clock.advance(TimeDelta::minutes(11));
    let answer = browser.post(ACCOUNT, LINK, &[]).await;
    assert!(answer.location().starts_with("/masuk?"), "a fresh proof: {}", answer.location());
    peer.tell("rotate", json!({})).await;
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", LINK)];
    assert_eq!(browser.post(ACCOUNT, "/masuk", &fields).await.location(), LINK);
    keeps_time_with(&site);
    let page = browser.get(ACCOUNT, LINK).await;
    assert!(page.status == 200 && page.says("Hubungkan Identitas Uji"), "to look begins nothing: {}", page.text());
    assert!(browser.cookie(ACCOUNT, "__Host-nasional").is_none());
    let (url, page) = shows(&browser).await;
    assert!(url.path() == LOOK && page.says("SUKARTI") && page.says("3314********0001"), "{url} {}", page.text());
    assert!(browser.get(ACCOUNT, "/profil").await.says("Tingkat akun 1 dari 3"), "she has not said yes");
    assert!(letters(&site).await.is_empty());
    assert_eq!(browser.post(ACCOUNT, LOOK, &[]).await.location(), "/keamanan");
    assert!(browser.get(ACCOUNT, "/keamanan").await.says("Terhubung"));
    assert!(matches!(letters(&site).await.as_slice(), [told] if told.says == AccountSays::NationalLinked));
    let profile = browser.get(ACCOUNT, "/profil").await;
    assert!(profile.says("3314********0001") && profile.says("Tingkat akun 3 dari 3"), "{}", profile.text());
    assert_eq!(links(&browser).await.location(), "/keamanan", "once more changes nothing");
    assert!(letters(&site).await.is_empty());
    let other = node.browser();
    let (url, page) = other.follow(ACCOUNT, GO).await;
    assert!(url.path() == "/profil" && page.says("siti@contoh.id"), "{url} {}", page.text());
    assert_eq!(other.post(ACCOUNT, "/nasional/lepas", &[]).await.location(), "/keamanan");
    assert!(matches!(letters(&site).await.as_slice(), [told] if told.says == AccountSays::NationalUnlinked));
    assert!(other.get(ACCOUNT, "/profil").await.says("Tingkat akun 1 dari 3"));
    assert_eq!(node.browser().follow(ACCOUNT, GO).await.0.path(), "/nasional/daftar");
}

#[rstest]
#[tokio::test]
async fn what_is_another_account_s_or_another_person_s_is_not_linked(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let siti = registers(&site, node.browser(), "siti@contoh.id", "Siti").await;
    links(&siti).await;
    letters(&site).await;
    let wati = registers(&site, node.browser(), "wati@contoh.id", "Wati").await;
    let refused = async |why: &str| {
        let page = links(&wati).await;
        assert!(page.status == 409 && page.says(why), "{}", page.text());
        assert!(wati.get(ACCOUNT, "/profil").await.says("Tingkat akun 1 dari 3"));
    };
    refused("Identitas ini membuka akun lain").await;
    wati.post(ACCOUNT, "/profil/nik", &[("nik", "3314015503920007")]).await;
    peer.person(json!({ "sub": "w-8", "name": "Wati", "nik": NIK })).await;
    refused("NIK tidak sama").await;
    peer.person(json!({ "sub": "w-8", "name": "Wati", "nik": "3314015503920007" })).await;
    assert_eq!(links(&wati).await.location(), "/keamanan");
    peer.person(json!({ "sub": "w-6", "name": "Wati" })).await;
    let page = links(&wati).await;
    assert!(page.status == 409 && page.says("Akun ini punya identitas lain"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_visit_links_nothing_to_somebody_who_signed_in_meanwhile(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    registers(&site, node.browser(), "wati@contoh.id", "Wati").await;
    let browser = registers(&site, node.browser(), "siti@contoh.id", "Siti").await;
    let leaving = browser.post(ACCOUNT, LINK, &[]).await;
    let fields = [("surel", "wati@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
    browser.post(ACCOUNT, "/keluar", &[]).await;
    assert_eq!(browser.post(ACCOUNT, "/masuk", &fields).await.location(), "/");
    let (_, page) = comes_back(&browser, &leaving).await;
    assert_eq!(page.status, 400, "{}", page.text());
    assert!(browser.get(ACCOUNT, "/profil").await.says("Tingkat akun 1 dari 3"));
}

/// Goes for her identity and comes back to the page that shows whose it is.
async fn shows(browser: &Browser) -> (Url, Answer) {
    let page = browser.post(ACCOUNT, LINK, &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    comes_back(browser, &page).await
}

/// Follows the link of the page that leads to the provider.
async fn comes_back(browser: &Browser, page: &Answer) -> (Url, Answer) {
    let link = page.header("refresh").strip_prefix("0; url=").expect("the way to the provider").to_owned();
    let answer = browser.get("", &link).await;
    browser.follow_from(Url::parse(&link).expect("an address"), answer).await
}

/// The same, and says yes.
async fn links(browser: &Browser) -> Answer {
    let (url, page) = shows(browser).await;
    assert_eq!(url.path(), LOOK, "{}", page.text());
    browser.post(ACCOUNT, LOOK, &[]).await
}

/// The owner's sign-in at her own account, at this node.
async fn owner_at(site: &Site, node: &Node, owner: &Somebody) -> balai_tests::Browser {
    let browser = node.browser();
    let (url, _) = owner.arrive(site, &browser, ACCOUNT, "/keamanan").await;
    assert_eq!(url.path(), "/keamanan");
    browser
}

#[rstest]
#[tokio::test]
async fn whoever_holds_a_role_is_asked_for_her_second_factor_whichever_way_she_comes(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner_at(&site, &node, &owner).await;
    assert_eq!(links(&browser).await.location(), "/keamanan");
    let other = node.browser();
    let (url, page) = other.follow(ACCOUNT, GO).await;
    assert_eq!(url.path(), "/masuk/kode", "{}", page.text());
    assert!(other.cookie(ACCOUNT, SESSION).is_none(), "the identity alone opens nothing");
    let answer = other.post(ACCOUNT, "/masuk/kode", &[("kode", "000000"), ("ke", "/profil")]).await;
    assert_eq!(answer.status, 422);
    site.clock.advance(TimeDelta::seconds(31));
    assert_eq!(owner.give_code(&site, &other, &page).await.location(), "/profil");
    assert_eq!(means(&site, &other).await, ("fed otp mfa".to_owned(), true));
    let (url, page) = other.follow(SRAGEN, DESK).await;
    assert_eq!((url.path(), page.status), (DESK, 200), "{}", page.text());
    assert!(other.get(ACCOUNT, "/riwayat-masuk").await.says("Kode salah"));
}

#[rstest]
#[tokio::test]
async fn a_number_that_its_owner_writes_after_the_first_was_taken_out_is_not_of_level_3(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let browser = registers(&site, node.browser(), "siti@contoh.id", "Siti").await;
    keeps_time_with(&site);
    links(&browser).await;
    assert!(browser.get(ACCOUNT, "/profil").await.says("Tingkat akun 3 dari 3"));
    letters(&site).await;
    // another has the same number; the ministry leaves it with her, whom a clerk saw
    let (identity, kek, db) = (&site.app.identity, &site.app.kek, site.kit.tenant("33.14"));
    registers(&site, node.browser(), "ani@contoh.id", "Ani").await;
    let ani = identity.account_by_email(&"ani@contoh.id".parse().unwrap()).await.unwrap().unwrap().id;
    let (act, clerk) = (site.act(), uuid::Uuid::from_u128(7));
    let visit = identity.begin_visit(&act, &db, clerk, ani).await.unwrap();
    identity.see_card(&act, kek, &db, &visit, "Budi", &balai_kernel::Nik::parse(NIK).unwrap()).await.unwrap();
    let case = identity.cases(kek, true, None, 1).await.unwrap().remove(0).id;
    let officer = balai_kernel::Act::new(balai_kernel::Actor::Account(clerk), act.at, act.from.clone());
    identity.settle_case(&officer, kek, case, Some(ani), &"KTP-el dilihat".parse().unwrap()).await.unwrap();
    assert!(browser.get(ACCOUNT, "/profil").await.says("Belum diisi"));
    let written = browser.post(ACCOUNT, "/profil/nik", &[("nik", "3314015208900002")]).await;
    assert_eq!(written.location(), "/profil");
    let profile = browser.get(ACCOUNT, "/profil").await;
    assert!(profile.says("3314********0002") && profile.says("Tingkat akun 1 dari 3"), "{}", profile.text());
}
