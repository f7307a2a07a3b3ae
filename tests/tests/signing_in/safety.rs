//! A citizen keeps her account safe: a second factor, codes for the day when the telephone is gone, and who was at the door.

use balai_identity::{AccountSays, TotpSecret};
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;

use balai_tests::letters::letters;

use crate::registering::registered;
use crate::support::{SESSION, Somebody};

const PASSWORD: &str = "pohon ember kuda lemari";

/// Sets up the second factor; returns its secret and the recovery codes.
async fn protect(site: &Site, browser: &Browser) -> (TotpSecret, Vec<String>) {
    let page = browser.get(ACCOUNT, "/keamanan/kode").await;
    assert!(page.status == 200 && page.says("<svg"), "{}", page.text());
    let key = page.text().split("class=\"b-key\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a key");
    let secret = TotpSecret::parse(key).expect("it reads");
    assert!(browser.get(ACCOUNT, "/keamanan/kode").await.says(key), "the same at a second look");
    assert_eq!(browser.post(ACCOUNT, "/keamanan/kode", &[("kode", "000000")]).await.status, 422);
    let code = secret.code_at(site.app.clock.now());
    let answer = browser.post(ACCOUNT, "/keamanan/kode", &[("kode", &code)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (secret, codes(&answer))
}

fn codes(page: &Answer) -> Vec<String> {
    let codes = page.text().split("class=\"b-key\">").skip(1).filter_map(|rest| rest.split('<').next());
    codes.map(str::to_owned).collect()
}

/// Signs in as far as the code.
async fn at_code(site: &Site) -> Browser {
    let browser = site.browser();
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
    assert_eq!(browser.post(ACCOUNT, "/masuk", &fields).await.location(), "/masuk/kode?ke=%2F");
    browser
}

async fn give(browser: &Browser, code: &str) -> u16 {
    browser.post(ACCOUNT, "/masuk/kode", &[("kode", code), ("ke", "/")]).await.status
}

#[rstest]
#[tokio::test]
async fn a_second_factor_is_added_asked_for_and_removed(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    assert!(browser.get(ACCOUNT, "/keamanan").await.says("Pasang kode kedua"));
    let (secret, codes) = protect(&site, &browser).await;
    assert_eq!(codes.len(), 10);
    assert!(matches!(letters(&site).await.as_slice(), [told] if told.says == AccountSays::FactorAdded));
    let page = browser.get(ACCOUNT, "/keamanan").await;
    assert!(page.says("Tersisa 10 kode") && codes.iter().all(|code| !page.says(code)), "shown once: {}", page.text());
    assert_eq!(browser.get(ACCOUNT, "/keamanan/kode").await.location(), "/keamanan", "there is one already");
    site.clock.advance(TimeDelta::minutes(1));
    let other = at_code(&site).await;
    assert_eq!(give(&other, &secret.code_at(site.app.clock.now())).await, 303);
    assert_eq!(browser.post(ACCOUNT, "/keamanan/kode/hapus", &[]).await.location(), "/keamanan");
    assert!(matches!(letters(&site).await.as_slice(), [told] if told.says == AccountSays::FactorRemoved));
    let third = site.browser();
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
    assert_eq!(third.post(ACCOUNT, "/masuk", &fields).await.location(), "/");
}

#[rstest]
#[tokio::test]
async fn each_recovery_code_opens_once_and_new_ones_end_the_old(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let (_, codes) = protect(&site, &browser).await;
    letters(&site).await;
    let (one, two) = (at_code(&site).await, at_code(&site).await);
    let (first, second) = tokio::join!(give(&one, &codes[0]), give(&two, &codes[0]));
    let mut statuses = [first, second];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "of two at one moment one is let in");
    assert!(one.cookie(ACCOUNT, SESSION).is_some() != two.cookie(ACCOUNT, SESSION).is_some());
    assert!(matches!(letters(&site).await.as_slice(), [told] if told.says == AccountSays::RecoveryUsed { left: 9 }));
    site.clock.advance(TimeDelta::minutes(1));
    let answer = browser.post(ACCOUNT, "/keamanan/pemulihan", &[]).await;
    let renewed = self::codes(&answer);
    assert!(renewed.len() == 10 && renewed.iter().all(|code| !codes.contains(code)), "{}", answer.text());
    let third = at_code(&site).await;
    assert_eq!(give(&third, &codes[1]).await, 422, "one of the old ones");
    assert_eq!(give(&third, &renewed[9].replace(' ', "")).await, 303);
    letters(&site).await;
    let stranger = registered(&site, "ani@contoh.id", "Ani").await;
    assert_eq!(
        stranger.post(ACCOUNT, "/keamanan/pemulihan", &[]).await.location(),
        "/keamanan",
        "without a factor none"
    );
}

#[rstest]
#[tokio::test]
async fn what_weakens_an_account_asks_for_a_fresh_proof_and_staff_keep_their_factor(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    site.clock.advance(TimeDelta::minutes(11));
    let asked = browser.get(ACCOUNT, "/keamanan/kode").await;
    assert_eq!(asked.location(), "/masuk?ke=%2Fkeamanan%2Fkode&bukti=1");
    let page = browser.get(ACCOUNT, asked.location()).await;
    assert!(page.status == 200 && page.says("Buktikan sekali lagi") && page.says("siti@contoh.id"), "{}", page.text());
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/keamanan/kode")];
    assert_eq!(browser.post(ACCOUNT, "/masuk", &fields).await.location(), "/keamanan/kode");
    assert_eq!(browser.get(ACCOUNT, "/keamanan/kode").await.status, 200);

    let owner = Somebody::owner(&site).await;
    let staff = owner.at(&site, crate::support::SRAGEN).await;
    assert!(staff.get(ACCOUNT, "/keamanan").await.says("tidak dapat dilepas"));
    assert_eq!(staff.post(ACCOUNT, "/keamanan/kode/hapus", &[]).await.status, 403);
}

#[rstest]
#[tokio::test]
async fn an_owner_sees_who_was_at_the_door_and_nobody_elses(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let other = registered(&site, "ani@contoh.id", "Ani").await;
    site.clock.advance(TimeDelta::minutes(1));
    let wrong = [("surel", "siti@contoh.id"), ("sandi", "bukan kata sandinya"), ("ke", "/")];
    assert_eq!(site.browser().post(ACCOUNT, "/masuk", &wrong).await.status, 422);
    let page = browser.get(ACCOUNT, "/riwayat-masuk").await;
    assert!(page.says("Kata sandi salah") && page.says("127.0.x.x") && !page.says("127.0.0.1"), "{}", page.text());
    let theirs = other.get(ACCOUNT, "/riwayat-masuk").await;
    assert!(theirs.says("Masuk") && !theirs.says("Kata sandi salah"), "{}", theirs.text());
    for minute in 0..21 {
        site.clock.advance(TimeDelta::minutes(1));
        let right = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
        assert_eq!(site.browser().post(ACCOUNT, "/masuk", &right).await.status, 303, "{minute}");
    }
    let page = browser.get(ACCOUNT, "/riwayat-masuk").await;
    assert_eq!(page.text().matches("127.0.x.x").count(), 20);
    let more =
        page.text().split("href=\"/riwayat-masuk?").nth(1).and_then(|rest| rest.split('"').next()).expect("more");
    let rest = browser.get(ACCOUNT, &format!("/riwayat-masuk?{more}")).await;
    assert!(rest.says("Kata sandi salah") && !rest.says("Yang lebih lama"), "{}", rest.text());
}

#[rstest]
#[tokio::test]
async fn a_secret_is_added_by_the_session_alone_that_it_was_offered_to(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let owner = registered(&site, "siti@contoh.id", "Siti").await;
    let thief = site.browser();
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
    assert_eq!(thief.post(ACCOUNT, "/masuk", &fields).await.location(), "/");
    let offered = async |browser: &Browser| {
        let page = browser.get(ACCOUNT, "/keamanan/kode").await;
        TotpSecret::parse(&codes(&page)[0]).expect("it reads")
    };
    let (hers, the_thiefs) = (offered(&owner).await, offered(&thief).await);
    let code = |secret: &TotpSecret| secret.code_at(site.app.clock.now());
    assert_ne!(code(&hers), code(&the_thiefs), "who watches from elsewhere sees another one");
    for (browser, secret) in [(&owner, &the_thiefs), (&thief, &hers)] {
        let refused = browser.post(ACCOUNT, "/keamanan/kode", &[("kode", &code(secret))]).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
    }
    // a session that proves once more who she is goes on with what it was offered
    site.clock.advance(TimeDelta::minutes(11));
    let again = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/keamanan/kode")];
    assert_eq!(owner.post(ACCOUNT, "/masuk", &again).await.location(), "/keamanan/kode");
    let added = owner.post(ACCOUNT, "/keamanan/kode", &[("kode", &code(&hers))]).await;
    assert_eq!(added.status, 200, "{}", added.text());
    assert_eq!(thief.post(ACCOUNT, "/masuk", &again).await.location(), "/masuk/kode?ke=%2Fkeamanan%2Fkode");
    let late = at_code(&site).await;
    assert_eq!(give(&late, &code(&the_thiefs)).await, 422);
    site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(give(&at_code(&site).await, &code(&hers)).await, 303);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_sessions_that_add_a_factor_at_once_one_does(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    registered(&site, "siti@contoh.id", "Siti").await;
    let identity = &site.app.identity;
    let id = identity.account_by_email(&"siti@contoh.id".parse().unwrap()).await.unwrap().unwrap().id;
    let (act, one, two) = (site.act(), (id, Uuid::from_u128(1)), (id, Uuid::from_u128(2)));
    let first = identity.offered_factor(&act, one).await.unwrap().code_at(act.at);
    let second = identity.offered_factor(&act, two).await.unwrap().code_at(act.at);
    let (a, b) = tokio::join!(identity.add_factor(&act, one, &first), identity.add_factor(&act, two, &second));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
}
