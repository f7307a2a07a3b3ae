//! A table of tomorrow is neither forgotten by an archive nor by the sweep of the trash.

use std::collections::BTreeSet;

use balai_migrations::{MigratorTrait, TenantMigrator, migrate_space};
use balai_storage::Space;
use balai_storage::rows::{Kind as Holds, Shape};
use balai_testkit::{Kind, SRAGEN, TestStore, place};
use rstest::rstest;
use sea_orm::DbErr;
use sea_orm_migration::prelude::{ForeignKey, MigrationName, MigrationTrait, SchemaManager, Table, async_trait};
use sea_orm_migration::schema;

/// Today's stream with one more table, of every kind of column.
struct Tomorrow;

impl MigratorTrait for Tomorrow {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut steps = TenantMigrator::migrations();
        steps.push(Box::new(Parking));
        steps
    }
}

struct Parking;

impl MigrationName for Parking {
    fn name(&self) -> &'static str {
        "m9999_parking"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Parking {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut to_agency = ForeignKey::create();
        to_agency.name("fk_aaa_parking_agency").from("aaa_parking", "agency_id").to("agencies", "id");
        let table = Table::create()
            .table("aaa_parking")
            .col(schema::uuid("id").primary_key().take())
            .col(schema::uuid_null("agency_id"))
            .col(schema::json_binary_null("plan"))
            .col(schema::timestamp_with_time_zone_null("since"))
            .col(schema::date_null("day"))
            .col(schema::boolean_null("covered"))
            .col(schema::small_integer_null("floors"))
            .col(schema::integer_null("places"))
            .col(schema::big_integer_null("cost"))
            .col(schema::text_null("name"))
            .col(schema::blob_null("map"))
            .foreign_key(&mut to_agency)
            .to_owned();
        m.create_table(table).await
    }
}

async fn shape(kind: Kind, tomorrow: bool) -> Shape {
    let kit = TestStore::fresh(kind).await;
    let (owner, space) = (kit.store.owner().unwrap(), Space::Tenant(place(SRAGEN)));
    if tomorrow {
        Box::pin(migrate_space::<Tomorrow>(&owner, &space)).await.unwrap();
    }
    let snapshot = owner.snapshot(&space).await.unwrap();
    let (shape, steps) = (snapshot.shape().clone(), snapshot.steps().to_vec());
    assert_eq!(steps.last().map(String::as_str) == Some("m9999_parking"), tomorrow);
    snapshot.end().await.unwrap();
    shape
}

#[rstest]
#[tokio::test]
async fn a_new_table_is_part_of_the_next_archive(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let shape = shape(kind, true).await;
    let parking = shape.table("aaa_parking").expect("it is found");
    let kinds: Vec<_> = parking.columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    let expected = [
        ("agency_id", Holds::Uuid),
        ("cost", Holds::Integer),
        ("covered", Holds::Boolean),
        ("day", Holds::Day),
        ("floors", Holds::Integer),
        ("id", Holds::Uuid),
        ("map", Holds::Bytes),
        ("name", Holds::Text),
        ("places", Holds::Integer),
        ("plan", Holds::Json),
        ("since", Holds::Moment),
    ];
    assert_eq!(kinds, expected);
    let at = |name: &str| shape.0.iter().position(|table| table.name == name).unwrap();
    assert!(at("agencies") < at("aaa_parking"), "after what it refers to");
}

#[tokio::test]
async fn both_engines_have_the_same_tables_in_the_same_order() {
    let (files, server) = (shape(Kind::Sqlite, false).await, shape(Kind::Postgres, false).await);
    assert!(files.0.len() > 8, "{files:?}");
    assert_eq!(files, server);
}

#[tokio::test]
async fn the_sweep_of_the_trash_knows_every_table_that_refers_to_services() {
    let shape = shape(Kind::Sqlite, false).await;
    let refers = shape.0.iter().filter(|table| table.refers.contains("services")).map(|table| table.name.as_str());
    let known = BTreeSet::from(["findings", "service_origins", "standards"]);
    assert_eq!(refers.collect::<BTreeSet<_>>(), known, "Editor::sweep_trash removes the rows of these tables first");
}
