//! What a person is told of a failure that concerns her data, once.

use balai_identity::{AccountSays, Disclosed};
use balai_rights::breach::{self, Asked, Tally};
use balai_testkit::Kind;
use balai_tests::Site;
use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;

use crate::support::Citizen;
use crate::{MINE, told};

#[rstest]
#[tokio::test]
async fn a_person_is_told_of_a_failure_once_and_reads_it_at_her_account(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = (Citizen::sri(&site).await, Citizen::named(&site, "Budi", "budi@contoh.id").await);
    let (app, act) = (&site.app, site.act());
    let asked = Asked {
        from: act.at - TimeDelta::hours(1),
        until: act.at,
        region: None,
        by: None,
        ip: Some("192.0.2.".to_owned()),
        kind: None,
    };
    let control = app.control();
    let found = breach::begin(&control, &act, &asked, None).await.expect("rows").expect("a failure");
    let same = breach::begin(&control, &act, &asked, None).await.expect("rows");
    assert_eq!(same.as_ref(), Some(&found), "the same question is the same failure");
    let named = breach::begin(&control, &act, &Asked { ip: None, ..asked }, Some(&found.number)).await.expect("rows");
    assert_eq!(named.as_ref(), Some(&found), "its number goes before");
    let disclosed = Disclosed {
        number: found.number.clone(),
        data: "berkas pribadi KTP (2 kali)".into(),
        when: "23 November 2026 pukul 08.12 WIB".into(),
        how: "Sandi seorang petugas dicuri.".into(),
        remedy: "Akunnya ditutup.".into(),
        contact: "pdp@sragenkab.go.id".into(),
    };
    let parts = (&control, &app.kek, &app.identity);
    // she comes after more people than one transaction tells; of them there are no accounts
    let nobody: Vec<Uuid> = (1..=150).map(Uuid::from_u128).collect();
    let people: Vec<_> = nobody.iter().chain([&sri.id]).map(|account| (*account, disclosed.clone())).collect();
    let first = breach::tell(parts, &act, &found, &people).await.expect("rows");
    assert_eq!(first, Tally { told: 1, before: 0, unreached: nobody.clone() });
    let second = breach::tell(parts, &act, &found, &people).await.expect("rows");
    assert_eq!(second, Tally { told: 0, before: 1, unreached: nobody }, "once");
    let letters = told(&site).await;
    assert!(matches!(letters.as_slice(), [AccountSays::DataDisclosed(_)]), "{letters:?}");

    let list = sri.get(MINE).await;
    assert!(list.says(&found.number), "{}", list.text());
    let start = "href=\"/data-pribadi/pemberitahuan/";
    let id = list.text().split(start).nth(1).and_then(|rest| rest.split('"').next()).expect("a notice");
    let page = format!("/data-pribadi/pemberitahuan/{id}");
    let shown = sri.get(&page).await;
    for said in ["KTP (2 kali)", "23 November 2026", "Sandi seorang petugas dicuri.", "Akunnya ditutup.", "pdp@"] {
        assert!(shown.says(said), "{said}: {}", shown.text());
    }
    assert_eq!(budi.get(&page).await.status, 404);
    assert!(!budi.get(MINE).await.says(&found.number));
}
