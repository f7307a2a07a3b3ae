//! Nobody does for herself what she believes to do for another, and what others did stays to be read.

use balai_testkit::Kind;
use balai_tests::files::pdf;
use balai_tests::{ACCOUNT, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::citizens::Citizen;
use crate::family::{appoints, mandate, two};
use crate::people::SRAGEN;
use crate::support::{Clerk, NIK, taken};

const OVER: &str = "/keluarga?kabar=berakhir";
const COOKIE: &str = "__Host-wakil";

/// Budi appoints Sri, who begins to act for him; returns the path of the mandate.
async fn acts(sri: &Citizen, budi: &Citizen) -> String {
    appoints(budi, "sri@contoh.id", "").await;
    let own = mandate(sri, "/terima").await;
    assert_eq!(sri.post(&format!("{own}/terima"), &[]).await.status, 303);
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.location(), "/berkas");
    own
}

#[rstest]
#[tokio::test]
async fn what_was_meant_for_another_is_not_done_in_ones_own_account_once_the_mandate_ended(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let own = acts(&sri, &budi).await;
    assert_eq!(budi.post(&format!("{own}/akhiri"), &[]).await.status, 303);
    assert_eq!(sri.send("KTP", "", &[("kartu.pdf", pdf("kartu budi", ""))]).await.location(), OVER);
    for path in ["/berkas", "/berkas/tambah", "/berkas/permintaan", "/profil/nik"] {
        assert_eq!(sri.get(path).await.location(), OVER, "{path}");
    }
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.location(), OVER);
    assert!(site.app.vault.documents(sri.id).await.unwrap().is_empty());
    let told = sri.get(OVER).await;
    assert!(told.says("tidak lagi bertindak untuk orang yang tadi"), "{}", told.text());
    assert_eq!(sri.browser.cookie(ACCOUNT, COOKIE), None);
    assert_eq!(sri.get("/berkas").await.status, 200, "her own, as she chose");
}

#[rstest]
#[tokio::test]
async fn a_page_counts_for_whom_it_was_shown_whatever_another_tab_does(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let document = sri.adds("KTP", pdf("kartu sri", "")).await;
    assert!(sri.get("/berkas/kode").await.says("action=\"/berkas/kode\""));
    let own = acts(&sri, &budi).await;
    let id = own.rsplit('/').next().unwrap();
    // pages that were shown for herself
    for path in ["/berkas/kode".to_owned(), "/berkas/unggah".into(), format!("/berkas/{document}/nomor")] {
        assert_eq!(sri.browser.post(ACCOUNT, &path, &[]).await.location(), OVER, "{path}");
    }
    let meant = format!("/berkas/kode?untuk={id}");
    assert!(sri.get("/berkas/kode").await.says(&format!("action=\"{meant}\"")));
    let file = sri.get("/berkas/unggah?jenis=KTP").await;
    assert!(file.says(&format!("action=\"/berkas/unggah?untuk={id}\"")), "{}", file.text());
    assert_eq!(sri.browser.post(ACCOUNT, &meant, &[]).await.status, 200);
    // one that was shown for Budi
    assert_eq!(sri.post("/keluarga/selesai", &[]).await.status, 303);
    assert_eq!(sri.browser.post(ACCOUNT, &meant, &[]).await.location(), OVER);
    assert_eq!(sri.browser.post(ACCOUNT, &format!("/berkas/{document}/hapus?untuk={id}"), &[]).await.location(), OVER);
    assert_eq!(site.app.vault.documents(sri.id).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn nobody_acts_in_an_account_that_is_closed_nor_in_the_browser_of_who_signed_out(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let ani = Citizen::named(&site, "Ani Lestari", "ani@contoh.id").await;
    let own = acts(&sri, &budi).await;
    appoints(&budi, "ani@contoh.id", "").await;
    let waiting = mandate(&ani, "/terima").await;
    site.app.identity.leave(&site.act(), budi.id).await.unwrap();
    assert_eq!(sri.send("KTP", "", &[("kartu.pdf", pdf("kartu budi", ""))]).await.location(), OVER);
    assert!(site.app.vault.documents(budi.id).await.unwrap().is_empty());
    sri.get(OVER).await;
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.status, 404);
    assert_eq!(ani.post(&format!("{waiting}/terima"), &[]).await.status, 404);
    assert!(!sri.get("/keluarga").await.says("Budi Santoso"), "nothing that leads nowhere");

    let again = acts(&sri, &ani).await;
    assert!(again.starts_with("/keluarga/") && sri.browser.cookie(ACCOUNT, COOKIE).is_some());
    assert_eq!(sri.post("/keluar", &[]).await.status, 303);
    assert_eq!(sri.browser.cookie(ACCOUNT, COOKIE), None);
}

#[rstest]
#[tokio::test]
async fn who_asks_one_after_the_other_to_act_for_her_waits(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, _) = two(&site).await;
    for number in 1..=5 {
        appoints(&sri, &format!("orang{number}@contoh.id"), "").await;
    }
    let fields = [("kontak", "budi@contoh.id"), ("cakupan", "semua"), ("lama", "30")];
    let sixth = sri.post("/keluarga/tunjuk", &fields).await;
    assert!(sixth.status == 429 && sixth.says("budi@contoh.id"), "nothing typed is lost: {}", sixth.text());
    assert!(!sixth.header("retry-after").is_empty());
    assert_eq!(site.app.identity.mandates(sri.id, site.app.clock.now()).await.unwrap().given.len(), 5);
    site.clock.advance(TimeDelta::minutes(1));
    appoints(&sri, "budi@contoh.id", "").await;
}

#[rstest]
#[tokio::test]
async fn what_was_done_is_read_page_by_page_and_for_a_year_after_the_mandate_ended(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let own = acts(&sri, &budi).await;
    sri.adds("KTP", pdf("kartu budi", "")).await;
    for _ in 0..50 {
        assert_eq!(sri.post("/berkas/kode", &[]).await.status, 200);
    }
    assert_eq!(budi.post(&format!("{own}/akhiri"), &[]).await.status, 303);
    let page = budi.get("/keluarga").await;
    assert!(page.says("Yang pernah bertindak untuk Anda") && page.says("Sri Rahayu"), "{}", page.text());
    let deeds = budi.get(&format!("{own}/catatan")).await;
    assert!(deeds.says("Menampilkan kode untuk loket") && !deeds.says("Menambah berkas"), "{}", deeds.text());
    let more = deeds.text().split("href=\"").find(|rest| rest.contains("catatan?setelah=")).expect("it goes on");
    let rest = budi.get(more.split('"').next().unwrap()).await;
    assert!(rest.says("Menambah berkas") && !rest.says("rel=\"next\""), "{}", rest.text());
    for wrong in ["?setelah=x", "?setelah=00000000-0000-0000-0000-000000000000"] {
        assert_eq!(budi.get(&format!("{own}/catatan{wrong}")).await.status, 404, "{wrong}");
    }
    assert_eq!(sri.get("/keluarga").await.status, 200);
    assert_eq!(sri.get(&format!("{own}/catatan")).await.status, 404, "the owner's alone");
    let later = site.app.clock.now() + TimeDelta::days(400);
    assert!(site.app.identity.mandates(budi.id, later).await.unwrap().ended.is_empty());
}

#[rstest]
#[tokio::test]
async fn mandates_and_what_a_counter_saw_go_along_with_ones_data(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, budi) = two(&site).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = clerk.meets(&budi).await;
    clerk.sees_card(&visit, NIK).await;
    let own = acts(&sri, &budi).await;
    budi.post(&format!("{own}/akhiri"), &[]).await;
    sri.get(OVER).await;
    let held = taken(&budi.post("/data-saya", &[]).await);
    let account = &held["account"];
    assert_eq!(account["sightings"][0]["region"], "33.14", "{account}");
    assert_eq!(account["mandates_given"][0]["other"], "Sri Rahayu");
    assert!(account["mandates_given"][0]["ended_at"].is_string() && account["assisted"].is_null(), "{account}");
    let held = taken(&sri.post("/data-saya", &[]).await);
    assert_eq!(held["account"]["mandates_held"][0]["other"], "Budi Santoso");
    assert_eq!(held["account"]["mandates_held"][0]["kind"], "delegate");
}
