//! How programs show who they are.

use balai_identity::applications::{ApplicationDetails, ApplicationState, Authentication, PublicKeys};
use balai_identity::oidc::SigningKey;
use balai_kernel::fresh_id;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Site};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::peer::{Citizen, Peer, REDIRECT, agreed, details, got};

/// An application that signs.
async fn signing(site: &Site, key: &SigningKey) -> Peer {
    let keys = PublicKeys::parse(&json!({ "keys": [key.public()] }).to_string()).expect("public keys");
    let details = ApplicationDetails { authentication: Authentication::PrivateKeyJwt, jwks: Some(keys), ..details() };
    Peer::with(site, details).await
}

fn claims(site: &Site, peer: &Peer, jti: &str) -> Value {
    let now = site.app.clock.now().timestamp();
    let id = peer.id.to_string();
    json!({ "iss": id, "sub": id, "aud": site.app.identity.site().as_str(), "iat": now, "exp": now + 60, "jti": jti })
}

async fn presents(site: &Site, peer: &Peer, code: &str, assertion: &str) -> Answer {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", peer.verifier.reveal()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
    ];
    let program = site.browser();
    program.send(program.request(Method::POST, ACCOUNT, "/token").form(&form)).await
}

#[rstest]
#[tokio::test]
async fn an_application_shows_who_it_is_by_its_signature(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let key = SigningKey::generate().expect("a key");
    let (peer, citizen) = (signing(&site, &key).await, Citizen::of(&site).await);
    citizen.agrees(&site, &peer).await;
    let browser = citizen.browser(&site).await;
    let code = peer.code(&browser, &[]).await;
    let assertion = key.sign(&claims(&site, &peer, "satu")).expect("signed");
    got(&presents(&site, &peer, &code, &assertion).await);
    let code = peer.code(&browser, &[]).await;
    let again = presents(&site, &peer, &code, &assertion).await;
    assert_eq!((again.status, again.json()["error"].as_str()), (401, Some("invalid_client")), "once");

    let stranger = SigningKey::generate().expect("a key");
    let changed = |name: &str, value: Value| {
        let mut claims = claims(&site, &peer, name);
        claims[name] = value;
        key.sign(&claims).expect("signed")
    };
    let now = site.app.clock.now().timestamp();
    let endpoint = site.app.identity.site().page("/token");
    for (what, assertion) in [
        ("another key", stranger.sign(&claims(&site, &peer, "a")).expect("signed")),
        ("another audience", changed("aud", json!("https://jahat.id"))),
        ("another issuer", changed("iss", json!("33.14"))),
        ("over", changed("exp", json!(now - 61))),
        ("to the end of time", changed("exp", json!(8_210_266_876_799_i64))),
        ("for too long", changed("exp", json!(now + 2 * 3_600))),
        ("of the future", changed("iat", json!(now + 3_600))),
        ("nameless", changed("jti", json!(""))),
        ("no token", "a.b.c".to_owned()),
    ] {
        let answer = presents(&site, &peer, &code, &assertion).await;
        assert_eq!((answer.status, answer.json()["error"].as_str()), (401, Some("invalid_client")), "{what}");
    }
    let to_endpoint = changed("aud", json!([endpoint, "https://lain.id"]));
    got(&presents(&site, &peer, &code, &to_endpoint).await);
    let secret = peer.presents(&site, &peer.code(&browser, &[]).await).await;
    assert_eq!(secret.json()["error"], "invalid_client", "its secret is no way in");
}

#[rstest]
#[tokio::test]
async fn who_shows_nothing_the_wrong_thing_or_too_much_gets_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, _, _) = agreed(&site).await;
    let (id, program) = (peer.id.to_string(), site.browser());
    let posting = |path: &str| program.request(Method::POST, ACCOUNT, path);
    let both = [("grant_type", "authorization_code"), ("client_id", &id), ("client_secret", &peer.secret)];
    for path in ["/token", "/par", "/introspeksi", "/cabut"] {
        let nothing = program.send(posting(path).form(&[("token", "x")])).await;
        assert_eq!((nothing.status, nothing.json()["error"].as_str()), (401, Some("invalid_client")), "{path}");
        assert!(!nothing.header("www-authenticate").is_empty() && nothing.header("cache-control") == "no-store");
        let wrong = program.send(posting(path).basic_auth(peer.id, Some("salah")).form(&[("token", "x")])).await;
        assert_eq!((wrong.status, wrong.json()["error"].as_str()), (401, Some("invalid_client")), "{path}");
        let posted = program.send(posting(path).form(&both)).await;
        assert_eq!(posted.json()["error"], "invalid_client", "{path}: it is registered for the header");
        let twice = program.send(posting(path).basic_auth(peer.id, Some(&peer.secret)).form(&both)).await;
        assert_eq!((twice.status, twice.json()["error"].as_str()), (400, Some("invalid_request")), "{path}");
        let json = program.send(posting(path).basic_auth(peer.id, Some(&peer.secret)).json(&json!({}))).await;
        assert_eq!((json.status, json.json()["error"].as_str()), (400, Some("invalid_request")), "{path}");
        let repeated = program.send(
            posting(path)
                .basic_auth(peer.id, Some(&peer.secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("token=a&token=b&grant_type=refresh_token"),
        );
        assert_eq!(repeated.await.json()["error"], "invalid_request", "{path}");
    }
    for (form, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "authorization_code")], "invalid_request"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "x")], "invalid_grant"),
    ] {
        let answer = peer.posts(&site, "/token", &form).await;
        assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some(error)), "{form:?}");
    }
}

#[rstest]
#[tokio::test]
async fn an_application_that_is_paused_or_gone_gets_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let (held, code) = (peer.gets(&site, &browser, &[]).await, peer.code(&browser, &[]).await);
    let (identity, owner) = (&site.app.identity, Some("33.14".parse().expect("a code")));
    assert!(identity.turn_application(&site.act(), owner, peer.id, ApplicationState::Paused).await.expect("rows"));
    assert!(!peer.opens(&site, &held.access).await);
    assert_eq!(peer.presents(&site, &code).await.json()["error"], "invalid_client");
    assert_eq!(browser.get(ACCOUNT, &peer.address(&[])).await.status, 400, "nobody is sent there");
    assert!(identity.turn_application(&site.act(), owner, peer.id, ApplicationState::Active).await.expect("rows"));
    assert!(peer.opens(&site, &held.access).await);
    assert!(identity.remove_application(&site.act(), owner, peer.id).await.expect("rows"));
    assert!(!peer.opens(&site, &held.access).await);
    assert_eq!(browser.get(ACCOUNT, &peer.address(&[])).await.status, 400);
}

#[rstest]
#[tokio::test]
async fn who_guesses_secrets_has_to_wait(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let program = site.browser();
    let shows = async |id: Uuid, secret: &str| {
        let request = program.request(Method::POST, ACCOUNT, "/token").basic_auth(id, Some(secret));
        program.send(request.form(&[("grant_type", "refresh_token")])).await.status
    };
    for _ in 0..30 {
        assert_eq!(shows(peer.id, "salah").await, 401);
    }
    assert_eq!(shows(peer.id, "salah").await, 429);
    assert_eq!(shows(peer.id, &peer.secret).await, 429, "who guessed right is not told so");
    for _ in 0..30 {
        assert_eq!(shows(fresh_id(site.app.clock.now()), "salah").await, 401, "counted by itself");
    }
    assert_eq!(shows(fresh_id(site.app.clock.now()), "salah").await, 429, "a new name is no new beginning");
    site.clock.advance(TimeDelta::minutes(1));
    peer.gets(&site, &browser, &[]).await;
}

#[rstest]
#[tokio::test]
async fn who_only_names_an_application_uses_up_nothing_that_it_may_ask(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, _, _) = agreed(&site).await;
    let guesser = Peer { id: peer.id, secret: "salah".to_owned(), verifier: peer.verifier.clone() };
    let asks = async |peer: &Peer| peer.posts(&site, "/introspeksi", &[("token", "x")]).await;
    let mut asked = 0;
    let (identity, at) = (&site.app.identity, site.app.clock.now());
    while asked < 599 && identity.count_request(peer.id, at).is_ok() {
        asked += 1;
    }
    for _ in 0..5 {
        assert_eq!(asks(&guesser).await.status, 401);
    }
    assert_eq!(asks(&peer).await.status, 200, "the six hundredth");
    let refused = asks(&peer).await;
    assert_eq!(refused.status, 429);
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(asks(&guesser).await.status, 401, "who guesses is told nothing of it");
}

#[rstest]
#[tokio::test]
async fn a_signature_that_came_too_often_is_good_later(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let key = SigningKey::generate().expect("a key");
    let (peer, citizen) = (signing(&site, &key).await, Citizen::of(&site).await);
    citizen.agrees(&site, &peer).await;
    let browser = citizen.browser(&site).await;
    let mut claims = claims(&site, &peer, "satu");
    claims["exp"] = json!(site.app.clock.now().timestamp() + 300);
    let assertion = key.sign(&claims).expect("signed");
    while site.app.identity.count_request(peer.id, site.app.clock.now()).is_ok() {}
    assert_eq!(presents(&site, &peer, &peer.code(&browser, &[]).await, &assertion).await.status, 429);
    site.clock.advance(TimeDelta::minutes(1));
    got(&presents(&site, &peer, &peer.code(&browser, &[]).await, &assertion).await);
}
