//! The doors of storage on both engines.

use std::time::Duration;

use balai_kernel::Act;
use balai_storage::embedded::EmbeddedSettings;
use balai_storage::{Audit, Event, StorageError, Store};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore};
use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

mod hall {
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

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a moment")
}

fn mark(step: &str) -> hall::ActiveModel {
    hall::ActiveModel { id: Set(balai_kernel::fresh_id(now())), step: Set(step.to_owned()), at: Set(now()) }
}

#[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
struct Rang {
    bell: String,
}

impl Event for Rang {
    const TOPIC: &'static str = "test.rang";
    fn key(&self) -> String {
        self.bell.clone()
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_row_of_one_regency_is_not_in_the_other(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let write = kit.tenant(SRAGEN).write().await.unwrap();
    write.insert(mark("a")).await.unwrap();
    write.commit().await.unwrap();
    let here = kit.tenant(SRAGEN).read().await.unwrap();
    assert_eq!(here.count(hall::Entity::find()).await.unwrap(), 1);
    let there = kit.tenant(BENGKULU_TENGAH).read().await.unwrap();
    assert_eq!(there.count(hall::Entity::find()).await.unwrap(), 0);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_dropped_transaction_leaves_no_trace(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let write = kit.tenant(SRAGEN).write().await.unwrap();
    write.insert(mark("a")).await.unwrap();
    drop(write);
    let read = kit.tenant(SRAGEN).read().await.unwrap();
    assert_eq!(read.count(hall::Entity::find()).await.unwrap(), 0);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_is_refused_or_stops_waiting_spoils_no_connection(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let write = kit.tenant(SRAGEN).write().await.unwrap();
    write.insert(mark("a")).await.unwrap();
    write.commit().await.unwrap();
    for _ in 0..20 {
        assert!(kit.tenant("99.99").read().await.is_err(), "nobody has a space there");
        let leaving = tokio::time::timeout(Duration::from_micros(50), kit.tenant(SRAGEN).read()).await;
        drop(leaving);
    }
    for _ in 0..10 {
        for (code, marks) in [(SRAGEN, 1), (BENGKULU_TENGAH, 0)] {
            let read = kit.tenant(code).read().await.unwrap();
            assert_eq!(read.count(hall::Entity::find()).await.unwrap(), marks, "{code}");
        }
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_same_unique_value_twice_is_a_conflict(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let write = kit.tenant(SRAGEN).write().await.unwrap();
    write.insert(mark("a")).await.unwrap();
    let again = write.insert(mark("a")).await;
    assert!(matches!(again, Err(StorageError::Conflict(_))), "{again:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_event_is_kept_once_and_comes_back_after_a_failure(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    for _ in 0..2 {
        let write = kit.control().write().await.unwrap();
        write.emit(now(), &Rang { bell: "satu".to_owned() }).await.unwrap();
        write.commit().await.unwrap();
    }
    let write = kit.control().write().await.unwrap();
    let taken = write.take_events(&[Rang::TOPIC], now(), 10).await.unwrap();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].read::<Rang>().unwrap(), Rang { bell: "satu".to_owned() });
    write.event_failed(taken[0].id, now(), TimeDelta::seconds(5), "tutup").await.unwrap();
    write.commit().await.unwrap();

    let write = kit.control().write().await.unwrap();
    assert!(write.take_events(&[Rang::TOPIC], now(), 10).await.unwrap().is_empty());
    let later = now() + TimeDelta::seconds(6);
    let taken = write.take_events(&[Rang::TOPIC], later, 10).await.unwrap();
    assert_eq!(taken[0].attempts, 1);
    write.event_done(taken[0].id, later).await.unwrap();
    write.commit().await.unwrap();
    let read = kit.control().read().await.unwrap();
    assert_eq!(read.waiting_events(&[Rang::TOPIC]).await.unwrap(), 0);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_audit_chain_holds_over_several_acts(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    for n in 0..3 {
        let write = kit.tenant(SRAGEN).write().await.unwrap();
        let entry = Audit {
            action: "mark.made",
            kind: "mark",
            id: n.to_string(),
            before: None,
            after: Some(serde_json::json!({"zz": 1, "a": {"y": [1, null], "b": "é"}})),
        };
        write.audit(&Act::system("uji", now()), entry).await.unwrap();
        write.commit().await.unwrap();
    }
    let read = kit.tenant(SRAGEN).read().await.unwrap();
    assert_eq!(read.verify_audit().await.unwrap(), Ok(3));
    assert_eq!(read.audit_trail(10).await.unwrap().len(), 3);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_read_sees_one_state_from_its_first_statement_to_its_end(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let read = kit.control().read().await.unwrap();
    assert_eq!(read.waiting_events(&[Rang::TOPIC]).await.unwrap(), 0);
    let write = kit.control().write().await.unwrap();
    write.emit(now(), &Rang { bell: "a".to_owned() }).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(read.waiting_events(&[Rang::TOPIC]).await.unwrap(), 0, "somebody else's commit does not show");
    drop(read);
    assert_eq!(kit.control().read().await.unwrap().waiting_events(&[Rang::TOPIC]).await.unwrap(), 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_chain_that_grows_while_it_is_verified_is_whole(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let link = async || {
        let write = kit.control().write().await?;
        write.audit(&Act::system("test", now()), Audit { action: "rung", kind: "bell", ..Audit::default() }).await?;
        write.commit().await
    };
    link().await.unwrap();
    let verified = async {
        for _ in 0..40 {
            let read = kit.control().read().await.unwrap();
            assert!(read.verify_audit().await.unwrap().is_ok());
        }
    };
    let grown = async {
        for _ in 0..40 {
            link().await.unwrap();
        }
    };
    tokio::join!(verified, grown);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_store_that_is_all_taken_says_so_after_a_while_and_recovers(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(kit.control().read().await.unwrap());
    }
    let start = std::time::Instant::now();
    let refused = kit.control().read().await.err();
    assert!(matches!(refused, Some(StorageError::Unavailable(_))), "{refused:?}");
    assert!(start.elapsed() < std::time::Duration::from_secs(15));
    held.clear();
    assert_eq!(kit.control().read().await.unwrap().waiting_events(&[Rang::TOPIC]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_file_that_another_process_writes_for_long_is_unavailable_and_not_refused() {
    let kit = TestStore::fresh(Kind::Sqlite).await;
    let settings = EmbeddedSettings { dir: kit.dir.path().to_path_buf(), open_tenants: 1 };
    let other = Store::open_embedded(settings).await.unwrap();
    let held = other.control().write().await.unwrap();
    let refused = kit.control().write().await.err();
    assert!(matches!(refused, Some(StorageError::Unavailable(_))), "{refused:?}");
    drop(held);
    let write = kit.control().write().await.unwrap();
    write.emit(now(), &Rang { bell: "a".to_owned() }).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn of_two_who_wait_for_each_other_one_is_told_of_a_conflict() {
    let kit = TestStore::fresh(Kind::Postgres).await;
    let write = kit.tenant(SRAGEN).write().await.unwrap();
    for step in ["a", "b"] {
        write.insert(mark(step)).await.unwrap();
    }
    write.commit().await.unwrap();
    let change = |step: &'static str| {
        hall::Entity::update_many().col_expr(hall::Column::At, Expr::value(now())).filter(hall::Column::Step.eq(step))
    };
    let one = kit.tenant(SRAGEN).write().await.unwrap();
    let other = kit.tenant(SRAGEN).write().await.unwrap();
    one.update_many(change("a")).await.unwrap();
    other.update_many(change("b")).await.unwrap();
    let both = tokio::join!(one.update_many(change("b")), other.update_many(change("a")));
    let refused = [both.0, both.1].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(refused[..], [StorageError::Conflict(_)]), "{refused:?}");
}
