//! A removed document is gone: its object, its keys, and the way back.

#![expect(clippy::disallowed_types, reason = "a test looks behind the doors")]

use balai_storage::Space;
use balai_testkit::Kind;
use balai_tests::Site;
use rstest::rstest;
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, ExprTrait as _};

use crate::support::{Citizen, document_of, holds, objects, pdf};

async fn rows(site: &Site, table: &'static str) -> u64 {
    let tx = site.kit.store.owner().expect("the owner").begin(&Space::Control).await.expect("a transaction");
    let count = Query::select().expr(sea_orm::sea_query::Expr::col("id").count()).from(table).to_owned();
    let row = tx.query_one(&count).await.expect("asked").expect("a count");
    u64::try_from(row.try_get_by_index::<i64>(0).expect("a number")).expect("not negative")
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_removed_document_is_gone_with_its_keys_and_its_objects(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let id = sri.adds("KTP", pdf("satu", "")).await;
    assert_eq!(sri.send("", &id, &[("a", pdf("dua", ""))]).await.status, 303);
    let other = sri.adds("KK", pdf("tetap", "")).await;
    let opens = sri.opens(&id).await;
    assert_eq!((objects(&site).await.len(), rows(&site, "vault_versions").await), (3, 3));

    let ask = sri.get(&format!("/berkas/{id}/hapus")).await;
    assert!(ask.says("Hapus KTP-el?") && ask.says("tidak dapat dikembalikan"), "{}", ask.text());
    let gone = sri.post(&format!("/berkas/{id}/hapus"), &[]).await;
    assert!(sri.get(gone.location()).await.says("Berkas dihapus untuk selamanya."));
    assert_eq!(sri.get(&opens).await.status, 404);
    assert_eq!(sri.post(&format!("/berkas/{id}/hapus"), &[]).await.status, 404, "a second click");
    let left = objects(&site).await;
    assert_eq!((left.len(), rows(&site, "vault_versions").await, rows(&site, "vault_documents").await), (1, 1, 1));
    assert_eq!(sri.get(&sri.opens(&other).await).await.status, 200, "the other one stays");
    let again = sri.send("KTP", "", &[("a", pdf("satu", ""))]).await;
    assert!(again.location().ends_with("/nomor"), "the same file may come again: {}", again.location());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_says_who_somebody_is_stands_sealed_in_the_rows(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let id = document_of(&sri.send("KTP", "", &[("kenari sri.pdf", pdf("kenari", ""))]).await);
    let number = sri.post(&format!("/berkas/{id}/nomor"), &[("nomor", "3314010101900001")]).await;
    assert_eq!(number.status, 303);
    assert!(sri.get(&format!("/berkas/{id}")).await.says("kenari sri.pdf"), "it is there");
    let tx = site.kit.store.owner().expect("the owner").begin(&Space::Control).await.expect("a transaction");
    let sealed = Query::select().column("details").from("vault_versions").to_owned();
    let row = tx.query_one(&sealed).await.expect("asked").expect("a version");
    let sealed = row.try_get_by_index::<Vec<u8>>(0).expect("bytes");
    assert!(sealed.len() > 40 && !holds(&sealed, b"3314010101900001") && !holds(&sealed, b"kenari"));
}
