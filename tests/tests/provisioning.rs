//! The saga with steps that a test holds in its hands: a slow one keeps its lease, a dead worker's region is taken over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use balai_kernel::{Act, Email, PersonName, RegionCode, SystemClock};
use balai_tenancy::provisioning::{
    self, Ended, ProvisionStep, Request, RunState, Saga, Starter, StepError, StepName, Unwatched,
};
use balai_tenancy::regions;
use balai_testkit::{Kind, TestStore};
use chrono::{DateTime, TimeDelta};
use rstest::rstest;

const LEASE: TimeDelta = TimeDelta::seconds(4);

/// Counts how often it runs; the table step is slow.
struct Counted {
    name: StepName,
    slow: Duration,
    runs: Arc<AtomicUsize>,
}

#[async_trait]
impl ProvisionStep for Counted {
    fn name(&self) -> StepName {
        self.name
    }

    async fn run(&self, _: &Request, _: &Act) -> Result<(), StepError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        if self.name == StepName::Tables {
            tokio::time::sleep(self.slow).await;
        }
        Ok(())
    }
}

fn code() -> RegionCode {
    "33.15".parse().unwrap()
}

async fn approved(kind: Kind) -> TestStore {
    let kit = TestStore::fresh(kind).await;
    let write = kit.control().write().await.unwrap();
    regions::import(&write, regions::OFFICIAL).await.unwrap();
    let request = Request {
        code: code(),
        owner_name: PersonName::parse("Wahyu").unwrap(),
        owner_email: Email::parse("wahyu@grobogan.go.id").unwrap(),
        starter: Starter::Empty,
    };
    let act = Act::system("test", DateTime::from_timestamp(1_795_000_000, 0).unwrap());
    provisioning::ask(&write, &act, &request).await.unwrap();
    write.commit().await.unwrap();
    kit
}

fn saga(kit: &TestStore, slow: Duration, runs: &Arc<AtomicUsize>) -> Arc<Saga> {
    let steps = StepName::ALL.into_iter().filter(|name| *name != StepName::Open);
    let steps = steps.map(|name| Box::new(Counted { name, slow, runs: Arc::clone(runs) }) as Box<dyn ProvisionStep>);
    Arc::new(Saga::new(kit.control(), steps.collect(), LEASE))
}

async fn run(saga: Arc<Saga>) -> Ended {
    saga.run(code(), &SystemClock, &Unwatched).await.unwrap()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_step_slower_than_the_lease_is_not_done_by_two(#[case] kind: Kind) {
    let kit = approved(kind).await;
    let runs = Arc::new(AtomicUsize::new(0));
    let slow = tokio::spawn(run(saga(&kit, Duration::from_secs(10), &runs)));
    let other = saga(&kit, Duration::ZERO, &runs);
    while runs.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for _ in 0..6 {
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        assert_eq!(run(Arc::clone(&other)).await, Ended::NotOurs);
    }
    assert_eq!(slow.await.unwrap(), Ended::Open);
    assert_eq!(runs.load(Ordering::SeqCst), StepName::ALL.len() - 1, "each step once");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_whose_worker_is_gone_is_taken_over_when_the_lease_is_out(#[case] kind: Kind) {
    let kit = approved(kind).await;
    let runs = Arc::new(AtomicUsize::new(0));
    let dies = tokio::spawn(run(saga(&kit, Duration::from_mins(1), &runs)));
    while runs.load(Ordering::SeqCst) < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    dies.abort();
    assert!(dies.await.is_err());
    let next = saga(&kit, Duration::ZERO, &runs);
    assert_eq!(run(Arc::clone(&next)).await, Ended::NotOurs, "the lease still runs");
    tokio::time::sleep(Duration::from_millis(4_500)).await;
    assert_eq!(run(next).await, Ended::Open);
    let read = kit.control().read().await.unwrap();
    let progress = provisioning::progress(&read, code()).await.unwrap().unwrap();
    assert_eq!(progress.state, RunState::Done);
    assert_eq!(runs.load(Ordering::SeqCst), StepName::ALL.len(), "the cut step twice, the others once");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn of_four_workers_at_once_one_makes_the_region(#[case] kind: Kind) {
    let kit = approved(kind).await;
    let runs = Arc::new(AtomicUsize::new(0));
    let workers: Vec<_> = (0..4).map(|_| tokio::spawn(run(saga(&kit, Duration::ZERO, &runs)))).collect();
    let mut ended = Vec::new();
    for worker in workers {
        ended.push(worker.await.unwrap());
    }
    assert_eq!(ended.iter().filter(|ended| **ended == Ended::Open).count(), 1, "{ended:?}");
    assert_eq!(ended.iter().filter(|ended| **ended == Ended::NotOurs).count(), 3, "{ended:?}");
    assert_eq!(runs.load(Ordering::SeqCst), StepName::ALL.len() - 1);
}
