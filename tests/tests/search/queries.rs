//! The queries with what they should find, and the two catalogues in which they are asked.

use balai_catalog::events::ServicePublished;
use balai_catalog::search::Searcher;
use balai_catalog::{Adopt, Choice, Editor, Templates, national, queries, sample};
use balai_kernel::Act;
use balai_storage::Event;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

const FILE: &str = include_str!("../../data/search/queries.tsv");

/// A query of the list.
pub struct Query {
    pub number: usize,
    /// The region in which it is asked.
    pub region: &'static str,
    pub typed: &'static str,
    pub expected: Vec<&'static str>,
}

impl Query {
    /// Even ones are held back until the end.
    pub fn is_held_back(&self) -> bool {
        self.number.is_multiple_of(2)
    }

    /// Whether one of the expected services is among the first three.
    pub fn is_answered_by(&self, names: &[String]) -> bool {
        names.iter().take(3).any(|name| self.expected.contains(&name.as_str()))
    }
}

/// The list.
pub fn all() -> Vec<Query> {
    let queries: Vec<Query> = FILE.lines().skip(1).map(read).collect();
    assert_eq!(queries.len(), 120);
    queries
}

fn read(line: &'static str) -> Query {
    let columns: Vec<&str> = line.split('\t').collect();
    Query {
        number: columns[0].parse().expect("a number"),
        region: if columns[1] == "besar" { SRAGEN } else { BENGKULU_TENGAH },
        typed: columns[3],
        expected: columns[4].split(" | ").collect(),
    }
}

/// A store in which both regions have published and the search over all regions knows it.
pub struct Shelves {
    pub kit: TestStore,
    pub searcher: Searcher,
}

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a moment")
}

impl Shelves {
    pub async fn fill(kind: Kind) -> Self {
        let kit = TestStore::fresh(kind).await;
        publish(&kit, SRAGEN, &sample::generate(sample::SEED)).await;
        publish(&kit, BENGKULU_TENGAH, &sample::starter(sample::SEED)).await;
        Self { kit, searcher: Searcher::new(8 * 1024 * 1024) }
    }

    /// The names that a region's search finds, in their order.
    pub async fn names(&self, region: &str, typed: &str) -> Vec<String> {
        let read = self.kit.tenant(region).read().await.expect("rows");
        let code = region.parse().expect("a code");
        let answer = self.searcher.search(&read, code, typed, false).await.expect("a search");
        let ids: Vec<_> = answer.found.iter().map(|found| found.id).collect();
        let rows = queries::services(&read, &ids).await.expect("rows");
        rows.into_iter().map(|row| row.name).collect()
    }

    /// The names that the search over all regions finds, in their order.
    pub async fn names_everywhere(&self, typed: &str) -> Vec<String> {
        let read = self.kit.control().read().await.expect("rows");
        let answer = self.searcher.everywhere(&read, typed, false).await.expect("a search");
        answer.found.into_iter().map(|title| title.name).collect()
    }
}

async fn publish(kit: &TestStore, region: &str, templates: &Templates) {
    let (act, write) = (Act::system("test", now()), kit.tenant(region).write().await.expect("rows"));
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Editor::new(&write, &act, today).adopt(templates, Choice::All, Adopt::Published).await.expect("adopted");
    let news = write.take_events(&[ServicePublished::TOPIC], now() + TimeDelta::days(1), 100).await.expect("news");
    let control = kit.control().write().await.expect("rows");
    for event in news {
        let news = event.read().expect("it reads");
        national::apply_published(&control, region.parse().expect("a code"), now(), &news).await.expect("taken in");
    }
    control.commit().await.expect("committed");
    write.commit().await.expect("committed");
}
