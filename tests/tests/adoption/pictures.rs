//! One picture for all who ask at the same time, and never one from before somebody asked.

use std::collections::BTreeSet;
use std::future::Future as _;
use std::sync::Arc;
use std::task::{Context, Waker};

use balai_adoption::{Picture, Pictures};
use balai_kernel::Clock as _;
use balai_testkit::Kind;
use balai_tests::Site;
use chrono::TimeDelta;
use futures_util::future::join_all;
use rstest::rstest;
use tokio::task::JoinSet;

async fn pictures(kind: Kind) -> (Site, Arc<Pictures>) {
    let site = Site::open(kind).await;
    let pictures = Arc::new(Pictures::new(site.kit.control(), site.clock.clone()));
    (site, pictures)
}

fn distinct(taken: &[Arc<Picture>]) -> usize {
    taken.iter().map(Arc::as_ptr).collect::<BTreeSet<_>>().len()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_asks_while_one_is_taken_shares_the_next(#[case] kind: Kind) {
    let (_site, pictures) = pictures(kind).await;
    let asked = join_all((0..30).map(|_| pictures.take())).await;
    let taken: Vec<Arc<Picture>> = asked.into_iter().map(Result::unwrap).collect();
    assert_eq!(distinct(&taken), 2);
    assert!(!taken[0].regions.is_empty());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_picture_is_older_than_the_question(#[case] kind: Kind) {
    let (site, pictures) = pictures(kind).await;
    let mut people = JoinSet::new();
    for _ in 0..12 {
        let (pictures, clock) = (Arc::clone(&pictures), site.clock.clone());
        people.spawn(async move {
            for _ in 0..5 {
                clock.advance(TimeDelta::seconds(1));
                let asked = clock.now();
                assert!(pictures.take().await.unwrap().at >= asked);
            }
        });
    }
    while let Some(person) = people.join_next().await {
        person.unwrap();
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_goes_away_keeps_nobody_waiting(#[case] kind: Kind) {
    let (_site, pictures) = pictures(kind).await;
    let mut gone: Vec<_> = (0..3).map(|_| Box::pin(pictures.take())).collect();
    let context = &mut Context::from_waker(Waker::noop());
    for asked in &mut gone {
        assert!(asked.as_mut().poll(context).is_pending());
    }
    let mut stays = Box::pin(pictures.take());
    assert!(stays.as_mut().poll(context).is_pending());
    drop(gone);
    assert!(!stays.await.unwrap().regions.is_empty());
}
