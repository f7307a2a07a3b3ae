//! The search over all regions.

use balai_catalog::national::{self, index};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::{ROOT, Site};
use rstest::rstest;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, EntityTrait, QueryFilter};

async fn site(kind: Kind) -> Site {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    site
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn one_name_is_one_title_with_the_regions_that_have_it(#[case] kind: Kind) {
    let site = site(kind).await;
    let page = site.browser().get(ROOT, "/cari?q=akte+klahiran").await;
    for words in ["Kabupaten Sragen. ", "Kabupaten Bengkulu Tengah. ", "nama layanan ditemukan", "akta kelahiran"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    let read = site.kit.control().read().await.expect("rows");
    let titles = read.all(index::title::Entity::find(), 1_000).await.expect("titles");
    assert_eq!(titles.len(), 98, "both regions share every title");
    assert!(titles.iter().all(|title| title.regions == 2));
    let title = titles.iter().find(|title| title.name == "Kutipan akta kelahiran").expect("the title");
    let all = site.browser().get(ROOT, &format!("/cari?q=akta&layanan={}", title.id)).await;
    assert!(all.says("Kabupaten Sragen. ") && all.says("Kabupaten Bengkulu Tengah. "));
    assert_eq!(site.browser().get(ROOT, "/cari?q=akta&layanan=x").await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_suspended_region_is_not_found_and_an_erased_one_leaves_nothing(#[case] kind: Kind) {
    let site = site(kind).await;
    let says = async |region: &str| site.browser().get(ROOT, "/cari?q=paspor+baru").await.says(region);
    let write = site.kit.control().write().await.expect("rows");
    national::set_region_open(&write, SRAGEN.parse().expect("a code"), false).await.expect("hidden");
    write.commit().await.expect("committed");
    assert!(!says("Kabupaten Sragen. ").await && says("Kabupaten Bengkulu Tengah. ").await);
    let write = site.kit.control().write().await.expect("rows");
    national::forget_region(&write, BENGKULU_TENGAH.parse().expect("a code")).await.expect("forgotten");
    write.commit().await.expect("committed");
    let read = site.kit.control().read().await.expect("rows");
    let titles = read.all(index::title::Entity::find(), 1_000).await.expect("titles");
    assert!(titles.iter().all(|title| title.regions == 0));
    let page = site.browser().get(ROOT, "/cari?q=paspor+baru").await;
    assert!(page.says("Belum ada layanan bernama"), "{}", page.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn services_that_came_before_there_were_titles_are_filed_by_the_worker(#[case] kind: Kind) {
    let site = site(kind).await;
    let write = site.kit.control().write().await.expect("rows");
    let unfiled = national::row::Entity::update_many()
        .col_expr(national::row::Column::TitleId, Expr::value(None::<uuid::Uuid>))
        .filter(Condition::all());
    write.update_many(unfiled).await.expect("unfiled");
    assert_eq!(write.delete_many(index::title::Entity::delete_many()).await.expect("gone"), 98);
    write.delete_many(index::term::Entity::delete_many()).await.expect("gone");
    write.delete_many(index::word::Entity::delete_many()).await.expect("gone");
    assert!(national::any_unfiled(&write).await.expect("rows"));
    assert_eq!(national::file_some(&write, site.act().at).await.expect("filed"), 196);
    assert!(!national::any_unfiled(&write).await.expect("rows"));
    write.commit().await.expect("committed");
    assert!(site.browser().get(ROOT, "/cari?q=paspor+baru").await.says("Kabupaten Sragen. "));
}
