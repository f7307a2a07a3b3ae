//! A provider that changes its key, is down, is slow or answers nonsense: the other ways in remain.

use std::time::Duration;

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use rstest::rstest;
use serde_json::json;

use super::peer::{Peer, keeps_time_with};
use super::{GO, registers};
use crate::registering::PASSWORD;
use crate::support::SESSION;

/// The page that says that the provider does not answer, and how to come in else.
async fn silent(browser: &Browser, why: &str) {
    let (_, page) = browser.follow(ACCOUNT, GO).await;
    assert_eq!(page.status, 503, "{why}: {}", page.text());
    assert!(page.says("Identitas Uji sedang tidak menjawab") && page.says("/masuk?ke=%2Fprofil"), "{}", page.text());
    assert!(browser.cookie(ACCOUNT, SESSION).is_none(), "{why}");
}

#[rstest]
#[tokio::test]
async fn another_key_is_asked_for_once_and_the_sign_in_goes_on(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    registers(&site, &node.browser(), "sukarti@contoh.id").await;
    assert_eq!(node.browser().follow(ACCOUNT, GO).await.0.path(), "/profil");
    assert_eq!(peer.asked("/jwks").await, 1, "kept");
    peer.tell("rotate", json!({})).await;
    assert_eq!(node.browser().follow(ACCOUNT, GO).await.0.path(), "/profil");
    assert_eq!(node.browser().follow(ACCOUNT, GO).await.0.path(), "/profil");
    assert_eq!(peer.asked("/jwks").await, 2, "once for the new one");
    assert_eq!(peer.asked("/.well-known/openid-configuration").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_provider_that_is_down_or_slow_holds_nobody_up(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node_that_waits(&site, Duration::from_secs(5)).await;
    peer.tell("close", json!({})).await;
    let browser = node.browser();
    silent(&browser, "down").await;
    crate::registering::registers(&site, browser, "siti@contoh.id", "Siti").await;
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/profil")];
    assert_eq!(node.browser().post(ACCOUNT, "/masuk", &fields).await.location(), "/profil");
    peer.tell("reopen", json!({})).await;
    for path in ["/token", "/jwks", "/me"] {
        peer.faults(json!({ "slow": { path: 60_000 } })).await;
        silent(&node.browser(), path).await;
    }
    peer.faults(json!({})).await;
    keeps_time_with(&site);
    registers(&site, &node.browser(), "sukarti@contoh.id").await;
}

#[rstest]
#[tokio::test]
async fn nonsense_and_ten_megabytes_are_no_answers(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let document = "/.well-known/openid-configuration";
    let of = |issuer: &str, token: &str| {
        let address = |path: &str| format!("{}/{path}", peer.issuer);
        json!({ "issuer": issuer, "authorization_endpoint": address("auth"), "token_endpoint": token, "jwks_uri": address("jwks") })
    };
    let own = format!("{}/token", peer.issuer);
    let others = [of("https://lain.contoh.id", &own), of(&peer.issuer, "http://lain.contoh.id/token")];
    for nonsense in others.into_iter().chain([json!("garbage"), json!("huge"), json!({})]) {
        peer.faults(json!({ "raw": { document: nonsense } })).await;
        silent(&node.browser(), &nonsense.to_string()).await;
    }
    for path in ["/token", "/jwks", "/me"] {
        for nonsense in [json!("garbage"), json!("huge"), json!([])] {
            peer.faults(json!({ "raw": { path: nonsense } })).await;
            silent(&node.browser(), path).await;
        }
    }
    peer.faults(json!({})).await;
    keeps_time_with(&site);
    registers(&site, &node.browser(), "sukarti@contoh.id").await;
}
