//! At the doors: sessions that were planted, codes that were slipped in, answers of another provider.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use reqwest::Url;
use rstest::rstest;

use crate::people::{DESK, OTHER, SESSION, SRAGEN, Somebody};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_session_that_was_planted_before_signing_in_is_worth_nothing_after(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let thief = Somebody::other_owner(&site).await;
    let theirs = thief.at(&site, OTHER).await;
    let victim = Somebody::owner(&site).await;
    let browser = site.browser();
    let planted = theirs.cookie(ACCOUNT, SESSION).expect("the thief is signed in");
    for (host, token) in [(ACCOUNT, planted.as_str()), (SRAGEN, "tampaknya-sah-tetapi-karangan")] {
        browser.set_cookie(host, SESSION, token);
    }
    browser.set_cookie(ACCOUNT, SESSION, "");
    let (url, page) = victim.arrive(&site, &browser, SRAGEN, DESK).await;
    assert_eq!((url.path(), page.status), (DESK, 200), "{}", page.text());
    let held = browser.cookie(SRAGEN, SESSION).expect("a session");
    assert!(held != planted && held != "tampaknya-sah-tetapi-karangan");
    let stranger = site.browser();
    stranger.set_cookie(SRAGEN, SESSION, "tampaknya-sah-tetapi-karangan");
    assert_eq!(stranger.get(SRAGEN, DESK).await.status, 303, "the planted token opens nothing");
}

/// Where somebody is sent from a host's page to the account host: the crossing has begun.
async fn leaves(browser: &Browser, host: &str) -> Url {
    let (url, _) = browser.follow(host, DESK).await;
    url
}

/// The address at the victim's host to which a signed-in thief is sent back, with a code of his own.
async fn code_of_the_thief(site: &Site) -> Url {
    let thief = Somebody::with(site, "maling@sragenkab.go.id", balai_rbac::Role::RegionOwner, "33.14").await;
    let browser = thief.at(site, SRAGEN).await;
    browser.set_cookie(SRAGEN, SESSION, "");
    let mut answer = browser.get(SRAGEN, DESK).await;
    for _ in 0..10 {
        let url = browser.url(SRAGEN, "/").join(answer.location()).expect("an address");
        if url.path() == "/masuk/kembali" {
            return url;
        }
        answer = browser.get("", url.as_str()).await;
    }
    panic!("no code: {}", answer.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_code_of_the_thief_signs_nobody_in_as_the_thief(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let lure = code_of_the_thief(&site).await;
    // somebody who never left, and somebody who is on her way
    for has_left in [false, true] {
        let victim = site.browser();
        if has_left {
            leaves(&victim, SRAGEN).await;
        }
        let answer = victim.get("", lure.as_str()).await;
        assert!(answer.status == 400 && answer.says("Masuk lagi"), "{}", answer.text());
        assert_eq!(victim.cookie(SRAGEN, SESSION), None);
        assert_eq!(victim.get(SRAGEN, DESK).await.status, 303);
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_answer_in_the_name_of_another_provider_is_not_taken(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    browser.set_cookie(SRAGEN, SESSION, "");
    let mut answer = browser.get(SRAGEN, DESK).await;
    let back = loop {
        let url = browser.url(SRAGEN, "/").join(answer.location()).expect("an address");
        if url.path() == "/masuk/kembali" {
            break url;
        }
        answer = browser.get("", url.as_str()).await;
    };
    let others = |change: &dyn Fn(&str, &str) -> Option<String>| {
        let mut url = back.clone();
        let pairs: Vec<(String, String)> = back
            .query_pairs()
            .filter_map(|(name, value)| change(&name, &value).map(|value| (name.into_owned(), value)))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        url
    };
    let renamed =
        others(&|name, value| Some(if name == "iss" { "https://akun.jahat.id".into() } else { value.into() }));
    let nameless = others(&|name, value| (name != "iss").then(|| value.to_owned()));
    for url in [renamed, nameless] {
        let answer = browser.get("", url.as_str()).await;
        assert_eq!(answer.status, 400, "{url}");
        assert_eq!(browser.get(SRAGEN, DESK).await.status, 303, "nobody is signed in by it");
    }
    let answer = browser.get("", back.as_str()).await;
    assert_eq!((answer.status, answer.location()), (303, DESK), "the true one still counts");
}
