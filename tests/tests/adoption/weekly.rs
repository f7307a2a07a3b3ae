use balai_adoption::subscriptions::{self, WeekTold};
use balai_adoption::{Picture, Stage};
use balai_kernel::Clock as _;
use balai_storage::Event as _;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{NATIONAL, Site};
use rstest::rstest;

use crate::ministry::{deliver, files};
use crate::verifier;

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_asks_for_the_letter_gets_one_a_week_however_often_it_is_written(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let officer = verifier(&site).await;
    let asked = officer.post(NATIONAL, "/adopsi/surat", &[("surat", "ya")]).await;
    assert_eq!(asked.location(), "/adopsi?kabar=langganan");
    assert!(officer.get(NATIONAL, "/adopsi").await.says("Anda menerima surat ini."));
    let now = site.clock.now();
    let read = site.kit.control().read().await.unwrap();
    let (account, _) = subscriptions::all(&read).await.unwrap()[0];
    let picture = Picture::load(&read, now).await.unwrap();
    drop(read);
    let told = |week: &str| {
        let (name, email) = ("Ratna Dewi".parse().unwrap(), "ratna@kementerian.go.id".parse().unwrap());
        subscriptions::letter(&picture, week, account, name, email)
    };
    // a worker that dies after the commit does the same again, and so does another one beside it
    for week in ["2026-W48", "2026-W48", "2026-W49", "2026-W48"] {
        let write = site.kit.control().write().await.unwrap();
        write.emit(now, &told(week)).await.unwrap();
        write.commit().await.unwrap();
        deliver(&site, &files(&site)).await;
    }
    let waiting = site.kit.control().read().await.unwrap().waiting_events(&[WeekTold::TOPIC]).await.unwrap();
    assert_eq!(waiting, 0);
    let letters = site.app.letters.as_ref().unwrap();
    let mut found = Vec::new();
    for line in letters.newest(100).await.unwrap() {
        let letter = letters.get(line.event).await.unwrap().unwrap();
        if letter.text.contains("radar adopsi") {
            found.push(letter.text);
        }
    }
    assert_eq!(found.len(), 2, "two weeks, two letters");
    assert!(found[0].contains("Kabupaten Sragen") && found[0].contains("/adopsi"), "{}", found[0]);
    assert!(found[0].contains(&format!("{}: 506", Stage::NotJoined.title())), "{}", found[0]);
    officer.post(NATIONAL, "/adopsi/surat", &[("surat", "tidak")]).await;
    assert!(officer.get(NATIONAL, "/adopsi").await.says("Kirimi saya surat mingguan"));
}
