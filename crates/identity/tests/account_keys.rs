//! The data keys of accounts on both engines.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use balai_identity::account_keys;
use balai_storage::envelope::{Key, Seat};
use balai_testkit::Kind;
use rstest::rstest;
use support::{Desk, EMAIL, act};
use uuid::Uuid;

const SEAT: Seat<'static> = Seat { space: "control", table: "uji", column: "isi", row: "1" };

async fn asked(desk: &Desk, kek: &Key, account: Uuid) -> Key {
    let write = desk.kit.control().write().await.unwrap();
    let key = account_keys::of(&write, &act(0), kek, account).await.unwrap();
    write.commit().await.unwrap();
    key
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn everybody_who_asks_at_once_gets_one_and_the_same_key(#[case] kind: Kind) {
    let (desk, kek) = (Desk::open(kind).await, Key::fresh());
    let (person, other) = (desk.person(EMAIL).await, desk.person("wati@sragenkab.go.id").await);
    let ask = || asked(&desk, &kek, person.id);
    let (one, two, three, four) = tokio::join!(ask(), ask(), ask(), ask());
    let sealed = one.seal(SEAT, b"isi");
    for key in [two, three, four, ask().await] {
        assert_eq!(&**key.open(SEAT, &sealed).unwrap(), b"isi");
    }
    assert!(asked(&desk, &kek, other.id).await.open(SEAT, &sealed).is_err(), "another account's key");
    let read = desk.kit.control().read().await.unwrap();
    assert!(account_keys::find(&read, &Key::fresh(), person.id).await.is_err(), "another key-encryption key");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_destroyed_key_is_not_made_again_out_of_nothing(#[case] kind: Kind) {
    let (desk, kek) = (Desk::open(kind).await, Key::fresh());
    let person = desk.person(EMAIL).await;
    let sealed = asked(&desk, &kek, person.id).await.seal(SEAT, b"isi");
    let write = desk.kit.control().write().await.unwrap();
    assert!(account_keys::destroy(&write, &act(1), person.id).await.unwrap());
    assert!(!account_keys::destroy(&write, &act(1), person.id).await.unwrap());
    write.commit().await.unwrap();
    assert!(account_keys::find(&desk.kit.control().read().await.unwrap(), &kek, person.id).await.unwrap().is_none());
    assert!(asked(&desk, &kek, person.id).await.open(SEAT, &sealed).is_err());
}
