//! The modules of the OpenID Foundation's Basic OP plan (`oidcc-basic-certification-test-plan` of its conformance suite),
//! one test for each that applies, named after it. docs/OPENID.md lists them all. The suite itself is not run here, and most
//! of its modules leave out PKCE, which every application must use here: each test sends what its module sends, with PKCE.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use url::Url;

use crate::peer::{self, Citizen, Peer, REDIRECT, agreed, error, got, parameter, part, userinfo};

macro_rules! module {
    ($name:ident, |$site:ident| $body:block) => {
        #[rstest]
        #[case(Kind::Sqlite)]
        #[case(Kind::Postgres)]
        #[tokio::test]
        async fn $name(#[case] kind: Kind) {
            let $site = Site::open(kind).await;
            $body
        }
    };
}

module!(oidcc_server, |site| {
    let (peer, citizen, browser) = agreed(&site).await;
    let back = peer.asks(&browser, &[]).await;
    let issuer = site.app.identity.site().to_string();
    assert_eq!(parameter(&back, "state").as_deref(), Some("keadaan"));
    assert_eq!(parameter(&back, "iss").as_deref(), Some(issuer.as_str()));
    let answer = peer.presents(&site, &parameter(&back, "code").expect("a code")).await;
    assert_eq!((answer.header("cache-control"), answer.header("pragma")), ("no-store", "no-cache"));
    let got = got(&answer);
    assert_eq!((&got.whole["token_type"], &got.whole["expires_in"]), (&json!("Bearer"), &json!(600)));
    let now = site.app.clock.now().timestamp();
    assert_eq!((&got.claims["iss"], &got.claims["aud"]), (&json!(issuer), &json!(peer.id.to_string())));
    assert_eq!((&got.claims["nonce"], &got.claims["iat"]), (&json!("sekali"), &json!(now)));
    assert_eq!((&got.claims["exp"], &got.claims["auth_time"]), (&json!(now + 600), &json!(now - 30)));
    assert_eq!((&got.claims["amr"], &got.claims["acr"]), (&json!(["pwd"]), &json!("urn:balai:acr:1")));
    let subject = got.claims["sub"].as_str().expect("a subject");
    assert!(subject.len() <= 255 && !subject.contains(&citizen.id.simple().to_string()), "{subject}");
    assert!(got.claims["at_hash"].is_string() && got.claims["sid"].is_string());
});

module!(oidcc_response_type_missing, |site| {
    let (peer, _, browser) = agreed(&site).await;
    assert_eq!(error(&peer.asks(&browser, &[("response_type", "")]).await), "invalid_request");
});

module!(oidcc_idtoken_signature, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[]).await;
    let (header, shown) = (part(&got.id_token, 0), browser.get(ACCOUNT, "/jwks").await.json());
    let key = shown["keys"].as_array().expect("keys").iter().find(|key| key["kid"] == header["kid"]);
    let key = key.expect("the key that signed is shown");
    assert_eq!((&header["alg"], &key["alg"], &key["use"]), (&json!("ES256"), &json!("ES256"), &json!("sig")));
    let read = site.app.identity.id_token_hint(&got.id_token).await.expect("keys");
    assert_eq!(read.expect("the signature holds").aud, peer.id);
});

module!(oidcc_userinfo_get, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[]).await;
    let answer = userinfo(&site, &got.access).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    assert_eq!(answer.json(), json!({ "sub": got.claims["sub"] }), "openid alone asks for nothing more");
});

module!(oidcc_userinfo_post_header, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[]).await;
    let program = site.browser();
    let request = program.request(Method::POST, ACCOUNT, "/userinfo").bearer_auth(&got.access);
    assert_eq!(program.send(request).await.json()["sub"], got.claims["sub"]);
});

module!(oidcc_userinfo_post_body, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[]).await;
    let program = site.browser();
    let form = [("access_token", got.access.as_str())];
    let request = || program.request(Method::POST, ACCOUNT, "/userinfo").form(&form);
    assert_eq!(program.send(request()).await.json()["sub"], got.claims["sub"]);
    let twice = program.send(request().bearer_auth(&got.access)).await;
    assert_eq!((twice.status, twice.json()["error"].as_str()), (400, Some("invalid_request")));
});

module!(oidcc_ensure_request_without_nonce_succeeds_for_code_flow, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[("nonce", "")]).await;
    assert!(got.claims.get("nonce").is_none());
});

async fn by_scope(site: &Site, scope: &str) -> (serde_json::Value, String) {
    let (peer, _, browser) = agreed(site).await;
    let got = peer.gets(site, &browser, &[("scope", scope)]).await;
    let mut claims = userinfo(site, &got.access).await.json();
    assert_eq!(claims["sub"], got.claims["sub"]);
    for name in ["name", "email", "phone_number"] {
        assert!(got.claims.get(name).is_none(), "what is asked by scope is told at UserInfo alone");
    }
    claims.as_object_mut().expect("an object").remove("sub");
    (claims, got.whole["scope"].as_str().expect("a scope").to_owned())
}

module!(oidcc_scope_profile, |site| {
    let (claims, scope) = by_scope(&site, "openid profile").await;
    assert_eq!((claims, scope.as_str()), (json!({ "name": "Sukarti", "assurance_level": 1 }), "openid profile"));
});

module!(oidcc_scope_email, |site| {
    let (claims, scope) = by_scope(&site, "openid email").await;
    let told = json!({ "email": "sukarti@contoh.id", "email_verified": true });
    assert_eq!((claims, scope.as_str()), (told, "openid email"));
});

module!(oidcc_scope_address, |site| {
    let (claims, scope) = by_scope(&site, "openid address").await;
    assert_eq!((claims, scope.as_str()), (json!({}), "openid"), "nobody here knows where people live");
});

module!(oidcc_scope_phone, |site| {
    let (claims, scope) = by_scope(&site, "openid phone").await;
    assert_eq!((claims, scope.as_str()), (json!({}), "openid phone"), "she has no number");
});

module!(oidcc_scope_all, |site| {
    let (claims, scope) = by_scope(&site, "openid profile email address phone").await;
    assert_eq!((&claims["name"], &claims["email"]), (&json!("Sukarti"), &json!("sukarti@contoh.id")));
    assert_eq!(scope, "openid profile email phone");
});

module!(oidcc_ensure_other_scope_order_succeeds, |site| {
    let (claims, _) = by_scope(&site, "email openid").await;
    assert_eq!(claims["email"], "sukarti@contoh.id");
});

async fn is_answered_with(site: &Site, own: &[(&str, &str)]) {
    let (peer, _, browser) = agreed(site).await;
    assert!(!peer.code(&browser, own).await.is_empty());
}

module!(oidcc_display_page, |site| {
    is_answered_with(&site, &[("display", "page")]).await;
});

module!(oidcc_display_popup, |site| {
    is_answered_with(&site, &[("display", "popup")]).await;
});

module!(oidcc_prompt_login, |site| {
    let (peer, citizen, browser) = agreed(&site).await;
    let first = peer.gets(&site, &browser, &[]).await;
    site.clock.advance(TimeDelta::minutes(1));
    let page = peer.asks(&browser, &[("prompt", "login")]).await;
    assert_eq!(page.path(), "/masuk", "she is asked though she is signed in");
    let back = citizen.signs_in(&browser, page.as_str()).await;
    let back = browser.get(ACCOUNT, back.location()).await;
    let code = parameter(&Url::parse(back.location()).expect("an address"), "code").expect("asked once only");
    let second = got(&peer.presents(&site, &code).await);
    assert!(second.claims["auth_time"].as_i64() > first.claims["auth_time"].as_i64());
    assert_eq!(second.claims["sub"], first.claims["sub"]);
});

module!(oidcc_prompt_none_not_logged_in, |site| {
    let (peer, _, _) = agreed(&site).await;
    let back = peer.asks(&site.browser(), &[("prompt", "none")]).await;
    assert_eq!((error(&back).as_str(), parameter(&back, "state").as_deref()), ("login_required", Some("keadaan")));
});

module!(oidcc_prompt_none_logged_in, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let first = peer.gets(&site, &browser, &[]).await;
    site.clock.advance(TimeDelta::minutes(1));
    let second = peer.gets(&site, &browser, &[("prompt", "none")]).await;
    for claim in ["sub", "auth_time", "sid"] {
        assert_eq!(second.claims[claim], first.claims[claim], "{claim}");
    }
});

module!(oidcc_max_age_1, |site| {
    let (peer, citizen, browser) = agreed(&site).await;
    let first = peer.gets(&site, &browser, &[]).await;
    site.clock.advance(TimeDelta::seconds(2));
    let page = peer.asks(&browser, &[("max_age", "1")]).await;
    assert_eq!(page.path(), "/masuk");
    let back = citizen.signs_in(&browser, page.as_str()).await;
    let back = Url::parse(browser.get(ACCOUNT, back.location()).await.location()).expect("an address");
    let second = got(&peer.presents(&site, &parameter(&back, "code").expect("a code")).await);
    assert!(second.claims["auth_time"].as_i64() > first.claims["auth_time"].as_i64());
});

module!(oidcc_max_age_10000, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let first = peer.gets(&site, &browser, &[]).await;
    site.clock.advance(TimeDelta::seconds(100));
    let second = peer.gets(&site, &browser, &[("max_age", "10000")]).await;
    assert_eq!(second.claims["auth_time"], first.claims["auth_time"]);
});

module!(oidcc_ensure_request_with_unknown_parameter_succeeds, |site| {
    is_answered_with(&site, &[("extra", "foobar")]).await;
});

module!(oidcc_id_token_hint, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let first = peer.gets(&site, &browser, &[]).await;
    let wish = [("prompt", "none"), ("id_token_hint", first.id_token.as_str())];
    assert_eq!(peer.gets(&site, &browser, &wish).await.claims["sub"], first.claims["sub"]);
    let other = Citizen::named(&site, "tumini@contoh.id").await;
    other.agrees(&site, &peer).await;
    let theirs = other.browser(&site).await;
    assert_eq!(error(&peer.asks(&theirs, &wish).await), "login_required", "another person is signed in");
});

module!(oidcc_login_hint, |site| {
    let (peer, _, _) = agreed(&site).await;
    let browser = site.browser();
    let page = peer.asks(&browser, &[("login_hint", "sukarti@contoh.id")]).await;
    let page = browser.get(ACCOUNT, page.as_str()).await;
    assert!(page.says("value=\"sukarti@contoh.id\""), "{}", page.text());
});

module!(oidcc_ui_locales, |site| {
    is_answered_with(&site, &[("ui_locales", "se id en")]).await;
});

module!(oidcc_claims_locales, |site| {
    is_answered_with(&site, &[("claims_locales", "se id")]).await;
});

module!(oidcc_ensure_request_with_acr_values_succeeds, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let got = peer.gets(&site, &browser, &[("acr_values", "urn:balai:acr:3 urn:balai:acr:1")]).await;
    assert_eq!(got.claims["acr"], "urn:balai:acr:1");
});

module!(oidcc_codereuse, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let code = peer.code(&browser, &[]).await;
    assert_eq!(peer.presents(&site, &code).await.status, 200);
    let again = peer.presents(&site, &code).await;
    assert_eq!((again.status, again.json()["error"].as_str()), (400, Some("invalid_grant")));
});

module!(oidcc_codereuse_30seconds, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let code = peer.code(&browser, &[]).await;
    let got = got(&peer.presents(&site, &code).await);
    assert!(peer.opens(&site, &got.access).await);
    site.clock.advance(TimeDelta::seconds(30));
    assert_eq!(peer.presents(&site, &code).await.json()["error"], "invalid_grant");
    assert!(!peer.opens(&site, &got.access).await, "what came of the code ended with it");
});

module!(oidcc_ensure_registered_redirect_uri, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let near = format!("{REDIRECT}/x");
    for redirect in ["https://pajak.sragenkab.go.id/lain", &near, "https://jahat.id/masuk/kembali", ""] {
        let answer = browser.get(ACCOUNT, &peer.address(&[("redirect_uri", redirect)])).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "{redirect}");
    }
});

module!(oidcc_ensure_post_request_succeeds, |site| {
    let (peer, _, browser) = agreed(&site).await;
    // as a form of another site: without any cookie
    let program = site.browser();
    let request = program.request(Method::POST, ACCOUNT, "/otorisasi").form(&peer.query(&[]));
    let led = program.send(request.header("Origin", "https://pajak.sragenkab.go.id")).await;
    assert_eq!(led.status, 303, "{}", led.text());
    let back = browser.get(ACCOUNT, led.location()).await;
    assert!(back.location().starts_with(REDIRECT), "{}", back.location());
});

module!(oidcc_server_client_secret_post, |site| {
    use balai_identity::applications::Authentication;
    let posting = balai_identity::applications::ApplicationDetails {
        authentication: Authentication::SecretPost,
        ..peer::details()
    };
    let (peer, citizen) = (Peer::with(&site, posting).await, Citizen::of(&site).await);
    citizen.agrees(&site, &peer).await;
    let browser = citizen.browser(&site).await;
    let (code, id) = (peer.code(&browser, &[]).await, peer.id.to_string());
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", peer.verifier.reveal()),
        ("client_id", &id),
        ("client_secret", &peer.secret),
    ];
    let program = site.browser();
    got(&program.send(program.request(Method::POST, ACCOUNT, "/token").form(&form)).await);
});

module!(oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let wish = [("request_uri", "https://pajak.sragenkab.go.id/permintaan")];
    assert_eq!(error(&peer.asks(&browser, &wish).await), "request_uri_not_supported");
});

module!(oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let wish = [("request", "eyJhbGciOiJub25lIn0.e30.")];
    assert_eq!(error(&peer.asks(&browser, &wish).await), "request_not_supported");
});

module!(oidcc_claims_essential, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let claims = r#"{"userinfo":{"name":{"essential":true}},"id_token":{"email":null}}"#;
    let got = peer.gets(&site, &browser, &[("claims", claims)]).await;
    assert_eq!(got.claims["email"], "sukarti@contoh.id");
    let told = userinfo(&site, &got.access).await.json();
    assert_eq!((&told["name"], told.get("email")), (&json!("Sukarti"), None));
});

module!(oidcc_refresh_token, |site| {
    let (peer, citizen, browser) = agreed(&site).await;
    let first = peer.gets_offline(&site, &citizen, &browser).await;
    site.clock.advance(TimeDelta::minutes(5));
    let second = got(&peer.refreshes(&site, first.refresh.as_deref().expect("a refresh token")).await);
    for claim in ["iss", "sub", "aud", "auth_time"] {
        assert_eq!(second.claims[claim], first.claims[claim], "{claim}");
    }
    assert!(second.claims["iat"].as_i64() > first.claims["iat"].as_i64() && second.claims.get("nonce").is_none());
    assert!(second.access != first.access && second.refresh.is_some() && second.refresh != first.refresh);
    assert!(peer.opens(&site, &second.access).await);
    let other = Peer::of(&site).await;
    let stolen = other.refreshes(&site, second.refresh.as_deref().expect("a refresh token")).await;
    assert_eq!(stolen.json()["error"], "invalid_grant", "it is bound to its application");
});

module!(oidcc_ensure_request_with_valid_pkce_succeeds, |site| {
    let (peer, _, browser) = agreed(&site).await;
    let code = peer.code(&browser, &[]).await;
    let thief = Peer { id: peer.id, secret: peer.secret.clone(), verifier: balai_identity::CodeVerifier::fresh() };
    assert_eq!(thief.presents(&site, &code).await.json()["error"], "invalid_grant");
    assert_eq!(peer.presents(&site, &peer.code(&browser, &[]).await).await.status, 200);
});
