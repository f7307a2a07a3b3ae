//! A citizen asks: one thing a page, numbered, with its deadline said.

use balai_kernel::{Language, Zone, full_date};
use balai_rights::{NewRequest, Right, Wish};
use balai_tenancy::life::{self, Deed, Grounds};
use balai_tenancy::onboarding::Ties;
use balai_testkit::Kind;
use balai_tests::Site;
use chrono::TimeDelta;
use rstest::rstest;

use crate::clerk::Clerk;
use crate::people::SRAGEN;
use crate::support::{Citizen, pdf};
use crate::{MINE, led, news, told};

/// Three days from now, as the page says it.
fn deadline(site: &Site) -> String {
    let local = Zone::Wib.local(site.app.clock.now() + TimeDelta::hours(72));
    let time = Zone::Wib.write_time(local.time());
    format!("{} pukul {time}", full_date(local.date(), Language::Indonesian))
}

#[rstest]
#[tokio::test]
async fn a_request_is_numbered_and_says_by_when_it_is_answered(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let list = sri.get(MINE).await;
    for said in ["Melihat data saya", "Memperbaiki data saya", "Menjeda pemrosesan", "Menarik persetujuan"] {
        assert!(list.says(said), "{said}: {}", list.text());
    }
    let whom = sri.get("/data-pribadi/minta/perbaikan").await;
    assert!(whom.says("Kementerian") && !whom.says("Kabupaten Sragen"), "she never dealt with it: {}", whom.text());
    assert!(sri.get("/data-pribadi/minta/perbaikan?semua=1").await.says("Kabupaten Sragen"));
    let form = "/data-pribadi/minta/perbaikan/33.14";
    assert!(sri.get(form).await.says(&deadline(&site)), "on the clock, whatever the day: {}", deadline(&site));
    let empty = sri.post(form, &[("keterangan", "salah")]).await;
    assert!(empty.status == 422 && empty.says("Tulis 10 sampai 1.000 huruf.") && empty.says("salah"));
    let page = led(&sri.post(form, &[("keterangan", "Nama saya ditulis Sri Rahaya.")]).await);
    let shown = sri.get(&page).await;
    for said in ["PDP-2026-", "Nama saya ditulis Sri Rahaya.", "Menunggu jawaban", &deadline(&site)] {
        assert!(shown.says(said), "{said}: {}", shown.text());
    }
    let again = led(&sri.post(form, &[("keterangan", "Nama saya ditulis Sri Rahaya.")]).await);
    assert_eq!(again, page, "a second click is the same request");
    assert_eq!(told(&site).await.len(), 1, "she is told once that it was received");

    let budi = Citizen::named(&site, "Budi", "budi@contoh.id").await;
    assert_eq!(budi.get(&page).await.status, 404);
    assert_eq!(budi.post(&format!("{page}/akhiri"), &[]).await.status, 404);
    for nowhere in ["/data-pribadi/minta/hapus", "/data-pribadi/minta/akses/99.99", "/data-pribadi/minta/akses/x"] {
        assert_eq!(sri.get(nowhere).await.status, 404, "{nowhere}");
    }
    assert_eq!(led(&sri.post(&format!("{page}/akhiri"), &[]).await), page);
    assert!(sri.get(&page).await.says("Anda batalkan"));
}

#[rstest]
#[tokio::test]
async fn access_is_shown_at_once_with_its_trail(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu sri", "")).await;
    let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    let own = format!("/berkas/permintaan/{}", crate::id(&request));
    led(&sri.post(&own, &[("berkas-0", &ktp)]).await);
    let opens = clerk.opens(&request).await.expect("given");
    assert_eq!(clerk.get(&opens).await.status, 200);

    assert!(sri.get("/data-pribadi/minta/akses").await.says("Kabupaten Sragen"), "she dealt with it");
    let page = led(&sri.post("/data-pribadi/minta/akses/33.14", &[("keterangan", "")]).await);
    let shown = sri.get(&page).await;
    for said in [
        "Dijawab",
        "oleh Balai",
        "Siti Aminah, Kabupaten Sragen, melihat KTP-el",
        "Membuka berkas warga",
        "Menerima salinan",
    ] {
        assert!(shown.says(said), "{said}: {}", shown.text());
    }
    let budi = Citizen::named(&site, "Budi", "budi@contoh.id").await;
    let his = led(&budi.post("/data-pribadi/minta/akses/33.14", &[("keterangan", "")]).await);
    assert!(!budi.get(&his).await.says("Siti Aminah"), "his page tells nothing of hers");
    let asked =
        led(&sri.post("/data-pribadi/minta/akses/33.14", &[("keterangan", "Berkas kertas tahun 2019 juga")]).await);
    assert!(sri.get(&asked).await.says("Menunggu jawaban"), "what lies outside the platform the region answers");
    let own = led(&sri.post("/data-pribadi/minta/akses/nasional", &[]).await);
    assert_eq!(led(&sri.post("/data-pribadi/minta/akses/nasional", &[]).await), own, "one page for one day");
    site.clock.advance(TimeDelta::hours(24));
    let sri = Citizen::signed_in(&site, sri.id, "sri@contoh.id").await;
    assert_ne!(led(&sri.post("/data-pribadi/minta/akses/nasional", &[]).await), own, "on another day it is another");
    assert!(sri.get(&own).await.says("href=\"/riwayat-masuk\""));
}

#[rstest]
#[tokio::test]
async fn all_consents_at_a_region_are_taken_back_at_once(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu sri", "")).await;
    let give = async || {
        let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
        let own = format!("/berkas/permintaan/{}", crate::id(&request));
        led(&sri.post(&own, &[("berkas-0", &ktp)]).await);
        request
    };
    let request = give().await;
    let form = sri.get("/data-pribadi/minta/tarik-izin/33.14").await;
    assert!(form.says("Semua izin berkas") && form.says("href=\"/aplikasi-saya\""), "{}", form.text());
    told(&site).await;
    let page = led(&sri.post("/data-pribadi/minta/tarik-izin/33.14", &[]).await);
    assert!(sri.get(&page).await.says("oleh Balai"), "nothing is left for the region to answer");
    let said = news(&site).await;
    assert!(
        matches!(said.as_slice(), [(short, text)] if short == "dijawab" && text.contains("sudah dicabut")),
        "{said:?}"
    );
    assert!(clerk.opens(&request).await.is_none());
    assert!(clerk.get(&request).await.says("Izin dicabut"));

    let decided = give().await;
    assert_eq!(clerk.post(&format!("{decided}/putusan"), &[]).await.status, 303);
    told(&site).await;
    let page = led(&sri.post("/data-pribadi/minta/tarik-izin/33.14", &[]).await);
    assert!(sri.get(&page).await.says("Menunggu jawaban"), "what was decided with, the region answers");
    let said = news(&site).await;
    let is_both = |text: &str| text.contains("sudah dicabut") && text.contains("paling lambat");
    assert!(matches!(said.as_slice(), [(short, text)] if short == "diterima" && is_both(text)), "{said:?}");
}

#[rstest]
#[tokio::test]
async fn two_presses_at_once_are_one_request(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let (rights, act) = (&site.app.rights, site.act());
    for right in [Right::Correction, Right::Restriction, Right::Withdrawal] {
        for place in ["33.14", "17.09"] {
            let new = || NewRequest {
                account: sri.id,
                place: place.parse().expect("a place"),
                right,
                wish: Some(Wish::parse("Nama saya keliru ditulis.").expect("a wish")),
            };
            let asked = futures_util::future::join_all((0..6).map(|_| rights.ask(&act, new()))).await;
            let mut ids: Vec<_> = asked.into_iter().map(|id| id.expect("asked")).collect();
            ids.dedup();
            assert_eq!(ids.len(), 1, "{right:?} at {place}: {ids:?}");
        }
    }
    assert_eq!(rights.of_account(sri.id).await.expect("rows").len(), 6);
}

#[rstest]
#[tokio::test]
async fn a_region_that_was_put_away_is_not_asked(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    let (write, act) = (site.kit.control().write().await.expect("rows"), site.act());
    let why = Grounds::parse("Perjanjian berakhir.").expect("why");
    for deed in [Deed::Suspend, Deed::Archive] {
        let code = "33.14".parse().expect("a code");
        life::turn(&write, &act, code, deed, &why, &Ties::default(), &[]).await.expect("turned");
    }
    write.commit().await.expect("committed");
    let whom = sri.get("/data-pribadi/minta/akses").await;
    assert!(whom.says("Balainya sudah ditutup: mintalah kepada kementerian"), "{}", whom.text());
    assert!(!whom.says("/minta/akses/33.14") && !sri.get("/data-pribadi/minta/akses?semua=1").await.says("33.14\""));
    for right in ["akses", "perbaikan", "jeda", "tarik-izin"] {
        let form = format!("/data-pribadi/minta/{right}/33.14");
        assert_eq!(sri.get(&form).await.status, 404, "{right}");
        assert_eq!(sri.post(&form, &[("keterangan", "Nama saya keliru ditulis.")]).await.status, 404, "{right}");
    }
    assert_eq!(sri.get("/data-pribadi/minta/akses/17.09").await.status, 200);
}
