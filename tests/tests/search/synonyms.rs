//! A region's own list of synonyms.

use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, Site};
use rstest::rstest;

use crate::people::{Somebody, hidden};

const LIST: &str = "/kelola/pencarian";
const NEW: &str = "/kelola/pencarian/padanan/baru";

async fn owned(kind: Kind) -> (Site, Browser) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    (site, owner)
}

/// The page of the only synonym.
async fn page_of_it(owner: &Browser) -> String {
    let list = owner.get("sragen", LIST).await;
    let links = list.text().split("href=\"/kelola/pencarian/padanan/").skip(1);
    let id = links.filter_map(|link| link.split('"').next()).find(|id| !id.starts_with("baru")).expect("a synonym");
    format!("/kelola/pencarian/padanan/{id}")
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_word_of_the_region_is_found_as_soon_as_it_is_saved_and_no_longer_when_it_is_gone(#[case] kind: Kind) {
    let (site, owner) = owned(kind).await;
    let found = async || site.browser().get("sragen", "/cari?q=layang+kubur").await.says("Kutipan");
    assert!(!found().await);
    let saved = owner.post("sragen", NEW, &[("kata", "Layang Kubur"), ("maksud", "akta kematian")]).await;
    assert_eq!((saved.status, saved.location()), (303, "/kelola/pencarian?selesai=simpan"), "{}", saved.text());
    assert!(found().await, "in effect at once, though the page was kept");
    let list = owner.get("sragen", LIST).await;
    assert!(list.says("Layang Kubur") && list.says("akta kematian"));

    let page = page_of_it(&owner).await;
    let form = owner.get("sragen", &page).await;
    let seen = hidden(&form, "semula");
    let changed = [("semula", seen.as_str()), ("kata", "layang kubur"), ("maksud", "paspor")];
    assert_eq!(owner.post("sragen", &page, &changed).await.status, 303);
    assert!(site.browser().get("sragen", "/cari?q=layang+kubur").await.says("Paspor"));
    let late = [("semula", seen.as_str()), ("kata", "layang kubur"), ("maksud", "ktp")];
    let late = owner.post("sragen", &page, &late).await;
    assert_eq!(late.status, 409);
    assert!(late.says("Orang lain menyimpan bagian ini") && late.says("ktp"));

    assert_eq!(owner.post("sragen", &format!("{page}/hapus"), &[]).await.status, 303);
    assert!(!found().await);
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let trail: Vec<String> = read.audit_trail(3).await.expect("links").into_iter().map(|link| link.action).collect();
    assert_eq!(trail, ["synonym.removed", "synonym.edited", "synonym.created"]);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_cannot_stand_in_the_list_comes_back_with_its_reason(#[case] kind: Kind) {
    let (_site, owner) = owned(kind).await;
    for (word, meaning, why) in [
        ("", "akta", "Tulis kata yang dipakai warga"),
        ("a b c d", "akta", "Paling banyak 3 kata"),
        ("layang", " , ", "Tulis kata yang ada di nama layanan"),
        ("layang", "rendang padang", "Tidak ada layanan terbit yang memuat kata"),
    ] {
        let answer = owner.post("sragen", NEW, &[("kata", word), ("maksud", meaning)]).await;
        assert_eq!(answer.status, 422, "{word}: {meaning}");
        assert!(answer.says(why), "{why}: {}", answer.text());
    }
    let fields = [("kata", "layang"), ("maksud", "akta")];
    assert_eq!(owner.post("sragen", NEW, &fields).await.status, 303);
    let twice = owner.post("sragen", NEW, &fields).await;
    assert!(twice.status == 422 && twice.says("sudah ada di daftar"), "{}", twice.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_agencys_editor_has_no_say_in_the_regions_words(#[case] kind: Kind) {
    let (site, _owner) = owned(kind).await;
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let agency = balai_catalog::queries::agencies(&read).await.expect("agencies")[0].id;
    drop(read);
    let place = format!("33.14/{agency}");
    let role = balai_rbac::Role::CatalogueEditor;
    let somebody = Somebody::with(&site, "penyunting@sragenkab.go.id", role, &place).await;
    let editor = site.browser();
    let (_, page) = somebody.arrive(&site, &editor, "sragen", "/kelola/katalog").await;
    assert!(page.status == 200 && !page.says(LIST), "{}", page.text());
    assert_eq!(editor.get("sragen", LIST).await.status, 403);
    let answer = editor.post("sragen", NEW, &[("kata", "layang"), ("maksud", "akta")]).await;
    assert_eq!(answer.status, 403);
}
