//! The account host's own doors: equal work, limits, new tokens.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{SESSION, SRAGEN, Somebody, hidden};

const STRANGER: &str = "orangasing@sragenkab.go.id";

async fn guess(site: &Site, email: &str, password: &str) -> Answer {
    guess_with(&site.browser(), email, password).await
}

async fn guess_with(browser: &Browser, email: &str, password: &str) -> Answer {
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
async fn tries_at_two_nodes_are_counted_together_even_side_by_side(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let other = site.another_node().await;
    let looked_at = || site.app.identity.hasher().verifications() + other.app.identity.hasher().verifications();
    let before = looked_at();
    for name in [owner.email.as_str(), STRANGER] {
        let (mine, theirs) = (site.browser(), other.browser());
        let mut statuses = Vec::new();
        for _ in 0..5 {
            let wrong = "salah terus menerus";
            let (one, two) = tokio::join!(guess_with(&mine, name, wrong), guess_with(&theirs, name, wrong));
            statuses.extend([one.status, two.status]);
        }
        let of = |status: u16| statuses.iter().filter(|seen| **seen == status).count();
        assert_eq!((of(422), of(429)), (5, 5), "{name}: {statuses:?}");
    }
    assert_eq!(looked_at() - before, 10, "five looks a name, whichever node was asked");
    for browser in [site.browser(), other.browser()] {
        assert_eq!(guess_with(&browser, &owner.email, &owner.password).await.status, 429);
    }
    site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(guess_with(&other.browser(), &owner.email, &owner.password).await.status, 303);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_session_ended_at_one_node_counts_nowhere_any_more(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    let other = site.another_node().await;
    let cookie = browser.cookie(SRAGEN, SESSION).expect("a session");
    let there = other.browser();
    let cookie = format!("{SESSION}={cookie}");
    let desk = async || there.get_with(SRAGEN, crate::support::DESK, &[("Cookie", cookie.as_str())]).await;
    assert_eq!(desk().await.status, 200, "a session counts at every node");
    let sessions = site.app.identity.sessions_of(owner.id, site.app.clock.now()).await.expect("rows");
    assert!(sessions.len() >= 2, "the account host's and the region's: {sessions:?}");
    let root = sessions.iter().find(|session| session.parent.is_none()).expect("the account host's");
    assert!(site.app.identity.end_session(&site.act(), owner.id, root.id).await.expect("rows"));
    assert_eq!(browser.get(SRAGEN, crate::support::DESK).await.status, 303);
    assert_eq!(desk().await.status, 303, "the children end with it, at every node");
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
