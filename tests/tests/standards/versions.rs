//! Draft, waiting, published, superseded; and nothing that was published is written again.

use std::collections::BTreeMap;

use balai_catalog::rows::standard::{Column, Entity, VersionState};
use balai_catalog::{Component, Editor, Entry, Line};
use balai_kernel::Zone;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Site};
use rstest::rstest;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::{as_citizen, fill, publish, service, with_published, write_decree, write_product};

/// A minute before midnight in Sragen, and midnight.
const BEFORE: &str = "2026-11-23T16:59:00Z";
const MIDNIGHT: &str = "2026-11-23T17:00:00Z";

#[derive(FromQueryResult)]
struct Bytes {
    service_id: sea_orm::prelude::Uuid,
    version: i32,
    content: String,
    published_at: Option<chrono::DateTime<chrono::Utc>>,
    begun_by: String,
}

/// Every version that citizens ever saw, as the database holds it.
async fn stored(site: &Site) -> BTreeMap<(String, i32), String> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let query = Entity::find()
        .select_only()
        .columns([Column::ServiceId, Column::Version, Column::PublishedAt, Column::BegunBy])
        .column_as(Expr::col(Column::Content).cast_as("text"), "content")
        .filter(Column::State.ne(VersionState::Draft));
    let rows: Vec<Bytes> = read.rows_as(query, 10_000).await.expect("rows");
    let text = |row: &Bytes| format!("{} {:?} {}", row.content, row.published_at, row.begun_by);
    rows.into_iter().map(|row| ((row.service_id.to_string(), row.version), text(&row))).collect()
}

#[rstest]
#[tokio::test]
async fn a_version_waits_for_its_day_and_then_citizens_see_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let path = format!("/kelola/layanan/{}", birth.id);
    write_product(&owner, &birth, "Kutipan bertanda tangan elektronik").await;
    assert_eq!(write_decree(&owner, &birth, "2026-11-24").await.status, 303);
    for _ in 0..2 {
        let answer = publish(&owner, &birth).await;
        assert_eq!(answer.location(), format!("{path}/terbit?selesai=tunggu"), "{}", answer.text());
    }
    let page = owner.get("sragen", &format!("{path}/terbit")).await;
    assert!(page.says("Menunggu 24 November 2026") && page.says("Warga melihat versi 1"), "{}", page.text());
    let frozen = write_product(&owner, &birth, "Lain lagi").await;
    assert_eq!(frozen.status, 409, "what waits is not written on");
    assert!(frozen.says("menunggu tanggal berlakunya") && frozen.says("value=\"Lain lagi\""));
    for verb in ["pembuangan", "arsip"] {
        owner.post("sragen", &format!("{path}/{verb}"), &[]).await;
    }

    site.clock.set(BEFORE.parse().expect("an instant"));
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 0, "a minute too early");
    assert!(!as_citizen(&site, &birth.slug).await.says("bertanda tangan elektronik"));
    site.clock.set(MIDNIGHT.parse().expect("an instant"));
    assert!(!as_citizen(&site, &birth.slug).await.says("bertanda tangan elektronik"), "kept in memory");
    let (one, other) = tokio::join!(site.look_after(SRAGEN, Zone::Wib), site.look_after(SRAGEN, Zone::Wib));
    assert_eq!(one + other, 1, "two workers, once");
    let shown = as_citizen(&site, &birth.slug).await;
    assert!(shown.says("bertanda tangan elektronik") && shown.says("188/77/2026"), "{}", shown.text());
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 0, "it does not wait any more");

    let owner = somebody.at(&site, "sragen").await;
    let page = owner.get("sragen", &format!("{path}/terbit")).await;
    assert!(page.says("Digantikan") && !page.says("Menunggu 24"), "{}", page.text());
    let history = owner.get("sragen", &format!("{path}/riwayat")).await;
    for text in [
        "Versi 2 terbit",
        "Menggantikan versi 1",
        "Balai, otomatis",
        "Siti Aminah",
        "SK 188/77/2026",
        "24 November 2026 pukul 00.00 WIB",
    ] {
        assert!(history.says(text), "{text}: {}", history.text());
    }
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    assert!(read.verify_audit().await.expect("a chain").is_ok());
}

#[rstest]
#[tokio::test]
async fn a_waiting_version_can_be_called_back(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    write_product(&owner, &birth, "Kutipan yang batal").await;
    write_decree(&owner, &birth, "2026-11-24").await;
    publish(&owner, &birth).await;
    let back = format!("/kelola/layanan/{}/batal-tunggu", birth.id);
    assert!(owner.post("sragen", &back, &[]).await.location().ends_with("?selesai=batal-tunggu"));
    assert!(owner.post("sragen", &back, &[]).await.location().ends_with("/terbit"), "nothing waits any more");
    site.clock.set(MIDNIGHT.parse().expect("an instant"));
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 0);
    assert!(!as_citizen(&site, &birth.slug).await.says("Kutipan yang batal"));
    let owner = somebody.at(&site, "sragen").await;
    assert_eq!(write_product(&owner, &birth, "Kutipan yang lain").await.status, 303, "it is a draft again");
}

#[rstest]
#[tokio::test]
async fn a_version_whose_gate_is_closed_by_then_stays_a_draft(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let skck = service(&site, "skck baru").await;
    write_product(&owner, &skck, "SKCK bertanda tangan elektronik").await;
    write_decree(&owner, &skck, "2026-11-24").await;
    publish(&owner, &skck).await;
    // its category becomes one of population documents: a fee there is refused
    let category = format!("/kelola/kategori/{}", skck.category_id);
    let fields = [("nama", "Kependudukan lain"), ("hukum", "population"), ("urutan", "3")];
    assert_eq!(fill(&owner, &category, &fields).await.status, 303);
    site.clock.set(MIDNIGHT.parse().expect("an instant"));
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 0);
    assert!(!as_citizen(&site, &skck.slug).await.says("SKCK bertanda tangan elektronik"));
    let owner = somebody.at(&site, "sragen").await;
    let history = owner.get("sragen", &format!("/kelola/layanan/{}/riwayat", skck.id)).await;
    assert!(history.says("Versi 2 tidak jadi berlaku") && history.says("Adminduk wajib gratis"), "{}", history.text());
    assert_eq!(write_product(&owner, &skck, "SKCK").await.status, 303, "it can be put right");
}

/// Says that everything that was stored is stored still, to the byte, and takes in what is new.
async fn unchanged(site: &Site, before: &mut BTreeMap<(String, i32), String>, what: &str) {
    let now = stored(site).await;
    for (version, bytes) in before.iter() {
        assert_eq!(now.get(version), Some(bytes), "{what}: {version:?}");
    }
    *before = now;
}

#[rstest]
#[tokio::test]
async fn what_was_published_stays_byte_for_byte(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let path = format!("/kelola/layanan/{}", birth.id);
    let mut before = stored(&site).await;
    assert_eq!(before.len(), 98);
    write_product(&owner, &birth, "Kutipan versi dua").await;
    unchanged(&site, &mut before, "a draft was written").await;
    publish(&owner, &birth).await;
    unchanged(&site, &mut before, "version 2 was published").await;
    let revive = format!("{path}/pengembalian");
    assert!(owner.post("sragen", &revive, &[("versi", "1")]).await.location().ends_with("?selesai=kembali"));
    assert!(owner.post("sragen", &revive, &[("versi", "1")]).await.location().ends_with("/terbit"), "a draft stands");
    publish(&owner, &birth).await;
    unchanged(&site, &mut before, "version 1 came back as 3").await;
    write_decree(&owner, &birth, "2026-11-24").await;
    publish(&owner, &birth).await;
    site.clock.set(MIDNIGHT.parse().expect("an instant"));
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 1);
    unchanged(&site, &mut before, "version 4 took effect").await;
    let owner = somebody.at(&site, "sragen").await;
    owner.post("sragen", &format!("{path}/penarikan"), &[]).await;
    owner.post("sragen", &format!("{path}/arsip"), &[]).await;
    unchanged(&site, &mut before, "it was taken back and put away").await;
    assert_eq!(before.len(), 101, "98 and three more versions of one");

    // the verb itself, with the number of what citizens see: there is no draft of it
    let skck = service(&site, "skck baru").await;
    let (act, write) = (site.act(), site.kit.tenant(SRAGEN).write().await.expect("rows"));
    let product = Entry::Product(Line::parse("Lain").ok());
    let refused = Editor::new(&write, &act, site.today()).save_entry(skck.id, 1, product).await;
    assert!(refused.is_err());
    drop(write);
    unchanged(&site, &mut before, "the verb was asked for the published one").await;
}

#[rstest]
#[tokio::test]
async fn two_versions_are_read_side_by_side_and_an_old_one_comes_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let path = format!("/kelola/layanan/{}", birth.id);
    let old = as_citizen(&site, &birth.slug).await;
    write_product(&owner, &birth, "Kutipan akta kelahiran elektronik").await;
    let page = owner.get("sragen", &format!("{path}/banding")).await;
    assert!(page.says("<ins>kelahiran elektronik</ins>"), "{}", page.text());
    assert!(page.says("Kutipan akta <del>kelahiran, KK baru, dan KIA</del>"), "{}", page.text());
    assert!(page.says("Tidak berubah: ") && page.says(Component::Requirements.title()));
    publish(&owner, &birth).await;
    assert!(as_citizen(&site, &birth.slug).await.says("Kutipan akta kelahiran elektronik"));
    owner.post("sragen", &format!("{path}/pengembalian"), &[("versi", "1")]).await;
    let same = owner.get("sragen", &format!("{path}/banding?dari=1&ke=3")).await;
    assert!(same.says("Isi kedua versi sama."), "{}", same.text());
    assert!(as_citizen(&site, &birth.slug).await.says("Kutipan akta kelahiran elektronik"), "a draft is not shown");
    publish(&owner, &birth).await;
    let back = as_citizen(&site, &birth.slug).await;
    assert!(!back.says("Kutipan akta kelahiran elektronik"));
    assert_eq!(product(&back), product(&old), "a new version with the old content");
    for path in [format!("{path}/banding?dari=9"), format!("{path}/banding?ke=x"), format!("{path}/riwayat?setelah=x")]
    {
        assert_eq!(owner.get("sragen", &path).await.status, 404, "{path}");
    }
    let missing = owner.post("sragen", &format!("{path}/pengembalian"), &[("versi", "77")]).await;
    assert!(missing.location().ends_with("/terbit"), "{}", missing.location());
}

#[rstest]
#[tokio::test]
async fn a_crash_between_leaves_a_version_waiting(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    write_product(&owner, &birth, "Kutipan bertanda tangan elektronik").await;
    write_decree(&owner, &birth, "2026-11-24").await;
    publish(&owner, &birth).await;
    site.clock.set(MIDNIGHT.parse().expect("an instant"));
    {
        let (act, write) = (site.act(), site.kit.tenant(SRAGEN).write().await.expect("rows"));
        let became = Editor::new(&write, &act, site.today()).take_effect(birth.id).await.expect("it is due");
        assert_eq!(became, balai_catalog::TookEffect::Published);
        // the worker dies here: nothing was committed
    }
    assert!(!as_citizen(&site, &birth.slug).await.says("bertanda tangan elektronik"));
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 1, "the next worker finds it");
    assert!(as_citizen(&site, &birth.slug).await.says("bertanda tangan elektronik"));
}

/// What citizens are told they get: the last of the three facts.
fn product(page: &Answer) -> String {
    let facts = page.text().split("<dl").nth(1).and_then(|rest| rest.split("</dl>").next()).expect("the facts");
    facts.rsplit("<dd").next().expect("a fact").to_owned()
}
