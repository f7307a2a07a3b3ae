//! Signing out at the wish of an application, and telling applications of it.

#![expect(clippy::disallowed_types, reason = "a test looks behind the doors")]

use std::sync::{Arc, Mutex};

use balai_identity::applications::{ApplicationDetails, IdTokenAlgorithm, RedirectUri};
use balai_messaging::SignOutPost;
use balai_storage::Space;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use url::Url;

use crate::peer::{AFTER, Citizen, Peer, agreed, details, is_signed, parameter, part};

fn wish(own: &[(&str, &str)]) -> String {
    let pairs: Vec<(String, String)> = own.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    crate::peer::address("/keluar/aplikasi", &pairs)
}

async fn is_in(browser: &Browser) -> bool {
    browser.get(ACCOUNT, "/").await.status == 200
}

#[rstest]
#[tokio::test]
async fn an_application_signs_its_own_session_out_at_once(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let held = peer.gets(&site, &browser, &[]).await;
    // the ID token may be old
    site.clock.advance(TimeDelta::hours(2));
    let address =
        wish(&[("id_token_hint", &held.id_token), ("post_logout_redirect_uri", AFTER), ("state", "sampai jumpa")]);
    let answer = browser.get(ACCOUNT, &address).await;
    let back = Url::parse(answer.location()).expect("an address");
    assert!(back.as_str().starts_with(AFTER), "{back}");
    assert_eq!(parameter(&back, "state").as_deref(), Some("sampai jumpa"));
    assert!(!is_in(&browser).await);
    let again = browser.get(ACCOUNT, &address).await;
    assert!(again.location().starts_with(AFTER), "twice does no harm");
}

#[rstest]
#[tokio::test]
async fn a_wish_by_post_leads_to_the_same_page(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let held = peer.gets(&site, &browser, &[]).await;
    let program = site.browser();
    let request = program.request(Method::POST, ACCOUNT, "/keluar/aplikasi").header("Sec-Fetch-Site", "cross-site");
    let led = program.send(request.form(&[("id_token_hint", held.id_token.as_str())])).await;
    assert_eq!(led.status, 303);
    assert_eq!(browser.get(ACCOUNT, led.location()).await.location(), "/keluar");
    assert!(!is_in(&browser).await);
}

#[rstest]
#[tokio::test]
async fn without_a_token_of_this_sign_in_she_is_asked_and_stays_here(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    let elsewhere = citizen.browser(&site).await;
    let of_another = peer.gets(&site, &elsewhere, &[]).await.id_token;
    let id = peer.id.to_string();
    for own in [
        vec![],
        vec![("state", "x")],
        vec![("client_id", id.as_str()), ("post_logout_redirect_uri", AFTER)],
        vec![("id_token_hint", of_another.as_str())],
    ] {
        let page = browser.get(ACCOUNT, &wish(&own)).await;
        assert_eq!(page.status, 200, "{own:?}");
        assert!(page.says("action=\"/keluar/aplikasi/ya"), "{}", page.text());
        assert!(is_in(&browser).await, "nothing happens by looking");
    }
    let named = browser.get(ACCOUNT, &wish(&[("client_id", &id)])).await;
    assert!(named.says("Pajak Daerah meminta Anda keluar"), "{}", named.text());
    let agreed = wish(&[("client_id", &id), ("post_logout_redirect_uri", AFTER)]);
    let agreed = agreed.replace("/keluar/aplikasi?", "/keluar/aplikasi/ya?");
    let foreign = browser.request(Method::POST, ACCOUNT, &agreed).header("Origin", "https://jahat.id");
    assert_eq!(browser.send(foreign).await.status, 403);
    assert_eq!(browser.post(ACCOUNT, &agreed, &[]).await.location(), "/keluar", "and is led nowhere else");
    assert!(!is_in(&browser).await);
}

#[rstest]
#[tokio::test]
async fn a_wish_that_contradicts_itself_does_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (peer, _, browser) = agreed(&site).await;
    let held = peer.gets(&site, &browser, &[]).await;
    let other = Peer::of(&site).await.id.to_string();
    let mut forged = held.id_token.clone();
    forged.replace_range(forged.len() - 4.., "AAAA");
    let near = format!("{AFTER}/");
    for own in [
        vec![("id_token_hint", held.id_token.as_str()), ("client_id", other.as_str())],
        vec![("id_token_hint", held.id_token.as_str()), ("post_logout_redirect_uri", "https://jahat.id/")],
        vec![("id_token_hint", held.id_token.as_str()), ("post_logout_redirect_uri", near.as_str())],
        vec![("id_token_hint", forged.as_str())],
        vec![("id_token_hint", "x")],
    ] {
        let answer = browser.get(ACCOUNT, &wish(&own)).await;
        assert_eq!((answer.status, answer.location()), (400, ""), "{own:?}");
        assert!(is_in(&browser).await);
    }
}

/// The application's own server: it answers with the statuses in turn and keeps what it was sent.
async fn listening(statuses: &'static [u16]) -> (RedirectUri, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/keluar", listener.local_addr().expect("an address"));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        for status in statuses {
            let (mut stream, _) = listener.accept().await.expect("a message");
            let mut text = String::new();
            let mut buffer = [0_u8; 8_192];
            while !is_whole(&text) {
                let read = stream.read(&mut buffer).await.expect("bytes");
                text.push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
            kept.lock().expect("nobody panicked").push(text);
            let answer = format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.expect("written");
        }
    });
    (RedirectUri::parse(&address).expect("an address"), heard)
}

/// Whether a message has come to its end.
fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let head = head.to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    body.len() >= length.parse::<usize>().expect("a number")
}

/// An application on this machine, as in a trial; the tests' deployment is none, so that its row is made so behind its back.
async fn told(site: &Site, address: &RedirectUri) -> Peer {
    told_with(site, address, details()).await
}

async fn told_with(site: &Site, address: &RedirectUri, details: ApplicationDetails) -> Peer {
    let peer = Peer::with(site, details).await;
    let tx = site.kit.store.owner().expect("the owner").begin(&Space::Control).await.expect("a transaction");
    let change = Query::update()
        .table("agency_applications")
        .value("backchannel_logout", address.as_str())
        .and_where(Expr::col("id").eq(peer.id))
        .to_owned();
    tx.execute(&change).await.expect("changed");
    tx.commit().await.expect("committed");
    peer
}

#[rstest]
#[tokio::test]
async fn an_application_is_told_of_a_sign_out_until_it_hears(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (address, heard) = listening(&[500, 302, 200]).await;
    let (peer, citizen) = (told(&site, &address).await, Citizen::of(&site).await);
    citizen.agrees(&site, &peer).await;
    let browser = citizen.browser(&site).await;
    let held = peer.gets(&site, &browser, &[]).await;
    let post =
        SignOutPost::new(site.kit.control(), site.app.identity.clone(), Arc::clone(&site.app.clock)).expect("a client");
    assert_eq!(post.run().await.expect("rows"), 0, "nobody signed out");
    browser.post(ACCOUNT, "/keluar", &[]).await;
    for (minutes, settled) in [(0, 0), (1, 0), (0, 0), (5, 1), (60, 0)] {
        site.clock.advance(TimeDelta::minutes(minutes));
        assert_eq!(post.run().await.expect("rows"), settled, "after {minutes} minutes more");
    }
    let heard = heard.lock().expect("nobody panicked").clone();
    assert_eq!(heard.len(), 3, "tried again, and once it was heard no more");
    let token = heard[2].split("logout_token=").nth(1).expect("a token").trim();
    assert_eq!(part(token, 0)["typ"], "logout+jwt");
    let claims = part(token, 1);
    for claim in ["iss", "aud", "sub", "sid"] {
        assert_eq!(claims[claim], held.claims[claim], "{claim}");
    }
    assert_eq!(claims["events"], json!({ "http://schemas.openid.net/event/backchannel-logout": {} }));
    assert!(claims["jti"].is_string() && claims.get("nonce").is_none());
    let exp = claims["exp"].as_i64().expect("a time") - claims["iat"].as_i64().expect("a time");
    assert_eq!(exp, 120);
    let read = site.app.identity.id_token_hint(token).await.expect("keys");
    assert_eq!(read, None, "it is no ID token");
}

/// Back-Channel Logout 1.0, 2.4 says what is in it; 2.6 says how an application looks at it.
#[rstest]
#[tokio::test]
async fn a_logout_token_is_signed_by_a_key_that_is_shown_and_says_all_that_it_must(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(IdTokenAlgorithm::Es256, IdTokenAlgorithm::Rs256)] algorithm: IdTokenAlgorithm,
) {
    let site = Site::open(kind).await;
    let (address, heard) = listening(&[200, 200]).await;
    let details = ApplicationDetails { id_token_algorithm: algorithm, ..details() };
    let (peer, citizen) = (told_with(&site, &address, details).await, Citizen::of(&site).await);
    citizen.agrees(&site, &peer).await;
    let post =
        SignOutPost::new(site.kit.control(), site.app.identity.clone(), Arc::clone(&site.app.clock)).expect("a client");
    let mut held = Vec::new();
    for _ in 0..2 {
        let browser = citizen.browser(&site).await;
        held.push(peer.gets(&site, &browser, &[]).await);
        browser.post(ACCOUNT, "/keluar", &[]).await;
        assert_eq!(post.run().await.expect("rows"), 1);
    }
    let shown = site.browser().get(ACCOUNT, "/jwks").await.json();
    let issuer = site.browser().get(ACCOUNT, "/.well-known/openid-configuration").await.json()["issuer"].clone();
    let heard = heard.lock().expect("nobody panicked").clone();
    let mut names = Vec::new();
    for (message, held) in heard.iter().zip(&held) {
        let (head, body) = message.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("POST /keluar HTTP/1.1"), "{head}");
        assert!(head.to_lowercase().contains("content-type: application/x-www-form-urlencoded"), "{head}");
        let token = body.strip_prefix("logout_token=").expect("a token").trim();
        assert!(is_signed(token, &shown) && is_signed(&held.id_token, &shown));
        let (header, claims) = (part(token, 0), part(token, 1));
        assert_eq!((&header["typ"], &header["alg"]), (&json!("logout+jwt"), &json!(algorithm.as_str())));
        assert_eq!((&claims["iss"], &claims["aud"]), (&issuer, &json!(peer.id.to_string())));
        assert_eq!((&claims["sub"], &claims["sid"]), (&held.claims["sub"], &held.claims["sid"]));
        let (iat, exp) = (claims["iat"].as_i64().expect("a time"), claims["exp"].as_i64().expect("a time"));
        assert!(iat <= site.app.clock.now().timestamp() && iat < exp && exp <= iat + 120, "{iat} {exp}");
        assert_eq!(claims["events"], json!({ "http://schemas.openid.net/event/backchannel-logout": {} }));
        assert_eq!(claims.get("nonce"), None, "it must not be taken for an ID token");
        names.push(claims["jti"].as_str().filter(|name| !name.is_empty()).expect("a name").to_owned());

        let (head, rest) = token.split_once('.').expect("three parts");
        let (payload, signature) = rest.split_once('.').expect("three parts");
        let other = held.id_token.split('.').nth(1).expect("claims");
        assert_ne!(payload, other);
        assert!(!is_signed(&format!("{head}.{other}.{signature}"), &shown), "other claims, another signature");
    }
    assert_eq!(names.len(), 2);
    assert_ne!(names[0], names[1], "each message has a name of its own");
}

/// Messages that wait to be sent.
async fn waiting(site: &Site) -> u64 {
    site.kit.control().read().await.expect("rows").waiting_events(&["identity.signed_out_of"]).await.expect("a count")
}

#[rstest]
#[tokio::test]
async fn however_often_she_went_there_it_is_one_message_and_none_before_she_signs_out(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (peer, citizen, browser) = agreed(&site).await;
    for _ in 0..3 {
        peer.gets(&site, &browser, &[]).await;
    }
    let code = peer.code(&browser, &[]).await;
    for _ in 0..2 {
        peer.presents(&site, &code).await;
    }
    site.clock.advance(TimeDelta::seconds(5));
    let page = peer.asks(&browser, &[("prompt", "login")]).await;
    assert_eq!(citizen.signs_in(&browser, page.as_str()).await.status, 303);
    assert_eq!(waiting(&site).await, 0, "she proved once more who she is");
    browser.post(ACCOUNT, "/keluar", &[]).await;
    assert_eq!(waiting(&site).await, 1);
}

/// An application's own server that answers no message before as many came to all such servers as the barrier waits for.
async fn listening_together(barrier: &Arc<Barrier>) -> RedirectUri {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/keluar", listener.local_addr().expect("an address"));
    let barrier = Arc::clone(barrier);
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a message");
        barrier.wait().await;
        let answer = "HTTP/1.1 200 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(answer.as_bytes()).await.expect("written");
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
    });
    RedirectUri::parse(&address).expect("an address")
}

#[rstest]
#[tokio::test]
async fn an_application_that_does_not_answer_keeps_no_other_waiting(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let citizen = Citizen::of(&site).await;
    let browser = citizen.browser(&site).await;
    let barrier = Arc::new(Barrier::new(2));
    for _ in 0..2 {
        let peer = told(&site, &listening_together(&barrier).await).await;
        citizen.agrees(&site, &peer).await;
        peer.gets(&site, &browser, &[]).await;
    }
    browser.post(ACCOUNT, "/keluar", &[]).await;
    let post = SignOutPost::new(site.kit.control(), site.app.identity.clone(), Arc::clone(&site.app.clock));
    assert_eq!(post.expect("a client").run().await.expect("rows"), 2, "each was sent before the other was answered");
}

#[rstest]
#[tokio::test]
async fn messages_go_to_this_machine_only_in_a_trial(#[values(Kind::Sqlite)] kind: Kind) {
    let site = Site::open(kind).await;
    let local = RedirectUri::parse("http://127.0.0.1:9/keluar").expect("an address");
    let details = ApplicationDetails { backchannel_logout: Some(local), ..details() };
    let owner = Some("33.14".parse().expect("a code"));
    let refused = site.app.identity.register_application(&site.act(), owner, &details).await;
    assert!(refused.is_err(), "{refused:?}");
}
