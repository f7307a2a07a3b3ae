//! Migrating many regions: one that fails stays behind with a page that says so, and the others go on.

#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "somebody changes a region's tables by hand")]

use balai_migrations::{MigratorTrait, TenantMigrator, newest, pending, run_all};
use balai_storage::Space;
use balai_tenancy::tenants;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore, place};
use balai_tests::Site;
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::prelude::{MigrationName, MigrationTrait, SchemaManager, Table, async_trait};
use sea_orm_migration::schema;

/// Today's stream with one more step.
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
        let key = schema::uuid("id").primary_key().take();
        m.create_table(Table::create().table("parking").col(key).to_owned()).await
    }
}

#[tokio::test]
async fn a_file_is_cast_as_its_mould_stood_and_one_that_stands_is_left_alone() {
    let kit = TestStore::fresh(Kind::Sqlite).await;
    let owner = kit.store.owner().unwrap();
    let run = async |space: &Space, statement: &str| {
        let tx = owner.begin(space).await.unwrap();
        tx.execute_unprepared(statement).await?;
        tx.commit().await
    };
    let (first, cast) = (Space::Tenant(place(SRAGEN)), place("33.15"));
    let mould = owner.mould(&first).await.unwrap().expect("files have moulds");
    run(&first, "CREATE TABLE parking (id int)").await.unwrap();
    owner.cast_tenant_space(cast.code(), &mould).await.unwrap();
    let space = Space::Tenant(cast.clone());
    assert_eq!(pending::<TenantMigrator>(&owner, &space).await.unwrap(), Vec::<String>::new());
    run(&space, "INSERT INTO parking VALUES (1)").await.expect_err("it was made after the mould");
    run(&space, "CREATE TABLE parking (id int)").await.unwrap();
    owner.cast_tenant_space(cast.code(), &mould).await.unwrap();
    run(&space, "INSERT INTO parking VALUES (1)").await.expect("what stands is left alone");
}

#[rstest]
#[tokio::test]
async fn a_region_that_fails_to_migrate_waits_while_the_others_are_served(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(SRAGEN, BENGKULU_TENGAH)] broken: &str,
) {
    let site = Site::open_as(kind, newest::<Tomorrow>()).await;
    let owner = site.kit.store.owner().unwrap();
    let all = tenants::all(&site.kit.control().read().await.unwrap()).await.unwrap();
    let places: Vec<_> = all.into_iter().map(|tenant| tenant.place).collect();
    let place = places.iter().find(|place| place.code().to_string() == broken).unwrap();

    // somebody made a table by hand in this one region, under the very name that the step wants
    let tx = owner.begin(&Space::Tenant(place.clone())).await.unwrap();
    tx.execute_unprepared("CREATE TABLE parking (id int)").await.unwrap();
    tx.commit().await.unwrap();

    let outcomes = run_all::<Tomorrow>(&owner, places.clone(), |_| {}).await;
    assert_eq!(outcomes.len(), places.len(), "one broken region does not stop the run");
    for outcome in &outcomes {
        assert_eq!(outcome.result.is_err(), outcome.space == broken, "{outcome:?}");
        if outcome.result.is_ok() {
            let write = site.kit.control().write().await.unwrap();
            let code = outcome.space.parse().unwrap();
            tenants::set_schema_version(&write, code, &newest::<Tomorrow>()).await.unwrap();
            write.commit().await.unwrap();
        }
    }

    let browser = site.browser();
    for (code, slug) in [(SRAGEN, "sragen"), (BENGKULU_TENGAH, "bengkulu-tengah")] {
        let answer = browser.get(slug, "/").await;
        let expected = if code == broken { 503 } else { 200 };
        assert_eq!(answer.status, expected, "{code}");
        assert_eq!(answer.header("retry-after").is_empty(), code != broken, "{code}");
    }
}

#[rstest]
#[tokio::test]
async fn an_account_is_reached_or_was_opened_at_a_counter_and_stays_as_long_as_it_is_leant_on(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let kit = TestStore::fresh(kind).await;
    let owner = kit.store.owner().unwrap();
    let id = |n: u8| format!("'00000000-0000-0000-0000-0000000000{n:02}'");
    let id = |n: u8| if kind == Kind::Sqlite { format!("x'{}'", id(n).replace(['\'', '-'], "")) } else { id(n) };
    let when = "'2026-11-23 02:00:00+00:00'";
    let sealed = if kind == Kind::Sqlite { "x'07'" } else { "'\\x07'" };
    let run = async |statement: String| {
        let tx = owner.begin(&Space::Control).await.unwrap();
        tx.execute_unprepared(&statement).await?;
        tx.commit().await
    };
    let account = |n: u8, email: &str, phone: &str, assisted: bool| {
        format!(
            "INSERT INTO accounts (id, personal, email_key, phone_key, state, grants_version, created_at, assisted) VALUES ({}, {sealed}, {email}, {phone}, 'active', 1, {when}, {assisted})",
            id(n)
        )
    };
    let credential = |n: u8| {
        format!("INSERT INTO credentials (account_id, password_hash, changed_at) VALUES ({}, 'x', {when})", id(n))
    };
    for kept in [
        account(1, "'a'", "NULL", false),
        account(2, "NULL", "'a'", false),
        account(3, "NULL", "NULL", true),
        credential(1),
    ] {
        run(kept.clone()).await.unwrap_or_else(|error| panic!("{kept}: {error}"));
    }
    for refused in [
        account(4, "'a'", "NULL", false),
        account(5, "NULL", "'a'", false),
        account(6, "NULL", "NULL", false),
        credential(9),
        format!("DELETE FROM accounts WHERE id = {}", id(1)),
    ] {
        assert!(run(refused.clone()).await.is_err(), "{refused}");
    }
}
