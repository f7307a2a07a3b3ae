//! Another key-encryption key, while people work: nothing is lost whenever it is broken off.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::time::Duration;

use balai_storage::envelope::Key;
use balai_storage::{Kek, Store};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::Kind;
use rstest::rstest;
use secrecy::ExposeSecret as _;
use support::Deployment;

const CODES: [&str; 3] = ["33.14", "17.09", "73.07"];

/// A deployment with regions, and the store and the key as a running server holds them.
async fn running(kind: Kind, codes: &[&str]) -> (Deployment, Store, Kek) {
    let deployment = Deployment::migrated(kind).await;
    for code in codes {
        deployment.approve(code).await;
    }
    deployment.must(&["tenant", "provision", "--all-approved"]);
    let (store, kek) = (deployment.store().await, deployment.kek());
    (deployment, store, kek)
}

/// The data keys that open, in text, of the control plane and of regions.
async fn open(store: &Store, kek: &Kek, codes: &[&str]) -> Vec<String> {
    let read = store.control().read().await.unwrap();
    let regions = codes.iter().map(|code| KeyOwner::Region(code.parse().unwrap()));
    let mut opened = Vec::new();
    for owner in [KeyOwner::Control].into_iter().chain(regions) {
        let key: Key = keys::find(&read, kek, owner).await.unwrap().expect("it is there");
        opened.push(key.to_base64().expose_secret().to_owned());
    }
    opened
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_rotation_is_seen_by_whoever_runs_and_the_old_key_can_go(#[case] kind: Kind) {
    let (deployment, store, kek) = running(kind, &CODES[..2]).await;
    let before = open(&store, &kek, &CODES[..2]).await;
    let old = std::fs::read_to_string(deployment.path().join("kunci-induk")).unwrap();
    assert!(deployment.must(&["keys", "rotate", "--json"]).contains("\"rewrapped\":3"));
    assert_eq!(open(&store, &kek, &CODES[..2]).await, before, "the server that ran all the while reads on");
    let second = std::fs::read_to_string(deployment.path().join("kunci-induk")).unwrap();
    assert!(
        deployment.must(&["keys", "rotate", "--json"]).contains("\"rewrapped\":3"),
        "and once more, to another key"
    );
    let third = std::fs::read_to_string(deployment.path().join("kunci-induk")).unwrap();
    assert_eq!((second.lines().count(), third.lines().count()), (2, 3));
    assert_eq!(open(&store, &kek, &CODES[..2]).await, before);

    deployment.approve(CODES[2]).await;
    deployment.must(&["tenant", "provision", "--all-approved"]);
    assert!(deployment.must(&["keys", "forget", "--json"]).contains("\"dropped\":2"));
    let left = std::fs::read_to_string(deployment.path().join("kunci-induk")).unwrap();
    assert!(left.lines().count() == 1 && left != old, "one key, and another");
    assert_eq!(open(&store, &deployment.kek(), &CODES).await[..3], before);
    assert!(deployment.must(&["keys", "forget"]).contains("Tidak ada kunci induk lama"));
    store.close().await;
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_rotation_that_is_killed_anywhere_loses_nothing_and_goes_on(#[case] kind: Kind) {
    let (deployment, store, kek) = running(kind, &CODES).await;
    let before = open(&store, &kek, &CODES).await;
    for wait in [0, 10, 20, 40, 60, 80, 120, 200] {
        let mut rotation = deployment.command(&["keys", "rotate"]).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(wait)).await;
        rotation.kill().unwrap();
        rotation.wait().unwrap();
        assert_eq!(open(&store, &kek, &CODES).await, before, "killed after {wait} ms");
    }
    deployment.must(&["keys", "rotate"]);
    deployment.must(&["keys", "forget"]);
    let left = deployment.kek();
    assert_eq!((left.generations(), open(&store, &left, &CODES).await), (1, before));
    store.close().await;
}
