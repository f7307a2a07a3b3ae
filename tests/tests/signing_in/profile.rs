//! What an account knows of its owner: the citizen number is sealed, masked, and in use by nobody as far as anyone hears.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::registering::registered;
use crate::support::hidden;

const NIK: &str = "3314015208900001";

async fn write(browser: &Browser, nik: &str) -> Answer {
    browser.post(ACCOUNT, "/profil/nik", &[("nik", nik)]).await
}

fn plain(answer: &Answer, own: &[&str]) -> String {
    let text = answer.text().replace(&hidden(answer, "_token"), "TOKEN");
    own.iter().fold(text, |text, own| text.replace(own, "SENDIRI"))
}

#[rstest]
#[tokio::test]
async fn a_number_is_shown_masked_until_its_owner_asks(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    assert!(browser.get(ACCOUNT, "/profil").await.says("Belum diisi"));
    for (typed, said) in [
        ("", "Tulis 16 angka"),
        ("33140152089000O1", "hanya berisi angka"),
        ("331401520890000", "Yang Anda tulis 15"),
        ("3314013502900001", "Tanggal lahir"),
        ("9914015208900001", "Ini bukan NIK"),
    ] {
        let answer = write(&browser, typed).await;
        assert!(answer.status == 422 && answer.says(said), "{typed}: {}", answer.text());
    }
    assert_eq!(write(&browser, "3314 0152 0890 0001").await.location(), "/profil");
    let page = browser.get(ACCOUNT, "/profil").await;
    assert!(page.says("3314********0001") && page.says("Perlu dicek petugas") && !page.says(NIK), "{}", page.text());
    let form = browser.get(ACCOUNT, "/profil/nik").await;
    assert!(!form.says("0001"), "the form does not bring it back");
    let open = browser.post(ACCOUNT, "/profil/nik/tampilkan", &[]).await;
    assert!(open.status == 200 && open.says("3314 0152 0890 0001"), "{}", open.text());
    assert!(open.header("cache-control").contains("no-store"), "{:?}", open.headers);
    assert!(!browser.get(ACCOUNT, "/profil").await.says("5208"), "hidden again on the next page");

    let control = site.kit.control();
    let account = site.app.identity.account_by_email(&"siti@contoh.id".parse().unwrap()).await.unwrap().unwrap();
    let known = site.app.identity.number(&site.app.kek, account.id).await.unwrap().unwrap();
    assert_eq!(known.reveal(), NIK);
    let write = control.write().await.unwrap();
    balai_identity::account_keys::destroy(&write, &site.act(), account.id).await.unwrap();
    write.commit().await.unwrap();
    assert!(site.app.identity.number(&site.app.kek, account.id).await.is_err(), "its own key alone opens it");
}

#[rstest]
#[tokio::test]
async fn the_same_number_twice_looks_like_any_other(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let first = registered(&site, "siti@contoh.id", "Siti").await;
    let second = registered(&site, "ani@contoh.id", "Siti").await;
    let third = registered(&site, "eka@contoh.id", "Siti").await;
    let mut seen = Vec::new();
    for (browser, nik) in [(&first, NIK), (&second, NIK), (&third, "3314015208900002")] {
        let answer = write(browser, nik).await;
        let page = browser.get(ACCOUNT, "/profil").await;
        let own = ["siti@contoh.id", "ani@contoh.id", "eka@contoh.id", "3314********0001", "3314********0002"];
        seen.push((answer.status, answer.location().to_owned(), plain(&page, &own)));
    }
    assert_eq!(seen[0], seen[1], "nobody hears that the number is in use");
    assert_eq!(seen[0], seen[2]);
    // the first gives it up: the second has it alone, and a third who comes is the one that waits
    assert_eq!(first.post(ACCOUNT, "/profil/nik/hapus", &[]).await.location(), "/profil");
    assert!(first.get(ACCOUNT, "/profil").await.says("Belum diisi"));
    assert_eq!(write(&first, NIK).await.status, 303);
    assert!(second.get(ACCOUNT, "/profil").await.says("3314********0001"));
}

#[rstest]
#[tokio::test]
async fn numbers_are_not_tried_one_after_the_other_and_nobody_reads_anothers(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    for serial in 1..=5 {
        assert_eq!(write(&browser, &format!("331401520890000{serial}")).await.status, 303);
    }
    assert_eq!(write(&browser, "3314015208900006").await.status, 429);
    site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(write(&browser, "3314015208900006").await.status, 303);
    let stranger = site.browser();
    for path in ["/profil", "/profil/nik", "/profil/nama"] {
        assert_eq!(stranger.get(ACCOUNT, path).await.status, 303, "{path}");
    }
    assert_eq!(stranger.post(ACCOUNT, "/profil/nik/tampilkan", &[]).await.status, 303);
}

#[rstest]
#[tokio::test]
async fn a_name_is_changed_by_its_owner(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "081234567890", "Siti").await;
    assert_eq!(browser.post(ACCOUNT, "/profil/nama", &[("nama", "123")]).await.status, 422);
    assert_eq!(browser.post(ACCOUNT, "/profil/nama", &[("nama", "Siti  Aminah")]).await.location(), "/profil");
    let page = browser.get(ACCOUNT, "/profil").await;
    assert!(page.says("Siti Aminah") && page.says("+62 812-3456-7890"), "{}", page.text());
}
