//! Many services at once, by ticks or by a table, beside versions that wait and findings that are kept.

use std::collections::BTreeMap;

use balai_catalog::queries;
use balai_catalog::rows::finding::Entity;
use balai_catalog::rows::service::Model;
use balai_catalog::{Adopt, Templates};
use balai_kernel::Zone;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Answer, Browser, Site};
use reqwest::multipart::{Form, Part};
use rstest::rstest;
use sea_orm::EntityTrait as _;
use sea_orm::prelude::Uuid;

use crate::{Somebody, as_citizen, hidden, publish, service, with_published, write_decree, write_product};

/// How many findings are kept of each service, and how many of them its row counts.
async fn findings(site: &Site) -> BTreeMap<Uuid, (i32, i32)> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let known = queries::known_of(&read, &queries::DeskFilter::default()).await.expect("services");
    let mut counted: BTreeMap<Uuid, (i32, i32)> = BTreeMap::new();
    for row in read.all(Entity::find(), 10_000).await.expect("rows") {
        counted.entry(row.service_id).or_default().0 += 1;
    }
    for known in known {
        counted.entry(known.service.id).or_default().1 = known.service.blocking + known.service.looks;
    }
    counted
}

async fn read_again(site: &Site, service: &Model) -> Model {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    queries::desk_service(&read, service.id).await.expect("rows").expect("a service").service
}

async fn many(owner: &Browser, verb: &str, services: &[&Model]) -> Answer {
    let ids: Vec<String> = services.iter().map(|service| service.id.to_string()).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("pilih", id.as_str())).collect();
    owner.post("sragen", &format!("/kelola/katalog/{verb}"), &fields).await
}

async fn take_back(owner: &Browser, deed: &Answer) {
    let id = deed.location().split("urungan=").nth(1).and_then(|rest| rest.split('&').next()).expect("a way back");
    assert_eq!(owner.post("sragen", &format!("/kelola/katalog/urungan/{id}"), &[]).await.status, 303);
}

/// Sends a table, takes the columns as guessed, and returns the address of its preview.
async fn preview(owner: &Browser, table: &str) -> String {
    let form = Form::new().part("berkas", Part::bytes(table.as_bytes().to_vec()).file_name("layanan.csv"));
    let sent = owner.send(owner.posting("sragen", "/kelola/katalog/impor").multipart(form)).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let columns = owner.get("sragen", sent.location()).await;
    let heads: Vec<&str> = table.lines().next().expect("headings").split(';').collect();
    let chosen = heads.iter().enumerate().map(|(at, head)| (format!("kolom-{}", at + 1), *head));
    let chosen: Vec<(String, &str)> = chosen.collect();
    let mut fields = vec![("judul", "1")];
    fields.extend(chosen.iter().map(|(name, value)| (name.as_str(), *value)));
    assert_eq!(columns.status, 200, "{}", columns.text());
    let answer = owner.post("sragen", sent.location(), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}

#[rstest]
#[tokio::test]
async fn of_many_that_are_published_those_with_a_later_decree_wait_and_can_go_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let (birth, card) = (service(&site, "kutipan akta kelahiran").await, service(&site, "kartu keluarga").await);
    write_product(&owner, &birth, "Kutipan bertanda tangan elektronik").await;
    assert_eq!(write_decree(&owner, &birth, "2026-11-24").await.status, 303);
    write_product(&owner, &card, "Kartu bertanda tangan elektronik").await;

    let done = many(&owner, "terbitan", &[&birth, &card]).await;
    assert!(done.location().contains("terbit=1&menunggu=1&tertahan=0"), "{}", done.location());
    let list = owner.get("sragen", done.location()).await;
    assert!(list.says("1 layanan selesai dan terbit sendiri pada tanggal berlaku SK-nya."), "{}", list.text());
    assert!(as_citizen(&site, &card.slug).await.says("Kartu bertanda tangan"));
    assert!(!as_citizen(&site, &birth.slug).await.says("Kutipan bertanda tangan"));
    for (service, deed) in [(&birth, "Versi 2 menunggu tanggal berlaku"), (&card, "Versi 2 terbit")] {
        let history = owner.get("sragen", &format!("/kelola/layanan/{}/riwayat", service.id)).await;
        assert!(history.says(deed), "each service's history tells it: {}", history.text());
    }
    let again = many(&owner, "terbitan", &[&birth, &card]).await;
    assert!(again.location().contains("terbit=0&menunggu=0&tertahan=0"), "{}", again.location());

    take_back(&owner, &done).await;
    assert!(!as_citizen(&site, &card.slug).await.says("Kartu bertanda tangan"));
    assert_eq!(write_product(&owner, &birth, "Ditulis lagi").await.status, 303, "it does not wait any more");
    site.clock.set("2026-11-23T17:00:00Z".parse().expect("midnight in Sragen"));
    assert_eq!(site.look_after(SRAGEN, Zone::Wib).await, 0, "nor does it take effect");
}

#[rstest]
#[tokio::test]
async fn what_waits_is_neither_put_away_nor_written_over_by_a_table(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    write_decree(&owner, &birth, "2026-11-24").await;
    let waits = publish(&owner, &birth).await;
    assert!(waits.location().ends_with("selesai=tunggu"), "{}", waits.location());
    let archived = many(&owner, "arsip", &[&birth]).await;
    assert!(archived.location().contains("diarsipkan=0&menunggu=0&tetap=1"), "{}", archived.location());

    let table = format!("kode;produk\n{};Lain sama sekali\n", birth.code);
    let path = preview(&owner, &table).await;
    let page = owner.get("sragen", &path).await;
    assert!(page.says("Versi berikutnya menunggu 24 November 2026, jadi isinya tetap"), "{}", page.text());
    assert!(page.says("1 kesalahan"), "{}", page.text());

    let form = owner.get("sragen", &format!("/kelola/layanan/{}/terbit", birth.id)).await;
    assert!(form.says("Menunggu 24 November 2026"));
}

#[rstest]
#[tokio::test]
async fn a_table_and_its_undo_keep_the_findings_as_they_are_counted(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let before = findings(&site).await;
    assert!(before.values().all(|(kept, counted)| kept == counted), "{before:?}");
    let table = format!(
        "kode;nama-layanan;instansi;kategori;persyaratan\n{};{};;;Fotokopi KTP-el ibu\n;Penerbitan SIUP kecil;Dinas Kesehatan;Kesehatan;Surat permohonan\n",
        birth.code, birth.name,
    );
    let path = preview(&owner, &table).await;
    let seen = owner.get("sragen", &path).await;
    let decision = [("semula", hidden(&seen, "semula")), ("lanjut", "semua".to_owned())];
    let decision: Vec<(&str, &str)> = decision.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = owner.post("sragen", &format!("{path}/keputusan"), &decision).await;
    assert!(done.location().contains("baru=1&berubah=1"), "{} {}", done.location(), seen.text());
    let after = findings(&site).await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.values().all(|(kept, counted)| kept == counted), "{after:?}");
    assert!(after[&birth.id].0 > before[&birth.id].0, "a document that the vault holds");
    let history = owner.get("sragen", &format!("/kelola/layanan/{}/riwayat", birth.id)).await;
    assert!(history.says("Isi dari berkas yang diimpor"), "{}", history.text());
    let list = owner.get("sragen", "/kelola/temuan?aturan=abolished_permit").await;
    assert!(list.says("Penerbitan SIUP kecil"), "an abolished permit: {}", list.text());

    take_back(&owner, &done).await;
    assert_eq!(findings(&site).await, before);
    assert_eq!(read_again(&site, &birth).await.blocking, birth.blocking);
}
