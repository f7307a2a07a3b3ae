//! What becomes of codes and tokens.

use balai_identity::CodeVerifier;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use crate::peer::{Citizen, Peer, REDIRECT, agreed, error, got, parameter, userinfo};

async fn links(site: &Site, action: &str) -> usize {
    let trail = Trail { action: Some(action.to_owned()), ..Trail::default() };
    site.kit.control().read().await.expect("rows").trail(&trail, None, 100).await.expect("links").len()
}

#[rstest]
#[tokio::test]
async fn a_code_is_good_for_a_minute(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    for (seconds, status) in [(59, 200), (60, 400)] {
        let code = peer.code(&browser, &[]).await;
        site.clock.advance(TimeDelta::seconds(seconds));
        assert_eq!(peer.presents(&site, &code).await.status, status, "{seconds}");
    }
}

#[rstest]
#[tokio::test]
async fn a_code_gives_nothing_without_the_verifier_of_its_challenge(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let (other, challenge) = (CodeVerifier::fresh(), peer.verifier.challenge());
    for (verifier, error) in [
        (None, "invalid_request"),
        (Some(""), "invalid_request"),
        (Some(&peer.verifier.reveal()[1..]), "invalid_request"),
        (Some(challenge.as_str()), "invalid_grant"),
        (Some(other.reveal()), "invalid_grant"),
    ] {
        let code = peer.code(&browser, &[]).await;
        let mut form = vec![("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
        form.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        let answer = peer.posts(&site, "/token", &form).await;
        assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some(error)), "{verifier:?}");
        assert!(!answer.says("access_token"), "{}", answer.text());
    }
    assert_eq!(links(&site, "tokens.given").await, 0);
}

/// A verifier without a challenge before it meets no code: none is given without a challenge (RFC 9700, 2.1.1).
#[rstest]
#[tokio::test]
async fn no_code_is_given_that_a_verifier_would_not_be_asked_for(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    for missing in [&[("code_challenge", "")][..], &[("code_challenge", ""), ("code_challenge_method", "")]] {
        let address = peer.address(missing);
        for asked in [address.clone(), format!("{address}&code_challenge=")] {
            let answer = browser.get(ACCOUNT, &asked).await;
            let back = url::Url::parse(answer.location()).expect("an address");
            assert_eq!((error(&back).as_str(), parameter(&back, "code")), ("invalid_request", None), "{asked}");
        }
        let query = peer.query(missing);
        let form: Vec<(&str, &str)> = query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let pushed = peer.posts(&site, "/par", &form).await;
        assert_eq!((pushed.status, pushed.json()["error"].as_str()), (400, Some("invalid_request")));
    }
}

#[rstest]
#[tokio::test]
async fn a_code_presented_again_ends_all_that_came_of_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let untouched = peer.gets(&site, &browser, &[]).await;
    let code = peer.code(&browser, &[]).await;
    let first = got(&peer.presents(&site, &code).await);
    assert_eq!(peer.presents(&site, &code).await.json()["error"], "invalid_grant");
    assert!(!peer.opens(&site, &first.access).await && !peer.counts(&site, &first.access).await);
    assert!(peer.opens(&site, &untouched.access).await, "another sign-in goes on");
    let other = Peer::of(&site).await;
    other.presents(&site, &code).await;
    assert_eq!(peer.presents(&site, &code).await.json()["error"], "invalid_grant");
    assert_eq!(links(&site, "tokens.code_replayed").await, 1, "what is dead leaves no second trace");
    assert_eq!(links(&site, "tokens.given").await, 2, "one for each code that gave tokens");
    assert!(peer.gets_offline(&site, &citizen, &browser).await.refresh.is_some());
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_used_twice_ends_its_family(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let first = peer.gets_offline(&site, &citizen, &browser).await;
    let stolen = first.refresh.expect("a refresh token");
    let second = got(&peer.refreshes(&site, &stolen).await);
    assert!(peer.opens(&site, &second.access).await && peer.opens(&site, &first.access).await);

    let other_node = site.another_node().await;
    let thief = other_node.browser();
    let form = [("grant_type", "refresh_token"), ("refresh_token", stolen.as_str())];
    let request = thief.request(reqwest::Method::POST, "akun", "/token").basic_auth(peer.id, Some(&peer.secret));
    let replayed = thief.send(request.form(&form)).await;
    assert_eq!((replayed.status, replayed.json()["error"].as_str()), (400, Some("invalid_grant")));

    let newest = second.refresh.expect("a refresh token");
    assert_eq!(peer.refreshes(&site, &newest).await.json()["error"], "invalid_grant");
    for access in [&first.access, &second.access] {
        assert!(!peer.opens(&site, access).await);
    }
    assert_eq!(links(&site, "tokens.reused").await, 1);
}

#[rstest]
#[tokio::test]
async fn of_two_who_refresh_at_once_one_gets_tokens(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let token = peer.gets_offline(&site, &citizen, &browser).await.refresh.expect("a refresh token");
    let (one, other) = tokio::join!(peer.refreshes(&site, &token), peer.refreshes(&site, &token));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
}

#[rstest]
#[tokio::test]
async fn tokens_end_with_their_time(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let mut held = peer.gets_offline(&site, &citizen, &browser).await;
    site.clock.advance(TimeDelta::minutes(10));
    assert!(!peer.opens(&site, &held.access).await, "ten minutes");
    for _ in 0..6 {
        site.clock.advance(TimeDelta::days(29));
        held = got(&peer.refreshes(&site, held.refresh.as_deref().expect("a refresh token")).await);
    }
    site.clock.advance(TimeDelta::days(7));
    let over = peer.refreshes(&site, held.refresh.as_deref().expect("a refresh token")).await;
    assert_eq!(over.json()["error"], "invalid_grant", "180 days in all");
    let idle = Peer::of(&site).await;
    citizen.agrees(&site, &idle).await;
    let browser = citizen.browser(&site).await;
    let held = idle.gets_offline(&site, &citizen, &browser).await;
    site.clock.advance(TimeDelta::days(30));
    let over = idle.refreshes(&site, held.refresh.as_deref().expect("a refresh token")).await;
    assert_eq!(over.json()["error"], "invalid_grant", "30 days unused");
}

#[rstest]
#[tokio::test]
async fn a_refresh_narrows_and_never_widens(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let held = peer.gets_offline(&site, &citizen, &browser).await;
    let token = held.refresh.expect("a refresh token");
    let with =
        |scope: &'static str| [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("scope", scope)];
    let wider = peer.posts(&site, "/token", &with("openid profile")).await;
    assert_eq!(wider.json()["error"], "invalid_scope");
    let narrow = got(&peer.posts(&site, "/token", &with("openid")).await);
    assert_eq!(narrow.whole["scope"], "openid");
    let told = userinfo(&site, &narrow.access).await.json();
    assert_eq!(told, json!({ "sub": held.claims["sub"] }));
    let told = peer.posts(&site, "/introspeksi", &[("token", &narrow.access)]).await.json();
    assert_eq!(told["scope"], "openid");
    let next = got(&peer.refreshes(&site, narrow.refresh.as_deref().expect("a refresh token")).await);
    assert_eq!(next.whole["scope"], "openid email offline_access");
}

#[rstest]
#[tokio::test]
async fn without_the_question_nothing_outlives_the_session(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[("scope", "openid offline_access")]).await;
    assert_eq!((got.refresh, &got.whole["scope"]), (None, &json!("openid")));
}

#[rstest]
#[tokio::test]
async fn an_application_learns_of_its_own_tokens_only_and_gives_them_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let other = Peer::of(&site).await;
    let held = peer.gets_offline(&site, &citizen, &browser).await;
    let refresh = held.refresh.expect("a refresh token");
    let told = peer.posts(&site, "/introspeksi", &[("token", &held.access)]).await;
    assert_eq!(told.header("cache-control"), "no-store");
    let told = told.json();
    assert_eq!((&told["active"], &told["sub"]), (&json!(true), &held.claims["sub"]));
    assert_eq!((&told["client_id"], &told["token_type"]), (&json!(peer.id.to_string()), &json!("Bearer")));
    let theirs = other.posts(&site, "/introspeksi", &[("token", &held.access)]).await;
    assert_eq!(theirs.json(), json!({ "active": false }));
    let nothing = peer.posts(&site, "/introspeksi", &[]).await;
    assert_eq!((nothing.status, nothing.json()["error"].as_str()), (400, Some("invalid_request")));

    for token in [held.access.as_str(), refresh.as_str(), "tidak-ada"] {
        assert_eq!(other.posts(&site, "/cabut", &[("token", token)]).await.status, 200, "nobody is told");
    }
    assert!(peer.opens(&site, &held.access).await, "another's token is left as it is");
    let hinted = [("token", held.access.as_str()), ("token_type_hint", "refresh_token")];
    assert_eq!(peer.posts(&site, "/cabut", &hinted).await.status, 200);
    assert!(!peer.opens(&site, &held.access).await && peer.counts(&site, &refresh).await, "an access token alone");
    let next = got(&peer.refreshes(&site, &refresh).await);
    let last = next.refresh.expect("a refresh token");
    assert_eq!(peer.posts(&site, "/cabut", &[("token", &last)]).await.status, 200);
    assert!(!peer.opens(&site, &next.access).await && !peer.counts(&site, &last).await, "a family as a whole");
    assert_eq!(links(&site, "tokens.revoked").await, 2);
}

#[rstest]
#[tokio::test]
async fn who_shows_no_token_or_a_wrong_one_is_told_so(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let held = peer.gets_offline(&site, &citizen, &browser).await;
    let none = site.browser().get("akun", "/userinfo").await;
    assert_eq!((none.status, none.header("www-authenticate")), (401, "Bearer realm=\"userinfo\""));
    for token in ["x", held.refresh.as_deref().expect("a refresh token"), &held.id_token] {
        let answer = userinfo(&site, token).await;
        assert_eq!(answer.status, 401);
        assert!(answer.header("www-authenticate").ends_with("error=\"invalid_token\""));
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[rstest]
#[tokio::test]
async fn one_person_is_another_in_each_sector(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    use balai_identity::applications::{ApplicationDetails, RedirectUri};
    let site = Site::open(kind).await;
    let citizen = Citizen::of(&site).await;
    let (tax, near) = (Peer::of(&site).await, Peer::of(&site).await);
    let elsewhere = RedirectUri::parse("https://rsud.sragenkab.go.id/masuk").expect("an address");
    let far = ApplicationDetails {
        redirects: vec![elsewhere.clone()],
        post_logout_redirects: Vec::new(),
        ..crate::peer::details()
    };
    let far = Peer::with(&site, far).await;
    for peer in [&tax, &near, &far] {
        citizen.agrees(&site, peer).await;
    }
    let browser = citizen.browser(&site).await;
    let (one, two) = (tax.gets(&site, &browser, &[]).await, near.gets(&site, &browser, &[]).await);
    assert_eq!(one.claims["sub"], two.claims["sub"], "one host, one name");
    assert_ne!(one.claims["sid"], two.claims["sid"], "sessions are told apart all the same");
    let back = far.asks(&browser, &[("redirect_uri", elsewhere.as_str())]).await;
    let code = crate::peer::parameter(&back, "code").expect("a code");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", elsewhere.as_str()),
        ("code_verifier", far.verifier.reveal()),
    ];
    let three = got(&far.posts(&site, "/token", &form).await);
    assert_ne!(one.claims["sub"], three.claims["sub"]);
}

#[rstest]
#[tokio::test]
async fn a_claim_that_was_asked_by_name_goes_with_the_scope_that_is_left_out(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let single = r#"{"userinfo":{"email":null},"id_token":{"email":null}}"#;
    let wish = [("scope", "openid email offline_access"), ("prompt", "consent"), ("claims", single)];
    let held = peer.gets_asked(&site, &citizen, &browser, &wish).await;
    assert_eq!(held.claims["email"], "sukarti@contoh.id");
    let token = held.refresh.expect("a refresh token");
    let form = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("scope", "openid")];
    let narrow = got(&peer.posts(&site, "/token", &form).await);
    assert_eq!(narrow.claims.get("email"), None);
    assert_eq!(userinfo(&site, &narrow.access).await.json(), json!({ "sub": held.claims["sub"] }));
}

#[rstest]
#[tokio::test]
async fn looks_are_counted_with_all_that_an_application_asks(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let held = peer.gets(&site, &browser, &[]).await;
    site.clock.advance(TimeDelta::minutes(1));
    while site.app.identity.count_request(peer.id, site.app.clock.now()).is_ok() {}
    let refused = userinfo(&site, &held.access).await;
    assert_eq!(refused.status, 429);
    assert!(!refused.header("retry-after").is_empty());
    site.clock.advance(TimeDelta::minutes(1));
    assert!(peer.opens(&site, &held.access).await);
}
