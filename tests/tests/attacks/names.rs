//! What people type and call their files comes back as text, to them and to clerks, and leads nowhere.

use balai_identity::{ChosenPassword, Factors, NewAccount};
use balai_testkit::Kind;
use balai_tests::files::pdf;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use reqwest::multipart::{Form, Part};
use rstest::rstest;

const PASSWORD: &str = "kuda lumping makan beling";
/// Names that become markup, a header, a path or a formula where they are not taken as text.
const NAMES: [&str; 6] = [
    "<img src=x onerror=alert(1)>.pdf",
    "\"><svg onload=alert(1)>.pdf",
    "'-alert(1)-'.pdf",
    "../../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "{{7*7}}${7*7}.pdf",
];

async fn citizen(site: &Site, email: &str) -> Browser {
    let new = NewAccount {
        email: email.parse().expect("an address"),
        name: "Sri Rahayu".parse().expect("a name"),
        password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).expect("a good password"),
        second_factor: None,
    };
    site.app.identity.open_account(&site.act(), new).await.expect("opened");
    let browser = site.browser();
    let answer = browser.post(ACCOUNT, "/masuk", &[("surel", email), ("sandi", PASSWORD), ("ke", "/berkas")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    browser
}

async fn send(browser: &Browser, name: &str, number: usize) -> Answer {
    let file = Part::bytes(pdf(&format!("isi {number}"), "")).file_name(name.to_owned());
    let form = Form::new().text("jenis", "KTP").part("berkas", file);
    browser.send(browser.posting(ACCOUNT, "/berkas/unggah").multipart(form)).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_files_name_is_text_wherever_it_is_shown(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = citizen(&site, "sri@contoh.id").await;
    let broken = send(&sri, "a.pdf\r\nSet-Cookie: sesi=1", 99).await;
    assert_eq!((broken.status, broken.header("set-cookie").contains("sesi=1")), (400, false), "not a form at all");
    for (number, name) in NAMES.into_iter().enumerate() {
        let answer = send(&sri, name, number).await;
        assert_eq!(answer.status, 303, "{name}: {}", answer.text());
        let page = answer.location().rsplit_once('/').expect("a path").0.to_owned();
        for path in [page.as_str(), "/berkas", "/berkas/catatan"] {
            let shown = sri.get(ACCOUNT, path).await;
            let body = String::from_utf8_lossy(&shown.body).into_owned();
            for mark in ["<img src=x", "<svg onload", "49$", "etc/passwd", "windows"] {
                assert!(!body.contains(mark), "{name} at {path}: {mark}");
            }
        }
        let one = sri.get(ACCOUNT, &page).await;
        let opens = format!("{page}/versi/");
        let version = one.text().split(&format!("href=\"{opens}")).nth(1).and_then(|rest| rest.split('"').next());
        let opened = sri.get(ACCOUNT, &format!("{opens}{}", version.expect("it opens"))).await;
        assert_eq!(opened.header("content-disposition"), "inline; filename=\"KTP-1.pdf\"", "no word of the sender");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn another_accounts_documents_are_nowhere_under_any_address(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, maling) = (citizen(&site, "sri@contoh.id").await, citizen(&site, "maling@contoh.id").await);
    let page = send(&sri, "ktp.pdf", 1).await.location().rsplit_once('/').expect("a path").0.to_owned();
    let one = sri.get(ACCOUNT, &page).await;
    let version = one.text().split(&format!("href=\"{page}/versi/")).nth(1).and_then(|rest| rest.split('"').next());
    let version = version.expect("it opens").to_owned();
    let own = send(&maling, "ktp.pdf", 2).await.location().rsplit_once('/').expect("a path").0.to_owned();
    for path in [
        page.clone(),
        format!("{page}/nomor"),
        format!("{page}/tanggal"),
        format!("{page}/daerah"),
        format!("{page}/hapus"),
        format!("{page}/versi/{version}"),
        // another's version under one's own document, and tricks with the path
        format!("{own}/versi/{version}"),
        format!("{own}/../{}/versi/{version}", page.rsplit('/').next().unwrap_or_default()),
        format!("{own}/%2e%2e/{}", page.rsplit('/').next().unwrap_or_default()),
        format!("/berkas/unggah?ganti={}", page.rsplit('/').next().unwrap_or_default()),
    ] {
        let answer = maling.get(ACCOUNT, &path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
    assert_eq!(maling.get(ACCOUNT, &format!("{page}%00")).await.status, 400, "not an address");
    for (path, fields) in [
        (format!("{page}/nomor"), [("nomor", "1")]),
        (format!("{page}/daerah"), [("daerah", "33.14")]),
        (format!("{page}/hapus"), [("", "")]),
    ] {
        assert_eq!(maling.post(ACCOUNT, &path, &fields).await.status, 404, "{path}");
    }
    assert_eq!(sri.get(ACCOUNT, &format!("{page}/versi/{version}")).await.status, 200, "hers is untouched");
    assert!(sri.get(ACCOUNT, "/berkas/catatan").await.says("Anda membuka KTP-el"));
    assert_eq!(site.browser().get(ACCOUNT, &page).await.status, 303, "a stranger is asked who she is");
}
