//! Nothing is believed of a provider's answer that is not signed for this very sign-in.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use url::Url;

use super::peer::{Peer, keeps_time_with};
use super::{GO, registers};
use crate::support::SESSION;

const MAY: &str = "mulailah sekali lagi";

/// Goes to the provider and says yes, but does not come back yet. Returns the way back.
async fn as_far_as_the_way_back(browser: &Browser) -> Url {
    let mut answer = browser.get(ACCOUNT, GO).await;
    let mut url = browser.url(ACCOUNT, GO);
    loop {
        url = url.join(answer.location()).expect("an address");
        if url.path() == "/nasional/kembali" {
            return url;
        }
        answer = browser.get("", url.as_str()).await;
    }
}

fn refused(browser: &Browser, answer: &Answer, why: &str) {
    assert_eq!(answer.status, 400, "{why}: {}", answer.text());
    assert!(answer.says(MAY) && answer.says("/masuk?ke="), "{why}: {}", answer.text());
    assert!(browser.cookie(ACCOUNT, SESSION).is_none(), "{why}");
}

#[rstest]
#[tokio::test]
async fn what_a_provider_says_wrong_lets_nobody_in(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    let now = site.app.clock.now().timestamp();
    let faults = [
        json!({ "ask": { "nonce": "lain" } }),
        json!({ "answer": { "state": "lain" } }),
        json!({ "answer": { "state": null } }),
        json!({ "answer": { "iss": "https://lain.contoh.id" } }),
        json!({ "answer": { "iss": null } }),
        json!({ "answer": { "code": "lain" } }),
        json!({ "ask": { "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" } }),
        json!({ "claims": { "iss": "https://lain.contoh.id" } }),
        json!({ "claims": { "aud": "lain" } }),
        json!({ "claims": { "aud": ["balai", "lain"] } }),
        json!({ "claims": { "azp": "lain" } }),
        json!({ "claims": { "nonce": null } }),
        json!({ "claims": { "sub": null } }),
        json!({ "claims": { "exp": now - 120 } }),
        json!({ "claims": { "iat": now + 3600 } }),
        json!({ "claims": { "auth_time": null } }),
        json!({ "claims": { "auth_time": now - 3600 } }),
        // whoever sat here before signed in two minutes ago, and the provider did not ask again
        json!({ "claims": { "auth_time": now - 120 } }),
        json!({ "claims": { "at_hash": "bGFpbg" } }),
        json!({ "sign": "other" }),
        json!({ "sign": "none" }),
        json!({ "person": { "sub": "lain" } }),
    ];
    for fault in faults {
        peer.faults(fault.clone()).await;
        let browser = node.browser();
        let (_, answer) = browser.follow(ACCOUNT, GO).await;
        refused(&browser, &answer, &fault.to_string());
    }
    peer.faults(json!({ "declines": true })).await;
    let browser = node.browser();
    let (_, answer) = browser.follow(ACCOUNT, GO).await;
    assert!(answer.status == 400 && answer.says("Tidak jadi memakai Identitas Uji"), "{}", answer.text());
    peer.faults(json!({})).await;
    let asked = Url::parse(node.browser().get(ACCOUNT, GO).await.location()).expect("an address");
    assert_eq!((param(&asked, "prompt").as_str(), param(&asked, "max_age").as_str()), ("login", "0"));
    keeps_time_with(&site);
    registers(&site, &browser, "sukarti@contoh.id").await;
}

#[rstest]
#[tokio::test]
async fn a_way_back_is_gone_once_by_the_browser_that_left(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "RS256").await;
    let node = peer.node(&site).await;
    registers(&site, &node.browser(), "sukarti@contoh.id").await;
    let (owner, thief) = (node.browser(), node.browser());
    let back = as_far_as_the_way_back(&owner).await;
    refused(&thief, &thief.get("", back.as_str()).await, "a browser that never left");
    let own = as_far_as_the_way_back(&thief).await;
    refused(&thief, &thief.get("", back.as_str()).await, "another's way back: code injection");
    let injected = own.as_str().replace(&param(&own, "code"), &param(&back, "code"));
    refused(&thief, &thief.get("", &injected).await, "another's code under one's own state: the verifier is another");
    refused(&thief, &thief.get("", own.as_str()).await, "its visit ended with the first way back");
    let (one, two) = tokio::join!(owner.get("", back.as_str()), owner.get("", back.as_str()));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 400], "one comes in: {} {}", one.text(), two.text());
    let late = node.browser();
    let back = as_far_as_the_way_back(&late).await;
    site.clock.advance(TimeDelta::minutes(10));
    refused(&late, &late.get("", back.as_str()).await, "ten minutes");
}

#[rstest]
#[tokio::test]
async fn a_code_that_was_used_gives_nothing_under_another_visit(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let peer = Peer::open(&site, "ES256").await;
    let node = peer.node(&site).await;
    registers(&site, &node.browser(), "sukarti@contoh.id").await;
    let browser = node.browser();
    let first = as_far_as_the_way_back(&browser).await;
    assert_eq!(browser.get("", first.as_str()).await.location(), "/profil");
    let other = node.browser();
    let second = as_far_as_the_way_back(&other).await;
    let replayed = second.as_str().replace(&param(&second, "code"), &param(&first, "code"));
    refused(&other, &other.get("", &replayed).await, "replayed");
}

fn param(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).expect("a parameter")
}
