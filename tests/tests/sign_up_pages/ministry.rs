//! Two people of the ministry decide.

use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{Answer, Browser, NATIONAL, ROOT, Site};
use rstest::rstest;

use crate::support::{EMAIL, PDF, applied, deliver, files, first_application, last_link, officer, post};

/// Every box of the checklist.
pub const CHECKS: [(&str, &str); 5] = [
    ("periksa", "letter_signed"),
    ("periksa", "letter_subject"),
    ("periksa", "official_named"),
    ("periksa", "called_back"),
    ("periksa", "email_official"),
];

/// A verifier and an admin at their desks.
pub async fn both(site: &Site) -> (Browser, Browser) {
    let verifier = officer(site, "ratna@kementerian.go.id", "Ratna Dewi", Role::MinistryVerifier).await;
    let admin = officer(site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    (verifier, admin)
}

/// Takes a decision on an application's page.
pub async fn decide(browser: &Browser, page: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    browser.post(NATIONAL, &format!("{page}/{what}"), fields).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn one_person_checks_another_approves_and_the_steps_are_shown(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    applied(&site, "33.15", EMAIL).await;
    let (verifier, admin) = both(&site).await;
    let list = verifier.get(NATIONAL, "/").await;
    assert!(list.says("Kabupaten Grobogan"), "{}", list.text());
    let people = |list: &Answer| list.says("href=\"/pegawai\"");
    assert!(!people(&list) && people(&admin.get(NATIONAL, "/").await), "the way to the people, for whom may see them");
    let page = first_application(&list);
    let shown = verifier.get(NATIONAL, &page).await;
    assert!(shown.says("Daftar periksa") && shown.says("surat.pdf") && !shown.says("Tolak pendaftaran"));
    let letter = verifier.get(NATIONAL, &format!("{page}/surat.pdf")).await;
    assert_eq!((letter.body.as_slice(), letter.header("content-type")), (PDF, "application/pdf"));
    assert_eq!(letter.header("x-frame-options"), "SAMEORIGIN");
    assert!(letter.header("content-security-policy").contains("frame-ancestors 'self'"));

    let half = decide(&verifier, &page, "pemeriksaan", &CHECKS[..2]).await;
    assert!(half.status == 422 && half.says("Masih ada 3 hal"), "{}", half.text());
    assert_eq!(half.text().matches(" checked").count(), 2, "the ticks stay");
    assert_eq!(decide(&verifier, &page, "persetujuan", &[]).await.status, 403, "a verifier does not approve");
    assert_eq!(decide(&verifier, &page, "pemeriksaan", &CHECKS).await.location(), page);
    assert_eq!(decide(&verifier, &page, "pemeriksaan", &CHECKS).await.location(), page, "twice is once");
    let waits = admin.get(NATIONAL, &page).await;
    assert!(waits.says("Diperiksa Ratna Dewi") && waits.says("Setujui Kabupaten Grobogan"), "{}", waits.text());
    assert_eq!(decide(&admin, &page, "persetujuan", &[]).await.location(), page);
    assert_eq!(decide(&admin, &page, "persetujuan", &[]).await.location(), page, "twice is once");
    let live = admin.get(NATIONAL, &page).await;
    assert!(live.says("Menyiapkan balai") && live.says("0 dari 9 langkah"), "{}", live.text());
    assert_eq!(live.header("refresh"), "2");
    assert!(admin.get(NATIONAL, "/daerah").await.says("Disiapkan"));
    assert!(admin.get(NATIONAL, "/?rak=disetujui").await.says("Kabupaten Grobogan"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn nobody_approves_what_they_checked_themselves(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    applied(&site, "33.15", EMAIL).await;
    let (_, admin) = both(&site).await;
    let page = first_application(&admin.get(NATIONAL, "/").await);
    decide(&admin, &page, "pemeriksaan", &CHECKS).await;
    assert!(!admin.get(NATIONAL, &page).await.says("Setujui Kabupaten Grobogan"));
    let refused = decide(&admin, &page, "persetujuan", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Persetujuan diberikan oleh orang lain"), "{}", refused.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_is_sent_back_is_corrected_through_the_link_of_the_letter(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let reference = applied(&site, "33.15", EMAIL).await;
    let (verifier, admin) = both(&site).await;
    let page = first_application(&verifier.get(NATIONAL, "/").await);
    let short = decide(&verifier, &page, "pengembalian", &[("kembalikan", "kurang")]).await;
    assert!(short.status == 422 && short.says("terlalu pendek") && short.says(">\nkurang<"), "{}", short.text());
    let reason = "Surat belum ditandatangani <b>bupati</b>.";
    assert_eq!(decide(&verifier, &page, "pengembalian", &[("kembalikan", reason)]).await.location(), page);
    let link = last_link(&site, "/daftar/lanjut/").await;
    let siti = site.browser();
    let (url, review) = siti.follow(ROOT, &link).await;
    assert_eq!(url.path(), "/daftar/periksa");
    assert!(review.says("Yang diminta kementerian diperbaiki"), "{}", review.text());
    assert!(review.says("kembali ke kementerian") && !review.says("tautan konfirmasi"), "the address stays confirmed");
    assert!(review.says("&#60;b&#62;bupati") && !review.says("<b>bupati"));
    assert!(siti.get(ROOT, "/daftar/daerah").await.says("Perbaikan untuk Kabupaten Grobogan"));
    post(&siti, "/daftar/periksa", &[]).await;
    let sent = siti.get(ROOT, "/daftar/terkirim").await;
    assert!(sent.says(&reference) && sent.says("sudah di kementerian"), "{}", sent.text());

    let refused = decide(&verifier, &page, "penolakan", &[("tolak", "Bukan surat kepala daerah.")]).await;
    assert_eq!(refused.status, 403, "a verifier does not reject");
    assert_eq!(decide(&admin, &page, "penolakan", &[("tolak", "Bukan surat kepala daerah.")]).await.location(), page);
    assert!(admin.get(NATIONAL, &page).await.says("Bukan surat kepala daerah."));
    let asked = [("nomor", reference), ("surel", EMAIL.to_owned())];
    let told = post(&siti, "/daftar/status", &asked).await;
    assert!(told.says("Pendaftaran ditolak") && told.says("Bukan surat kepala daerah."), "{}", told.text());
    applied(&site, "33.15", "lain@grobogan.go.id").await;
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_is_not_of_the_ministry_sees_nothing_of_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    applied(&site, "33.15", EMAIL).await;
    let (verifier, _) = both(&site).await;
    let page = first_application(&verifier.get(NATIONAL, "/").await);
    let stranger = site.browser();
    for path in ["/", &page, &format!("{page}/surat.pdf"), "/daerah", "/surat"] {
        assert_eq!(verifier.get(NATIONAL, path).await.status, 200, "{path}");
        let answer = stranger.get(NATIONAL, path).await;
        assert!(answer.status == 303 && answer.location().starts_with("/masuk"), "{path}");
    }
    assert_eq!(verifier.get(NATIONAL, "/pendaftaran/x").await.status, 404);
    assert_eq!(verifier.get(NATIONAL, "/pendaftaran/00000000-0000-0000-0000-000000000001").await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn letters_are_listed_without_addresses_and_read_in_the_demos_mailbox(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    applied(&site, "33.15", EMAIL).await;
    deliver(&site, &files(&site)).await;
    let (verifier, _) = both(&site).await;
    let list = verifier.get(NATIONAL, "/surat").await;
    assert!(list.says("s***@grobogan.go.id") && !list.says(EMAIL), "{}", list.text());
    let browser = site.browser();
    let box_ = browser.get(ROOT, "/kotak-surat").await;
    assert!(box_.says("Konfirmasi surel") && box_.says(EMAIL));
    let at = box_.text().find("/kotak-surat/").expect("a letter");
    let letter = &box_.text()[at..at + "/kotak-surat/".len() + 36];
    assert!(browser.get(ROOT, letter).await.says("sandbox=\"\""));
    let body = browser.get(ROOT, &format!("{letter}/isi")).await;
    assert!(body.header("content-security-policy").ends_with("sandbox"));
    assert_eq!(browser.get(ROOT, "/kotak-surat/x").await.status, 404);
}
