//! Passkeys at the doors: made, used alone and after a password, named, removed; and what a sibling host, an old answer, a
//! copied key and another browser get.

use balai_identity::{AccountSays, TotpSecret};
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use rstest::rstest;

use crate::authenticator::{Key, Told};
use crate::provider::id_token;
use balai_tests::letters::letters;

use crate::registering::{code, registered};
use crate::support::SESSION;

const PASSWORD: &str = "pohon ember kuda lemari";
const MAKE: &str = "/keamanan/kunci/mulai";
const USE: &str = "/masuk/kunci/mulai";

/// What an honest browser says at the account host.
fn here(site: &Site) -> Told {
    let origin = site.browser().url(ACCOUNT, "/").origin().ascii_serialization();
    Told { origin, party: "akun.balai.test".into(), verified: true }
}

async fn options(browser: &Browser, way: &str) -> String {
    let answer = browser.post(ACCOUNT, way, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().to_owned()
}

/// Adds a passkey to the account of whoever is signed in.
pub async fn added(site: &Site, browser: &Browser, name: &str) -> Key {
    let (key, answer) = Key::make(&options(browser, MAKE).await, &here(site));
    let added = browser.post(ACCOUNT, "/keamanan/kunci", &[("nama", name), ("kunci", &answer)]).await;
    assert_eq!(added.location(), "/keamanan", "{}", added.text());
    key
}

async fn come_in(browser: &Browser, answer: &str) -> Answer {
    browser.post(ACCOUNT, "/masuk/kunci", &[("kunci", answer), ("ke", "/")]).await
}

/// Signs in with a key as an honest browser does.
pub async fn with(site: &Site, key: &mut Key) -> (Browser, Answer) {
    let browser = site.browser();
    let answer = key.answer(&options(&browser, USE).await, &here(site));
    let answer = come_in(&browser, &answer).await;
    (browser, answer)
}

#[rstest]
#[tokio::test]
async fn a_passkey_is_named_used_alone_shown_and_removed(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let page = browser.get(ACCOUNT, "/keamanan/kunci").await;
    assert!(page.status == 200 && page.says("Nama kunci ini"), "{}", page.text());
    let mut key = added(&site, &browser, " HP   Samsung ").await;
    let told = letters(&site).await;
    assert!(
        matches!(&told[..], [told] if matches!(&told.says, AccountSays::PasskeyAdded { name } if name.to_string() == "HP Samsung"))
    );
    let page = browser.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("HP Samsung") && page.says("Belum pernah dipakai"), "{}", page.text());
    let (other, answer) = with(&site, &mut key).await;
    assert_eq!(answer.location(), "/", "{}", answer.text());
    assert!(other.get(ACCOUNT, "/riwayat-masuk").await.says("Masuk dengan kunci sandi"));
    let page = other.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("Terakhir dipakai 23"), "{}", page.text());
    let removal = page.text().split("action=\"/keamanan/kunci/").nth(1).and_then(|rest| rest.split('"').next());
    let removal = format!("/keamanan/kunci/{}", removal.expect("a button"));
    let stranger = registered_later(&site, "ani@contoh.id").await;
    assert_eq!(stranger.post(ACCOUNT, &removal, &[]).await.status, 404, "another's");
    assert_eq!(other.post(ACCOUNT, &removal, &[]).await.location(), "/keamanan");
    assert!(matches!(&letters(&site).await[..], [told] if matches!(told.says, AccountSays::PasskeyRemoved { .. })));
    let (_, refused) = with(&site, &mut key).await;
    assert!(refused.status == 422 && refused.says("tidak cocok"), "{}", refused.text());
}

async fn registered_later(site: &Site, contact: &str) -> Browser {
    letters(site).await;
    site.clock.advance(TimeDelta::minutes(1));
    registered(site, contact, "Ani").await
}

#[rstest]
#[tokio::test]
async fn what_another_host_asked_for_is_refused(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let mut key = added(&site, &browser, "HP").await;
    let honest = here(&site);
    let port = honest.origin.rsplit(':').next().expect("a port").to_owned();
    let origin = |host: &str, port: &str| format!("http://{host}:{port}");
    let lies = [
        Told { origin: origin("sragen.balai.test", &port), ..honest.clone() },
        Told { origin: origin("balai.test", &port), ..honest.clone() },
        Told { origin: origin("a.akun.balai.test", &port), ..honest.clone() },
        Told { origin: origin("akun.balai.test", "1"), ..honest.clone() },
        Told { origin: format!("https://akun.balai.test:{port}"), ..honest.clone() },
        Told { origin: "http://akun.balai.test".into(), ..honest.clone() },
        Told { party: "balai.test".into(), ..honest.clone() },
        Told { party: "sragen.balai.test".into(), ..honest.clone() },
        Told { verified: false, ..honest.clone() },
    ];
    for lie in lies {
        let other = site.browser();
        let answer = key.answer(&options(&other, USE).await, &lie);
        let refused = come_in(&other, &answer).await;
        let said = format!("{} for {}, verified {}", lie.origin, lie.party, lie.verified);
        assert_eq!((refused.status, other.cookie(ACCOUNT, SESSION)), (422, None), "{said}");
        let (_, answer) = Key::make(&options(&browser, MAKE).await, &lie);
        let refused = browser.post(ACCOUNT, "/keamanan/kunci", &[("nama", "Palsu"), ("kunci", &answer)]).await;
        assert_eq!(refused.status, 422, "{said}");
    }
    let shown = browser.get(ACCOUNT, "/riwayat-masuk").await;
    assert!(shown.says("Kunci sandi ditolak") && !browser.get(ACCOUNT, "/keamanan").await.says("Palsu"));
    assert_eq!(with(&site, &mut key).await.1.location(), "/", "the honest one goes in");
    // a page of a sibling host cannot even ask
    let asked = browser.request(reqwest::Method::POST, ACCOUNT, USE).header("Sec-Fetch-Site", "same-site");
    assert_eq!(browser.send(asked).await.status, 403);
}

#[rstest]
#[tokio::test]
async fn a_ceremony_counts_once_soon_and_for_its_own_browser(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let mut key = added(&site, &browser, "HP").await;
    let (one, two) = (site.browser(), site.browser());
    let answer = key.answer(&options(&one, USE).await, &here(&site));
    options(&two, USE).await;
    assert_eq!(come_in(&two, &answer).await.status, 422, "another browser's challenge");
    let twice = one.clone();
    let (first, second) = tokio::join!(come_in(&one, &answer), come_in(&twice, &answer));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "of two answers to one challenge one counts");
    let late = site.browser();
    let answer = key.answer(&options(&late, USE).await, &here(&site));
    site.clock.advance(TimeDelta::minutes(10));
    assert_eq!(come_in(&late, &answer).await.status, 422);
    for broken in ["", "{}", "[1]", "null", &"x".repeat(9_000)] {
        options(&late, USE).await;
        assert_eq!(come_in(&late, broken).await.status, 422, "{broken:.9}");
    }
    // asking for a key needs a fresh proof
    site.clock.advance(TimeDelta::minutes(1));
    let asked = browser.post(ACCOUNT, MAKE, &[]).await;
    assert!(asked.status == 303 && asked.location().ends_with("&bukti=1"), "{}", asked.location());
}

#[rstest]
#[tokio::test]
async fn a_counter_that_goes_back_ends_the_key_and_its_owner_hears_of_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let mut key = added(&site, &browser, "HP").await;
    key.counter = 40;
    assert_eq!(with(&site, &mut key).await.1.location(), "/");
    letters(&site).await;
    key.counter = 7;
    let (_, refused) = with(&site, &mut key).await;
    assert!(refused.status == 422 && refused.says("mungkin ada salinannya"), "{}", refused.text());
    assert!(matches!(&letters(&site).await[..], [told] if matches!(told.says, AccountSays::PasskeyCopied { .. })));
    key.counter = 90;
    assert_eq!(with(&site, &mut key).await.1.status, 422, "nor the one that is ahead");
    assert!(letters(&site).await.is_empty(), "told once");
    let page = browser.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("Ditolak: mungkin ada salinannya"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn an_account_is_opened_with_a_passkey_and_recovered_by_a_code(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    assert_eq!(browser.post(ACCOUNT, "/daftar/kunci/mulai", &[]).await.status, 303, "the address comes first");
    browser.post(ACCOUNT, "/daftar", &[("kontak", "siti@contoh.id"), ("ke", "/")]).await;
    let sent = code(&site, "siti@contoh.id").await;
    browser.post(ACCOUNT, "/daftar/kode", &[("kode", &sent), ("ke", "/")]).await;
    browser.post(ACCOUNT, "/daftar/nama", &[("nama", "Siti"), ("ke", "/")]).await;
    assert!(browser.get(ACCOUNT, "/daftar/sandi").await.says("Pakai kunci sandi saja"));
    let (_, answer) = Key::make(&options(&browser, "/daftar/kunci/mulai").await, &here(&site));
    let wrong = browser.post(ACCOUNT, "/daftar/kunci", &[("kunci", "{}"), ("ke", "/")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    let spent = browser.post(ACCOUNT, "/daftar/kunci", &[("kunci", &answer), ("ke", "/")]).await;
    assert_eq!(spent.status, 422, "its challenge was spent");
    let (mut key, answer) = Key::make(&options(&browser, "/daftar/kunci/mulai").await, &here(&site));
    let opened = browser.post(ACCOUNT, "/daftar/kunci", &[("kunci", &answer), ("ke", "/")]).await;
    assert_eq!(opened.location(), "/", "{}", opened.text());
    let page = browser.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("tidak memakai kata sandi"), "{}", page.text());
    let removal = page.text().split("action=\"/keamanan/kunci/").nth(1).and_then(|rest| rest.split('"').next());
    let removal = format!("/keamanan/kunci/{}", removal.expect("a button"));
    let kept = browser.post(ACCOUNT, &removal, &[]).await;
    assert!(kept.status == 409 && kept.says("satu-satunya cara Anda masuk"), "{}", kept.text());
    assert_eq!(with(&site, &mut key).await.1.location(), "/");
    for password in ["", " ", PASSWORD] {
        let fields = [("surel", "siti@contoh.id"), ("sandi", password), ("ke", "/")];
        assert_eq!(site.browser().post(ACCOUNT, "/masuk", &fields).await.status, 422, "{password:?}");
    }
    site.clock.advance(TimeDelta::minutes(2));
    let lost = site.browser();
    lost.post(ACCOUNT, "/pulihkan", &[("kontak", "siti@contoh.id"), ("ke", "/")]).await;
    let sent = code(&site, "siti@contoh.id").await;
    lost.post(ACCOUNT, "/pulihkan/kode", &[("kode", &sent), ("ke", "/")]).await;
    let back = lost.post(ACCOUNT, "/pulihkan/sandi", &[("sandi", PASSWORD), ("ke", "/")]).await;
    assert_eq!(back.location(), "/", "{}", back.text());
    letters(&site).await;
    assert_eq!(lost.post(ACCOUNT, &removal, &[]).await.location(), "/keamanan", "there is a password now");
}

#[rstest]
#[tokio::test]
async fn after_a_password_a_passkey_of_the_same_account_stands_for_the_code(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let mut key = added(&site, &browser, "HP").await;
    let page = browser.get(ACCOUNT, "/keamanan/kode").await;
    let secret = page.text().split("class=\"b-key\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a key");
    let secret = TotpSecret::parse(secret).expect("it reads");
    let shown = secret.code_at(site.app.clock.now());
    assert_eq!(browser.post(ACCOUNT, "/keamanan/kode", &[("kode", &shown)]).await.status, 200);
    let other = registered_later(&site, "ani@contoh.id").await;
    let mut others = added(&site, &other, "HP Ani").await;
    let (going, at) = (site.browser(), site.app.clock.now());
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
    assert_eq!(going.post(ACCOUNT, "/masuk", &fields).await.location(), "/masuk/kode?ke=%2F");
    assert!(going.get(ACCOUNT, "/masuk/kode").await.says("Pakai kunci sandi"));
    let foreign = others.answer(&options(&going, USE).await, &here(&site));
    let refused = going.post(ACCOUNT, "/masuk/kode/kunci", &[("kunci", foreign.as_str()), ("ke", "/")]).await;
    assert_eq!((refused.status, going.cookie(ACCOUNT, SESSION)), (422, None), "{}", refused.text());
    let own = key.answer(&options(&going, USE).await, &here(&site));
    let let_in = going.post(ACCOUNT, "/masuk/kode/kunci", &[("kunci", own.as_str()), ("ke", "/")]).await;
    assert_eq!(let_in.location(), "/", "{}", let_in.text());
    assert_eq!(site.app.clock.now(), at);
    // a crossing tells the other host how she came in (RFC 8176)
    assert_eq!(amr(&site, &going).await, ["pwd", "hwk", "user", "mfa"]);
    let (alone, _) = with(&site, &mut key).await;
    assert_eq!(amr(&site, &alone).await, ["hwk", "user", "mfa"]);
}

async fn amr(site: &Site, browser: &Browser) -> Vec<String> {
    let token = id_token(site, browser).await;
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).expect("claims")).expect("base64");
    let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
    claims["amr"].as_array().expect("a list").iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}
