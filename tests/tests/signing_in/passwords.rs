//! The account host's own doors: equal work, limits, new tokens.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{SESSION, SRAGEN, Somebody, hidden};

const STRANGER: &str = "orangasing@sragenkab.go.id";

async fn guess(site: &Site, email: &str, password: &str) -> Answer {
    let browser = site.browser();
    let page = browser.get(ACCOUNT, "/masuk").await;
    browser.post(ACCOUNT, "/masuk", &[("surel", email), ("sandi", password), ("ke", &hidden(&page, "ke"))]).await
}

/// An answer without what names the address, the request and the browser's own form token.
fn shape(answer: &Answer, email: &str) -> (u16, Vec<(String, String)>, String) {
    let differs = ["x-request-id", "date", "set-cookie", "content-length"];
    let headers = answer.headers.iter().filter(|(name, _)| !differs.contains(&name.as_str()));
    let mut headers: Vec<_> = headers.map(|(n, v)| (n.to_string(), v.to_str().expect("ASCII").to_owned())).collect();
    headers.sort();
    let body = answer.text().replace(email, "SUREL").replace(&hidden(answer, "_token"), "TOKEN");
    (answer.status, headers, body)
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_do_the_same_work_and_look_the_same(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let hasher = site.app.identity.hasher();
    let before = hasher.verifications();
    let wrong = guess(&site, &owner.email, "bukan kata sandinya").await;
    assert_eq!(hasher.verifications(), before + 1);
    let unknown = guess(&site, STRANGER, "bukan kata sandinya").await;
    assert_eq!(hasher.verifications(), before + 2);
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Surel atau kata sandi tidak cocok"), "{}", wrong.text());
    assert_eq!(shape(&wrong, &owner.email), shape(&unknown, STRANGER));
    assert!(!wrong.says("bukan kata sandinya"), "a password is never shown again");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_locked_account_stays_locked_over_a_restart_and_so_does_a_name_nobody_has(#[case] kind: Kind) {
    let mut site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    for name in [owner.email.as_str(), STRANGER] {
        for step in 0..10 {
            if step == 5 {
                site.clock.advance(TimeDelta::minutes(1));
            }
            assert_eq!(guess(&site, name, "salah terus menerus").await.status, 422, "{name} {step}");
        }
    }
    site.restart().await;
    let before = site.app.identity.hasher().verifications();
    site.clock.advance(TimeDelta::minutes(2));
    for (name, wait) in [(owner.email.as_str(), 7), (STRANGER, 8)] {
        let answer = guess(&site, name, &owner.password).await;
        assert_eq!(answer.status, 429, "{name}");
        assert!(answer.says(&format!("Coba lagi dalam {wait} menit")), "{}", answer.text());
        assert!(!answer.header("retry-after").is_empty());
    }
    assert_eq!(site.app.identity.hasher().verifications(), before, "a locked name costs no work");
    site.clock.advance(TimeDelta::minutes(9));
    assert_eq!(guess(&site, &owner.email, &owner.password).await.status, 303);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn signing_in_makes_new_tokens_whatever_lay_in_the_cookie_before(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let planted = balai_kernel::SecretToken::fresh().reveal();
    let browser = site.browser();
    for host in [ACCOUNT, SRAGEN] {
        browser.set_cookie(host, SESSION, &planted);
    }
    owner.arrive(&site, &browser, SRAGEN, crate::support::DESK).await;
    let attacker = site.browser();
    for (host, path) in [(ACCOUNT, "/"), (SRAGEN, crate::support::DESK)] {
        assert_ne!(browser.cookie(host, SESSION).as_deref(), Some(planted.as_str()));
        attacker.set_cookie(host, SESSION, &planted);
        assert_eq!(attacker.get(host, path).await.status, 303, "{host}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_code_works_once_and_only_after_the_password(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let code = owner.secret.code_at(site.app.clock.now());
    let uninvited = site.browser();
    assert_eq!(uninvited.get(ACCOUNT, "/masuk/kode").await.location(), "/masuk?ke=%2F");
    let answer = uninvited.post(ACCOUNT, "/masuk/kode", &[("kode", &code)]).await;
    assert_eq!(answer.location(), "/masuk?ke=%2F&ulang=1");
    for (browser, status) in [(site.browser(), 303), (site.browser(), 422)] {
        let page = browser.get(ACCOUNT, "/masuk").await;
        let answer = owner.give_password(&browser, &page).await;
        assert_eq!((answer.status, browser.cookie(ACCOUNT, SESSION)), (303, None), "the password alone opens nothing");
        let answer = browser.post(ACCOUNT, "/masuk/kode", &[("kode", &code), ("ke", "/")]).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(browser.cookie(ACCOUNT, SESSION).is_some(), status == 303);
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let answer = guess(&site, "<b>siti</b>@sragenkab.go.id", "").await;
    assert_eq!(answer.status, 422);
    assert!(answer.says("Tulis kata sandi Anda.") && answer.says("&#60;b&#62;siti"), "{}", answer.text());
    assert_eq!(site.app.identity.hasher().verifications(), 0);
}
