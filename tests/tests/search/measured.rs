//! What a search costs: `cargo nextest run -p balai-tests measured --run-ignored only --no-capture`.

use std::time::{Duration, Instant};

use balai_catalog::events::{MOST_SERVICES, PublishedService, ServicePublished};
use balai_catalog::search::Searcher;
use balai_catalog::{national, queries::Page};
use balai_storage::Event;
use balai_testkit::{Kind, SRAGEN};
use chrono::TimeDelta;
use rstest::rstest;

use crate::queries::{self, Shelves, now};

/// Regions that bear the sample, all with its names: 100,678 services of 1,418 titles.
const REGIONS: u32 = 71;
/// Regions whose services all have names of their own: 19,852 titles.
const OWN_NAMES: u32 = 14;

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
#[ignore = "a measurement, not a check"]
async fn a_search_of_one_region_is_measured(#[case] kind: Kind) {
    let shelves = Shelves::fill(kind).await;
    let read = shelves.kit.tenant(SRAGEN).read().await.expect("rows");
    let searcher = Searcher::new(8 * 1024 * 1024);
    let code = SRAGEN.parse().expect("a code");
    let start = Instant::now();
    searcher.search(&read, code, "akta", false).await.expect("a search");
    println!("{kind:?}: index of 1,418 services and the first search {:?}", start.elapsed());
    let mut times = Vec::new();
    for query in queries::all() {
        let start = Instant::now();
        searcher.search(&read, code, query.typed, false).await.expect("a search");
        times.push(start.elapsed());
    }
    tell(&format!("{kind:?}: one region, 1,418 services"), times);
}

#[rstest]
#[tokio::test]
#[ignore = "a measurement, not a check"]
async fn a_search_over_all_regions_is_measured(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(false, true)] own_names: bool,
) {
    let shelves = Shelves::fill(kind).await;
    let services = sample(&shelves).await;
    let start = Instant::now();
    let regions = if own_names { OWN_NAMES } else { REGIONS };
    for region in 1..=regions {
        let code = format!("{:02}.{:02}", 11 + region / 60, 1 + region % 60).parse().expect("a code");
        let word = format!("daerah{region}");
        let services: Vec<PublishedService> =
            services.iter().map(|own| borne(own, own_names.then_some(&*word))).collect();
        let write = shelves.kit.control().write().await.expect("rows");
        for (part, services) in services.chunks(MOST_SERVICES).enumerate() {
            let news = ServicePublished { revision: 1, part, services: services.to_vec() };
            national::apply_published(&write, code, now(), &news).await.expect("taken in");
        }
        write.commit().await.expect("committed");
    }
    let what = format!("{kind:?}: {} services, own names {own_names}", services.len() * regions as usize);
    println!("{what}: filed in {:?}", start.elapsed());
    let (searcher, read) = (Searcher::new(8 * 1024 * 1024), shelves.kit.control().read().await.expect("rows"));
    let start = Instant::now();
    searcher.everywhere(&read, "akta", false).await.expect("a search");
    println!("{what}: words and the first search {:?}", start.elapsed());
    let mut times = Vec::new();
    for query in queries::all() {
        let start = Instant::now();
        let answer = searcher.everywhere(&read, query.typed, false).await.expect("a search");
        national::hits(&read, &answer.found, Page::first(20)).await.expect("rows");
        times.push(start.elapsed());
    }
    tell(&what, times);
}

/// A service as another region bears it, with a word of its own in the name or without.
fn borne(own: &PublishedService, word: Option<&str>) -> PublishedService {
    let mut service = own.clone();
    if let Some(word) = word {
        service.name = format!("{} {word}", own.name);
        service.search_text = format!("{} {word}", own.search_text);
    }
    service
}

async fn sample(shelves: &Shelves) -> Vec<PublishedService> {
    let write = shelves.kit.tenant(SRAGEN).write().await.expect("rows");
    let news = write.take_events(&[ServicePublished::TOPIC], now() + TimeDelta::days(1), 100).await.expect("news");
    news.iter().flat_map(|event| event.read::<ServicePublished>().expect("it reads").services).collect()
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let (half, most) = (times[times.len() / 2], times[times.len() - 1]);
    let p95 = times[times.len() * 95 / 100];
    println!("{what}: {} searches, half under {half:?}, 95 % under {p95:?}, the longest {most:?}", times.len());
}
