//! Two servers on one database: what one answered, the other shows after 2 seconds at the latest, however the news comes.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, Node, Site};
use rstest::rstest;

use crate::{all_halls, move_to, street};

/// What was promised.
const LATEST: Duration = Duration::from_secs(2);
/// Ends the connections on which the servers listen.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE application_name = 'balai-kabar' AND datname = current_database()";

/// How the servers are kept from hearing each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ears {
    /// They are not.
    Whole,
    /// The connections are ended once, in the middle.
    CutOnce,
    /// The connections are ended before each change.
    CutAlways,
}

/// When each change was answered, and how long it took until the other server showed it.
#[derive(Default)]
struct Record {
    answered: Vec<Instant>,
    slowest: Duration,
    looks: usize,
}

impl Record {
    /// The number that a page asked for now must show at least.
    fn floor(&self) -> u64 {
        let old = self.answered.iter().filter(|at| at.elapsed() >= LATEST).count();
        u64::try_from(old).expect("few")
    }

    fn saw(&mut self, number: u64, asked: Instant) {
        self.looks += 1;
        let newest = usize::try_from(number).expect("few");
        if let Some(missed) = self.answered.get(newest).filter(|at| **at < asked) {
            self.slowest = self.slowest.max(asked - *missed);
        }
    }
}

async fn both_hear(site: &Site, other: &Node) {
    for _ in 0..100 {
        if site.app.store.changes().hears_others() && other.app.store.changes().hears_others() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the servers do not hear");
}

async fn read(browser: Browser, record: Arc<Mutex<Record>>) {
    loop {
        let (floor, asked) = (record.lock().expect("whole").floor(), Instant::now());
        let seen = street(&browser.get("sragen", "/").await);
        assert!(seen >= floor, "{seen} was shown 2 s after {floor} had been answered");
        record.lock().expect("whole").saw(seen, asked);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_server_shows_no_old_page_after_two_seconds(
    #[values(Ears::Whole, Ears::CutOnce, Ears::CutAlways)] ears: Ears,
) {
    let site = Site::open(Kind::Postgres).await;
    let other = site.another_node().await;
    both_hear(&site, &other).await;
    let record = Arc::new(Mutex::new(Record::default()));
    let readers: Vec<_> = (0..8).map(|_| tokio::spawn(read(other.browser(), Arc::clone(&record)))).collect();
    let database = site.kit.database.as_ref().expect("PostgreSQL");
    for number in 1..=12 {
        if ears == Ears::CutAlways || (ears == Ears::CutOnce && number == 6) {
            database.break_by(CUT).await;
        }
        move_to(&site, &site.kit.tenant(SRAGEN), number).await;
        record.lock().expect("whole").answered.push(Instant::now());
        tokio::time::sleep(Duration::from_millis(350)).await;
    }
    tokio::time::sleep(LATEST).await;
    assert_eq!(street(&other.browser().get("sragen", "/").await), 12);
    for reader in readers {
        assert!(!reader.is_finished(), "{:?}", reader.await);
        reader.abort();
    }
    let record = record.lock().expect("whole");
    assert!(record.looks > 200, "{} looks", record.looks);
    println!("{ears:?}: {} looks, a change was shown after {:?} at the latest", record.looks, record.slowest);
}

#[tokio::test]
async fn a_region_that_one_server_suspends_stops_at_the_other() {
    let site = Site::open(Kind::Postgres).await;
    let other = site.another_node().await;
    both_hear(&site, &other).await;
    let browser = other.browser();
    assert_eq!(browser.get("sragen", "/").await.status, 200);
    all_halls(&site.kit.control(), "suspended").await;
    let changed = Instant::now();
    loop {
        let asked = changed.elapsed();
        if browser.get("sragen", "/").await.status == 503 {
            break;
        }
        assert!(asked < LATEST, "it goes on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    println!("suspended at the other server after {:?}", changed.elapsed());
}

#[tokio::test]
async fn a_server_that_goes_deaf_without_noticing_asks_the_rows() {
    let site = Site::open(Kind::Postgres).await;
    let other = site.another_node().await;
    both_hear(&site, &other).await;
    let browser = other.browser();
    assert_eq!(street(&browser.get("sragen", "/").await), 0);
    other.deafen();
    for number in 1..4 {
        move_to(&site, &site.kit.tenant(SRAGEN), number).await;
        tokio::time::sleep(LATEST).await;
        assert_eq!(street(&browser.get("sragen", "/").await), number);
    }
    assert!(!other.app.store.changes().hears_others());
}
