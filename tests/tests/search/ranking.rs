//! How many of the queries are answered, and that both engines answer them alike.

use balai_testkit::Kind;
use rstest::rstest;

use crate::queries::{self, Query, Shelves};

/// How many of 60 queries find what they should: in the region, and over both regions together. The list and the ranker
/// were made with the one half before the eyes; the other was looked at when they were finished.
const FOR_BUILDING: (usize, usize) = (60, 56);
const HELD_BACK: (usize, usize) = (57, 50);

#[rstest]
#[tokio::test]
async fn as_many_queries_as_ever_find_what_they_should(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(false, true)] held_back: bool,
) {
    let before = if held_back { HELD_BACK } else { FOR_BUILDING };
    let shelves = Shelves::fill(kind).await;
    let (own, everywhere) = score(&shelves, |query| query.is_held_back() == held_back).await;
    println!("{own} of 60 in the region, {everywhere} of 60 over all regions");
    assert!(own >= before.0, "{own} of 60 in the region, {} before", before.0);
    assert!(everywhere >= before.1, "{everywhere} of 60 over all regions, {} before", before.1);
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
