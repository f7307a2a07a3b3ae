//! Signing keys that take turns.

use balai_identity::applications::{ApplicationDetails, IdTokenAlgorithm};
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::peer::{Citizen, Peer, details, part};

/// The names of the keys that are shown, of an algorithm.
async fn shown(browser: &Browser, algorithm: &str) -> Vec<String> {
    let answer = browser.get(ACCOUNT, "/jwks").await;
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    let document = answer.json();
    let keys = document["keys"].as_array().expect("keys").iter();
    keys.filter(|key| key["alg"] == algorithm).filter_map(|key| key["kid"].as_str().map(str::to_owned)).collect()
}

#[rstest]
#[tokio::test]
async fn two_keys_of_each_algorithm_are_shown_at_all_times_and_the_next_before_it_signs(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (citizen, node) = (Citizen::of(&site).await, site.another_node().await);
    let mut due = site.app.clock.now() + TimeDelta::days(90);
    for (algorithm, word) in [(IdTokenAlgorithm::Es256, "ES256"), (IdTokenAlgorithm::Rs256, "RS256")] {
        let peer = Peer::with(&site, ApplicationDetails { id_token_algorithm: algorithm, ..details() }).await;
        citizen.agrees(&site, &peer).await;
        let (here, there) = (site.browser(), node.browser());
        let (one, other) = tokio::join!(shown(&here, word), shown(&there, word));
        assert_eq!((one.len(), &one), (2, &other), "two processes at once show the same two");
        for turn in 0..3 {
            let before = shown(&here, word).await;
            let browser = citizen.browser(&site).await;
            let header = part(&peer.gets(&site, &browser, &[]).await.id_token, 0);
            assert_eq!(header["alg"], word);
            let kid = header["kid"].as_str().expect("a name").to_owned();
            assert!(before.contains(&kid), "shown before it signed, turn {turn}");
            let next = before.iter().find(|other| **other != kid).expect("the next one").clone();
            site.clock.advance(due - TimeDelta::hours(1) - site.app.clock.now());
            assert_eq!(shown(&there, word).await, before);
            site.clock.advance(TimeDelta::hours(2));
            let browser = citizen.browser(&site).await;
            let header = part(&peer.gets(&site, &browser, &[]).await.id_token, 0);
            assert_eq!(header["kid"], next.as_str(), "its turn has come");
            let now = shown(&there, word).await;
            assert_eq!(now.len(), 3, "the former stays, and a new one is to come");
            assert!(now.contains(&kid));
            site.clock.advance(TimeDelta::days(1));
            let later = shown(&here, word).await;
            assert!(later.len() == 2 && !later.contains(&kid), "nothing that it signed lives");
            due += TimeDelta::days(90);
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_deployment_that_slept_signs_with_what_was_shown(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = (Peer::of(&site).await, Citizen::of(&site).await, site.browser());
    citizen.agrees(&site, &peer).await;
    let before = shown(&browser, "ES256").await;
    site.clock.advance(TimeDelta::days(400));
    let theirs = citizen.browser(&site).await;
    let kid = part(&peer.gets(&site, &theirs, &[]).await.id_token, 0)["kid"].clone();
    assert!(before.iter().any(|shown| *shown == kid), "never with a key that nobody has seen");
    assert_eq!(shown(&browser, "ES256").await.len(), 2);
}
