//! A list of 1,418: few statements, in any order, page by page, saved under a name.

use std::collections::BTreeSet;

use balai_testkit::Kind;
use rstest::rstest;

use crate::{LIST, with_sample};

/// Statements of a page of the list in the region's rows: its frame, what surrounds it, its services.
const MOST: u64 = 3;

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_page_of_the_list_takes_three_statements_however_it_is_asked_for(#[case] kind: Kind) {
    let (site, owner) = with_sample(kind).await;
    let first = owner.get("sragen", LIST).await;
    assert!(first.says("Menampilkan 25 dari 1.418") && first.says("1.418 layanan dari 40 instansi."));
    let next = next(first.text());
    for path in [LIST, "/kelola/katalog?q=izin&urut=nama&kelengkapan=lengkap&temuan=tanpa&tab=terbit", &next] {
        let before = site.kit.store.tallies().tenant.statements();
        let page = owner.get("sragen", path).await;
        let statements = site.kit.store.tallies().tenant.statements() - before;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.says("name=\"pilih\"") || path.contains("izin"), "{path} shows services");
        assert_eq!(statements, MOST, "{path}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn every_service_stands_on_one_page_in_every_order(#[case] kind: Kind) {
    let (_site, owner) = with_sample(kind).await;
    for order in ["", "nama", "kode", "kelengkapan"] {
        let (mut seen, mut path) = (BTreeSet::new(), format!("{LIST}?urut={order}"));
        let mut pages = 0;
        loop {
            let page = owner.get("sragen", &path).await;
            for id in page.text().split("name=\"pilih\" value=\"").skip(1).map(|rest| rest[..36].to_owned()) {
                assert!(seen.insert(id), "twice in {order}");
            }
            pages += 1;
            if !page.says("rel=\"next\"") {
                break;
            }
            path = next(page.text());
        }
        assert_eq!((seen.len(), pages), (1_418, 57), "{order}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_view_is_saved_under_a_name_for_its_own_reader(#[case] kind: Kind) {
    let (site, owner) = with_sample(kind).await;
    let view = "tab=terbit&q=izin&urut=nama";
    let nameless = owner.post("sragen", "/kelola/katalog/tampilan", &[("nama", " "), ("kembali", view)]).await;
    assert!(nameless.status == 422 && nameless.says("Beri nama tampilan ini.") && nameless.says("value=\"izin\""));
    let saved = owner.post("sragen", "/kelola/katalog/tampilan", &[("nama", "Izin <b>"), ("kembali", view)]).await;
    assert_eq!(saved.location(), format!("{LIST}?{view}"));
    let page = owner.get("sragen", LIST).await;
    assert!(page.says("Izin &#60;b&#62;") && page.says("tab=terbit&#38;q=izin&#38;urut=nama"), "{}", page.text());
    let colleague =
        crate::Somebody::with(&site, "rekan@sragenkab.go.id", balai_rbac::Role::CatalogueEditor, "33.14").await;
    let browser = site.browser();
    let (_, page) = colleague.arrive(&site, &browser, "sragen", LIST).await;
    assert!(page.status == 200 && !page.says("Izin &#60;b&#62;"));
    owner.post("sragen", "/kelola/katalog/tampilan/hapus", &[("hapus", "Izin <b>")]).await;
    assert!(!owner.get("sragen", LIST).await.says("Izin &#60;b&#62;"));
}

fn next(page: &str) -> String {
    let before = page.split("rel=\"next\"").next().expect("a next page");
    let href = before.rsplit("href=\"").next().expect("its address");
    balai_tests::unescaped(href.split('"').next().expect("the end"))
}
