//! Into whose vault a region puts what it issues, and into whose not; nobody asks, vouches or issues for herself.

use balai_catalog::standard::DocumentCode;
use balai_testkit::Kind;
use balai_tests::Site;
use balai_vault::{Added, FileName, NewFile, NewRequest, Reason, Wanted, Whom};
use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;

use crate::clerk::{Clerk, WHY, gives, request_id};
use crate::people::SRAGEN;
use crate::returning::hands_over;
use crate::support::{Citizen, pdf};

async fn issues(clerk: &Clerk, request: &str) -> u16 {
    hands_over(clerk, request, "KK", pdf("kartu keluarga baru", "")).await.status
}

#[rstest]
#[tokio::test]
async fn who_declined_or_took_it_back_gets_nothing_and_nobody_does_without_end(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let declined = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    let own = format!("/berkas/permintaan/{}", request_id(&declined));
    assert_eq!(sri.post(&own, &[("berkas-0", "tidak")]).await.status, 303);
    assert_eq!(issues(&clerk, &declined).await, 404);
    assert!(!clerk.get(&declined).await.says("Serahkan dokumen"), "nor is it offered");

    let (_, request, own, _) = gives(&clerk, &sri, "kartu sri").await;
    for _ in 0..20 {
        assert_eq!(issues(&clerk, &request).await, 303);
    }
    let enough = hands_over(&clerk, &request, "KK", pdf("satu lagi", "")).await;
    assert!(enough.status == 422 && enough.says("paling banyak 20 dokumen"), "{}", enough.text());
    let page = sri.get(&own).await;
    let withdraw = page.text().split("action=\"").find(|rest| rest.contains("/cabut\"")).expect("a form");
    assert_eq!(sri.post(withdraw.split('"').next().unwrap(), &[]).await.status, 303);
    assert_eq!(issues(&clerk, &request).await, 404, "she took it back");
    assert_eq!(site.app.vault.documents(sri.id).await.unwrap().len(), 2, "her card, and what was issued");
}

#[rstest]
#[tokio::test]
async fn what_comes_of_a_request_comes_in_time_and_into_an_account_that_is_open(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let (_, request, ..) = gives(&clerk, &sri, "kartu sri").await;
    let id = request_id(&request).parse().unwrap();
    let known = site.app.vault.request_of("33.14".parse().unwrap(), id).await.unwrap().unwrap();
    assert!(known.may_issue(site.app.clock.now()) && known.may_issue(known.use_until + TimeDelta::days(179)));
    assert!(!known.may_issue(known.use_until + TimeDelta::days(180)));
    site.app.identity.leave(&site.act(), sri.id).await.unwrap();
    assert_eq!(issues(&clerk, &request).await, 404);
    assert_eq!(site.app.vault.documents(sri.id).await.unwrap().len(), 1, "only what she added herself");
}

#[rstest]
#[tokio::test]
async fn a_clerk_asks_marks_and_issues_nothing_for_herself(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let (vault, act) = (&site.app.vault, site.act());
    let email = "loket@sragen.go.id".parse().unwrap();
    let own = site.app.identity.account_by_email(&email).await.unwrap().unwrap().id;
    let code = vault.show_code(&act, own).await.unwrap();
    let form = format!("/kelola/berkas/layanan/{}", clerk.service);
    for (code, email) in [(code.text.as_str(), ""), ("", "loket@sragen.go.id")] {
        let fields = [("kode", code), ("kontak", email), ("alasan", WHY), ("lama", "7"), ("minta", "KTP")];
        let refused = clerk.post(&form, &fields).await;
        assert!(refused.status == 422 && refused.says("akun Anda sendiri"), "{}", refused.text());
    }

    // a colleague asked her, and she gave
    let kind = || DocumentCode::parse("KTP").unwrap();
    let file = NewFile { kind: kind(), renews: None, name: FileName::default(), files: vec![pdf("kartu", "").into()] };
    let Added::New(document) = vault.add(&act, own, file).await.unwrap() else { panic!("added") };
    let new = NewRequest {
        region: "33.14".parse().unwrap(),
        service: (clerk.service.parse().unwrap(), "Paspor".into()),
        agency: "Dinas".into(),
        by: (Uuid::from_u128(7), "Budi".into()),
        wanted: vec![Wanted { kind: kind(), requirement: "KTP-el".into() }],
        reason: Reason::parse(WHY).unwrap(),
        days: 7,
        spoken: false,
    };
    let id = vault.ask(&act, Whom::Account(Some(own)), new).await.unwrap();
    let item = vault.request_to(own, id).await.unwrap().unwrap().items[0].id;
    vault.answer(&act, own, id, &[(item, document)]).await.unwrap();
    let page = format!("/kelola/berkas/{id}");
    let shown = clerk.get(&page).await;
    assert!(shown.says("Diizinkan") && !shown.says("Cocok dengan aslinya") && !shown.says("Serahkan dokumen"));
    let marked = clerk.post(&format!("{page}/{item}/asli"), &[]).await;
    assert_eq!(marked.location(), format!("{page}?kabar=sendiri"));
    assert!(clerk.get(marked.location()).await.says("milik Anda sendiri"));
    let version = vault.request_to(own, id).await.unwrap().unwrap().items[0].version.unwrap();
    assert!(vault.marks(&[version]).await.unwrap().is_empty());
    let issued = hands_over(&clerk, &page, "KK", pdf("kartu keluarga baru", "")).await;
    assert!(issued.status == 422 && issued.says("akun Anda sendiri"), "{}", issued.text());
    assert_eq!(vault.documents(own).await.unwrap().len(), 1);
}
