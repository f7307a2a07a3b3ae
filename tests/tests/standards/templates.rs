//! National templates that change after a region adopted them: what the region wrote is never overwritten.

use balai_catalog::queries;
use balai_catalog::{Adopt, Entry, Line, ServiceTime, Standard, Templates, TimeUnit};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, Node, Site};
use rstest::rstest;

use crate::{Somebody, fill, service};

/// The national templates with other days and another product for some services.
fn later(version: i32, days: u16, product: &str, words: &[&str]) -> Templates {
    let mut templates = Templates::starter().clone();
    templates.version = version;
    for template in &mut templates.services {
        let name = balai_kernel::fold(template.name.as_str());
        if words.iter().any(|word| name.contains(word)) {
            let standard = template.standard.clone();
            template.standard = standard
                .with(Entry::Time(ServiceTime::of(days, TimeUnit::WorkingDays)))
                .with(Entry::Product(Line::parse(product).ok()));
        }
    }
    templates
}

/// Somebody's browser at a node.
async fn at(site: &Site, somebody: &Somebody, node: &Node) -> Browser {
    let browser = node.browser();
    let (_, page) = somebody.arrive(site, &browser, "sragen", "/kelola/pegawai").await;
    assert_eq!(page.status, 200, "{}", page.text());
    browser
}

async fn content(site: &Site, words: &str) -> Standard {
    let service = service(site, words).await;
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    queries::desk_service(&read, service.id).await.expect("rows").expect("a service").newest.content
}

fn days(standard: &Standard) -> u16 {
    standard.time.as_ref().expect("a time").amount.get()
}

#[rstest]
#[tokio::test]
async fn a_changed_template_is_offered_field_by_field_and_overwrites_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let somebody = Somebody::owner(&site).await;
    let owner = somebody.at(&site, "sragen").await;
    let (birth, death) =
        (service(&site, "kutipan akta kelahiran").await, service(&site, "kutipan akta kematian").await);
    let own_time = [("lama", "5"), ("satuan", "hari-kerja"), ("simpan", "1")];
    assert_eq!(fill(&owner, &format!("/kelola/layanan/{}/3", birth.id), &own_time).await.status, 303);
    assert!(owner.get("sragen", "/kelola/katalog/pembaruan").await.says("Tidak ada perubahan"));

    let node = site.upgraded(later(2, 9, "Kutipan baru", &["akta kelahiran", "akta kematian"])).await;
    let owner = at(&site, &somebody, &node).await;
    let before = (content(&site, "kutipan akta kelahiran").await, content(&site, "kutipan akta kematian").await);
    let list = owner.get("sragen", "/kelola/katalog/pembaruan").await;
    for id in [birth.id, death.id] {
        assert!(list.says(&format!("/kelola/layanan/{id}/pembaruan")), "{}", list.text());
    }
    let path = format!("/kelola/layanan/{}/pembaruan", birth.id);
    let page = owner.get("sragen", &path).await;
    assert!(page.says("Anda juga mengubah bagian ini") && page.says("Templat saat diambil"), "{}", page.text());
    assert!(page.says("name=\"3\"") && page.says("name=\"5\"") && !page.says("name=\"1\""));
    let after = (content(&site, "kutipan akta kelahiran").await, content(&site, "kutipan akta kematian").await);
    assert_eq!(before, after, "an upgrade writes nothing");

    let seen = crate::hidden(&page, "draf");
    let nothing = owner.post("sragen", &path, &[("draf", &seen)]).await;
    assert_eq!(nothing.status, 422);
    let stale = owner.post("sragen", &path, &[("draf", "99"), ("5", "terima")]).await;
    assert_eq!(stale.status, 409);
    for _ in 0..2 {
        let seen = crate::hidden(&owner.get("sragen", &path).await, "draf");
        owner.post("sragen", &path, &[("draf", &seen), ("5", "terima"), ("3", "tolak")]).await;
        if !owner.get("sragen", &path).await.says("name=\"draf\"") {
            break;
        }
    }
    let now = content(&site, "kutipan akta kelahiran").await;
    assert_eq!(days(&now), 5, "what was refused stays as the region wrote it");
    assert_eq!(now.product.as_ref().map(Line::as_str), Some("Kutipan baru"));
    let list = owner.get("sragen", "/kelola/katalog/pembaruan").await;
    assert!(!list.says(&birth.id.to_string()) && list.says(&death.id.to_string()), "{}", list.text());
    let history = owner.get("sragen", &format!("/kelola/layanan/{}/riwayat", birth.id)).await;
    assert!(history.says("Diterima: 5. Produk pelayanan") && history.says("Ditolak: 3. Jangka waktu"));

    let node = site.upgraded(later(3, 11, "Kutipan baru", &["akta kelahiran", "akta kematian"])).await;
    let owner = at(&site, &somebody, &node).await;
    let page = owner.get("sragen", &path).await;
    assert!(page.says("name=\"3\"") && !page.says("name=\"5\""), "only what changed again: {}", page.text());
    let seen = crate::hidden(&page, "draf");
    let taken = owner.post("sragen", &path, &[("draf", &seen), ("3", "terima")]).await;
    assert_eq!(taken.location(), format!("/kelola/layanan/{}/terbit?selesai=templat", birth.id), "{}", taken.text());
    assert_eq!(days(&content(&site, "kutipan akta kelahiran").await), 11);
}

#[rstest]
#[tokio::test]
async fn services_adopted_before_origins_were_kept_get_theirs_and_are_told_of(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    use balai_catalog::rows::origin::Entity;
    use sea_orm::EntityTrait;

    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let somebody = Somebody::owner(&site).await;
    let write = site.kit.tenant(SRAGEN).write().await.expect("rows");
    write.delete_many(Entity::delete_many()).await.expect("as an older release left it");
    write.commit().await.expect("committed");
    site.look_after(SRAGEN, balai_kernel::Zone::Wib).await;
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    assert_eq!(read.all(Entity::find(), 1_000).await.expect("rows").len(), 98);
    let waiting = read.waiting_events(&["catalog.service_published"]).await.expect("events");
    assert!(waiting > 0, "the platform learns their templates");
    drop(read);
    site.carry_news(SRAGEN).await;
    let node = site.upgraded(later(2, 9, "Kutipan baru", &["akta kelahiran"])).await;
    let owner = at(&site, &somebody, &node).await;
    assert!(owner.get("sragen", "/kelola/katalog/pembaruan").await.says("3. Jangka waktu; 5. Produk pelayanan"));
}
