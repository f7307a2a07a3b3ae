//! What ends tokens besides their time: the citizen.

#![expect(clippy::disallowed_types, reason = "a test looks behind the doors")]

use balai_identity::applications::ClaimName;
use balai_identity::provider::{Asked, NotGiven, Parameters};
use balai_kernel::{Nik, SecretToken};
use balai_storage::Space;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use rstest::rstest;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use serde_json::json;

use crate::peer::{Peer, REDIRECT, address_of, agreed, got, parameter, userinfo};

#[rstest]
#[tokio::test]
async fn a_consent_that_is_taken_back_ends_what_came_of_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let held = peer.gets_offline(&site, &citizen, &browser).await;
    let refresh = held.refresh.expect("a refresh token");
    site.clock.advance(TimeDelta::seconds(5));
    assert!(site.app.identity.withdraw_grant(&site.act(), citizen.id, peer.id).await.expect("rows"));
    assert!(!peer.opens(&site, &held.access).await && !peer.counts(&site, &refresh).await);
    assert_eq!(peer.asks(&browser, &[]).await.path(), "/izin");
    site.clock.advance(TimeDelta::seconds(5));
    citizen.agrees(&site, &peer).await;
    assert_eq!(peer.refreshes(&site, &refresh).await.json()["error"], "invalid_grant", "it does not rise again");
    assert!(!peer.opens(&site, &held.access).await);
    assert!(peer.opens(&site, &peer.gets(&site, &browser, &[]).await.access).await);
}

#[rstest]
#[tokio::test]
async fn an_application_sees_what_was_given_and_asked(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let nik = Nik::parse("3314011208900001").expect("a number");
    let (identity, act) = (&site.app.identity, site.act());
    identity.record_number(&act, &site.app.kek, citizen.id, &nik).await.expect("recorded");
    let told = async |scope: &str| {
        let got = peer.gets(&site, &browser, &[("scope", scope)]).await;
        userinfo(&site, &got.access).await.json()
    };
    assert!(browser.get(ACCOUNT, "/aplikasi-saya").await.says("Belum pernah dipakai"));
    assert!(told("openid profile").await.get("nik").is_none(), "not asked");
    assert!(browser.get(ACCOUNT, "/aplikasi-saya").await.says("Terakhir dipakai"));
    let twice = peer.gets(&site, &browser, &[("scope", "openid nik")]).await;
    for _ in 0..2 {
        assert_eq!(userinfo(&site, &twice.access).await.json()["nik"], "3314011208900001");
    }
    let trail = Trail { action: Some("account.number_told".to_owned()), ..Trail::default() };
    let links = site.kit.control().read().await.expect("rows").trail(&trail, None, 10).await.expect("links");
    assert_eq!(links.len(), 1, "once for each token that it is told by");

    let shy = Peer::of(&site).await;
    let given = [ClaimName::Name, ClaimName::Email, ClaimName::PhoneNumber, ClaimName::AssuranceLevel];
    citizen.agrees_to(&site, &shy, &given).await;
    let got = shy.gets(&site, &browser, &[("scope", "openid nik email")]).await;
    assert_eq!(got.whole["scope"], "openid email");
    let told = userinfo(&site, &got.access).await.json();
    assert_eq!((told.get("nik"), &told["email"]), (None, &json!("sukarti@contoh.id")));
}

#[rstest]
#[tokio::test]
async fn signing_out_ends_what_hangs_on_the_session(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let (online, code) = (peer.gets(&site, &browser, &[]).await, peer.code(&browser, &[]).await);
    let offline = peer.gets_offline(&site, &citizen, &browser).await;
    assert_eq!(browser.post(ACCOUNT, "/keluar", &[]).await.status, 303);
    assert!(!peer.opens(&site, &online.access).await);
    assert_eq!(peer.presents(&site, &code).await.json()["error"], "invalid_grant");
    let next = got(&peer.refreshes(&site, offline.refresh.as_deref().expect("a refresh token")).await);
    assert!(peer.opens(&site, &next.access).await, "what she agreed to outlives the session");
}

#[rstest]
#[tokio::test]
async fn signing_out_everywhere_ends_all_but_what_this_browser_reached(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let there = peer.gets_offline(&site, &citizen, &browser).await;
    let here = citizen.browser(&site).await;
    let own = peer.gets(&site, &here, &[]).await;
    assert_eq!(here.post(ACCOUNT, "/sesi/akhiri-lainnya", &[]).await.status, 303);
    assert!(!peer.opens(&site, &there.access).await && peer.opens(&site, &own.access).await);
    let over = peer.refreshes(&site, there.refresh.as_deref().expect("a refresh token")).await;
    assert_eq!(over.json()["error"], "invalid_grant");
}

#[rstest]
#[tokio::test]
async fn a_proof_in_between_keeps_what_hangs_on_the_session(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let first = peer.gets(&site, &browser, &[]).await;
    site.clock.advance(TimeDelta::seconds(5));
    let page = peer.asks(&browser, &[("prompt", "login")]).await;
    assert_eq!(citizen.signs_in(&browser, page.as_str()).await.status, 303);
    assert!(peer.opens(&site, &first.access).await, "the session has a successor");
    browser.post(ACCOUNT, "/keluar", &[]).await;
    assert!(!peer.opens(&site, &first.access).await, "and ends with it");
}

#[rstest]
#[tokio::test]
async fn what_has_had_its_time_is_swept(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    peer.gets(&site, &browser, &[]).await;
    let kept = peer.gets_offline(&site, &citizen, &browser).await;
    site.clock.advance(TimeDelta::days(3));
    assert!(site.app.identity.sweep(site.app.clock.now()).await.expect("swept") > 0);
    got(&peer.refreshes(&site, kept.refresh.as_deref().expect("a refresh token")).await);
}

#[rstest]
#[tokio::test]
async fn nothing_begins_in_a_session_that_has_ended(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    citizen.agrees_that_it_goes_on(&site, &peer).await;
    let identity = &site.app.identity;
    let token = SecretToken::parse(&browser.cookie(ACCOUNT, "__Host-sesi").expect("signed in")).expect("a token");
    let who = identity.session(&token, identity.site(), site.app.clock.now()).await.expect("rows").expect("signed in");
    let application = identity.application(peer.id).await.expect("rows").expect("registered");
    let wish = peer.address(&[("scope", "openid offline_access"), ("prompt", "consent")]);
    let parameters = Parameters::parse(wish.split_once('?').expect("a query").1);
    let asked = Asked::read(&parameters, &application, identity.site()).expect("a request");
    let act = site.act();
    let code = identity.authorize_application(&act, &who, &application, &asked, None).await.expect("a code");
    assert_eq!(browser.post(ACCOUNT, "/keluar", &[]).await.status, 303);
    let refused = identity.authorize_application(&act, &who, &application, &asked, None).await;
    assert!(matches!(refused, Err(NotGiven::SignedOut)), "{refused:?}");
    assert_eq!(peer.presents(&site, &code.reveal()).await.json()["error"], "invalid_grant", "a code of before");
}

#[rstest]
#[tokio::test]
async fn a_hall_that_is_put_away_takes_its_applications_along(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let held = peer.gets_offline(&site, &citizen, &browser).await;
    let tx = site.kit.store.owner().expect("the owner").begin(&Space::Control).await.expect("a transaction");
    let region = Expr::col("code").eq("33.14");
    let change = Query::update().table("tenants").value("state", "archived").and_where(region).to_owned();
    tx.execute(&change).await.expect("changed");
    tx.commit().await.expect("committed");
    assert!(!peer.opens(&site, &held.access).await);
    let refused = peer.refreshes(&site, held.refresh.as_deref().expect("a refresh token")).await;
    assert_eq!(refused.json()["error"], "invalid_client");
}

#[rstest]
#[tokio::test]
async fn what_outlives_a_session_is_asked_for_and_answered_on_its_own_page(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let wish = [("scope", "openid email offline_access"), ("prompt", "consent")];
    // a program gets a mark for itself, and sends the citizen on with it after she has answered something else
    let program = site.browser();
    let ke = parameter(&peer.asks(&program, &wish).await, "ke").expect("the way back");
    site.clock.advance(TimeDelta::seconds(5));
    let page = peer.asks(&browser, &wish).await;
    let asked = browser.get(ACCOUNT, page.as_str()).await;
    assert!(asked.says("saat Anda tidak sedang masuk"), "{}", asked.text());
    citizen.agrees(&site, &peer).await;
    let next = browser.get(ACCOUNT, &address_of(&page, "/otorisasi")).await;
    assert!(next.location().starts_with("/izin"), "that page was not answered: {}", next.location());
    citizen.agrees_that_it_goes_on(&site, &peer).await;
    let next = browser.get(ACCOUNT, &ke).await;
    assert!(next.location().starts_with("/izin"), "another browser's mark: {}", next.location());
    let next = browser.get(ACCOUNT, &address_of(&page, "/otorisasi")).await;
    assert!(next.location().starts_with(REDIRECT), "{}", next.location());
}
