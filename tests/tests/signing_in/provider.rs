//! What programs, and people with bent addresses, get from the account host.

use balai_identity::oidc::{AuthorizationQuery, AuthorizationRequest, ClientId, Expected, Site as Origin};
use balai_identity::{CodeVerifier, oidc};
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use reqwest::Method;
use rstest::rstest;
use url::Url;

use crate::support::{DESK, OTHER, SESSION, SRAGEN, Somebody};

const REGION: &str = "33.14";

/// A crossing that the test makes by hand.
struct ByHand {
    verifier: CodeVerifier,
    request: AuthorizationRequest,
}

impl ByHand {
    fn new(browser: &Browser) -> Self {
        let verifier = CodeVerifier::fresh();
        let site = Origin::parse(&browser.url(SRAGEN, "/").origin().ascii_serialization()).expect("an origin");
        let request = AuthorizationRequest {
            client: REGION.parse().expect("a client"),
            site,
            state: "keadaan".into(),
            nonce: "sekali".into(),
            challenge: verifier.challenge(),
            max_age: None,
        };
        Self { verifier, request }
    }

    /// The code that somebody who is signed in is sent back with.
    async fn code(&self, browser: &Browser) -> String {
        let answer = ask(browser, &self.request.to_query()).await;
        let back = Url::parse(answer.location()).expect("sent back to the region");
        assert_eq!(back.host_str(), Some("sragen.balai.test"));
        parameter(&back, "code")
    }

    /// The form that a program posts for a code.
    fn form<'f>(&'f self, code: &'f str, redirect: &'f str) -> [(&'f str, &'f str); 4] {
        [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", self.verifier.reveal()),
        ]
    }
}

fn parameter(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

async fn ask(browser: &Browser, query: &AuthorizationQuery) -> Answer {
    let issuer = Origin::parse(&browser.url(ACCOUNT, "/").origin().ascii_serialization()).expect("an origin");
    browser.get(ACCOUNT, &query.address(&issuer)).await
}

async fn token(site: &Site, client: &str, secret: &str, form: &[(&str, &str)]) -> Answer {
    let program = site.browser();
    let request = program.request(Method::POST, ACCOUNT, "/token").basic_auth(client, Some(secret)).form(form);
    program.send(request).await
}

/// The ID token that the region's host gets for whoever is signed in.
pub async fn id_token(site: &Site, browser: &Browser) -> String {
    let crossing = ByHand::new(browser);
    let (code, redirect) = (crossing.code(browser).await, crossing.request.site.callback());
    let answer = token(site, REGION, &secret(site, REGION), &crossing.form(&code, &redirect)).await;
    answer.json()["id_token"].as_str().expect("an ID token").to_owned()
}

fn secret(site: &Site, client: &str) -> String {
    site.app.identity.client_secret(client.parse::<ClientId>().expect("a client"))
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_program_gets_a_token_for_a_code_once(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    let crossing = ByHand::new(&browser);
    let (code, redirect, secret) =
        (crossing.code(&browser).await, crossing.request.site.callback(), secret(&site, REGION));
    let form = crossing.form(&code, &redirect);

    let answer = token(&site, REGION, &secret, &form).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"), "{}", answer.text());
    let id_token = answer.json()["id_token"].as_str().expect("an ID token").to_owned();
    let expected = Expected {
        max_age: None,
        issuer: site.app.identity.site(),
        client: crossing.request.client,
        nonce: "sekali",
        at: site.app.clock.now(),
    };
    let keys = site.app.identity.verifying_keys(site.app.clock.now()).await.expect("keys");
    assert_eq!(keys.verify(&id_token, &expected).expect("believed").sub, owner.id);
    let shown = browser.get(ACCOUNT, "/jwks").await.json();
    assert_eq!(shown["keys"][0]["kty"], "EC");

    let again = token(&site, REGION, &secret, &form).await;
    assert_eq!((again.status, again.json()["error"].as_str()), (400, Some("invalid_grant")));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_code_presented_again_ends_the_session_that_came_of_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    // A second browser goes the crossing by hand, so that its code can be overheard.
    let fresh = site.browser();
    fresh.set_cookie(ACCOUNT, SESSION, &browser.cookie(ACCOUNT, SESSION).expect("a session"));
    let away = fresh.get(SRAGEN, "/masuk?ke=/kelola/pegawai").await;
    let back = fresh.get("", away.location()).await;
    let overheard = Url::parse(back.location()).expect("an address");
    assert_eq!(fresh.get("", back.location()).await.location(), DESK);
    assert_eq!(fresh.get(SRAGEN, DESK).await.status, 200);

    let crossing = ByHand::new(&browser);
    let code = parameter(&overheard, "code");
    let form = crossing.form(&code, "https://jahat.id/masuk/kembali");
    let answer = token(&site, REGION, &secret(&site, REGION), &form).await;
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert_eq!(fresh.get(SRAGEN, DESK).await.status, 303, "the session ended with the replay");
    assert_eq!(browser.get(SRAGEN, DESK).await.status, 200, "others go on");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_bent_request_sends_nobody_anywhere(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let good = ByHand::new(&browser).request.to_query();
    let uri = |text: &str| Some(text.to_owned());
    let other = browser.url(OTHER, "/masuk/kembali").to_string();
    for bent in [
        AuthorizationQuery { redirect_uri: uri("https://jahat.id/masuk/kembali"), ..good.clone() },
        AuthorizationQuery { redirect_uri: uri(&other), ..good.clone() },
        AuthorizationQuery { redirect_uri: good.redirect_uri.clone().map(|uri| uri + "/.."), ..good.clone() },
        AuthorizationQuery { client_id: uri("17.09"), ..good.clone() },
        AuthorizationQuery { client_id: uri("31.71"), ..good.clone() },
        AuthorizationQuery::default(),
    ] {
        let answer = ask(&browser, &bent).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "{bent:?}");
    }
    let plain = AuthorizationQuery { code_challenge_method: uri("plain"), ..good.clone() };
    let answer = ask(&browser, &plain).await;
    assert!(answer.location().contains("error=invalid_request"), "{}", answer.location());
    assert!(ask(&site.browser(), &good).await.location().starts_with("/masuk?ke=%2Fotorisasi"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_token_is_refused_by_the_codes_of_the_standard(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let (mine, theirs) = (secret(&site, REGION), secret(&site, "17.09"));
    let crossing = ByHand::new(&browser);
    let redirect = crossing.request.site.callback();
    let elsewhere = browser.url(OTHER, "/masuk/kembali").to_string();
    let stranger = ByHand::new(&browser);
    for (by, client, secret, to, status, error) in [
        (&crossing, REGION, "salah", redirect.as_str(), 401, "invalid_client"),
        (&crossing, REGION, theirs.as_str(), redirect.as_str(), 401, "invalid_client"),
        (&crossing, "17.09", theirs.as_str(), redirect.as_str(), 400, "invalid_grant"),
        (&crossing, REGION, mine.as_str(), elsewhere.as_str(), 400, "invalid_grant"),
        (&stranger, REGION, mine.as_str(), redirect.as_str(), 400, "invalid_grant"),
    ] {
        let code = crossing.code(&browser).await;
        let answer = token(&site, client, secret, &by.form(&code, to)).await;
        assert_eq!((answer.status, answer.json()["error"].as_str()), (status, Some(error)), "{client} {to}");
        assert_eq!(status == 401, !answer.header("www-authenticate").is_empty());
        let good = token(&site, REGION, &mine, &crossing.form(&code, &redirect)).await;
        assert_eq!(good.status == 200, status == 401, "a code that was presented wrongly is spent: {client} {to}");
    }
    let other_kind = [("grant_type", "password"), ("username", "x")];
    assert_eq!(token(&site, REGION, &mine, &other_kind).await.json()["error"], "unsupported_grant_type");
    assert_eq!(token(&site, REGION, &mine, &[]).await.json()["error"], "invalid_request");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn whoever_comes_back_without_having_left_is_told_calmly_and_not_let_in(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let lured = site.browser();
    let code = ByHand::new(&browser).code(&browser).await;
    let issuer: &oidc::Site = site.app.identity.site();
    let callback = |code: &str, state: &str, iss: &str| {
        let query = [("code", code), ("state", state), ("iss", iss)];
        Url::parse_with_params(browser.url(SRAGEN, "/masuk/kembali").as_str(), query).expect("an address").to_string()
    };
    let answer = lured.get("", &callback(&code, "keadaan", issuer.as_str())).await;
    assert_eq!((answer.status, lured.cookie(SRAGEN, SESSION)), (400, None), "nobody left from here");
    assert!(answer.says("Masuk lagi") && !answer.says(&code), "{}", answer.text());

    let away = Url::parse(lured.get(SRAGEN, "/masuk?ke=/kelola").await.location()).expect("an address");
    let state = parameter(&away, "state");
    for (state, iss) in [("lain", issuer.as_str()), (&state, "https://jahat.id"), ("", issuer.as_str())] {
        let answer = lured.get("", &callback(&code, state, iss)).await;
        assert_eq!((answer.status, lured.cookie(SRAGEN, SESSION)), (400, None), "{state} {iss}");
    }
    // The right state, but a code that another crossing was answered with: neither verifier nor nonce fit.
    let answer = lured.get("", &callback(&code, &state, issuer.as_str())).await;
    assert_eq!((answer.status, lured.cookie(SRAGEN, SESSION)), (400, None));
}

#[rstest]
#[case(Kind::Sqlite)]
#[tokio::test]
async fn the_description_names_what_is_there(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let document = browser.get(ACCOUNT, "/.well-known/openid-configuration").await.json();
    assert_eq!(document["issuer"], browser.url(ACCOUNT, "/").origin().ascii_serialization());
    for (field, status) in [("authorization_endpoint", 400), ("jwks_uri", 200)] {
        let address = document[field].as_str().expect("an address");
        assert_eq!(browser.get("", address).await.status, status, "{address}");
    }
    assert_eq!(browser.get(SRAGEN, "/.well-known/openid-configuration").await.status, 404);
}
