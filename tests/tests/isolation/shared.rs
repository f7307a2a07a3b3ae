//! Two regions: Sragen attacks, Bengkulu Tengah keeps a canary.

use balai_storage::{Result, TenantDb};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait, FromQueryResult, QuerySelect, sea_query::Expr};

/// What no other region may ever see.
pub const CANARY: &str = "kenari-bengkulu-tengah";
/// The attacker's own row.
pub const OWN: &str = "milik-sragen";

/// A table that both regions have.
pub mod mark {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "provision_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub step: String,
        pub at: DateTime<Utc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity);
}

/// The same table by its full name in the other region's schema.
pub mod theirs {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(schema_name = "t_1709", table_name = "provision_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub step: String,
        pub at: DateTime<Utc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity);
}

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a moment")
}

pub fn a_mark(step: &str) -> mark::ActiveModel {
    mark::ActiveModel { id: Set(balai_kernel::fresh_id(now())), step: Set(step.to_owned()), at: Set(now()) }
}

/// A store in which each region has one row.
pub async fn planted(kind: Kind) -> TestStore {
    let kit = TestStore::fresh(kind).await;
    for (code, step) in [(SRAGEN, OWN), (BENGKULU_TENGAH, CANARY)] {
        let write = kit.tenant(code).write().await.unwrap();
        write.insert(a_mark(step)).await.unwrap();
        write.commit().await.unwrap();
    }
    kit
}

/// All rows of a region, as it sees them itself.
pub async fn steps(db: &TenantDb) -> Vec<String> {
    let read = db.read().await.unwrap();
    let rows = read.all(mark::Entity::find(), 100).await.unwrap();
    rows.into_iter().map(|row| row.step).collect()
}

#[derive(FromQueryResult)]
struct Seen {
    seen: Option<String>,
}

/// Puts SQL text where a column stands and returns what came back.
pub async fn ask(db: &TenantDb, sql: &str) -> Result<Vec<String>> {
    let read = db.read().await?;
    #[expect(clippy::disallowed_methods, reason = "this is the attack")]
    let query = mark::Entity::find().select_only().column_as(Expr::cust(sql.to_owned()), "seen");
    let rows: Vec<Seen> = read.rows_as(query, 10).await?;
    Ok(rows.into_iter().filter_map(|row| row.seen).collect())
}

/// Like [`ask`], in a transaction that may write and is committed.
pub async fn ask_and_commit(db: &TenantDb, sql: &str) -> Result<Vec<String>> {
    let write = db.write().await?;
    #[expect(clippy::disallowed_methods, reason = "this is the attack")]
    let query = mark::Entity::find().select_only().column_as(Expr::cust(sql.to_owned()), "seen");
    let rows: Vec<Seen> = write.rows_as(query, 10).await?;
    write.commit().await?;
    Ok(rows.into_iter().filter_map(|row| row.seen).collect())
}
