//! What the ministry tells the regions: shown at each desk until each person has read it, and counted.

use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{Browser, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::Somebody;

/// Somebody of the ministry, at a page of its host.
pub async fn officer(site: &Site, email: &str, role: Role, path: &str) -> (Browser, u16) {
    let browser = site.browser();
    let somebody = Somebody::with(site, email, role, "nasional").await;
    let (_, page) = somebody.arrive(site, &browser, NATIONAL, path).await;
    (browser, page.status)
}

async fn told(ministry: &Browser, more: &[(&str, &str)]) -> String {
    let usual = [
        ("judul", "Pemeliharaan Sabtu malam"),
        ("pesan", "Balai tidak dapat dibuka.\r\n\r\nSimpan pekerjaan <sebelum> pukul 22.00."),
        ("penting", "important"),
        ("untuk", "semua"),
        ("mulai", "2026-11-23"),
    ];
    let kept = usual.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = kept.chain(more).copied().collect();
    let answer = ministry.post(NATIONAL, "/siaran/baru", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}

/// Marks the first notice at a desk as read.
async fn read(desk: &Browser, host: &str) -> u16 {
    let page = desk.get(host, "/kelola").await;
    let action = page.text().split("/kelola/siaran/").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    desk.post(host, &format!("/kelola/siaran/{}", action.expect("a notice")), &[]).await.status
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_message_is_shown_until_each_person_has_read_it_and_counted_by_region(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let second =
        Somebody::with(&site, "kedua@sragenkab.go.id", Role::RegionOwner, "33.14").await.at(&site, "sragen").await;
    let theirs = Somebody::other_owner(&site).await.at(&site, "bengkulu-tengah").await;
    let (verifier, status) = officer(&site, "verif@kementerian.go.id", Role::MinistryVerifier, "/siaran").await;
    assert_eq!(status, 403, "who verifies tells nobody");
    assert!(!verifier.get(NATIONAL, "/").await.says("href=\"/siaran\""));
    let (ministry, status) = officer(&site, "admin@kementerian.go.id", Role::MinistryAdmin, "/siaran").await;
    assert_eq!(status, 200);

    let empty = ministry.post(NATIONAL, "/siaran/baru", &[("untuk", "provinsi"), ("sampai", "besok")]).await;
    assert_eq!(empty.status, 422);
    for field in ["judul", "pesan", "penting", "provinsi", "mulai", "sampai"] {
        assert!(empty.says(&format!("href=\"#{field}\"")), "{field}: {}", empty.text());
    }
    let backwards = [
        ("mulai", "2026-11-23"),
        ("sampai", "2026-11-22"),
        ("judul", "J"),
        ("pesan", "I"),
        ("penting", "usual"),
        ("untuk", "semua"),
    ];
    assert!(ministry.post(NATIONAL, "/siaran/baru", &backwards).await.says("lebih awal daripada hari pertama"));

    let page = told(&ministry, &[]).await;
    for (desk, host) in [(&owner, "sragen"), (&second, "sragen"), (&theirs, "bengkulu-tengah")] {
        let start = desk.get(host, "/kelola").await;
        assert!(start.says("Pemeliharaan Sabtu malam") && start.says("&#60;sebelum&#62;"), "{}", start.text());
    }
    assert!(ministry.get(NATIONAL, &page).await.says("Sudah dibaca di 0 dari 2 daerah"));
    assert_eq!(read(&owner, "sragen").await, 303);
    assert!(!owner.get("sragen", "/kelola").await.says("Pemeliharaan Sabtu malam"));
    assert!(second.get("sragen", "/kelola").await.says("Pemeliharaan Sabtu malam"), "each person for herself");
    let seen = ministry.get(NATIONAL, &page).await;
    assert!(seen.says("Sudah dibaca di 1 dari 2 daerah") && seen.says("Belum dibaca (1)"), "{}", seen.text());
    let id = page.rsplit('/').next().expect("an id");
    assert_eq!(owner.post("sragen", &format!("/kelola/siaran/{id}/dibaca"), &[]).await.status, 303, "twice is once");

    assert_eq!(ministry.post(NATIONAL, &format!("{page}/penarikan"), &[]).await.status, 303);
    assert!(!theirs.get("bengkulu-tengah", "/kelola").await.says("Pemeliharaan Sabtu malam"));
    assert!(ministry.get(NATIONAL, "/siaran").await.says("Ditarik"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_message_is_for_its_provinces_and_its_days(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (ministry, _) = officer(&site, "admin@kementerian.go.id", Role::MinistryAdmin, "/siaran").await;
    let bengkulu = told(&ministry, &[("judul", "Hanya Bengkulu"), ("untuk", "provinsi"), ("provinsi", "17")]).await;
    told(&ministry, &[("judul", "Mulai lusa"), ("mulai", "2026-11-25"), ("sampai", "2026-11-25")]).await;
    let theirs = Somebody::other_owner(&site).await.at(&site, "bengkulu-tengah").await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, "sragen").await;
    assert!(!desk.get("sragen", "/kelola").await.says("Hanya Bengkulu"));
    assert!(theirs.get("bengkulu-tengah", "/kelola").await.says("Hanya Bengkulu"));
    let id = bengkulu.rsplit('/').next().expect("an id");
    assert_eq!(desk.post("sragen", &format!("/kelola/siaran/{id}/dibaca"), &[]).await.status, 404, "not told there");
    assert!(ministry.get(NATIONAL, &bengkulu).await.says("Sudah dibaca di 0 dari 1 daerah"));
    assert!(!desk.get("sragen", "/kelola").await.says("Mulai lusa"));
    site.clock.advance(TimeDelta::hours(50));
    let desk = owner.at(&site, "sragen").await;
    assert!(desk.get("sragen", "/kelola").await.says("Mulai lusa"));
    site.clock.advance(TimeDelta::hours(24));
    let desk = owner.at(&site, "sragen").await;
    assert!(!desk.get("sragen", "/kelola").await.says("Mulai lusa"), "its last day is over");
}
