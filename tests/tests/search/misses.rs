//! What was searched in vain: counted beside the pages, shown to the region, nothing personal.

use balai_catalog::search::misses::{DAYS, shown, sweep};
use balai_catalog::search::rows::miss;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::Site;
use chrono::{Days, TimeDelta};
use rstest::rstest;
use sea_orm::EntityTrait;

use crate::people::Somebody;

async fn opened(kind: Kind) -> Site {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    site
}

/// Somebody asks on so many occasions, each time twice.
async fn ask(site: &Site, typed: &str, occasions: usize) {
    for _ in 0..occasions {
        for _ in 0..2 {
            assert_eq!(site.browser().get("sragen", &format!("/cari?q={typed}")).await.status, 200);
        }
        site.clock.advance(TimeDelta::minutes(16));
    }
    site.app.unanswered.write_down(&site.app).await;
}

async fn kept(site: &Site) -> Vec<miss::Model> {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    read.all(miss::Entity::find(), 1_000).await.expect("rows")
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_search_without_an_answer_is_shown_from_the_third_occasion_on(#[case] kind: Kind) {
    let site = opened(kind).await;
    let owner = Somebody::owner(&site).await;
    // a session ends when its owner is away for so long
    let listed = async || owner.at(&site, "sragen").await.get("sragen", "/kelola/pencarian").await;
    ask(&site, "layang+kubur", 2).await;
    assert!(!listed().await.says("layang kubur"));
    let rows = kept(&site).await;
    assert_eq!((rows.len(), rows[0].occasions, rows[0].question.clone()), (1, 2, None), "its words are not kept");

    ask(&site, "Layang+KUBUR", 1).await;
    let list = listed().await;
    assert!(
        list.says("layang kubur") && list.says("/kelola/pencarian/padanan/baru?kata=layang+kubur"),
        "{}",
        list.text()
    );
    let owner = owner.at(&site, "sragen").await;
    let form = owner.get("sragen", "/kelola/pencarian/padanan/baru?kata=layang+kubur").await;
    assert!(form.says("value=\"layang kubur\""));
    let fields = [("kata", "layang kubur"), ("maksud", "akta kematian")];
    assert_eq!(owner.post("sragen", "/kelola/pencarian/padanan/baru", &fields).await.status, 303);
    let list = owner.get("sragen", "/kelola/pencarian").await;
    assert!(list.says("Tidak ada pencarian berulang yang tanpa hasil"), "answered now: {}", list.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_may_be_personal_and_what_is_found_is_not_counted(#[case] kind: Kind) {
    let site = opened(kind).await;
    for typed in ["3314012703980001", "0812+3456+7890", "siti%40contoh.go.id", "akta+kelahiran", "akta+klahiran", ""] {
        ask(&site, typed, 3).await;
    }
    assert_eq!(kept(&site).await, vec![]);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_asks_endlessly_fills_no_table_and_old_questions_are_forgotten(#[case] kind: Kind) {
    let site = opened(kind).await;
    let letters =
        |number: usize| -> String { format!("{number:04}").bytes().map(|b| char::from(b'k' + b - b'0')).collect() };
    let browser = site.browser();
    for number in 0..130 {
        browser.get("sragen", &format!("/cari?q=zzq{}", letters(number))).await;
    }
    site.app.unanswered.write_down(&site.app).await;
    assert_eq!(kept(&site).await.len(), 100);

    let write = site.kit.tenant(SRAGEN).write().await.expect("rows");
    assert_eq!(sweep(&write, site.today() + Days::new(DAYS)).await.expect("swept"), 0);
    assert_eq!(sweep(&write, site.today() + Days::new(DAYS + 1)).await.expect("swept"), 100);
    assert_eq!(shown(&write, site.today(), 10).await.expect("rows"), vec![]);
}
