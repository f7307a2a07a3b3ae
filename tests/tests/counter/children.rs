//! The region that opened a child's account ends what the parent may do for it.

use balai_testkit::Kind;
use balai_tests::Site;
use rstest::rstest;

use crate::citizens::Citizen;
use crate::family::{CHILD, mandate};
use crate::people::{OTHER, SRAGEN};
use crate::support::{Clerk, NIK, both_trails};

const LIST: &str = "/kelola/warga/anak";
const WHY: [(&str, &str); 1] = [("alasan", "Hak asuh berpindah ke neneknya")];

#[rstest]
#[tokio::test]
async fn a_parent_who_may_not_act_any_more_is_stopped_by_the_region_with_a_reason(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let (clerk, other) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    assert!(clerk.get(LIST).await.says("Belum ada anak"));
    let visit = clerk.meets(&sri).await;
    clerk.sees_card(&visit, NIK).await;
    let fields = [("nama", "Dewi Kecil"), ("nik", CHILD), ("kk", "ya")];
    assert_eq!(clerk.post(&format!("{visit}/anak"), &fields).await.status, 303);
    let own = mandate(&sri, "/mulai").await;
    sri.post(&format!("{own}/mulai"), &[]).await;
    assert_eq!(sri.get("/berkas").await.status, 200);

    let list = clerk.get(LIST).await;
    assert!(list.says("Dewi Kecil") && list.says("Sri Rahayu") && list.says("Berlaku"), "{}", list.text());
    let page = format!("{LIST}/{}", list.between("href=\"/kelola/warga/anak/", "\""));
    assert!(other.get(LIST).await.says("Belum ada anak"), "only who opened it");
    assert_eq!(other.get(&page).await.status, 404);
    assert_eq!(other.post(&page, &WHY).await.status, 404);
    assert!(clerk.get(&page).await.says("Sri Rahayu tidak lagi bertindak untuk Dewi Kecil?"));
    let empty = clerk.post(&page, &[("alasan", "")]).await;
    assert!(empty.status == 422 && empty.says("Tulis mengapa"), "{}", empty.text());
    assert_eq!(sri.get("/berkas").await.status, 200, "it stands until then");

    assert_eq!(clerk.post(&page, &WHY).await.location(), "/kelola/warga/anak?kabar=diakhiri");
    assert_eq!(clerk.post(&page, &WHY).await.status, 404, "once");
    assert_eq!(sri.get("/berkas").await.location(), "/keluarga?kabar=berakhir", "at once");
    assert!(!sri.get("/keluarga").await.says("Dewi Kecil"));
    assert!(clerk.get(LIST).await.says("Berakhir"));
    let region = "33.14".parse().unwrap();
    let ended = site.app.identity.parents_in(region, None, 9).await.unwrap().remove(0);
    assert_eq!(both_trails(&site, "33.14", "mandate.withdrawn", ended.owner.0).await, [1, 1]);
}

#[rstest]
#[tokio::test]
async fn a_mandate_that_somebody_gave_herself_is_not_the_regions_to_end(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, budi) = crate::family::two(&site).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    crate::family::appoints(&budi, "sri@contoh.id", "").await;
    let own = mandate(&sri, "/terima").await;
    sri.post(&format!("{own}/terima"), &[]).await;
    let id = own.rsplit('/').next().unwrap();
    assert_eq!(clerk.post(&format!("{LIST}/{id}"), &WHY).await.status, 404);
    assert_eq!(sri.post(&format!("{own}/mulai"), &[]).await.location(), "/berkas");
}
