//! Copying from another region: only where it allows it, only what it has published, only through the national copy.

use balai_catalog::queries::{self, DeskFilter, Page};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::{Browser, Site};
use rstest::rstest;

use crate::Somebody;

const LIST: &str = "/kelola/katalog/salin";
const THEIRS: &str = "bengkulu-tengah";

/// A service of the lending region by words of its name.
async fn theirs(site: &Site, words: &str) -> balai_catalog::rows::service::Model {
    let read = site.kit.tenant(BENGKULU_TENGAH).read().await.expect("rows");
    let filter = DeskFilter { query: balai_catalog::Query::parse(words), ..DeskFilter::default() };
    let found = queries::desk_services(&read, &filter, Page::first(1)).await.expect("services");
    found.items.into_iter().next().unwrap_or_else(|| panic!("no service {words}"))
}

/// The link to a lent standard by words of its name.
async fn link(ours: &Browser, words: &str) -> Option<String> {
    let page = ours.get("sragen", &format!("{LIST}?q={words}")).await;
    assert_eq!(page.status, 200);
    let rest = page.text().split(&format!("href=\"{LIST}/")).nth(1)?;
    Some(format!("{LIST}/{}", rest.split('"').next().expect("an id")))
}

#[rstest]
#[tokio::test]
async fn a_region_lends_nothing_until_it_says_so_and_then_only_what_is_published(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    site.publish_starter(SRAGEN).await;
    let ours = Somebody::owner(&site).await.at(&site, "sragen").await;
    let lender = Somebody::other_owner(&site).await.at(&site, THEIRS).await;
    assert_eq!(link(&ours, "paspor").await, None, "off by default");

    let permission = "/kelola/katalog/izin-salin";
    assert!(lender.get(THEIRS, permission).await.says("belum boleh menyalin"));
    for _ in 0..2 {
        assert_eq!(lender.post(THEIRS, permission, &[("izin", "ya")]).await.status, 303);
    }
    site.carry_news(BENGKULU_TENGAH).await;
    let path = link(&ours, "akta%20kelahiran").await.expect("lent now");
    let page = ours.get("sragen", &path).await;
    assert!(page.says("Kabupaten Bengkulu Tengah") && page.says("versi 1"), "{}", page.text());
    assert_eq!(lender.get(THEIRS, &path).await.status, 404, "nobody borrows from herself");

    // a draft of theirs does not cross
    let birth = theirs(&site, "kutipan akta kelahiran").await;
    let part = format!("/kelola/layanan/{}/5", birth.id);
    let seen = crate::hidden(&lender.get(THEIRS, &part).await, "semula");
    let draft = [("semula", seen.as_str()), ("produk", "Produk rahasia draf"), ("simpan", "1")];
    assert_eq!(lender.post(THEIRS, &part, &draft).await.status, 303);
    site.carry_news(BENGKULU_TENGAH).await;
    assert!(!ours.get("sragen", &path).await.says("rahasia"));
    let published = lender.post(THEIRS, &format!("/kelola/layanan/{}/terbit", birth.id), &[]).await;
    assert_eq!(published.status, 303);
    site.carry_news(BENGKULU_TENGAH).await;
    let path = link(&ours, "akta%20kelahiran").await.expect("lent still");
    let page = ours.get("sragen", &path).await;
    assert!(page.says("Produk rahasia draf") && page.says("versi 2"), "published, it crosses: {}", page.text());

    assert_eq!(lender.post(THEIRS, permission, &[("izin", "tidak")]).await.status, 303);
    site.carry_news(BENGKULU_TENGAH).await;
    assert_eq!(link(&ours, "akta%20kelahiran").await, None);
    assert_eq!(ours.get("sragen", &path).await.status, 404);
}

#[rstest]
#[tokio::test]
async fn a_copy_names_its_source_and_leaves_behind_what_holds_only_there(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    site.adopt(SRAGEN, balai_catalog::Templates::starter(), balai_catalog::Adopt::AsDrafts).await;
    let ours = Somebody::owner(&site).await.at(&site, "sragen").await;
    let lender = Somebody::other_owner(&site).await.at(&site, THEIRS).await;
    lender.post(THEIRS, "/kelola/katalog/izin-salin", &[("izin", "ya")]).await;
    site.carry_news(BENGKULU_TENGAH).await;
    let levy = theirs(&site, "persetujuan bangunan gedung").await;
    let path = link(&ours, "persetujuan%20bangunan").await.expect("lent");

    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let agency = queries::agencies(&read).await.expect("agencies")[0].id.to_string();
    let category = queries::categories(&read).await.expect("categories");
    let category =
        category.iter().find(|row| row.subject == balai_catalog::Subject::General).expect("one").id.to_string();
    drop(read);
    let missing =
        ours.post("sragen", &path, &[("nama", "Salinan PBG"), ("instansi", ""), ("kategori", &category)]).await;
    assert_eq!(missing.status, 422);
    assert!(missing.says("Pilih instansi dari daftar.") && missing.says("value=\"Salinan PBG\""), "{}", missing.text());
    let fields = [("nama", "Salinan PBG"), ("instansi", agency.as_str()), ("kategori", category.as_str())];
    let copied = ours.post("sragen", &path, &fields).await;
    assert!(copied.location().ends_with("?selesai=salin"), "{}", copied.text());
    let again = ours.post("sragen", &path, &fields).await;
    assert_eq!(again.status, 422, "a second click makes no second one");
    let page = ours.get("sragen", copied.location()).await;
    assert!(page.says("Disalin dari Kabupaten Bengkulu Tengah") && page.says(&levy.name), "{}", page.text());
    assert!(page.says("Tulis Perda yang menetapkan retribusi ini.") && page.says("Tulis nomor dan tanggal SK"));
    let service = crate::service(&site, "salinan pbg").await;
    assert_eq!(service.state, balai_catalog::rows::service::StateWord::Draft);
    let history = ours.get("sragen", &format!("/kelola/layanan/{}/riwayat", service.id)).await;
    assert!(history.says("Layanan disalin dari daerah lain") && history.says("Kabupaten Bengkulu Tengah"));
    let read = site.kit.tenant(BENGKULU_TENGAH).read().await.expect("rows");
    assert!(read.verify_audit().await.expect("a chain").is_ok());
}
