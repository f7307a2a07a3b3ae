//! What is done to many at once, and taken back.

use balai_testkit::Kind;
use chrono::TimeDelta;
use rstest::rstest;

use crate::{LIST, hidden, undo_in, with_drafts, with_sample, written};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_changed_since_stays_and_is_named(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let before = written(&site).await;
    let (kept, other) = (&before[0].0, &before[1].0);
    let (one, two) = (kept.id.to_string(), other.id.to_string());
    let put_away = owner.post("sragen", "/kelola/katalog/arsip", &[("pilih", &one), ("pilih", &two)]).await;
    let undo = format!("{LIST}/urungan/{}", undo_in(&put_away));
    let open = owner.get("sragen", &undo).await;
    assert!(open.says("2 layanan diarsipkan") && open.says("Dapat diurungkan sampai"));
    owner.post("sragen", &format!("/kelola/layanan/{one}/pemulihan"), &[]).await;
    let path = format!("/kelola/layanan/{one}/5");
    let form = owner.get("sragen", &path).await;
    owner.post("sragen", &path, &[("semula", &hidden(&form, "semula")), ("produk", "Yang lain")]).await;
    let undone = owner.post("sragen", &undo, &[]).await;
    let page = owner.get("sragen", undone.location()).await;
    assert!(page.says(&format!("{} {}", kept.code, kept.name)), "{}", page.text());
    assert!(!page.says(&format!("{} {}", other.code, other.name)));
    let after = written(&site).await;
    assert_eq!(after.len(), before.len());
    assert_eq!(after[1], before[1], "back as it was");
    assert_ne!(after[0].1, before[0].1, "as somebody left it");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn after_ten_minutes_and_by_anybody_else_nothing_is_taken_back(#[case] kind: Kind) {
    let (site, owner) = with_drafts(kind).await;
    let id = written(&site).await[0].0.id.to_string();
    let put_away = owner.post("sragen", "/kelola/katalog/arsip", &[("pilih", &id)]).await;
    let undo = format!("{LIST}/urungan/{}", undo_in(&put_away));
    site.clock.advance(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    let count = written(&site).await.len();
    let late = owner.post("sragen", &undo, &[]).await;
    assert!(owner.get("sragen", late.location()).await.says("Waktu untuk mengurungkan sudah lewat."));
    assert_eq!(written(&site).await.len(), count);
    assert_eq!(owner.get("sragen", &format!("{LIST}/urungan/{id}")).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn many_are_published_moved_and_put_away_at_once_and_go_back(#[case] kind: Kind) {
    let (site, owner) = with_sample(kind).await;
    let before = written(&site).await;
    let none = owner.post("sragen", "/kelola/katalog/arsip", &[("semua", "1"), ("kembali", "tab=terbit")]).await;
    assert!(none.location().contains("diarsipkan=0"), "what citizens see stays: {}", none.location());

    // a file makes drafts of all, which are published again
    let file = owner.get("sragen", &format!("{LIST}/ekspor.csv")).await;
    let text = String::from_utf8(file.body).expect("UTF-8").replace(";contoh;", ";daerah;");
    let preview = crate::upload(&owner, "layanan.csv", text.into_bytes()).await;
    crate::decide(&owner, &preview, "semua").await;
    let drafts = written(&site).await;
    let published =
        owner.post("sragen", "/kelola/katalog/terbitan", &[("semua", "1"), ("kembali", "tab=&urut=nama")]).await;
    assert!(published.location().starts_with("/kelola/katalog?urut=nama&terbit="), "{}", published.location());
    let after = written(&site).await;
    let version = |(service, _): &(balai_catalog::rows::service::Model, _)| service.published_version;
    let shown = after.iter().zip(&drafts).filter(|(now, then)| version(now) != version(then)).count();
    assert!(shown > 1_000 && published.location().contains(&format!("terbit={shown}&")), "{shown}");
    let undone = owner.post("sragen", &format!("{LIST}/urungan/{}", undo_in(&published)), &[]).await;
    assert!(owner.get("sragen", undone.location()).await.says("Semuanya sudah kembali"));
    assert_eq!(written(&site).await, drafts);

    let agency = before.last().expect("services").0.agency_id.to_string();
    let one = before[0].0.id.to_string();
    let nowhere = owner.post("sragen", "/kelola/katalog/pemindahan", &[("pilih", &one)]).await;
    assert!(owner.get("sragen", nowhere.location()).await.says("Pilih instansi tujuannya."));
    let moved = owner.post("sragen", "/kelola/katalog/pemindahan", &[("pilih", &one), ("ke", &agency)]).await;
    assert!(moved.location().contains("dipindah=1"), "{}", moved.location());
    let at = |rows: &[(balai_catalog::rows::service::Model, _)]| {
        rows.iter().find(|(service, _)| service.id.to_string() == one).expect("it").0.agency_id.to_string()
    };
    assert_eq!(at(&written(&site).await), agency);
    owner.post("sragen", &format!("{LIST}/urungan/{}", undo_in(&moved)), &[]).await;
    assert_eq!(written(&site).await, drafts);
}
