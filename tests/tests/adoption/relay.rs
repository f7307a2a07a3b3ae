//! Whatever becomes of the relay, the figures end up equal to a count over all regions.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use balai_adoption::{Picture, Shown, relay, visits};
use balai_catalog::{Editor, queries};
use balai_kernel::{Clock as _, Zone};
use balai_tenancy::tenants;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::Site;
use chrono::TimeDelta;
use rstest::rstest;

use super::opened;

/// Lets a piece of work go on for so many steps and then drops it, as a process that dies does.
struct Dying<F> {
    work: Pin<Box<F>>,
    steps: usize,
}

impl<F: Future> Future for Dying<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.steps == 0 {
            return Poll::Ready(None);
        }
        self.steps -= 1;
        self.work.as_mut().poll(context).map(Some)
    }
}

/// What the control plane knows of a region, and what the region counts itself.
async fn known_and_counted(site: &Site, code: &str) -> ((Option<i64>, Option<i64>, Shown), (i64, i64, i64)) {
    let picture = Picture::load(&site.kit.control().read().await.unwrap(), site.clock.now()).await.unwrap();
    let standing = picture.of(code.parse().unwrap()).unwrap();
    let read = site.kit.tenant(code).read().await.unwrap();
    let counted = queries::size(&read).await.unwrap();
    let opened: i64 = visits::days(&read).await.unwrap().iter().map(|(_, visits)| visits).sum();
    ((standing.services, standing.published, standing.visits), (counted.services, counted.published, opened))
}

async fn assert_equal(site: &Site, when: &str) {
    for code in [SRAGEN, BENGKULU_TENGAH] {
        let (told, (services, published, visits)) = known_and_counted(site, code).await;
        assert_eq!(told, (Some(services), Some(published), Shown::from(Some(visits))), "{code} {when}");
    }
}

/// A service that was published goes, or comes back; pages are opened; the day goes on.
async fn something_happens(site: &Site, turn: usize) {
    for code in [SRAGEN, BENGKULU_TENGAH] {
        let (act, write) = (site.act(), site.kit.tenant(code).write().await.unwrap());
        let editor = Editor::new(&write, &act, site.today());
        let page = queries::Page::first(100);
        let services = queries::desk_services(&write, &queries::DeskFilter::default(), page).await.unwrap().items;
        let service = &services[turn % services.len()];
        if service.lifecycle().is_public() {
            editor.withdraw(service.id).await.unwrap();
        } else {
            editor.publish(service.id).await.unwrap();
        }
        write.commit().await.unwrap();
        opened(site, code, i64::try_from(turn % 7).unwrap() + 5).await;
    }
    site.clock.advance(TimeDelta::minutes(61));
}

/// Ends the day in every region, as the worker's hourly work does.
async fn day_ends(site: &Site) {
    site.clock.advance(TimeDelta::days(1));
    let now = site.clock.now();
    for code in [SRAGEN, BENGKULU_TENGAH] {
        let write = site.kit.tenant(code).write().await.unwrap();
        visits::close(&write, now, Zone::Wib.date(now)).await.unwrap();
        write.commit().await.unwrap();
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_dies_at_any_point_loses_and_doubles_nothing(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site.publish_starter(BENGKULU_TENGAH).await;
    assert_equal(&site, "at the beginning").await;
    let (mut died, mut lived, mut steps) = (0, 0, 1);
    while lived < 2 {
        something_happens(&site, steps).await;
        let now = site.clock.now();
        for code in [SRAGEN, BENGKULU_TENGAH] {
            let read = site.kit.control().read().await.unwrap();
            let tenant = tenants::by_code(&read, code.parse().unwrap()).await.unwrap().unwrap();
            drop(read);
            let work = Box::pin(relay::carry(&site.kit.store, tenant, now));
            match (Dying { work, steps }).await {
                None => died += 1,
                Some(carried) => {
                    carried.unwrap();
                    lived += 1;
                }
            }
        }
        // ever longer lives: early on each step counts
        steps += 1 + steps / 24;
    }
    assert!(died > 10, "it died at {died} points");
    day_ends(&site).await;
    for code in [SRAGEN, BENGKULU_TENGAH] {
        site.carry_news(code).await;
    }
    assert_equal(&site, "at the end").await;
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn news_that_comes_twice_or_late_changes_nothing(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    opened(&site, SRAGEN, 9).await;
    site.carry_news(SRAGEN).await;
    let code = SRAGEN.parse().unwrap();
    let told = relay::told_again(&site.kit.tenant(SRAGEN).read().await.unwrap()).await.unwrap();
    let before = known_and_counted(&site, SRAGEN).await.0;
    for _ in 0..2 {
        let write = site.kit.control().write().await.unwrap();
        relay::take_anew(&write, code, site.clock.now(), &told).await.unwrap();
        write.commit().await.unwrap();
    }
    assert_eq!(known_and_counted(&site, SRAGEN).await.0, before);
    let write = site.kit.control().write().await.unwrap();
    assert_eq!(relay::forget_region(&write, code).await.unwrap(), 2);
    write.commit().await.unwrap();
    assert_eq!(known_and_counted(&site, SRAGEN).await.0, (None, None, Shown::Unknown), "unknown, not none");
}
