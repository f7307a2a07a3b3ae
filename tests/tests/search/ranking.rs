//! How many of the queries are answered, and that both engines answer them alike.

use balai_testkit::Kind;
use rstest::rstest;

use crate::queries::{self, Query, Shelves};

/// How many of the 60 queries for building find what they should: in the region, and over both regions together.
const IN_THE_REGION: usize = 60;
const EVERYWHERE: usize = 56;

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_queries_for_building_find_what_they_should(#[case] kind: Kind) {
    let shelves = Shelves::fill(kind).await;
    let (own, everywhere) = score(&shelves, |query| !query.is_held_back()).await;
    assert!(own >= IN_THE_REGION, "{own} of 60 in the region, {IN_THE_REGION} before");
    assert!(everywhere >= EVERYWHERE, "{everywhere} of 60 over all regions, {EVERYWHERE} before");
}

#[tokio::test]
async fn both_engines_find_the_same_services_in_the_same_order() {
    let (files, server) = (Shelves::fill(Kind::Sqlite).await, Shelves::fill(Kind::Postgres).await);
    let mut found = 0;
    for query in queries::all() {
        let (one, other) =
            (files.names(query.region, query.typed).await, server.names(query.region, query.typed).await);
        assert_eq!(one, other, "{}", query.typed);
        found += one.len();
        let (one, other) = (files.names_everywhere(query.typed).await, server.names_everywhere(query.typed).await);
        assert_eq!(one, other, "{} over all regions", query.typed);
        found += one.len();
    }
    assert!(found > 1_000, "the lists are not empty: {found}");
}

/// The queries that are held back: `cargo nextest run -p balai-tests held_back --run-ignored only --no-capture`.
#[tokio::test]
#[ignore = "looked at when the search is finished, not while it is built"]
async fn the_queries_that_are_held_back() {
    let shelves = Shelves::fill(Kind::Sqlite).await;
    let (own, everywhere) = score(&shelves, Query::is_held_back).await;
    println!("held back: {own} of 60 in the region, {everywhere} of 60 over all regions");
}

async fn score(shelves: &Shelves, which: impl Fn(&Query) -> bool) -> (usize, usize) {
    let (mut own, mut everywhere) = (0, 0);
    for query in queries::all().iter().filter(|query| which(query)) {
        let names = shelves.names(query.region, query.typed).await;
        if query.is_answered_by(&names) {
            own += 1;
        } else {
            println!("{} {:?} found {:?}", query.number, query.typed, names.iter().take(3).collect::<Vec<_>>());
        }
        let names = shelves.names_everywhere(query.typed).await;
        if query.is_answered_by(&names) {
            everywhere += 1;
        } else {
            println!("{} {:?} everywhere {:?}", query.number, query.typed, names.iter().take(3).collect::<Vec<_>>());
        }
    }
    (own, everywhere)
}
