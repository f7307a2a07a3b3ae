//! The list, what is done to many at once, and adoption.

use balai_testkit::{Kind, SRAGEN};
use balai_tests::Site;
use rstest::rstest;

use crate::{Somebody, service, with_drafts};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn starter_services_are_adopted_one_by_one_or_all_and_never_twice(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let start = owner.get("sragen", "/kelola").await;
    assert!(start.says("Ambil layanan awal") && start.says("penanggung jawab daerah") && start.says("Siti Aminah"));
    assert!(owner.get("sragen", "/kelola/katalog").await.says("Katalog masih kosong"));
    let offer = owner.get("sragen", "/kelola/katalog/adopsi").await;
    let key =
        offer.text().split("name=\"layanan\" value=\"").nth(1).expect("a service").split('"').next().expect("a key");
    assert_eq!(owner.post("sragen", "/kelola/katalog/adopsi", &[]).await.status, 422);
    let one = owner.post("sragen", "/kelola/katalog/adopsi", &[("layanan", key)]).await;
    assert_eq!(one.location(), "/kelola/katalog?tab=draf&diambil=1&sudah-ada=0");
    let all = owner.post("sragen", "/kelola/katalog/adopsi", &[("semua", "1")]).await;
    assert_eq!(all.location(), "/kelola/katalog?tab=draf&diambil=97&sudah-ada=1");
    let list = owner.get("sragen", all.location()).await;
    assert!(list.says("97 layanan awal diambil") && list.says("98 layanan dari"));
    let again = owner.post("sragen", "/kelola/katalog/adopsi", &[("semua", "1")]).await;
    assert_eq!(again.location(), "/kelola/katalog?tab=draf&diambil=0&sudah-ada=98");
    let strange =
        owner.post("sragen", "/kelola/katalog/adopsi", &[("layanan", "tidak-ada"), ("layanan", "../x")]).await;
    assert_eq!(strange.status, 422);
    let read = site.kit.tenant("17.09").read().await.expect("rows");
    assert_eq!(balai_catalog::queries::agencies(&read).await.expect("agencies").len(), 0);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_list_is_filtered_paged_and_published_from(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let first = owner.get("sragen", "/kelola/katalog").await;
    assert!(first.says("Menampilkan 25 dari 98"));
    let next = first.text().split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next());
    let next = next.expect("a next page").split('"').next().expect("its address").replace("&#38;", "&");
    let second = owner.get("sragen", &next).await;
    assert_eq!(second.status, 200);
    let names = |page: &str| {
        page.split("name=\"pilih\" value=\"").skip(1).map(|rest| rest[..36].to_owned()).collect::<Vec<_>>()
    };
    let (on_first, on_second) = (names(first.text()), names(second.text()));
    assert_eq!((on_first.len(), on_second.len()), (25, 25));
    assert!(on_first.iter().all(|id| !on_second.contains(id)), "no service on two pages");

    let birth = service(&site, "kutipan akta kelahiran").await;
    let found = owner.get("sragen", &format!("/kelola/katalog?q={}", birth.code)).await;
    assert_eq!(names(found.text()), [birth.id.to_string()]);
    let none = owner.get("sragen", "/kelola/katalog?q=zzz&kelengkapan=lengkap&temuan=tanpa&instansi=x").await;
    assert!(none.says("Tidak ada layanan dengan saringan ini"));

    let id = birth.id.to_string();
    let refused =
        owner.post("sragen", "/kelola/katalog/terbitan", &[("pilih", &id), ("kembali", "tab=draf&x=1")]).await;
    assert_eq!(refused.location(), "/kelola/katalog?tab=draf&terbit=0&menunggu=0&tertahan=1", "no decree yet");
    let put_away = owner.post("sragen", "/kelola/katalog/arsip", &[("pilih", &id)]).await;
    assert!(put_away.location().starts_with("/kelola/katalog?diarsipkan=1&menunggu=0&tetap=0&urungan="));
    assert!(owner.get("sragen", "/kelola/katalog?tab=arsip").await.says(&id));
    let nothing = owner.post("sragen", "/kelola/katalog/arsip", &[]).await;
    assert!(owner.get("sragen", nothing.location()).await.says("Belum ada yang dicentang."));

    site.publish_starter(SRAGEN).await;
    let count = owner.get("sragen", "/kelola").await;
    assert_eq!(count.status, 200);
}
