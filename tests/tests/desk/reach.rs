//! Who sees what: editors of one agency, people of another region, strangers.

use balai_rbac::Role;
use balai_testkit::Kind;
use rstest::rstest;

use crate::{Somebody, agencies, fill, service, with_drafts};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_editor_of_one_agency_sees_and_changes_its_services_only(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let own = service(&site, "kutipan akta kelahiran").await;
    let kept = agencies(&site).await;
    let agency = kept.iter().find(|agency| agency.id == own.agency_id).expect("its agency");
    let foreign = {
        let other = kept.iter().find(|agency| agency.id != own.agency_id).expect("another agency");
        let page = owner.get("sragen", &format!("/kelola/katalog?instansi={}", other.id)).await;
        let id = page.text().split("name=\"pilih\" value=\"").nth(1).expect("its service")[..36].to_owned();
        (other, id)
    };
    let editor =
        Somebody::with(&site, "editor@sragenkab.go.id", Role::CatalogueEditor, &format!("33.14/{}", agency.id)).await;
    let browser = site.browser();
    let (_, page) = editor.arrive(&site, &browser, "sragen", "/kelola/katalog").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.says(&format!("penyunting katalog {}", agency.short_name)) && page.says("dari 1 instansi"));
    assert!(!page.says("/kelola/balai") && !page.says("/kelola/kategori"));

    let path = format!("/kelola/layanan/{}/5", own.id);
    assert_eq!(fill(&browser, &path, &[("produk", "Kutipan")]).await.status, 303);
    for path in ["", "/1", "/4", "/14", "/sk", "/terbit"].map(|end| format!("/kelola/layanan/{}{end}", foreign.1)) {
        assert_eq!(owner.get("sragen", &path).await.status, 200, "{path}");
        assert_eq!(browser.get("sragen", &path).await.status, 404, "{path}");
    }
    for end in ["", "/4", "/sk", "/terbit", "/penarikan", "/arsip", "/pemulihan", "/pembuangan", "/kesesuaian"] {
        let path = format!("/kelola/layanan/{}{end}", foreign.1);
        assert_eq!(browser.post("sragen", &path, &[("nama", "x")]).await.status, 404, "{path}");
    }
    let many = browser.post("sragen", "/kelola/katalog/arsip", &[("pilih", &foreign.1)]).await;
    assert_eq!(many.status, 404);
    let other_agency = format!("/kelola/instansi/{}", foreign.0.id);
    assert_eq!(browser.get("sragen", &other_agency).await.status, 404);
    assert_eq!(browser.post("sragen", &other_agency, &[]).await.status, 404);
    assert_eq!(browser.get("sragen", &format!("/kelola/instansi/{}", agency.id)).await.status, 200);
    let moved = fill(
        &browser,
        &format!("/kelola/layanan/{}", own.id),
        &[("nama", "Akta"), ("instansi", &foreign.0.id.to_string())],
    )
    .await;
    assert!(moved.status == 422 && moved.says("Pilih instansi dari daftar."), "not into another agency");
    for path in ["/kelola/instansi/baru", "/kelola/kategori", "/kelola/kategori/baru", "/kelola/balai"] {
        assert_eq!(browser.get("sragen", path).await.status, 403, "{path}");
        assert_eq!(owner.get("sragen", path).await.status, 200, "{path}");
    }
    let adopt = browser.post("sragen", "/kelola/katalog/adopsi", &[("semua", "1")]).await;
    assert!(adopt.location().contains("diambil=0"), "only her agency's, and those are there: {}", adopt.location());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_belongs_to_one_region_is_not_there_for_the_other(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let own = service(&site, "kutipan akta kelahiran").await;
    let other = Somebody::other_owner(&site).await.at(&site, "bengkulu-tengah").await;
    let pages = [
        format!("/kelola/layanan/{}", own.id),
        format!("/kelola/layanan/{}/4", own.id),
        format!("/kelola/layanan/{}/sk", own.id),
        format!("/kelola/layanan/{}/terbit", own.id),
        format!("/kelola/instansi/{}", own.agency_id),
        format!("/kelola/instansi/{}/logo", own.agency_id),
        format!("/kelola/kategori/{}", own.category_id),
    ];
    for path in pages {
        assert_eq!(owner.get("sragen", &path).await.status, 200, "{path}");
        let answer = other.get("bengkulu-tengah", &path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.says(&own.name));
        assert_eq!(other.get("bengkulu-tengah", &path.replace(&own.id.to_string(), "x")).await.status, 404);
    }
    assert_eq!(site.browser().get("sragen", "/kelola/katalog").await.status, 303, "a stranger signs in");
}
