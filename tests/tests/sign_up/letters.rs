//! Letters wait for the server, and one event is one letter, on both engines.

use crate::support::{Desk, at, smtp};
use balai_kernel::Act;
use balai_messaging::{LetterDesk, LetterState, Round};
use balai_testkit::Kind;
use balai_testkit::smtp::{SmtpRules, SmtpSink};
use chrono::TimeDelta;
use rstest::rstest;

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_closed_server_loses_nothing(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for region in ["33.15", "33.16", "33.17"] {
        desk.submitted(region, 0).await;
    }
    assert_eq!(desk.relay.run(at(0)).await.unwrap(), 3);
    let port = SmtpSink::closed_port();
    let postman = desk.postman(&smtp(port));
    assert_eq!(postman.deliver(at(0)).await.unwrap(), Round { put_off: 1, ..Round::default() });
    let letters = LetterDesk::new(desk.kit.control());
    assert_eq!(letters.backlog().await.unwrap(), (3, 0));
    let sink = SmtpSink::open_at(port, SmtpRules::default());
    let later = at(0) + TimeDelta::seconds(5);
    assert_eq!(postman.deliver(later).await.unwrap(), Round { sent: 3, ..Round::default() });
    assert_eq!(postman.deliver(at(48)).await.unwrap(), Round::default());
    let mut ids: Vec<_> = sink.received().iter().map(|letter| letter.header("message-id").unwrap()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert_eq!(letters.backlog().await.unwrap(), (0, 0));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn two_relays_and_two_postmen_make_one_letter_of_one_event(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for region in ["33.15", "33.16", "33.17", "33.18"] {
        desk.submitted(region, 0).await;
    }
    let (one, two) = tokio::join!(desk.relay.run(at(0)), desk.relay.run(at(0)));
    assert_eq!(one.unwrap() + two.unwrap(), 4);
    assert_eq!(desk.relay.run(at(1)).await.unwrap(), 0);
    let sink = SmtpSink::open(SmtpRules::default());
    let (first, second) = (desk.postman(&smtp(sink.port())), desk.postman(&smtp(sink.port())));
    let (one, two) = tokio::join!(first.deliver(at(1)), second.deliver(at(1)));
    assert_eq!(one.unwrap().sent + two.unwrap().sent, 4);
    assert_eq!(sink.received().len(), 4);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_unknown_mailbox_fails_for_good_until_a_person_tries_again(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.submitted("33.15", 0).await;
    desk.relay.run(at(0)).await.unwrap();
    let strict =
        SmtpSink::open(SmtpRules { unknown: vec!["siti.aminah@sragenkab.go.id".into()], ..SmtpRules::default() });
    let round = desk.postman(&smtp(strict.port())).deliver(at(0)).await.unwrap();
    assert_eq!(round, Round { failed: 1, ..Round::default() });
    let letters = LetterDesk::new(desk.kit.control());
    let failed = letters.newest(Some(LetterState::Failed), 10).await.unwrap();
    assert_eq!((failed.len(), failed[0].attempts), (1, 1));
    let open = SmtpSink::open(SmtpRules::default());
    let postman = desk.postman(&smtp(open.port()));
    assert_eq!(postman.deliver(at(99)).await.unwrap(), Round::default());
    assert!(letters.try_again(&Act::system("test", at(100)), failed[0].id).await.unwrap());
    assert_eq!(postman.deliver(at(100)).await.unwrap().sent, 1);
    assert!(!letters.try_again(&Act::system("test", at(101)), failed[0].id).await.unwrap());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_postman_who_falls_on_the_way_leaves_the_letter_to_the_next_one(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.submitted("33.15", 0).await;
    desk.relay.run(at(0)).await.unwrap();
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let postman = desk.postman(&smtp(silent.local_addr().unwrap().port()));
    tokio::select! {
        done = postman.deliver(at(0)) => panic!("a server that says nothing was heard: {done:?}"),
        line = silent.accept() => drop(line.unwrap()),
    }
    let sink = SmtpSink::open(SmtpRules::default());
    let next = desk.postman(&smtp(sink.port()));
    assert_eq!(next.deliver(at(0) + TimeDelta::minutes(9)).await.unwrap(), Round::default(), "the first one holds it");
    assert_eq!(next.deliver(at(0) + TimeDelta::minutes(10)).await.unwrap(), Round { sent: 1, ..Round::default() });
    let line = LetterDesk::new(desk.kit.control()).newest(None, 10).await.unwrap().remove(0);
    assert_eq!((line.attempts, line.state), (2, LetterState::Sent));
    assert_eq!(sink.received()[0].header("message-id").unwrap(), format!("<{}@balai.localhost>", line.id));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn addresses_of_long_ago_are_forgotten_and_what_waits_stays(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.submitted("33.15", 0).await;
    desk.relay.run(at(0)).await.unwrap();
    let sink = SmtpSink::open(SmtpRules::default());
    assert_eq!(desk.postman(&smtp(sink.port())).deliver(at(0)).await.unwrap().sent, 1);
    desk.submitted("33.16", 1).await;
    desk.relay.run(at(1)).await.unwrap();
    let letters = LetterDesk::new(desk.kit.control());
    assert_eq!(letters.sweep(at(90 * 24)).await.unwrap(), 0, "not yet");
    assert_eq!(letters.sweep(at(90 * 24 + 1)).await.unwrap(), 1);
    let left = letters.newest(None, 10).await.unwrap();
    assert_eq!(left.iter().map(|letter| letter.state).collect::<Vec<_>>(), [LetterState::Queued]);
    assert_eq!(desk.relay.run(at(91 * 24)).await.unwrap(), 0, "nothing is written about anew");
    assert_eq!(desk.postman(&smtp(sink.port())).deliver(at(91 * 24)).await.unwrap().sent, 1);
}
