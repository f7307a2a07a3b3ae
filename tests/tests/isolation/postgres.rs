//! PostgreSQL: the role of a region may do nothing in another one's schema, whatever the words.

use balai_storage::{StorageError, Store, TenantDb, postgres::PostgresSettings};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore};
use rstest::rstest;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityName, EntityTrait, JoinType, QueryFilter, QueryTrait,
    sea_query::{Expr, Query},
};

use crate::shared::{CANARY, OWN, a_mark, ask, ask_and_commit, mark, now, planted, steps, theirs};

/// SQLSTATE of a missing right.
const NO_RIGHT: &str = "42501";

/// The reason is looked at too: an attack that fails for its own spelling proves nothing.
fn refused<T: std::fmt::Debug>(outcome: &Result<T, StorageError>, reason: &str) {
    let text = format!("{outcome:?}");
    assert!(matches!(outcome, Err(StorageError::Refused(_))) && text.contains(reason), "{text}");
}

/// Words that find the canary when Bengkulu Tengah says them.
#[rstest]
#[case::a_qualified_name("(SELECT string_agg(step, ',') FROM t_1709.provision_marks)")]
#[case::a_quoted_name(r#"(SELECT max(step) FROM "t_1709"."provision_marks")"#)]
#[case::a_join("(SELECT max(b.step) FROM provision_marks a JOIN t_1709.provision_marks b ON b.at = b.at)")]
#[case::a_union("(SELECT max(step) FROM (SELECT step FROM pg_temp.x UNION SELECT step FROM t_1709.provision_marks) u)")]
#[case::a_query_in_a_function("query_to_xml('SELECT step FROM t_1709.provision_marks', true, false, '')::text")]
#[case::a_table_in_a_function("table_to_xml('t_1709.provision_marks'::regclass, true, false, '')::text")]
#[case::a_whole_schema("schema_to_xml('t_1709', true, false, '')::text")]
#[case::words_of_a_text_search(
    "(SELECT max(word) FROM ts_stat($$SELECT array_to_tsvector(ARRAY[step]) FROM t_1709.provision_marks$$))"
)]
#[case::the_rest_of_the_statement("step AS seen FROM t_1709.provision_marks LIMIT $1 --")]
#[tokio::test]
async fn the_canary_is_seen_by_its_own_region_and_by_no_other(#[case] sql: &str) {
    let kit = planted(Kind::Postgres).await;
    let own = sql.replace("SELECT step FROM pg_temp.x UNION ", "");
    let seen = ask(&kit.tenant(BENGKULU_TENGAH), &own).await.unwrap();
    assert!(seen.iter().any(|text| text.contains(CANARY)), "the attack itself is wrong: {seen:?}");
    match ask(&kit.tenant(SRAGEN), sql).await {
        Ok(seen) => assert!(!seen.concat().contains(CANARY), "{seen:?}"),
        Err(error) => assert!(matches!(error, StorageError::Refused(_)), "{error:?}"),
    }
}

#[tokio::test]
async fn the_number_of_rows_is_not_told_either() {
    let kit = planted(Kind::Postgres).await;
    let sql = "(SELECT count(*)::text FROM t_1709.provision_marks)";
    assert_eq!(ask(&kit.tenant(BENGKULU_TENGAH), sql).await.unwrap(), ["1"]);
    refused(&ask(&kit.tenant(SRAGEN), sql).await, NO_RIGHT);
    refused(&kit.tenant(SRAGEN).read().await.unwrap().count(theirs::Entity::find()).await, NO_RIGHT);
}

/// Words that would change who is asking, leave something behind, or reach past the database.
#[rstest]
#[case::a_role_by_set_config("set_config('role', 'balai_t_1709', true)", NO_RIGHT)]
#[case::a_role_for_the_session("set_config('role', 'balai_t_1709', false)", NO_RIGHT)]
#[case::no_role_by_set_config("set_config('role', 'none', true)", NO_RIGHT)]
#[case::a_path_by_set_config("set_config('search_path', 't_1709', false)", NO_RIGHT)]
#[case::a_role_in_a_nested_query(
    "query_to_xml($$SELECT set_config('role', 'balai_t_1709', true)$$, true, false, '')::text",
    NO_RIGHT
)]
#[case::a_command_in_a_nested_query(
    "query_to_xml('SET ROLE balai_t_1709', true, false, '')::text",
    "is not allowed in a non-volatile function"
)]
#[case::a_reset_in_a_nested_query(
    "query_to_xml('RESET ROLE', true, false, '')::text",
    "is not allowed in a non-volatile function"
)]
#[case::a_command_in_a_text_search(
    "(SELECT max(word) FROM ts_stat('RESET ROLE'))",
    "cannot open RESET query as cursor"
)]
#[case::a_second_statement(
    "'a'; SET ROLE balai_t_1709; SELECT step AS seen FROM provision_marks LIMIT $1 --",
    "a statement has a semicolon in it"
)]
#[case::a_reset_as_second_statement(
    "'a'; RESET ROLE; SELECT step AS seen FROM t_1709.provision_marks LIMIT $1 --",
    "a statement has a semicolon in it"
)]
#[case::the_end_of_the_transaction(
    "'a'; COMMIT; SELECT step AS seen FROM t_1709.provision_marks LIMIT $1 --",
    "a statement has a semicolon in it"
)]
#[case::a_temporary_table("'a' AS seen INTO TEMP curian FROM provision_marks LIMIT $1 --", NO_RIGHT)]
#[case::a_table_of_ones_own("'a' AS seen INTO curian FROM provision_marks LIMIT $1 --", NO_RIGHT)]
#[case::a_table_at_theirs("'a' AS seen INTO t_1709.curian FROM provision_marks LIMIT $1 --", NO_RIGHT)]
#[case::a_table_in_public("'a' AS seen INTO public.curian FROM provision_marks LIMIT $1 --", NO_RIGHT)]
#[case::a_file_of_the_server("pg_read_file('/etc/passwd')", NO_RIGHT)]
#[case::a_large_object_from_a_file("lo_import('/etc/passwd')::text", NO_RIGHT)]
#[case::passwords_of_the_cluster("(SELECT max(rolpassword) FROM pg_authid)", NO_RIGHT)]
#[case::rows_of_the_control_plane("(SELECT count(*)::text FROM control.tenants)", NO_RIGHT)]
#[tokio::test]
async fn words_that_reach_for_more_rights_are_refused(#[case] sql: &str, #[case] reason: &str) {
    let kit = planted(Kind::Postgres).await;
    let outcome = ask_and_commit(&kit.tenant(SRAGEN), sql).await;
    refused(&outcome, reason);
    assert_nothing_happened(&kit).await;
}

#[tokio::test]
async fn what_other_connections_run_is_not_told_and_they_cannot_be_ended() {
    let kit = planted(Kind::Postgres).await;
    let theirs = kit.tenant(BENGKULU_TENGAH).read().await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "a literal that would show in the list of running statements")]
    let query = mark::Entity::find().filter(Expr::cust(format!("step = '{CANARY}'")));
    assert_eq!(theirs.count(query).await.unwrap(), 1);
    let seen = ask(&kit.tenant(SRAGEN), "(SELECT string_agg(query, ' ') FROM pg_stat_activity)").await.unwrap();
    assert!(!seen.concat().contains(CANARY), "{seen:?}");
    let end = "(SELECT bool_or(pg_terminate_backend(pid))::text FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid())";
    refused(&ask(&kit.tenant(SRAGEN), end).await, NO_RIGHT);
    assert_eq!(theirs.count(mark::Entity::find()).await.unwrap(), 1);
}

#[tokio::test]
async fn their_rows_can_be_neither_added_nor_changed_nor_removed() {
    let kit = planted(Kind::Postgres).await;
    let row =
        || theirs::ActiveModel { id: Set(balai_kernel::fresh_id(now())), step: Set("dari".into()), at: Set(now()) };
    let change = || theirs::Entity::update_many().col_expr(theirs::Column::Step, Expr::value("diubah"));

    let write = kit.tenant(BENGKULU_TENGAH).write().await.unwrap();
    write.insert(row()).await.unwrap();
    assert_eq!(write.update_many(change().filter(theirs::Column::Step.eq("dari"))).await.unwrap(), 1);
    assert_eq!(write.delete_many(theirs::Entity::delete_many()).await.unwrap(), 2);
    drop(write);

    let sragen = kit.tenant(SRAGEN);
    refused(&sragen.write().await.unwrap().insert(row()).await, NO_RIGHT);
    refused(&sragen.write().await.unwrap().insert_many(vec![row()]).await, NO_RIGHT);
    refused(&sragen.write().await.unwrap().update_many(change()).await, NO_RIGHT);
    refused(&sragen.write().await.unwrap().delete_many(theirs::Entity::delete_many()).await, NO_RIGHT);
    assert_nothing_happened(&kit).await;
}

/// A table of the attacker's own, for a join with theirs.
mod hall {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "halls")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub updated_at: DateTime<Utc>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity);
}

#[tokio::test]
async fn a_join_and_a_subquery_built_by_the_library_are_refused_too() {
    let kit = planted(Kind::Postgres).await;
    let join = || {
        let mut query = hall::Entity::find();
        QueryTrait::query(&mut query).join(JoinType::RightJoin, theirs::Entity.table_ref(), Expr::value(true));
        query
    };
    let subquery = || {
        let mut texts = Query::select();
        texts.column(theirs::Column::Step).from(theirs::Entity.table_ref());
        mark::Entity::find().filter(mark::Column::Step.in_subquery(texts))
    };
    let own = kit.tenant(BENGKULU_TENGAH).read().await.unwrap();
    assert_eq!(own.count(join()).await.unwrap(), 1);
    assert_eq!(own.count(subquery()).await.unwrap(), 1);
    drop(own);
    refused(&kit.tenant(SRAGEN).read().await.unwrap().count(join()).await, NO_RIGHT);
    refused(&kit.tenant(SRAGEN).read().await.unwrap().count(subquery()).await, NO_RIGHT);
}

/// `pg_settings` may be updated by everybody; behind it stands `set_config`.
mod setting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(schema_name = "pg_catalog", table_name = "pg_settings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub setting: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::tenant_entity!(Entity);
}

#[tokio::test]
async fn the_view_of_settings_is_no_back_door() {
    let kit = planted(Kind::Postgres).await;
    for (name, value) in [("role", "balai_t_1709"), ("search_path", "t_1709"), ("session_authorization", "balai_app")] {
        let change = setting::Entity::update_many()
            .col_expr(setting::Column::Setting, Expr::value(value))
            .filter(setting::Column::Name.eq(name));
        refused(&kit.tenant(SRAGEN).write().await.unwrap().update_many(change).await, NO_RIGHT);
    }
    assert_nothing_happened(&kit).await;
}

#[tokio::test]
async fn one_connection_answers_each_region_with_its_own_rows() {
    let kit = planted(Kind::Postgres).await;
    let settings = kit.database.as_ref().expect("PostgreSQL").settings();
    let store = Store::open_postgres(PostgresSettings { pool: 1, ..settings }).await.unwrap();
    let open = |code| store.tenant(balai_testkit::place(code));
    for _ in 0..3 {
        assert_eq!(steps(&open(SRAGEN)).await, [OWN]);
        refused(&ask_and_commit(&open(SRAGEN), "set_config('role', 'balai_t_1709', false)").await, NO_RIGHT);
        assert_eq!(steps(&open(BENGKULU_TENGAH)).await, [CANARY]);
        let half = open(BENGKULU_TENGAH).write().await.unwrap();
        half.insert(a_mark("setengah")).await.unwrap();
        drop(half);
    }
    assert_who(&open(SRAGEN), "balai_t_3314").await;
    store.close().await;
}

async fn assert_who(db: &TenantDb, role: &str) {
    assert_eq!(ask(db, "current_user::text").await.unwrap(), [role]);
    let schema = role.trim_start_matches("balai_");
    let path = ask(db, "current_setting('search_path')").await.unwrap();
    assert_eq!(path, [format!("{schema}, pg_temp")]);
}

/// Both regions are who they were and have what they had, on every connection of the pool.
async fn assert_nothing_happened(kit: &TestStore) {
    for _ in 0..4 {
        assert_who(&kit.tenant(SRAGEN), "balai_t_3314").await;
        assert_eq!(steps(&kit.tenant(SRAGEN)).await, [OWN]);
        assert_eq!(steps(&kit.tenant(BENGKULU_TENGAH)).await, [CANARY]);
    }
}
