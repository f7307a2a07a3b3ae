//! What happens to who does it twice, at once, too long, or with bad intent.

use balai_tenancy::onboarding::StageKind;
use balai_testkit::Kind;
use balai_tests::{ROOT, Site};
use rstest::rstest;

use crate::support::{EMAIL, closed_server, deliver, filled, last_link, number, post, siti, submit};

async fn applications(site: &Site) -> usize {
    let all = [StageKind::EmailUnconfirmed, StageKind::Applied, StageKind::Verified, StageKind::Lapsed];
    site.app.sign_ups.list(&all, None, 100).await.expect("rows").len()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_same_form_sent_twice_is_one_application(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = filled(&site, "33.15", EMAIL).await;
    let (one, two) = tokio::join!(post(&browser, "/daftar/periksa", &[]), post(&browser, "/daftar/periksa", &[]));
    assert_eq!((one.location(), two.location()), ("/daftar/terkirim", "/daftar/terkirim"));
    assert_eq!(post(&browser, "/daftar/periksa", &[]).await.location(), "/daftar/terkirim");
    assert_eq!(post(&browser, "/daftar/penanggung-jawab", &siti("x@y.go.id")).await.location(), "/daftar/terkirim");
    assert_eq!(applications(&site).await, 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn of_two_officials_at_once_one_gets_a_number_and_the_other_a_name_to_ask(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (siti, budi) = (filled(&site, "33.15", EMAIL).await, filled(&site, "33.15", "budi@grobogan.go.id").await);
    let (one, two) = tokio::join!(post(&siti, "/daftar/periksa", &[]), post(&budi, "/daftar/periksa", &[]));
    let (lost, loser) = if one.location() == "/daftar/terkirim" { (two, &budi) } else { (one, &siti) };
    let (_, page) = loser.follow_from(loser.url(ROOT, "/daftar/periksa"), lost).await;
    assert!(page.says("Kabupaten Grobogan sedang didaftarkan") && page.says("***@grobogan.go.id"), "{}", page.text());
    assert!(loser.get(ROOT, "/daftar/periksa").await.says("Siti Aminah, S.Sos."), "nothing that was typed is lost");
    assert_eq!(applications(&site).await, 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn long_names_and_markup_are_told_to_be_corrected_and_shown_as_text(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let script = "<script>alert(1)</script>".to_owned();
    let page = browser.get(ROOT, "/daftar/daerah?q=%3Cscript%3Ealert(1)%3C/script%3E&provinsi=%22%3E%3Cb%3E").await;
    assert!(page.status == 200 && !page.says("<script>alert") && page.says("&#60;script&#62;"), "{}", page.text());
    let bad = [("daerah", script.clone()), ("q", script.clone()), ("provinsi", script.clone())];
    let page = post(&browser, "/daftar/daerah", &bad).await;
    assert!(page.status == 422 && !page.says("<script>alert"), "{}", page.text());
    post(&browser, "/daftar/daerah", &[("daerah", "33.15".to_owned())]).await;
    let names = ["nama", "jabatan", "nip", "surel", "telepon"];
    let page = post(&browser, "/daftar/penanggung-jawab", &names.map(|name| (name, script.clone()))).await;
    assert!(page.status == 422 && page.says("5 hal perlu diperbaiki"), "{}", page.text());
    assert!(!page.says("<script>alert") && page.says("&#60;script&#62;"));
    let mut long = siti(EMAIL);
    long[0].1 = "a".repeat(300);
    let page = post(&browser, "/daftar/penanggung-jawab", &long).await;
    assert!(page.status == 422 && page.says("120") && page.says(&"a".repeat(300)), "{}", page.text());
    let asked = [("nomor", script.clone()), ("surel", script.clone())];
    let page = post(&browser, "/daftar/status", &asked).await;
    assert!(page.status == 422 && !page.says("<script>alert"));
    let page = post(&browser, "/daftar/simpan", &[("surel", script)]).await;
    assert!(page.status == 422 && !page.says("<script>alert"));
    assert_eq!(browser.get(ROOT, "/daftar/konfirmasi/%3Cscript%3E").await.status, 200);
    assert_eq!(browser.get(ROOT, "/daftar/lanjut/%3Cscript%3E").await.location(), "/daftar/berakhir");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_closed_mail_server_loses_no_application(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = filled(&site, "33.15", EMAIL).await;
    let reference = submit(&browser).await;
    deliver(&site, &closed_server()).await;
    assert_eq!(site.app.letter_desk.backlog().await.expect("rows"), (1, 0), "the letter waits");
    assert_eq!(number(&browser.get(ROOT, "/daftar/terkirim").await), reference);
    site.clock.advance(chrono::TimeDelta::hours(2));
    let link = last_link(&site, "/daftar/konfirmasi/").await;
    post(&browser, &link, &[]).await;
    assert!(browser.get(ROOT, &link).await.says("sudah dikonfirmasi"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_posts_without_pause_is_asked_to_wait(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let asked = [("nomor", "BLI-2026-000000".to_owned()), ("surel", EMAIL.to_owned())];
    let mut last = post(&browser, "/daftar/status", &asked).await;
    for _ in 0..30 {
        last = post(&browser, "/daftar/status", &asked).await;
    }
    assert_eq!(last.status, 429);
    assert!(!last.header("retry-after").is_empty());
    site.clock.advance(chrono::TimeDelta::minutes(2));
    assert_eq!(post(&browser, "/daftar/status", &asked).await.status, 422);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_draft_belongs_to_its_token_and_to_no_other(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let siti = filled(&site, "33.15", EMAIL).await;
    let other = filled(&site, "33.16", "budi@blorakab.go.id").await;
    assert!(siti.get(ROOT, "/daftar/periksa").await.says("Grobogan"));
    let theirs = other.get(ROOT, "/daftar/periksa").await;
    assert!(theirs.says("Blora") && !theirs.says("Grobogan"));
    let forger = site.browser();
    forger.set_cookie(ROOT, "__Host-daftar", "tebakan");
    assert_eq!(forger.get(ROOT, "/daftar/periksa").await.location(), "/daftar");
}
