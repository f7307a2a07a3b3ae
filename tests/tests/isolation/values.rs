//! Whatever stands in a bound value stays a value.

use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore};
use rstest::rstest;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

use crate::shared::{CANARY, OWN, a_mark, mark, planted, steps};

const HOSTILE: [&str; 16] = [
    "'; SET ROLE balai_t_1709; --",
    "'; RESET ROLE; --",
    "'; SET search_path = t_1709; --",
    "x' UNION SELECT step FROM t_1709.provision_marks --",
    "x' OR '1'='1",
    "\" OR \"\"=\"",
    "'); DELETE FROM provision_marks; --",
    "'); CREATE TEMP TABLE provision_marks (step text); --",
    "$$; SET ROLE balai_t_1709; $$",
    "$1",
    "?1",
    "\\'; COMMIT; --",
    "/* */ t_1709.provision_marks",
    "'; ATTACH DATABASE '../tenants/1709.db' AS b; --",
    "%' OR step LIKE '%",
    "kenari'||(SELECT max(step) FROM t_1709.provision_marks)||'",
];

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn hostile_text_is_stored_and_found_as_the_text_it_is(#[case] kind: Kind) {
    let kit = planted(kind).await;
    for text in HOSTILE {
        let write = kit.tenant(SRAGEN).write().await.unwrap();
        let row = write.insert(a_mark(text)).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(row.step, text);
        let found = find_by_every_operator(&kit, text).await;
        assert!(found.iter().all(|count| *count == 1), "{text}: {found:?}");
        let write = kit.tenant(SRAGEN).write().await.unwrap();
        assert_eq!(
            write.delete_many(mark::Entity::delete_many().filter(mark::Column::Step.eq(text))).await.unwrap(),
            1
        );
        write.commit().await.unwrap();
    }
    assert_both_are_whole(&kit).await;
}

/// One row has this text; each of these finds it and no other.
async fn find_by_every_operator(kit: &TestStore, text: &str) -> Vec<u64> {
    let read = kit.tenant(SRAGEN).read().await.unwrap();
    let column = mark::Column::Step;
    let mut found = Vec::new();
    for condition in [
        column.eq(text),
        column.is_in([text, "tidak-ada"]),
        column.between(text, text),
        ExprTrait::eq(Expr::value(text), Expr::col(column)),
    ] {
        found.push(read.count(mark::Entity::find().filter(condition).order_by_asc(column)).await.unwrap());
    }
    found
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn hostile_text_in_a_change_or_a_pattern_touches_no_other_row(#[case] kind: Kind) {
    let kit = planted(kind).await;
    for text in HOSTILE {
        let write = kit.tenant(SRAGEN).write().await.unwrap();
        let change = mark::Entity::update_many().col_expr(mark::Column::Step, Expr::value(text));
        assert_eq!(write.update_many(change.filter(mark::Column::Step.eq(OWN))).await.unwrap(), 1);
        let pattern = mark::Entity::find().filter(mark::Column::Step.contains(CANARY));
        assert_eq!(write.count(pattern).await.unwrap(), 0, "{text}");
        let starts = mark::Entity::find().filter(mark::Column::Step.starts_with(text.replace(['%', '_', '\\'], "")));
        assert!(write.count(starts).await.unwrap() <= 1, "{text}");
    }
    assert_both_are_whole(&kit).await;
}

async fn assert_both_are_whole(kit: &TestStore) {
    assert_eq!(steps(&kit.tenant(SRAGEN)).await, [OWN]);
    assert_eq!(steps(&kit.tenant(BENGKULU_TENGAH)).await, [CANARY]);
}
