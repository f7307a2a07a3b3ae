//! Coming in with the national identity: against an independent provider, over real HTTP.

mod distrust;
mod linking;
mod outage;
mod peer;

use balai_identity::{AccountSays, Aim, NationalPerson, NationalStep, ProvenRefused, Purpose, oidc};
use balai_kernel::{Contact, SecretToken};
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use balai_tests::letters::{letters, sent_code};

use crate::registering::{PASSWORD, code};
use crate::support::{SESSION, SRAGEN};
use peer::{Peer, keeps_time_with};

const GO: &str = "/nasional/masuk?ke=%2Fprofil";

/// Registers with the national identity; she lands in her profile.
async fn registers(site: &Site, browser: &Browser, email: &str) {
    let (url, page) = browser.follow(ACCOUNT, GO).await;
    assert_eq!(url.path(), "/nasional/daftar", "{}", page.text());
    let answer = browser.post(ACCOUNT, "/nasional/daftar", &[("kontak", email), ("ke", "/profil")]).await;
    assert_eq!(answer.location(), "/nasional/daftar/kode?ke=%2Fprofil", "{}", answer.text());
    let code = code(site, email).await;
    let answer = browser.post(ACCOUNT, "/nasional/daftar/kode", &[("kode", &code), ("ke", "/profil")]).await;
    assert_eq!(answer.location(), "/profil", "{}", answer.text());
}

/// By what the session of a browser began.
async fn means(site: &Site, browser: &Browser) -> (String, bool) {
    let token = SecretToken::parse(&browser.cookie(ACCOUNT, SESSION).expect("signed in")).expect("a token");
    let at: &oidc::Site = site.app.identity.site();
    let who = site.app.identity.session(&token, at, site.app.clock.now()).await.expect("rows").expect("a session");
    (who.amr.unwrap_or_default(), who.second_factor)
}

#[rstest]
#[tokio::test]
async fn a_stranger_registers_with_her_national_identity_and_comes_in_by_it_from_then_on(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values("ES256", "RS256", "PS256", "EdDSA")] alg: &str,
) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, alg).await;
    let node = peer.node(&site).await;
    let browser = node.browser();
    let page = browser.get(ACCOUNT, "/masuk?ke=%2Fprofil").await;
    assert!(page.says("Masuk dengan Identitas Uji") && page.says(GO), "{}", page.text());
    assert!(browser.get(ACCOUNT, "/daftar").await.says("Masuk dengan Identitas Uji"));
    let (_, page) = browser.follow(ACCOUNT, GO).await;
    assert!(page.says("Identitas Uji sudah memastikan siapa Anda") && page.says("value=\"sukarti@contoh.id\""));
    assert!(page.says("Halaman ini untuk SUKARTI. Bukan Anda?") && page.says("Mulai lagi"), "{}", page.text());
    site.clock.advance(TimeDelta::minutes(10));
    let left = browser.get(ACCOUNT, "/nasional/daftar").await;
    assert_eq!(left.location(), "/masuk?ke=%2F&ulang=1", "she waits a few minutes for nobody else");
    keeps_time_with(&site);
    registers(&site, &browser, "sukarti@contoh.id").await;
    let profile = browser.get(ACCOUNT, "/profil").await;
    for text in
        ["SUKARTI", "3314********0001", "Tingkat akun 3 dari 3", "Dipastikan oleh identitas kependudukan digital"]
    {
        assert!(profile.says(text), "{text}: {}", profile.text());
    }
    let other = node.browser();
    let (url, page) = other.follow(ACCOUNT, GO).await;
    assert!(url.path() == "/profil" && page.says("SUKARTI"), "{url} {}", page.text());
    assert_eq!(means(&site, &other).await, ("fed".to_owned(), false));
    let (url, _) = other.follow(SRAGEN, "/masuk?ke=%2Flayanan").await;
    assert!(url.path() == "/layanan" && other.cookie(SRAGEN, SESSION).is_some(), "carried over: {url}");
    assert!(other.get(ACCOUNT, "/riwayat-masuk").await.says("Masuk dengan identitas nasional"));
}

#[rstest]
#[tokio::test]
async fn without_a_provider_there_is_no_such_button_and_the_way_leads_to_the_others(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    assert!(!browser.get(ACCOUNT, "/masuk").await.says("/nasional"));
    assert!(!browser.get(ACCOUNT, "/daftar").await.says("/nasional"));
    assert_eq!(browser.get(ACCOUNT, GO).await.location(), "/masuk?ke=%2Fprofil");
    assert_eq!(browser.get(ACCOUNT, "/nasional/kembali?code=a&state=b").await.location(), "/masuk");
}

#[rstest]
#[tokio::test]
async fn an_address_that_the_provider_tells_joins_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let owner = crate::registering::registers(&site, node.browser(), "siti@contoh.id", "Siti").await;
    peer.person(json!({ "sub": "w-9", "name": "Bukan Siti", "email": "siti@contoh.id", "email_verified": true })).await;
    let browser = node.browser();
    browser.follow(ACCOUNT, GO).await;
    site.clock.advance(TimeDelta::minutes(1));
    let fields = [("kontak", "siti@contoh.id"), ("ke", "/profil")];
    let answer = browser.post(ACCOUNT, "/nasional/daftar", &fields).await;
    assert_eq!(answer.location(), "/nasional/daftar/kode?ke=%2Fprofil", "the same as for any address");
    let told = letters(&site).await;
    assert!(matches!(told.as_slice(), [letter] if letter.says == AccountSays::HasAccount), "no code: {told:?}");
    let answer = browser.post(ACCOUNT, "/nasional/daftar/kode", &[("kode", "123456"), ("ke", "/profil")]).await;
    assert!(answer.status == 422 && browser.cookie(ACCOUNT, SESSION).is_none());
    assert!(owner.get(ACCOUNT, "/profil").await.says("Tingkat akun 1 dari 3"));
}

#[rstest]
#[tokio::test]
async fn a_name_that_the_provider_does_not_tell_is_asked_for(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    peer.person(json!({ "sub": "w-8", "nik": "bukan NIK" })).await;
    let browser = node.browser();
    browser.follow(ACCOUNT, GO).await;
    let say = async |step: &str, name: &str, value: &str| {
        browser.post(ACCOUNT, &format!("/nasional/daftar{step}"), &[(name, value), ("ke", "/profil")]).await
    };
    say("", "kontak", "tanpa-nama@contoh.id").await;
    let code = code(&site, "tanpa-nama@contoh.id").await;
    assert_eq!(say("/kode", "kode", &code).await.location(), "/nasional/daftar/nama?ke=%2Fprofil");
    assert_eq!(say("/nama", "nama", " ").await.status, 422);
    assert_eq!(say("/nama", "nama", "Sukarti").await.location(), "/profil");
    let profile = browser.get(ACCOUNT, "/profil").await;
    assert!(profile.says("Sukarti") && profile.says("Isi NIK") && profile.says("Tingkat akun 3 dari 3"));
    browser.post(ACCOUNT, "/profil/nik", &[("nik", peer::NIK)]).await;
    let profile = browser.get(ACCOUNT, "/profil").await;
    assert!(profile.says("3314********0001") && profile.says("Tingkat akun 1 dari 3"), "{}", profile.text());
    assert!(!profile.says("Dipastikan oleh identitas") && profile.says("/profil/nik/hapus"), "nobody vouches for it");
    browser.post(ACCOUNT, "/profil/nik/hapus", &[]).await;
    assert!(browser.get(ACCOUNT, "/profil").await.says("Tingkat akun 3 dari 3"));
    let again = say("/nama", "nama", "Sukarti").await;
    assert_eq!(again.location(), "/masuk?ke=%2Fprofil&ulang=1", "the way is over");
}

#[rstest]
#[tokio::test]
async fn one_citizen_number_in_two_accounts_is_told_to_nobody(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let first = crate::registering::registers(&site, node.browser(), "siti@contoh.id", "Siti").await;
    assert_eq!(first.post(ACCOUNT, "/profil/nik", &[("nik", peer::NIK)]).await.location(), "/profil");
    let browser = node.browser();
    registers(&site, &browser, "sukarti@contoh.id").await;
    let page = browser.get(ACCOUNT, "/profil").await;
    assert!(page.says("3314********0001") && !page.says("akun lain"), "{}", page.text());
    assert!(first.get(ACCOUNT, "/profil").await.says("3314********0001"), "nothing changed for the other");
}

#[rstest]
#[tokio::test]
async fn an_identity_stays_until_there_is_another_way_in(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let browser = node.browser();
    registers(&site, &browser, "sukarti@contoh.id").await;
    let page = browser.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("Buat kata sandi dulu") && !page.says("/nasional/lepas"), "{}", page.text());
    browser.post(ACCOUNT, "/nasional/lepas", &[]).await;
    assert!(browser.get(ACCOUNT, "/profil").await.says("Tingkat akun 3 dari 3"), "still there");
    for answer in ["/profil/nik", "/profil/nik/hapus"] {
        browser.post(ACCOUNT, answer, &[("nik", "3314015503920007")]).await;
        assert!(browser.get(ACCOUNT, "/profil").await.says("3314********0001"), "the number is vouched for");
    }
    site.clock.advance(TimeDelta::minutes(1));
    browser.post(ACCOUNT, "/pulihkan", &[("kontak", "sukarti@contoh.id"), ("ke", "/keamanan")]).await;
    let code = sent_code(&site).await;
    browser.post(ACCOUNT, "/pulihkan/kode", &[("kode", &code), ("ke", "/keamanan")]).await;
    let answer = browser.post(ACCOUNT, "/pulihkan/sandi", &[("sandi", PASSWORD), ("ke", "/keamanan")]).await;
    assert_eq!(answer.location(), "/keamanan", "{}", answer.text());
    assert_eq!(means(&site, &browser).await, ("pwd".to_owned(), false));
    letters(&site).await;
    assert_eq!(browser.post(ACCOUNT, "/nasional/lepas", &[]).await.location(), "/keamanan");
    assert!(matches!(letters(&site).await.as_slice(), [told] if told.says == AccountSays::NationalUnlinked));
    let profile = browser.get(ACCOUNT, "/profil").await;
    assert!(profile.says("Tingkat akun 1 dari 3") && profile.says("Perlu dicek petugas"), "{}", profile.text());
    keeps_time_with(&site);
    let (url, _) = node.browser().follow(ACCOUNT, GO).await;
    assert_eq!(url.path(), "/nasional/daftar", "a stranger again");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_proved_too_long_ago_who_she_is_proves_it_again_before_she_registers(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let identity = &site.app.identity;
    let contact = Contact::parse("sukarti@contoh.id").unwrap();
    // she dwelt for some minutes at the provider, and for some more on the pages
    for (minutes, goes_on) in [(6, false), (5, true)] {
        let act = site.act();
        let trip = identity.leave_for_national(&act, Aim::SignIn, "/").await.unwrap();
        let person = NationalPerson {
            issuer: "https://nasional.contoh.id".into(),
            subject: format!("w-{minutes}"),
            proven_at: act.at,
            name: Some("Sukarti".parse().unwrap()),
            nik: None,
            email: None,
        };
        site.clock.advance(TimeDelta::minutes(5));
        let act = site.act();
        identity.back_from_national(&act, &trip.token, &trip.state).await.unwrap().expect("she is back");
        let step = identity.arrive_from_national(&act, &trip.token, &person, "Peramban").await.unwrap();
        assert!(matches!(step, NationalStep::Stranger), "{step:?}");
        letters(&site).await;
        let proof = identity.begin_proof(&act, Purpose::Register, &contact).await.unwrap();
        identity.show_proof(&act, &proof, Purpose::Register, &code(&site, contact.as_str()).await).await.unwrap();
        site.clock.advance(TimeDelta::minutes(minutes));
        let act = site.act();
        let waits = identity.stranger(&trip.token, act.at).await.unwrap().is_some();
        assert_eq!(waits, goes_on, "every page of the way says so");
        let done = identity.register_national(&act, &site.app.kek, &trip.token, &proof, "Peramban").await;
        match done {
            Ok(_) => assert!(goes_on),
            Err(ProvenRefused::BeginAgain) => assert!(!goes_on),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_ends_of_one_registration_one_opens_an_account(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (identity, act) = (&site.app.identity, site.act());
    let contact = Contact::parse("sukarti@contoh.id").unwrap();
    let trip = identity.leave_for_national(&act, Aim::SignIn, "/").await.unwrap();
    let person = NationalPerson {
        issuer: "https://nasional.contoh.id".into(),
        subject: "w-1".into(),
        proven_at: act.at,
        name: Some("Sukarti".parse().unwrap()),
        nik: None,
        email: None,
    };
    identity.back_from_national(&act, &trip.token, &trip.state).await.unwrap().expect("she is back");
    identity.arrive_from_national(&act, &trip.token, &person, "Peramban").await.unwrap();
    let proof = identity.begin_proof(&act, Purpose::Register, &contact).await.unwrap();
    identity.show_proof(&act, &proof, Purpose::Register, &code(&site, contact.as_str()).await).await.unwrap();
    let end = async || identity.register_national(&act, &site.app.kek, &trip.token, &proof, "Peramban").await;
    let (one, two) = tokio::join!(end(), end());
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}
