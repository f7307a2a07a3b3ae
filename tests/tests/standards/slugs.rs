//! Addresses outlive names: chains, loops, and names that changed places.

use balai_testkit::Kind;
use balai_tests::{Browser, Site};
use rstest::rstest;

use crate::{fill, service, with_published};

/// Renames a service, as a person does on its page, and returns its address now.
async fn rename(site: &Site, owner: &Browser, id: &str, name: &str) -> String {
    let read = site.kit.tenant(balai_testkit::SRAGEN).read().await.expect("rows");
    let id = sea_orm::prelude::Uuid::parse_str(id).expect("an id");
    let desk = balai_catalog::queries::desk_service(&read, id).await.expect("rows").expect("a service");
    drop(read);
    let (agency, category) = (desk.service.agency_id.to_string(), desk.service.category_id.to_string());
    let fields = [
        ("nama", name),
        ("instansi", agency.as_str()),
        ("kategori", category.as_str()),
        ("kanal", "hall"),
        ("sambungan", "information"),
    ];
    let answer = fill(owner, &format!("/kelola/layanan/{id}"), &fields).await;
    assert_eq!(answer.status, 303, "{name}: {}", answer.text());
    let read = site.kit.tenant(balai_testkit::SRAGEN).read().await.expect("rows");
    let desk = balai_catalog::queries::desk_service(&read, id).await.expect("rows").expect("a service");
    format!("/layanan/{}", desk.service.slug)
}

/// Where an address leads in one step; itself when the page is there.
async fn leads(site: &Site, path: &str) -> String {
    let answer = site.browser().get("sragen", path).await;
    match answer.status {
        200 => path.to_owned(),
        301 => answer.location().to_owned(),
        other => panic!("{path}: {other}"),
    }
}

#[rstest]
#[tokio::test]
async fn every_address_a_service_ever_had_leads_to_it_in_one_step(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let birth = service(&site, "kutipan akta kelahiran").await;
    let (id, first) = (birth.id.to_string(), format!("/layanan/{}", birth.slug));
    let second = rename(&site, &owner, &id, "Akta bagi yang baru lahir").await;
    let third = rename(&site, &owner, &id, "Akta lahir").await;
    for old in [&first, &second] {
        assert_eq!(leads(&site, old).await, third, "a chain is one step");
    }
    let again = rename(&site, &owner, &id, &birth.name).await;
    assert_eq!(again, first, "its first name is its own still");
    assert_eq!(leads(&site, &first).await, first, "no loop");
    for old in [&second, &third] {
        assert_eq!(leads(&site, old).await, first);
    }
}

#[rstest]
#[tokio::test]
async fn names_that_change_places_do_not_change_where_addresses_lead(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (site, somebody) = with_published(kind).await;
    let owner = somebody.at(&site, "sragen").await;
    let (one, other) = (service(&site, "kutipan akta kelahiran").await, service(&site, "kutipan akta kematian").await);
    let (first, second) = (format!("/layanan/{}", one.slug), format!("/layanan/{}", other.slug));
    rename(&site, &owner, &one.id.to_string(), "Nama sementara").await;
    let other_now = rename(&site, &owner, &other.id.to_string(), &one.name).await;
    let one_now = rename(&site, &owner, &one.id.to_string(), &other.name).await;
    assert_ne!(one_now, other_now);
    assert_eq!(leads(&site, &first).await, one_now, "who kept the address finds the same service");
    assert_eq!(leads(&site, &second).await, other_now);
    assert_eq!(leads(&site, "/layanan/nama-sementara").await, one_now);
    for (path, name) in [(&one_now, &other.name), (&other_now, &one.name)] {
        assert!(site.browser().get("sragen", path).await.says(name.as_str()), "{path}");
    }
}
