//! Codes that were sent are not guessed, however many are begun and from wherever.

use balai_identity::{ProofRefused, Purpose, ShownRefused};
use balai_kernel::{Act, Actor, Contact, Origin, SecretToken};
use balai_testkit::Kind;
use balai_tests::letters::letters;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::registering::{code, registered};

const A: &str = "siti@contoh.id";
const WRONG: &str = "1";

fn from(site: &Site, network: &str) -> Act {
    Act::new(Actor::System("uji"), site.app.clock.now(), Origin::web(network, "uji"))
}

async fn begin(site: &Site, network: &str, to: &str) -> Result<SecretToken, ProofRefused> {
    let contact = Contact::parse(to).unwrap();
    site.app.identity.begin_proof(&from(site, network), Purpose::Recover, &contact).await
}

async fn show(site: &Site, network: &str, token: &SecretToken, code: &str) -> Result<(), ShownRefused> {
    site.app.identity.show_proof(&from(site, network), token, Purpose::Recover, code).await
}

/// Spends a code that was sent by five wrong ones.
async fn spend(site: &Site, network: &str, to: &str) {
    let token = begin(site, network, to).await.unwrap();
    for left in (0..5).rev() {
        let refused = show(site, network, &token, WRONG).await.unwrap_err();
        let expected =
            if left == 0 { matches!(refused, ShownRefused::Spent) } else { matches!(refused, ShownRefused::Wrong) };
        assert!(expected, "{refused:?}");
    }
    // what is spent is not guessed at any more, and counts against nobody
    assert!(matches!(show(site, network, &token, WRONG).await, Err(ShownRefused::Spent)));
}

#[rstest]
#[tokio::test]
async fn whoever_begins_again_and_again_tries_fifty_codes_a_day_whether_there_is_an_account_or_not(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(true, false)] has_account: bool,
) {
    let site = Site::open(kind).await;
    if has_account {
        registered(&site, A, "Siti").await;
    }
    let browser = site.browser();
    for network in 0..10 {
        site.clock.advance(TimeDelta::minutes(1));
        if network == 9 {
            letters(&site).await;
            let sent = browser.post(ACCOUNT, "/pulihkan", &[("kontak", A), ("ke", "/")]).await;
            assert_eq!(sent.location(), "/pulihkan/kode?ke=%2F", "{}", sent.text());
        }
        spend(&site, &format!("192.0.2.{network}"), A).await;
    }
    // the right code, from elsewhere, for whoever has it
    let mut right = String::from("12345678");
    for letter in letters(&site).await {
        if let balai_identity::AccountSays::Code { code, .. } = letter.says {
            right = code;
            break;
        }
    }
    assert_eq!(right.len(), 8);
    let locked = browser.post(ACCOUNT, "/pulihkan/kode", &[("kode", &right), ("ke", "/")]).await;
    assert!(locked.status == 429 && locked.says("coba lagi dalam 24 jam"), "{}", locked.text());
    assert_eq!(locked.header("retry-after"), "86400");
    let begun = browser.post(ACCOUNT, "/pulihkan", &[("kontak", A), ("ke", "/")]).await;
    assert!(
        begun.status == 429 && begun.says("coba lagi dalam 24 jam"),
        "no code that cannot be used: {}",
        begun.text()
    );
    assert!(begin(&site, "203.0.113.9", "lain@contoh.id").await.is_ok(), "nobody else waits");
    letters(&site).await;
    site.clock.advance(TimeDelta::hours(24));
    let again = browser.post(ACCOUNT, "/pulihkan", &[("kontak", A), ("ke", "/")]).await;
    assert_eq!(again.location(), "/pulihkan/kode?ke=%2F", "{}", again.text());
    if has_account {
        let right = code(&site, A).await;
        let shown = browser.post(ACCOUNT, "/pulihkan/kode", &[("kode", &right), ("ke", "/")]).await;
        assert_eq!(shown.location(), "/pulihkan/sandi?ke=%2F", "{}", shown.text());
    }
}

#[rstest]
#[tokio::test]
async fn one_network_tries_two_hundred_codes_a_day_whatever_they_were_sent_for(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    registered(&site, A, "Siti").await;
    for somebody in 0..40 {
        if somebody % 5 == 0 {
            site.clock.advance(TimeDelta::minutes(1));
        }
        spend(&site, "192.0.2.7", &format!("orang{somebody}@contoh.id")).await;
    }
    letters(&site).await;
    site.clock.advance(TimeDelta::minutes(1));
    let token = begin(&site, "192.0.2.7", A).await.unwrap();
    let right = code(&site, A).await;
    let locked = show(&site, "192.0.2.7", &token, &right).await;
    assert!(matches!(locked, Err(ShownRefused::TooMany(_))), "{locked:?}");
    assert!(show(&site, "203.0.113.9", &token, &right).await.is_ok(), "from anywhere else it counts");
}

#[rstest]
#[tokio::test]
async fn right_codes_count_against_nobody(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    registered(&site, A, "Siti").await;
    for _ in 0..55 {
        site.clock.advance(TimeDelta::minutes(1));
        letters(&site).await;
        let token = begin(&site, "192.0.2.7", A).await.unwrap();
        show(&site, "192.0.2.7", &token, &code(&site, A).await).await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn a_code_that_leads_into_an_account_has_eight_digits_and_its_page_says_so(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    registered(&site, A, "Siti").await;
    site.clock.advance(TimeDelta::minutes(1));
    for (way, to, words, longest) in [
        ("/pulihkan", A, ["Kode 8 angka", "Kode delapan angka"], "maxlength=\"16\""),
        ("/daftar", "ani@contoh.id", ["Kode 6 angka", "Kode enam angka"], "maxlength=\"12\""),
    ] {
        letters(&site).await;
        let browser = site.browser();
        let answer = browser.post(ACCOUNT, way, &[("kontak", to), ("ke", "/")]).await;
        let page = browser.get(ACCOUNT, answer.location()).await;
        assert!(words.iter().all(|words| page.says(words)) && page.says(longest), "{}", page.text());
        let sent = code(&site, to).await;
        assert!(page.says(&format!("Kode {} angka", sent.len())), "{sent}");
        let missing = browser.post(ACCOUNT, &format!("{way}/kode"), &[("kode", " "), ("ke", "/")]).await;
        assert!(missing.says(&format!("Tulis {} angka", sent.len())), "{}", missing.text());
        let (first, second) = sent.split_at(sent.len() / 2);
        let shown =
            browser.post(ACCOUNT, &format!("{way}/kode"), &[("kode", &format!("{first} {second}")), ("ke", "/")]).await;
        assert_eq!(shown.status, 303, "{}", shown.text());
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_tried_side_by_side_are_all_counted(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    registered(&site, A, "Siti").await;
    site.clock.advance(TimeDelta::minutes(1));
    letters(&site).await;
    let token = begin(&site, "192.0.2.7", A).await.unwrap();
    let tries: Vec<_> = (0..12)
        .map(|_| {
            let (identity, token, act) = (site.app.identity.clone(), token.clone(), from(&site, "192.0.2.7"));
            tokio::spawn(async move { identity.show_proof(&act, &token, Purpose::Recover, WRONG).await })
        })
        .collect();
    let mut wrong = 0;
    for tried in tries {
        match tried.await.unwrap() {
            Err(ShownRefused::Wrong) => wrong += 1,
            Err(ShownRefused::Spent | ShownRefused::Storage(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(wrong <= 5, "five spend it: {wrong} were looked at");
}
