//! Password, code, tries and sessions on both engines.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use balai_identity::{CodeStepRefused, GrantRefused, SignInRefused, SignInStep};
use balai_kernel::{Act, SecretToken};
use balai_testkit::Kind;
use rstest::rstest;
use support::{Desk, EMAIL, PASSWORD, act, act_from, akun, at, client, owner_of};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_cost_the_same_and_answer_the_same(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.person(EMAIL).await;
    let before = desk.identity.hasher().verifications();
    let mut answers = Vec::new();
    for name in [EMAIL, "tidakada@sragenkab.go.id", "bukan alamat"] {
        let refused = desk.password(&act(0), name, "salah sekali").await.unwrap_err();
        assert!(matches!(refused, SignInRefused::Wrong));
        answers.push(refused.to_string());
    }
    assert_eq!(desk.identity.hasher().verifications() - before, 3);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_run_as_many_statements(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.person(EMAIL).await;
    let mut costs = Vec::new();
    for name in [EMAIL, "tidakada@sragenkab.go.id"] {
        let before = desk.kit.store.tallies().control.statements();
        assert!(matches!(desk.password(&act(0), name, "salah sekali").await, Err(SignInRefused::Wrong)));
        costs.push(desk.kit.store.tallies().control.statements() - before);
    }
    assert_eq!(costs[0], costs[1]);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn password_and_code_begin_a_session_at_the_account_host_and_nowhere_else(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.owner(EMAIL).await;
    let session = desk.sign_in(&act(0), EMAIL, &person).await;
    let who = desk.identity.session(&session.token, &akun(), at(1)).await.unwrap().unwrap();
    assert_eq!((who.account, who.second_factor), (person.id, true));
    let elsewhere = &client("33.14", "sragen").sites[0];
    assert_eq!(desk.identity.session(&session.token, elsewhere, at(1)).await.unwrap(), None);
    let made_up = SecretToken::fresh();
    assert_eq!(desk.identity.session(&made_up, &akun(), at(1)).await.unwrap(), None);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_tenth_mistake_locks_the_account_from_everywhere_and_over_a_restart(#[case] kind: Kind) {
    let mut desk = Desk::open(kind).await;
    desk.person(EMAIL).await;
    for n in 0..10 {
        let act = act_from(&format!("198.51.100.{n}"), n * 13);
        assert!(matches!(desk.password(&act, EMAIL, "salah").await, Err(SignInRefused::Wrong)), "{n}");
    }
    desk.restart();
    let right = desk.password(&act_from("203.0.113.9", 200), EMAIL, PASSWORD).await;
    let until = at(9 * 13 + 600);
    assert!(matches!(right, Err(SignInRefused::TooManyTries(then)) if then == until), "{right:?}");
    assert_eq!(desk.identity.hasher().verifications(), 0);
    let after = Act { at: until, ..act(0) };
    assert!(desk.password(&after, EMAIL, PASSWORD).await.is_ok());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_name_that_nobody_has_is_locked_just_the_same(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for n in 0..10 {
        assert!(desk.password(&act(n * 13), "tidakada@sragenkab.go.id", "salah").await.is_err());
    }
    let refused = desk.password(&act(200), "TidakAda@sragenkab.go.id ", "salah").await;
    assert!(matches!(refused, Err(SignInRefused::TooManyTries(_))), "{refused:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn tries_made_side_by_side_are_all_counted(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.person(EMAIL).await;
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let identity = desk.identity.clone();
            tokio::spawn(async move {
                let password = balai_identity::TypedPassword::new("salah");
                identity.check_password(&act(0), EMAIL, password, "Peramban").await
            })
        })
        .collect();
    let mut looked_at = 0;
    for attempt in tries {
        match attempt.await.unwrap() {
            Err(SignInRefused::Wrong) => looked_at += 1,
            Err(SignInRefused::TooManyTries(_) | SignInRefused::Storage(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(looked_at <= 5, "{looked_at} tries were looked at");
    assert_eq!(desk.identity.hasher().verifications(), looked_at);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_code_works_once_and_five_wrong_ones_begin_everything_again(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.person(EMAIL).await;
    let first = desk.awaited(&act(0), EMAIL).await;
    let second = desk.awaited(&act(0), EMAIL).await;
    let code = person.secret.code_at(at(0));
    assert!(desk.identity.check_code(&act(0), &first, &code, "P").await.is_ok());
    let again = desk.identity.check_code(&act(0), &first, &code, "P").await;
    assert!(matches!(again, Err(CodeStepRefused::BeginAgain)), "{again:?}");
    let replayed = desk.identity.check_code(&act(1), &second, &code, "P").await;
    assert!(matches!(replayed, Err(CodeStepRefused::Wrong)), "{replayed:?}");
    for n in 0..4 {
        let wrong = desk.identity.check_code(&act(61 + n), &second, "000000", "P").await;
        assert!(matches!(wrong, Err(CodeStepRefused::Wrong)), "{n} {wrong:?}");
    }
    let code = person.secret.code_at(at(70));
    let too_late = desk.identity.check_code(&act(70), &second, &code, "P").await;
    assert!(matches!(too_late, Err(CodeStepRefused::BeginAgain)), "{too_late:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn ten_minutes_after_the_password_the_code_comes_too_late(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.person(EMAIL).await;
    let awaited = desk.awaited(&act(0), EMAIL).await;
    assert!(desk.identity.awaits_code(&awaited, at(599)).await.unwrap());
    let code = person.secret.code_at(at(600));
    let late = desk.identity.check_code(&act(600), &awaited, &code, "P").await;
    assert!(matches!(late, Err(CodeStepRefused::BeginAgain)), "{late:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn each_sign_in_gets_a_token_nobody_knew_before(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.person(EMAIL).await;
    let awaited = desk.awaited(&act(0), EMAIL).await;
    let code = person.secret.code_at(at(0));
    let session = desk.identity.check_code(&act(0), &awaited, &code, "P").await.unwrap();
    assert_ne!(session.token.hash(), awaited.hash());
    assert_eq!(desk.identity.session(&awaited, &akun(), at(1)).await.unwrap(), None);
    let next = desk.sign_in(&act(60), EMAIL, &person).await;
    assert_ne!(next.token.hash(), session.token.hash());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_staff_session_ends_idle_and_a_sign_of_life_keeps_it(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.owner(EMAIL).await;
    let token = desk.sign_in(&act(0), EMAIL, &person).await.token;
    let seen = |minutes: i64| {
        let (identity, token) = (desk.identity.clone(), token.clone());
        async move { identity.session(&token, &akun(), at(minutes * 60)).await.unwrap() }
    };
    assert!(seen(14).await.is_some());
    assert!(seen(28).await.is_some());
    assert!(seen(43).await.is_none());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_only(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let (one, other) = (desk.person(EMAIL).await, desk.person("rina@bengkulutengahkab.go.id").await);
    let session = desk.sign_in(&act(0), EMAIL, &one).await;
    let listed = desk.identity.sessions_of(one.id, at(1)).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].device.as_str(), listed[0].address.as_str()), ("Peramban", "192.0.2.7"));
    assert!(!desk.identity.end_session(&act(2), other.id, session.id).await.unwrap());
    assert!(desk.identity.session(&session.token, &akun(), at(3)).await.unwrap().is_some());
    assert!(desk.identity.end_session(&act(4), one.id, session.id).await.unwrap());
    assert_eq!(desk.identity.session(&session.token, &akun(), at(5)).await.unwrap(), None);
    assert!(!desk.identity.end_session(&act(6), one.id, session.id).await.unwrap());
    assert!(desk.identity.sessions_of(one.id, at(7)).await.unwrap().is_empty());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn without_a_second_factor_the_password_begins_a_session_but_gives_no_role(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let new = balai_identity::NewAccount {
        email: EMAIL.parse().unwrap(),
        name: balai_kernel::PersonName::parse("Warga").unwrap(),
        password: balai_identity::ChosenPassword::new(PASSWORD, balai_identity::Factors::PasswordOnly, &[]).unwrap(),
        second_factor: None,
    };
    let id = desk.identity.open_account(&act(0), new).await.unwrap();
    let SignInStep::Begun(session) = desk.password(&act(0), EMAIL, PASSWORD).await.unwrap() else {
        panic!("a code was asked for");
    };
    let who = desk.identity.session(&session.token, &akun(), at(1)).await.unwrap().unwrap();
    assert!(!who.second_factor);
    let refused = desk.identity.grant(&act(2), id, &owner_of("33.14")).await;
    assert!(matches!(refused, Err(GrantRefused::NoSecondFactor)));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn nothing_that_opens_an_account_stands_in_the_store_in_the_clear(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.person(EMAIL).await;
    let session = desk.sign_in(&act(0), EMAIL, &person).await;
    if kind == Kind::Sqlite {
        let mut stored = Vec::new();
        for file in ["control.db", "control.db-wal"] {
            stored.extend(std::fs::read(desk.kit.dir.path().join(file)).unwrap_or_default());
        }
        assert!(!stored.is_empty());
        let holds = |word: &str| stored.windows(word.len()).any(|window| window == word.as_bytes());
        for secret in [session.token.reveal(), person.secret.base32(), PASSWORD.to_owned(), EMAIL.to_owned()] {
            assert!(!holds(&secret));
        }
        assert!(holds("CREATE TABLE \"accounts\""), "the file was read");
    }
}
