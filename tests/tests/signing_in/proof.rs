//! A fresh proof before what can do much harm, sessions that end, and what was typed meanwhile.

use balai_identity::{ChosenPassword, Factors, NewAccount};
use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use url::Url;

use crate::support::{DESK, OTHER, SESSION, SRAGEN, Somebody};

const INVITE: &str = "/kelola/pegawai/undang";
const NEW: &str = "baru@sragenkab.go.id";

/// Goes on from the page that asks for a proof, or says that the session ended, over the account host and back.
async fn prove(site: &Site, who: &Somebody, browser: &Browser, from: &str) -> (Url, Answer) {
    site.clock.advance(TimeDelta::seconds(31));
    let told = browser.get(SRAGEN, from).await;
    assert_eq!(told.status, 200, "a page stands between a form and another host: {}", told.location());
    let (url, page) = browser.follow(SRAGEN, &from.replace("bukti=1", "bukti=lanjut")).await;
    assert_eq!((url.path(), page.status), ("/masuk", 200), "{}", page.text());
    let answer = who.give_password(browser, &page).await;
    let (_, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
    let answer = who.give_code(site, browser, &page).await;
    browser.follow_from(browser.url(ACCOUNT, "/masuk/kode"), answer).await
}

/// What a page's form would send, but for its token.
fn sent(page: &Answer) -> Vec<(String, String)> {
    let inputs = page.text().split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"").expect("a value");
        (name.to_owned(), balai_tests::unescaped(rest.split('"').next().expect("its end")))
    };
    inputs.map(pair).filter(|(name, _)| name != "_token").collect()
}

async fn send_on(browser: &Browser, page: &Answer) -> Answer {
    let action = page.text().split("<form class=\"b-sp\" action=\"").nth(1).and_then(|rest| rest.split('"').next());
    let (action, fields) = (balai_tests::unescaped(action.expect("a form")), sent(page));
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(SRAGEN, &action, &fields).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_form_waits_while_its_person_proves_who_she_is(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    let fields = [("surel", NEW), ("peran", "catalogue_editor"), ("bagian", "")];
    assert_eq!(desk.get(SRAGEN, INVITE).await.status, 200, "proven a moment ago");
    site.clock.advance(TimeDelta::minutes(11));

    let asked = desk.post(SRAGEN, INVITE, &fields).await;
    assert_eq!(asked.status, 303);
    assert!(asked.location().starts_with("/masuk?ke=%2Flanjut%2F") && asked.location().ends_with("&bukti=1"));
    assert!(desk.get(SRAGEN, asked.location()).await.says("Buktikan dulu bahwa ini Anda"));
    assert!(!desk.get(SRAGEN, DESK).await.says(NEW), "nothing was done");
    let held = desk.cookie(SRAGEN, SESSION);
    let (url, page) = prove(&site, &owner, &desk, asked.location()).await;
    assert!(url.path().starts_with("/lanjut/") && page.says(NEW) && page.says("belum dikirim"), "{}", page.text());
    assert_ne!(desk.cookie(SRAGEN, SESSION), held, "a proof begins another session");
    assert_eq!(send_on(&desk, &page).await.location(), "/kelola/pegawai?kabar=diundang");
    assert!(desk.get(SRAGEN, DESK).await.says(NEW));
    assert_eq!(desk.get(SRAGEN, INVITE).await.status, 200, "not asked again");

    let thief = Somebody::with(&site, "lain@sragenkab.go.id", Role::RegionOwner, "33.14").await;
    let other = thief.at(&site, SRAGEN).await;
    assert_eq!(other.get(SRAGEN, url.path()).await.status, 404, "another person's form");
    let elsewhere = Somebody::other_owner(&site).await.at(&site, OTHER).await;
    assert_eq!(elsewhere.get(OTHER, url.path()).await.status, 404);
    assert_eq!(desk.get(SRAGEN, DESK).await.status, 200);
    site.clock.advance(TimeDelta::minutes(11));
    let late = desk.get(SRAGEN, INVITE).await;
    assert_eq!(late.location(), "/masuk?ke=%2Fkelola%2Fpegawai%2Fundang&bukti=1", "ten minutes later again");
    let (url, page) = prove(&site, &owner, &desk, late.location()).await;
    assert_eq!((url.path(), page.status), (INVITE, 200), "{}", page.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn after_fifteen_idle_minutes_a_form_is_sent_where_it_was_left(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    site.clock.advance(TimeDelta::minutes(16));
    let long = "Dinas ".repeat(20);
    let fields = [("nama", "Perpustakaan & Arsip"), ("singkat", "Perpus"), ("jenis", "regional"), ("alamat", &long)];
    let asked = desk.post(SRAGEN, "/kelola/instansi/baru", &fields).await;
    assert!(asked.location().starts_with("/masuk?ke=%2Flanjut%2F"), "{}", asked.location());
    let told = desk.get(SRAGEN, asked.location()).await;
    assert!(told.says("Selama 15 menit") && told.says("Yang Anda ketik tidak hilang"), "{}", told.text());
    let (url, page) = {
        site.clock.advance(TimeDelta::seconds(31));
        let (url, page) = desk.follow(SRAGEN, asked.location()).await;
        assert_eq!(url.path(), "/masuk", "{}", page.text());
        let answer = owner.give_password(&desk, &page).await;
        let (_, page) = desk.follow_from(desk.url(ACCOUNT, "/masuk"), answer).await;
        let answer = owner.give_code(&site, &desk, &page).await;
        desk.follow_from(desk.url(ACCOUNT, "/masuk/kode"), answer).await
    };
    assert!(url.path().starts_with("/lanjut/") && page.says("Perpustakaan &#38; Arsip"), "{}", page.text());
    let saved = send_on(&desk, &page).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(desk.get(SRAGEN, "/kelola/instansi").await.says("Perpustakaan &#38; Arsip"));

    let stranger = site.browser();
    stranger.set_cookie(SRAGEN, SESSION, &balai_kernel::SecretToken::fresh().reveal());
    let nothing = stranger.post(SRAGEN, "/kelola/instansi/baru", &fields).await;
    assert_eq!(nothing.location(), "/masuk?ke=%2Fkelola%2Finstansi%2Fbaru", "a stranger keeps nothing here");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn staff_stay_as_long_as_they_say_so_and_twelve_hours_in_all(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    let page = desk.get(SRAGEN, DESK).await;
    assert!(
        page.says("id=\"sesi\"") && page.says("data-seconds=\"900\"") && page.says("Tetap masuk"),
        "{}",
        page.text()
    );
    for _ in 0..50 {
        site.clock.advance(TimeDelta::minutes(14));
        let stayed = desk.get(SRAGEN, "/sesi/tetap").await;
        assert_eq!((stayed.status, stayed.json()["last"].as_bool()), (200, Some(false)));
        assert_eq!(stayed.json()["seconds"], 900);
    }
    site.clock.advance(TimeDelta::minutes(10));
    let late = desk.get(SRAGEN, "/sesi/tetap").await.json();
    assert!(late["last"] == true && late["seconds"].as_i64().is_some_and(|left| left < 601), "{late}");
    assert!(desk.get(SRAGEN, DESK).await.says("data-last"));
    site.clock.advance(TimeDelta::minutes(10));
    assert_eq!(desk.get(SRAGEN, "/sesi/tetap").await.status, 303);
    assert!(desk.get(SRAGEN, "/masuk?ke=/kelola").await.says("paling lama 12 jam"));

    let idle = owner.at(&site, SRAGEN).await;
    site.clock.advance(TimeDelta::minutes(15));
    assert_eq!(idle.get(SRAGEN, DESK).await.status, 303);
    assert!(idle.get(SRAGEN, "/masuk?ke=/kelola").await.says("Selama 15 menit"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_citizens_session_may_lie_idle_for_hours(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (email, password) = ("budi@contoh.id", "kuda lumping makan beling");
    let new = NewAccount {
        email: email.parse().expect("an address"),
        name: "Budi".parse().expect("a name"),
        password: ChosenPassword::new(password, Factors::PasswordOnly, &[]).expect("a good password"),
        second_factor: None,
    };
    site.app.identity.open_account(&site.act(), new).await.expect("opened");
    let browser = site.browser();
    let answer = browser.post(ACCOUNT, "/masuk", &[("surel", email), ("sandi", password), ("ke", "/")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.text());
    site.clock.advance(TimeDelta::hours(11));
    let page = browser.get(ACCOUNT, "/").await;
    assert!(page.status == 200 && !page.says("id=\"sesi\""), "no warning: nothing ends soon");
    site.clock.advance(TimeDelta::hours(1));
    assert_eq!(browser.get(ACCOUNT, "/").await.status, 303);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn all_other_sign_ins_end_with_what_they_reached_and_ones_own_stays(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let (mine, lost) = (owner.at(&site, SRAGEN).await, owner.at(&site, SRAGEN).await);
    let neighbour = Somebody::other_owner(&site).await.at(&site, OTHER).await;
    let page = mine.get(ACCOUNT, "/").await;
    for words in
        ["Perangkat tidak dikenal", "dari 127.0.0.1", "Dipakai", "Peramban ini", "Tutup semua yang lain", "Juga di"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(mine.post(ACCOUNT, "/sesi/akhiri-lainnya", &[]).await.location(), "/");
    assert!(!mine.get(ACCOUNT, "/").await.says("Tutup semua yang lain"), "nothing is left to end");
    assert_eq!([mine.get(SRAGEN, DESK).await.status, lost.get(SRAGEN, DESK).await.status], [200, 303]);
    assert_eq!(lost.get(ACCOUNT, "/").await.status, 303);
    assert_eq!(neighbour.get(OTHER, DESK).await.status, 200, "other people's are their own");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_typed_outlives_the_role_it_was_typed_in(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let editor = Somebody::with(&site, "tuti@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let (desk, theirs) = (owner.at(&site, SRAGEN).await, site.browser());
    editor.arrive(&site, &theirs, SRAGEN, "/kelola/katalog").await;
    let long = "Jalan Raya Sukowati ".repeat(9);
    let fields =
        [("nama", "Dinas Perpustakaan"), ("singkat", "Perpus"), ("jenis", "regional"), ("alamat", long.trim())];
    assert_eq!(theirs.get(SRAGEN, "/kelola/instansi/baru").await.status, 200, "the page is open");
    let dismiss = format!("{DESK}/{}/nonaktif", editor.id);
    assert_eq!(desk.post(SRAGEN, &dismiss, &[]).await.location(), "/kelola/pegawai?kabar=dinonaktifkan");

    let refused = theirs.post(SRAGEN, "/kelola/instansi/baru", &fields).await;
    assert_eq!(refused.status, 403);
    assert!(refused.says("Isian Anda tidak hilang"), "{}", refused.text());
    let place = refused.text().split("href=\"/lanjut/").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let waits = theirs.get(SRAGEN, &format!("/lanjut/{place}")).await;
    assert!(waits.says("Dinas Perpustakaan") && waits.says(long.trim()), "all of it: {}", waits.text());
    assert_eq!(send_on(&theirs, &waits).await.status, 403, "she still may not");
    assert!(!desk.get(SRAGEN, "/kelola/instansi").await.says("Dinas Perpustakaan"));

    let grant = crate::support::permitted(Role::CatalogueEditor, "33.14");
    site.app.identity.grant(&site.act(), editor.id, &grant).await.expect("given back");
    assert_eq!(send_on(&theirs, &waits).await.status, 303, "and with the role it goes on");
    assert!(desk.get(SRAGEN, "/kelola/instansi").await.says("Dinas Perpustakaan"));
    assert!(
        !theirs.get(SRAGEN, "/kelola/pegawai/undang").await.says("tidak hilang"),
        "a page that is asked for is no form"
    );
}
