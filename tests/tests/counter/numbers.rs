//! One number in two accounts: the ministry leaves it with whom a clerk saw.

use balai_kernel::Assurance;
use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::letters::letters;
use balai_tests::{Browser, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::citizens::Citizen;
use crate::people::{SRAGEN, Somebody};
use crate::support::{Clerk, NIK, path};

const WHY: &str = "KTP-el dilihat di loket Sragen";

async fn verifier(site: &Site, email: &str) -> Browser {
    let somebody = Somebody::with(site, email, Role::MinistryVerifier, "nasional").await;
    let browser = site.browser();
    let (url, page) = somebody.arrive(site, &browser, NATIONAL, "/nik").await;
    assert_eq!((url.path(), page.status), ("/nik", 200), "{}", page.text());
    browser
}

async fn case_of(browser: &Browser) -> String {
    let list = browser.get(NATIONAL, "/nik").await;
    format!("/nik/{}", list.between("href=\"/nik/", "\""))
}

async fn two(site: &Site) -> (Citizen, Citizen) {
    let sri = Citizen::sri(site).await;
    let ani = Citizen::named(site, "Ani Lestari", "ani@contoh.id").await;
    for citizen in [&sri, &ani] {
        assert_eq!(citizen.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    }
    (sri, ani)
}

#[rstest]
#[tokio::test]
async fn the_number_stays_with_whom_a_clerk_saw_and_the_other_is_told_kindly(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, ani) = two(&site).await;
    let officer = verifier(&site, "vera@kementerian.go.id").await;
    let case = case_of(&officer).await;
    let list = officer.get(NATIONAL, "/nik").await;
    for said in ["3314********0001", "S*** R***, s***@contoh.id", "A*** L***, a***@contoh.id", "Menunggu orangnya"] {
        assert!(list.says(said), "{said}: {}", list.text());
    }
    for hidden in [NIK, "Sri Rahayu", "sri@contoh.id", "Ani"] {
        assert!(!list.says(hidden) && !officer.get(NATIONAL, &case).await.says(hidden), "{hidden}");
    }
    assert!(officer.get(NATIONAL, &case).await.says("Belum dapat diputus"));
    let (a, b) = (ani.id.to_string(), sri.id.to_string());
    let early = officer.post(NATIONAL, &case, &[("tetap", &a), ("alasan", WHY)]).await;
    assert!(early.status == 422 && early.says("Belum ada petugas"), "{}", early.text());

    // Ani comes with the card, though Sri wrote the number first
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = clerk.meets(&ani).await;
    let seen = clerk.sees_card(&visit, NIK).await;
    assert_eq!(seen.location(), format!("{visit}?kabar=dicek"));
    assert!(clerk.get(seen.location()).await.says("perlu dicek dulu oleh kementerian"));
    let page = ani.get("/profil").await;
    assert!(page.says("Nomor Anda sedang dicek") && !page.says("akun lain"), "{}", page.text());
    assert!(!sri.get("/profil").await.says("sedang dicek"), "typing a number tells nothing");
    assert!(officer.get(NATIONAL, "/nik").await.says("Dapat diputus"));
    let other = officer.post(NATIONAL, &case, &[("tetap", &b), ("alasan", WHY)]).await;
    assert_eq!(other.status, 422, "nobody saw her");
    for (keep, why) in [("", WHY), (a.as_str(), "")] {
        assert_eq!(officer.post(NATIONAL, &case, &[("tetap", keep), ("alasan", why)]).await.status, 422);
    }
    letters(&site).await;
    let settled = officer.post(NATIONAL, &case, &[("tetap", &a), ("alasan", WHY)]).await;
    assert_eq!(settled.location(), "/nik?kabar=selesai", "{}", settled.text());
    assert_eq!(officer.post(NATIONAL, &case, &[("tetap", &a), ("alasan", WHY)]).await.location(), case, "once");
    assert_eq!(site_level(&site, ani.id).await, Assurance::Seen);
    assert!(sri.get("/profil").await.says("Belum diisi"));
    let told = letters(&site).await;
    let told: Vec<_> = told.iter().map(|letter| (letter.to.as_str(), letter.says.kind())).collect();
    assert_eq!(told, [("sri@contoh.id", "account_number_released")]);
    assert!(officer.get(NATIONAL, "/nik").await.says("Tidak ada NIK yang perlu dicek"));
    let over = officer.get(NATIONAL, "/nik?semua=1").await;
    assert!(over.says("Diputus") && !over.says("s***@"), "what is over names nobody: {}", over.text());
    assert!(officer.get(NATIONAL, &case).await.says(WHY));
}

async fn site_level(site: &Site, id: uuid::Uuid) -> Assurance {
    site.app.identity.account(id).await.expect("rows").expect("an account").assurance
}

#[rstest]
#[tokio::test]
async fn who_stood_at_a_counter_without_an_account_gets_one_when_the_number_is_free(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    assert_eq!(clerk.opens("Sukarti", NIK).await.status, 409);
    let officer = verifier(&site, "vera@kementerian.go.id").await;
    let case = case_of(&officer).await;
    assert!(officer.get(NATIONAL, &case).await.says("Kabupaten Sragen: orang dengan KTP-el ini hadir"));
    let freed = officer.post(NATIONAL, &case, &[("tetap", "tidak-ada"), ("alasan", WHY)]).await;
    assert_eq!(freed.status, 303, "{}", freed.text());
    assert_eq!(site_level(&site, sri.id).await, Assurance::Contact);
    let opened = clerk.opens("Sukarti", NIK).await;
    assert!(clerk.get(&path(&opened)).await.says("2 dari 3"), "{}", opened.text());
}

#[rstest]
#[tokio::test]
async fn a_case_ends_by_itself_when_one_account_is_left(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, _) = two(&site).await;
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 1);
    assert_eq!(sri.post("/profil/nik/hapus", &[]).await.status, 303);
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 0);
    let officer = verifier(&site, "vera@kementerian.go.id").await;
    assert!(officer.get(NATIONAL, "/nik?semua=1").await.says("Selesai sendiri"));
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 1, "and begins anew");
}

#[rstest]
#[tokio::test]
async fn nobody_settles_her_own_case_and_an_analyst_sees_none(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, _) = two(&site).await;
    let grant = crate::people::permitted(Role::MinistryAnalyst, "nasional");
    site.app.identity.grant(&site.act(), sri.id, &grant).await.expect_err("without a second factor");
    let own = Somebody::with(&site, "vera@kementerian.go.id", Role::MinistryVerifier, "nasional").await;
    let nik = balai_kernel::Nik::parse(NIK).unwrap();
    site.app.identity.record_number(&site.act(), &site.app.kek, own.id, &nik).await.unwrap();
    let browser = site.browser();
    own.arrive(&site, &browser, NATIONAL, "/nik").await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = clerk.meets(&sri).await;
    clerk.sees_card(&visit, NIK).await;
    let case = case_of(&browser).await;
    let id = sri.id.to_string();
    let refused = browser.post(NATIONAL, &case, &[("tetap", &id), ("alasan", WHY)]).await;
    assert!(refused.status == 422 && refused.says("akun Anda sendiri"), "{}", refused.text());
    let analyst = Somebody::with(&site, "ana@kementerian.go.id", Role::MinistryAnalyst, "nasional").await;
    let browser = site.browser();
    let (_, page) = analyst.arrive(&site, &browser, NATIONAL, "/nik").await;
    assert_eq!(page.status, 403);
}

#[rstest]
#[tokio::test]
async fn the_only_account_with_a_number_may_keep_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    assert_eq!(clerk.opens("Sukarti", NIK).await.status, 409);
    let officer = verifier(&site, "vera@kementerian.go.id").await;
    let case = case_of(&officer).await;
    assert!(officer.get(NATIONAL, &case).await.says("Satu-satunya akun dengan NIK ini"));
    let id = sri.id.to_string();
    let kept = officer.post(NATIONAL, &case, &[("tetap", &id), ("alasan", "Petugas salah mengetik NIK")]).await;
    assert_eq!(kept.location(), "/nik?kabar=selesai", "{}", kept.text());
    assert!(sri.get("/profil").await.says("3314********0001"));
    assert_eq!(site_level(&site, sri.id).await, Assurance::Contact, "nobody saw her card");
}

#[rstest]
#[tokio::test]
async fn a_number_in_very_many_accounts_is_settled_all_the_same(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let identity = &site.app.identity;
    let (sri, ani) = two(&site).await;
    let nik = balai_kernel::Nik::parse(NIK).unwrap();
    for number in 0..21 {
        site.clock.advance(TimeDelta::seconds(1));
        let other = Citizen::named(&site, "Orang Lain", &format!("lain{number}@contoh.id")).await;
        identity.record_number(&site.act(), &site.app.kek, other.id, &nik).await.unwrap();
    }
    // Sri has the hold on it, and wrote it last
    site.clock.advance(TimeDelta::seconds(1));
    assert!(identity.remove_number(&site.act(), sri.id).await.unwrap());
    identity.record_number(&site.act(), &site.app.kek, sri.id, &nik).await.unwrap();
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = clerk.meets(&ani).await;
    assert_eq!(clerk.sees_card(&visit, NIK).await.status, 303);
    let officer = verifier(&site, "vera@kementerian.go.id").await;
    let case = case_of(&officer).await;
    let id = ani.id.to_string();
    let settled = officer.post(NATIONAL, &case, &[("tetap", &id), ("alasan", WHY)]).await;
    assert_eq!(settled.location(), "/nik?kabar=selesai", "{}", settled.text());
    assert_eq!(site_level(&site, ani.id).await, Assurance::Seen);
    assert!(sri.get("/profil").await.says("Belum diisi"));
}
