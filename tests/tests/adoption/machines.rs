use balai_identity::Scope;
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Browser, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::{opened, verifier};

async fn ask(browser: &Browser, path: &str, token: &str) -> Answer {
    let request = browser.request(reqwest::Method::GET, NATIONAL, path);
    browser.send(request.header("Authorization", format!("Bearer {token}"))).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn every_table_goes_out_in_three_shapes_with_the_filter(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    opened(&site, SRAGEN, 3).await;
    site.carry_news(SRAGEN).await;
    let officer = verifier(&site).await;
    for table in ["daerah", "tersendat", "provinsi", "jenis", "fiskal", "tipologi", "corong", "pertumbuhan"] {
        for (ending, begins) in [("csv", &b"\xEF\xBB\xBF"[..]), ("xlsx", b"PK"), ("json", b"{")] {
            let file = officer.get(NATIONAL, &format!("/adopsi/ekspor/{table}.{ending}")).await;
            assert!(file.status == 200 && file.body.starts_with(begins), "{table}.{ending}: {}", file.status);
            assert!(file.header("content-disposition").contains(&format!("{table}-2026-11-23.{ending}")));
        }
    }
    let json = officer.get(NATIONAL, "/adopsi/ekspor/daerah.json?provinsi=33").await.json();
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.len(), 35);
    let sragen = items.iter().find(|item| item["code"] == "33.14").unwrap();
    assert_eq!((&sragen["visits_30_days"], &sragen["published"]), (&"<5".into(), &98.0.into()));
    let other = items.iter().find(|item| item["code"] == "33.15").unwrap();
    assert!(other["published"].is_null() && other["applied_at"].is_null(), "unknown is null, never 0: {other}");
    assert_eq!(officer.get(NATIONAL, "/adopsi/ekspor/rahasia.csv").await.status, 404);
    assert_eq!(officer.get(NATIONAL, "/adopsi/ekspor/daerah.pdf").await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_token_reads_for_its_person_and_ends(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    verifier(&site).await;
    let identity = &site.app.identity;
    let account = identity.account_by_email(&"ratna@kementerian.go.id".parse().unwrap()).await.unwrap().unwrap().id;
    let token = identity.make_token(&site.act(), account, &Domain::National, Scope::AdoptionRead, 30).await.unwrap();
    let (token, machine) = (token.reveal(), site.browser());
    let first = ask(&machine, "/api/v1/adoption/daerah?provinsi=33&limit=10", &token).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let json = first.json();
    assert_eq!((json["items"].as_array().unwrap().len(), &json["next"]), (10, &"33.10".into()));
    let rest = ask(&machine, "/api/v1/adoption/daerah?provinsi=33&after=33.10", &token).await.json();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (25, &serde_json::Value::Null));
    assert_eq!(rest["items"][0]["stage"], "Belum mendaftar");
    assert_eq!(ask(&machine, "/adopsi/ekspor/daerah.csv", &token).await.status, 200);
    let wrong = ask(&machine, "/api/v1/adoption/daerah?limit=0", &token).await;
    assert_eq!((wrong.status, wrong.json()["field"].clone()), (400, "limit".into()));

    let unknown = ask(&machine, "/api/v1/adoption/daerah", &balai_kernel::SecretToken::fresh().reveal()).await;
    assert_eq!((unknown.status, unknown.header("content-type")), (401, "application/problem+json"));
    assert_eq!(ask(&machine, "/api/v1/adoption/daerah", "x").await.status, 401);
    // a page is nothing that a token opens
    let page = ask(&machine, "/adopsi", &token).await;
    assert!(page.status == 303 && page.location().starts_with("/masuk"));
    let rows = site.kit.control().read().await.unwrap().audit_trail(50).await.unwrap();
    assert!(rows.iter().any(|link| link.action == "token.made"));
    assert!(rows.iter().all(|link| !format!("{link:?}").contains(&token)), "it stands nowhere");

    let grant = PermittedGrant::by_the_platform(Grant::new(Role::MinistryVerifier, Domain::National).unwrap());
    let other = PermittedGrant::by_the_platform(Grant::new(Role::MinistryAdmin, Domain::National).unwrap());
    crate::people(&site, "admin@kementerian.go.id", Role::MinistryAdmin, &Domain::National).await;
    identity.revoke(&site.act(), account, &grant).await.unwrap();
    assert_eq!(ask(&machine, "/api/v1/adoption/daerah", &token).await.status, 403, "the role was taken back");
    identity.grant(&site.act(), account, &other).await.unwrap();
    assert_eq!(ask(&machine, "/api/v1/adoption/daerah", &token).await.status, 200);
    site.clock.advance(TimeDelta::days(30));
    assert_eq!(ask(&machine, "/api/v1/adoption/daerah", &token).await.status, 401, "its days are over");
    let again = identity.make_token(&site.act(), account, &Domain::National, Scope::AdoptionRead, 1).await.unwrap();
    assert_eq!(identity.revoke_tokens(&site.act(), account).await.unwrap(), 1);
    assert_eq!(ask(&machine, "/api/v1/adoption/daerah", &again.reveal()).await.status, 401, "ended by hand");
    assert!(identity.make_token(&site.act(), account, &Domain::National, Scope::AdoptionRead, 367).await.is_err());
}
