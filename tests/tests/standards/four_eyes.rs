//! Where a region rules so, nobody publishes what she wrote.

use balai_rbac::Role;
use balai_testkit::Kind;
use rstest::rstest;

use crate::{Somebody, as_citizen, publish, service, with_published, write_decree, write_product};

const RULE: &str = "/kelola/katalog/empat-mata";

#[rstest]
#[tokio::test]
async fn who_wrote_on_a_draft_does_not_publish_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let second = Somebody::with(&site, "penyunting@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let owner = somebody.at(&site, "sragen").await;
    let editor = site.browser();
    second.arrive(&site, &editor, "sragen", "/kelola/katalog").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let page = format!("/kelola/layanan/{}/terbit", birth.id);

    assert_eq!(editor.post("sragen", RULE, &[("aturan", "ya")]).await.status, 403, "an editor sets no rule");
    assert_eq!(owner.post("sragen", RULE, &[("aturan", "ya")]).await.location(), format!("{RULE}?tersimpan=1"));
    assert_eq!(write_product(&editor, &birth, "Kutipan menurut penyunting").await.status, 303);
    assert_eq!(write_decree(&owner, &birth, "2026-11-02").await.status, 303);
    for own in [&editor, &owner] {
        let shown = own.get("sragen", &page).await;
        assert!(shown.says("orang lain yang menerbitkannya"), "both wrote on it: {}", shown.text());
        assert_eq!(publish(own, &birth).await.location(), page);
        let ids = [("pilih", birth.id.to_string())];
        let fields: Vec<(&str, &str)> = ids.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let many = own.post("sragen", "/kelola/katalog/terbitan", &fields).await;
        assert!(many.location().contains("tulisan-sendiri=1"), "{}", many.location());
    }
    assert!(!as_citizen(&site, &birth.slug).await.says("menurut penyunting"));

    let third = Somebody::with(&site, "kepala@sragenkab.go.id", Role::RegionOwner, "33.14").await;
    let other = third.at(&site, "sragen").await;
    assert_eq!(publish(&other, &birth).await.location(), format!("{page}?selesai=terbit"));
    assert!(as_citizen(&site, &birth.slug).await.says("menurut penyunting"));

    let withdrawn = other.post("sragen", &format!("/kelola/layanan/{}/penarikan", birth.id), &[]).await;
    assert_eq!(withdrawn.status, 303);
    assert_eq!(publish(&other, &birth).await.location(), format!("{page}?selesai=terbit"), "she wrote nothing on it");

    assert_eq!(write_product(&owner, &birth, "Kutipan lagi").await.status, 303);
    assert_eq!(publish(&owner, &birth).await.location(), page);
    assert_eq!(owner.post("sragen", RULE, &[("aturan", "tidak")]).await.status, 303);
    assert_eq!(publish(&owner, &birth).await.location(), format!("{page}?selesai=terbit"), "the rule was ended");
}
