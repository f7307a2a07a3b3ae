//! The record of processing of personal data: it knows every table that there is and no column that there is not, and people
//! read it on every host that has something of them.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::processing::{self, purposes, record};
use balai_storage::Space;
use balai_testkit::{Kind, SRAGEN, TestStore, place};
use balai_tests::{ACCOUNT, ROOT, Site};
use rstest::rstest;

/// The tables of a space, with their columns.
async fn tables(kit: &TestStore, space: &Space) -> BTreeMap<String, BTreeSet<String>> {
    let snapshot = kit.store.owner().expect("the owner").snapshot(space).await.expect("a snapshot");
    let columns = |table: &balai_storage::rows::Table| table.columns.iter().map(|column| column.name.clone()).collect();
    let tables = snapshot.shape().0.iter().map(|table| (table.name.clone(), columns(table))).collect();
    snapshot.end().await.expect("its end");
    tables
}

#[rstest]
#[tokio::test]
async fn every_table_is_in_the_record_and_every_column_of_the_record_is_there(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let kit = TestStore::fresh(kind).await;
    for (space, own) in
        [(Space::Control, processing::Space::Control), (Space::Tenant(place(SRAGEN)), processing::Space::Region)]
    {
        let tables = tables(&kit, &space).await;
        let entries: Vec<_> = record().iter().filter(|entry| entry.space == own).collect();
        let known: BTreeSet<_> = entries.iter().map(|entry| &entry.table).collect();
        let missing: Vec<_> = tables.keys().filter(|table| !known.contains(table)).collect();
        assert!(missing.is_empty(), "config/processing.csv does not know {missing:?} ({own:?})");
        for entry in entries {
            let columns = tables.get(&entry.table).unwrap_or_else(|| panic!("there is no table {}", entry.table));
            assert!(entry.column.as_ref().is_none_or(|column| columns.contains(column)), "there is no {entry:?}");
        }
    }
}

/// Columns that are about somebody, whatever table they stand in.
const PERSONAL: [&str; 13] = [
    "account_id",
    "by_account",
    "by_name",
    "actor",
    "personal",
    "email",
    "email_key",
    "phone",
    "phone_key",
    "recipient_key",
    "recipient_shown",
    "asked_by",
    "answered_by",
];
/// Tables whose addresses and numbers are those of offices.
const OFFICES: [&str; 2] = ["agencies", "halls"];

#[rstest]
#[tokio::test]
async fn a_column_that_is_about_somebody_is_in_the_record(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    for (space, own) in
        [(Space::Control, processing::Space::Control), (Space::Tenant(place(SRAGEN)), processing::Space::Region)]
    {
        for (table, columns) in tables(&kit, &space).await {
            for column in columns.iter().filter(|column| PERSONAL.contains(&column.as_str())) {
                let known = record()
                    .iter()
                    .any(|entry| entry.space == own && entry.table == table && entry.column.as_ref() == Some(column));
                assert!(
                    known || OFFICES.contains(&table.as_str()),
                    "config/processing.csv does not know {table}.{column}"
                );
            }
        }
    }
}

#[rstest]
#[tokio::test]
async fn its_rights_lead_to_where_they_are_asked(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let page = site.browser().get("sragen", "/data-pribadi/catatan").await;
    assert!(page.says("Kabupaten Sragen"), "whoever answers for the data is named");
    for right in ["akses", "perbaikan", "jeda", "tarik-izin"] {
        assert!(page.says(&format!("/data-pribadi/minta/{right}/33.14\"")), "{right}: {}", page.text());
    }
    let shared = site.browser().get(ROOT, "/data-pribadi/catatan").await;
    assert!(shared.says("/data-pribadi/minta/akses\""), "{}", shared.text());
}

#[rstest]
#[tokio::test]
async fn people_read_it_on_every_host_that_has_something_of_them(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    for host in [ROOT, ACCOUNT, "sragen"] {
        let browser = site.browser();
        let notice = browser.get(host, "/data-pribadi").await;
        assert!(notice.says("href=\"/data-pribadi/catatan\""), "{host}");
        let page = browser.get(host, "/data-pribadi/catatan").await;
        assert_eq!(page.status, 200, "{host}");
        for processing in purposes() {
            assert!(page.says(&processing.data) && page.says(processing.basis.title()), "{host}: {processing:?}");
        }
    }
}
