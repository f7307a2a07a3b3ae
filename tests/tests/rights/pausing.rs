//! A pause stands at once: the region's clerks open nothing, unless a law demands it.

use balai_rbac::Role;
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::Site;
use rstest::rstest;

use crate::clerk::Clerk;
use crate::people::SRAGEN;
use crate::support::{Citizen, pdf};
use crate::{DESK, at, id, led};

async fn deeds(site: &Site, action: &str) -> usize {
    let trail = Trail { action: Some(action.to_owned()), ..Trail::default() };
    let read = site.kit.tenant("33.14").read().await.expect("rows");
    read.trail(&trail, None, 10).await.expect("links").len()
}

#[rstest]
#[tokio::test]
async fn while_a_pause_stands_nothing_is_opened_but_by_law(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu sri", "")).await;
    let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    led(&sri.post(&format!("/berkas/permintaan/{}", id(&request)), &[("berkas-0", &ktp)]).await);
    let opens = clerk.opens(&request).await.expect("given");
    assert_eq!(clerk.get(&opens).await.status, 200);

    let page = led(&sri.post("/data-pribadi/minta/jeda/33.14", &[("keterangan", "")]).await);
    assert!(sri.get(&page).await.says("Dijeda"));
    let refused = clerk.get(&opens).await;
    assert!(refused.status == 403 && refused.says("sedang dijeda") && refused.says("Pasal 41"), "{}", refused.text());
    assert_eq!(deeds(&site, "copy.refused").await, 1, "that it was tried stands in the trail");
    assert_eq!(clerk.post(&opens, &[("hukum", "")]).await.status, 422);
    let shown = clerk.get(&request).await;
    assert!(shown.says("Pemrosesan dijeda") && !shown.says("/putusan"), "{}", shown.text());
    assert_eq!(clerk.post(&format!("{request}/putusan"), &[]).await.location(), request, "nothing is decided with it");
    assert_eq!(deeds(&site, "request.decided").await, 0);
    let by_law = clerk.post(&opens, &[("hukum", "Perintah pengadilan nomor 12/2026")]).await;
    assert_eq!(by_law.status, 200, "{}", by_law.text());
    assert!(sri.get("/berkas/catatan").await.says("Perintah pengadilan nomor 12/2026"), "she reads why");

    let before = sri.get("/berkas/permintaan").await.text().matches("href=\"/berkas/permintaan/").count();
    assert_eq!(sri.send("", &ktp, &[("baru.pdf", pdf("kartu baru", ""))]).await.status, 303);
    let after = sri.get("/berkas/permintaan").await.text().matches("href=\"/berkas/permintaan/").count();
    assert_eq!((before, after), (1, 1), "a region that may open nothing does not ask for the new one");

    let owner = at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await;
    let one = format!("{DESK}/{}", id(&page));
    assert!(owner.get(SRAGEN, &one).await.says("Jeda sudah berlaku"));
    let done = [("jawaban", "selesai"), ("kata", "Jeda kami laksanakan.")];
    assert_eq!(led(&owner.post(SRAGEN, &one, &done).await), one);
    assert_eq!(clerk.get(&opens).await.status, 403, "done means that it stands");
    let twice = led(&sri.post("/data-pribadi/minta/jeda/33.14", &[("keterangan", "")]).await);
    assert_eq!(twice, page, "a pause that stands is not begun again");
    assert_eq!(led(&sri.post(&format!("{page}/akhiri"), &[]).await), page);
    assert!(sri.get(&page).await.says("Jeda berakhir"));
    assert_eq!(clerk.get(&opens).await.status, 200);

    let again = led(&sri.post("/data-pribadi/minta/jeda/33.14", &[("keterangan", "")]).await);
    assert_ne!(again, page);
    assert_eq!(clerk.get(&opens).await.status, 403);
    let refusal = [("jawaban", "tolak"), ("pasal", "41-2-a"), ("kata", "Permohonan akta wajib diproses.")];
    led(&owner.post(SRAGEN, &format!("{DESK}/{}", id(&again)), &refusal).await);
    assert_eq!(clerk.get(&opens).await.status, 200, "a refusal on a ground of the law ends it");
    assert!(clerk.post(&format!("{request}/putusan"), &[]).await.location().ends_with("kabar=diputus"));
    assert!(sri.get(&again).await.says("Pasal 41 ayat (2) huruf a"));
}
