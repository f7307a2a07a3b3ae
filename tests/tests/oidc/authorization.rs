//! What becomes of a request at `/otorisasi` and `/par`.

use balai_identity::applications::{ApplicationDetails, ClaimName};
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use url::Url;

use crate::peer::{Citizen, Peer, REDIRECT, address_of, agreed, details, error, got, parameter};

#[rstest]
#[tokio::test]
async fn a_citizen_signs_in_agrees_once_and_comes_back(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = (Peer::of(&site).await, Citizen::of(&site).await, site.browser());
    let page = peer.asks(&browser, &[("scope", "openid profile email")]).await;
    assert_eq!(page.path(), "/masuk");
    let shown = browser.get(ACCOUNT, page.as_str()).await;
    assert!(shown.says("Pajak Daerah"), "{}", shown.text());
    let policy = shown.header("content-security-policy");
    assert!(policy.contains("form-action 'self' https://pajak.sragenkab.go.id;"), "{policy}");
    let answer = citizen.signs_in(&browser, page.as_str()).await;
    let (url, asked) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
    assert_eq!(url.path(), "/izin", "{}", asked.text());
    // the account has no telephone, which the application does not do without
    citizen.agrees(&site, &peer).await;
    let back = browser.get(ACCOUNT, &address_of(&url, "/otorisasi")).await;
    let back = Url::parse(back.location()).expect("an address");
    assert!(back.as_str().starts_with(REDIRECT), "{back}");
    got(&peer.presents(&site, &parameter(&back, "code").expect("a code")).await);
    assert!(!peer.code(&browser, &[]).await.is_empty(), "asked once");
}

#[rstest]
#[tokio::test]
async fn mistakes_go_back_by_the_codes_of_the_standards(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let long = "n".repeat(1_025);
    for (own, code) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", "code id_token"), "unsupported_response_type"),
        (("response_mode", "fragment"), "invalid_request"),
        (("scope", "email"), "invalid_scope"),
        (("scope", ""), "invalid_scope"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("nonce", long.as_str()), "invalid_request"),
        (("max_age", "-1"), "invalid_request"),
        (("prompt", "none login"), "invalid_request"),
        (("prompt", "create"), "invalid_request"),
        (("claims", "[]"), "invalid_request"),
        (("registration", "{}"), "registration_not_supported"),
        (("id_token_hint", "a.b.c"), "invalid_request"),
    ] {
        let back = peer.asks(&browser, &[own]).await;
        assert_eq!(error(&back), code, "{own:?}");
        assert_eq!(parameter(&back, "state").as_deref(), Some("keadaan"));
        assert_eq!(parameter(&back, "iss").as_deref(), Some(site.app.identity.site().as_str()));
    }
    let twice = format!("{}&scope=openid", peer.address(&[]));
    let back = Url::parse(browser.get(ACCOUNT, &twice).await.location()).expect("an address");
    assert_eq!(error(&back), "invalid_request", "a parameter that comes twice");
    for twice in ["client_id", "redirect_uri"] {
        let bent = format!("{}&{twice}=https%3A%2F%2Fjahat.id", peer.address(&[]));
        let answer = browser.get(ACCOUNT, &bent).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "{twice}");
    }
    let no_state = peer.asks(&browser, &[("state", "")]).await;
    assert!(parameter(&no_state, "code").is_some() && parameter(&no_state, "state").is_none());
}

#[rstest]
#[tokio::test]
async fn silence_is_kept_where_it_was_asked_for(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen) = (Peer::of(&site).await, Citizen::of(&site).await);
    let browser = citizen.browser(&site).await;
    let silent = [("prompt", "none")];
    assert_eq!(error(&peer.asks(&browser, &silent).await), "consent_required");
    citizen.agrees(&site, &peer).await;
    assert!(!peer.code(&browser, &silent).await.is_empty());
    let aged = [("prompt", "none"), ("max_age", "5")];
    assert_eq!(error(&peer.asks(&browser, &aged).await), "login_required", "she proved it longer ago");
    let level = r#"{"id_token":{"acr":{"essential":true,"values":["urn:balai:acr:2"]}}}"#;
    assert_eq!(error(&peer.asks(&browser, &[("claims", level)]).await), "unmet_authentication_requirements");
}

#[rstest]
#[tokio::test]
async fn no_error_tells_a_level_that_was_not_given(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let mut shy = details();
    let level = shy.claims.iter_mut().find(|asked| asked.claim == ClaimName::AssuranceLevel).expect("asked");
    level.voluntary = true;
    let (peer, citizen) = (Peer::with(&site, shy).await, Citizen::of(&site).await);
    let browser = citizen.browser(&site).await;
    let answers = async |prompt: &str| {
        let mut all = Vec::new();
        for level in ["1", "2"] {
            let claims =
                json!({ "id_token": { "acr": { "essential": true, "values": [format!("urn:balai:acr:{level}")] } } });
            all.push(error(&peer.asks(&browser, &[("claims", &claims.to_string()), ("prompt", prompt)]).await));
        }
        all
    };
    assert_eq!(answers("none").await, ["consent_required", "consent_required"], "nothing before she agreed");
    citizen.agrees_to(&site, &peer, &[ClaimName::Name, ClaimName::Email, ClaimName::PhoneNumber]).await;
    assert_eq!(answers("").await, ["unmet_authentication_requirements", "unmet_authentication_requirements"]);
}

async fn signs_in_again(peer: &Peer, citizen: &Citizen, browser: &Browser, own: &[(&str, &str)]) -> Url {
    let page = peer.asks(browser, own).await;
    assert_eq!(page.path(), "/masuk", "{own:?}");
    let answer = citizen.signs_in(browser, page.as_str()).await;
    let answer = browser.get(ACCOUNT, answer.location()).await;
    browser.url(ACCOUNT, "/").join(answer.location()).expect("an address")
}

#[rstest]
#[tokio::test]
async fn what_asks_for_a_proof_asks_once_for_each_request(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    for own in [("max_age", "0"), ("prompt", "login"), ("prompt", "select_account")] {
        for _ in 0..2 {
            site.clock.advance(TimeDelta::seconds(5));
            let back = signs_in_again(&peer, &citizen, &browser, &[own]).await;
            assert!(parameter(&back, "code").is_some(), "{own:?} {back}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_mark_of_ones_own_making_saves_no_proof(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let page = peer.asks(&browser, &[("prompt", "login")]).await;
    let ke = parameter(&page, "ke").expect("the way back");
    let marked = browser.url(ACCOUNT, "/").join(&ke).expect("an address");
    let mark = parameter(&marked, "lanjutan").expect("a mark");
    citizen.signs_in(&browser, page.as_str()).await;
    let other = peer.asks(&browser, &[("prompt", "login"), ("state", "lain"), ("lanjutan", &mark)]).await;
    assert_eq!(other.path(), "/masuk", "the mark is of another request");
    site.clock.advance(TimeDelta::hours(1));
    assert!(browser.get(ACCOUNT, &ke).await.location().starts_with("/masuk"), "and of its hour");
}

#[rstest]
#[tokio::test]
async fn somebody_else_than_expected_gives_no_code(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let hint = peer.gets(&site, &browser, &[]).await;
    let other = Citizen::named(&site, "tumini@contoh.id").await;
    other.agrees(&site, &peer).await;
    let theirs = other.browser(&site).await;
    let wish = [("id_token_hint", hint.id_token.as_str())];
    assert_eq!(error(&signs_in_again(&peer, &other, &theirs, &wish).await), "login_required");
    site.clock.advance(TimeDelta::seconds(5));
    let back = signs_in_again(&peer, &citizen, &theirs, &wish).await;
    assert!(parameter(&back, "code").is_some(), "she whom it is about signs in: {back}");
    let subject = format!(r#"{{"id_token":{{"sub":{{"value":{}}}}}}}"#, hint.claims["sub"]);
    assert!(!peer.code(&theirs, &[("claims", &subject)]).await.is_empty());
    let nobody = r#"{"id_token":{"sub":{"value":"x"}}}"#;
    let back = peer.asks(&theirs, &[("claims", nobody), ("prompt", "none")]).await;
    assert_eq!(error(&back), "login_required");
}

/// Pushes a request. Returns its handle.
async fn pushed(site: &Site, peer: &Peer, own: &[(&str, &str)]) -> String {
    let query = peer.query(own);
    let form: Vec<(&str, &str)> = query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = peer.posts(site, "/par", &form).await;
    assert_eq!((answer.status, answer.header("cache-control")), (201, "no-store"), "{}", answer.text());
    assert_eq!(answer.json()["expires_in"], 90);
    answer.json()["request_uri"].as_str().expect("a handle").to_owned()
}

fn with_handle(peer: &Peer, handle: &str) -> String {
    let query = [("client_id".to_owned(), peer.id.to_string()), ("request_uri".to_owned(), handle.to_owned())];
    crate::peer::address("/otorisasi", &query)
}

#[rstest]
#[tokio::test]
async fn a_pushed_request_is_answered_once(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let address = with_handle(&peer, &pushed(&site, &peer, &[]).await);
    let back = Url::parse(browser.get(ACCOUNT, &address).await.location()).expect("an address");
    got(&peer.presents(&site, &parameter(&back, "code").expect("a code")).await);
    assert_eq!(browser.get(ACCOUNT, &address).await.status, 400, "once");
    let late = with_handle(&peer, &pushed(&site, &peer, &[]).await);
    site.clock.advance(TimeDelta::seconds(90));
    assert_eq!(browser.get(ACCOUNT, &late).await.status, 400, "within ninety seconds");
    let other = Peer::of(&site).await;
    let theirs = with_handle(&other, &pushed(&site, &peer, &[]).await);
    assert_eq!(browser.get(ACCOUNT, &theirs).await.status, 400, "of its own application");

    // the sign-in on the way may take longer, and nobody else goes on with it
    let fresh = site.browser();
    let address = with_handle(&peer, &pushed(&site, &peer, &[]).await);
    let page = fresh.get(ACCOUNT, &address).await.location().to_owned();
    assert!(page.starts_with("/masuk?"), "{page}");
    site.clock.advance(TimeDelta::minutes(5));
    let answer = citizen.signs_in(&fresh, &page).await;
    assert_eq!(browser.get(ACCOUNT, &address).await.status, 400, "opened by another browser");
    let back = fresh.get(ACCOUNT, answer.location()).await;
    assert!(back.location().starts_with(REDIRECT), "{} {}", back.status, back.location());
    assert_eq!(fresh.get(ACCOUNT, answer.location()).await.status, 400, "answered");
}

#[rstest]
#[tokio::test]
async fn an_application_that_must_push_is_answered_no_other_way(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen) =
        (Peer::with(&site, ApplicationDetails { require_par: true, ..details() }).await, Citizen::of(&site).await);
    citizen.agrees(&site, &peer).await;
    let browser = citizen.browser(&site).await;
    assert_eq!(error(&peer.asks(&browser, &[]).await), "invalid_request");
    let address = with_handle(&peer, &pushed(&site, &peer, &[]).await);
    assert!(browser.get(ACCOUNT, &address).await.location().starts_with(REDIRECT));
    for (own, code) in [
        (("redirect_uri", "https://jahat.id/"), "invalid_request"),
        (("scope", "email"), "invalid_scope"),
        (("request_uri", "urn:x"), "invalid_request"),
        (("request", "x"), "request_not_supported"),
        (("client_id", "33.14"), "invalid_client"),
    ] {
        let query = peer.query(&[own]);
        let form: Vec<(&str, &str)> = query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(peer.posts(&site, "/par", &form).await.json()["error"], code, "{own:?}");
    }
}
