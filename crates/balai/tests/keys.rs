//! Another key-encryption key, while people work: nothing is lost whenever it is broken off.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use balai_identity::oidc::Site;
use balai_identity::{ChosenPassword, Factors, Identity, NewAccount, PasswordHasher};
use balai_kernel::{Act, Clock as _, Nik, SystemClock};
use balai_storage::envelope::Key;
use balai_storage::{Kek, Store};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::Kind;
use balai_tests::Browser;
use rstest::rstest;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use support::Deployment;
use support::rotation::{MANY, account_keys_of, killed_in_the_middle, many_accounts};
use support::serving::{Kept, PASSWORD, Serving, added, opens, signed_in};
use uuid::Uuid;

const CODES: [&str; 3] = ["33.14", "17.09", "73.07"];
/// People with a number, and with documents soon.
const PEOPLE: [(&str, &str); 3] = [
    ("sri@contoh.id", "3314015208900001"),
    ("budi@contoh.id", "3314011208900002"),
    ("wati@contoh.id", "3314015208900003"),
];
/// Somebody whose vault is empty until her first document.
const NEWCOMER: &str = "baru@contoh.id";

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

async fn identity(deployment: &Deployment, store: &Store) -> Identity {
    let key = deployment.control_key(store).await;
    let site = Site::parse("http://akun.balai.localhost:8080").unwrap();
    Identity::new(store.control(), Arc::new(PasswordHasher::new(NonZeroUsize::MIN).unwrap()), key, site)
}

/// Opens an account.
async fn account(identity: &Identity, email: &str) -> Uuid {
    let new = NewAccount {
        email: email.parse().unwrap(),
        name: "Sri Rahayu".parse().unwrap(),
        password: ChosenPassword::new(PASSWORD, Factors::PasswordOnly, &[]).unwrap(),
        second_factor: None,
    };
    identity.open_account(&Act::system("uji", SystemClock.now()), new).await.unwrap()
}

/// The people, each with her number.
async fn people(deployment: &Deployment, store: &Store, kek: &Kek) -> Vec<Uuid> {
    let (identity, act) = (identity(deployment, store).await, Act::system("uji", SystemClock.now()));
    let mut ids = Vec::new();
    for (email, nik) in PEOPLE {
        let id = account(&identity, email).await;
        identity.record_number(&act, kek, id, &Nik::parse(nik).unwrap()).await.unwrap();
        ids.push(id);
    }
    account(&identity, NEWCOMER).await;
    ids
}

/// What people do while keys change: each comes in anew and goes about her documents.
async fn work(serving: &Serving, people: &[(&str, Kept)], word: &str) {
    for person in people {
        let browser = signed_in(serving, person.0).await;
        goes_about(serving, &browser, person, word).await;
    }
}

/// Opens what she had and adds a document, which opens too.
async fn goes_about(serving: &Serving, browser: &Browser, (email, kept): &(&str, Kept), word: &str) {
    opens(serving, browser, kept).await;
    let fresh = added(serving, browser, &format!("{email} {word}")).await;
    opens(serving, browser, &fresh).await;
}

/// Runs `keys rotate`; returns what it says as JSON, and on stderr.
async fn rotated(deployment: &Deployment) -> (Value, String) {
    let mut command = deployment.command(&["keys", "rotate", "--json"]);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    (serde_json::from_slice(&output.stdout).unwrap(), told)
}

/// What a walk over all keys tells: how many it has looked at, of how many, and how many of them are wrapped anew.
fn counted(told: &str) -> Vec<[usize; 3]> {
    let line = |line: &str| {
        let (at, rest) = line.split_once('/')?;
        let (of, rest) = rest.split_once(" kunci diperiksa, ")?;
        let anew = rest.strip_suffix(" dibungkus ulang")?;
        Some([at, of, anew].map(|number| number.parse().unwrap()))
    };
    told.lines().map(|said| line(said).unwrap_or_else(|| panic!("{said}: {told}"))).collect()
}

#[rstest]
#[tokio::test]
async fn a_rotation_killed_between_two_batches_goes_on_while_people_work_and_the_old_key_can_go(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (deployment, store, kek) = running(kind, &CODES[..2]).await;
    many_accounts(&deployment, &store, &kek).await;
    let ids = people(&deployment, &store, &kek).await;
    let serving = Serving::start(&deployment).await;
    let mut kept = Vec::new();
    for (email, _) in PEOPLE {
        kept.push((email, added(&serving, &signed_in(&serving, email).await, email).await));
    }
    let regions = open(&store, &kek, &CODES[..2]).await;
    let accounts = account_keys_of(&store, &kek).await;
    assert_eq!(accounts.len(), MANY + PEOPLE.len());

    let anew = killed_in_the_middle(&store, || deployment.command(&["keys", "rotate"])).await;
    work(&serving, &kept, "di tengah").await;
    let newcomer = added(&serving, &signed_in(&serving, NEWCOMER).await, NEWCOMER).await;
    kept.push((NEWCOMER, newcomer));

    // the next one ends it, and others follow until everybody has been through everything while they ran
    let (turns, done) = (AtomicUsize::new(0), AtomicBool::new(false));
    let working = async {
        let mut browsers = BTreeMap::new();
        while !done.load(Ordering::SeqCst) {
            let turn = turns.load(Ordering::SeqCst);
            let person = &kept[turn % kept.len()];
            // one network address may come in no more than thirty times a minute
            if turn < 2 * kept.len() {
                browsers.insert(person.0, signed_in(&serving, person.0).await);
            }
            goes_about(&serving, &browsers[person.0], person, &format!("kali {turn}")).await;
            turns.store(turn + 1, Ordering::SeqCst);
        }
    };
    let rotating = async {
        let first = rotated(&deployment).await;
        while turns.load(Ordering::SeqCst) < kept.len() {
            rotated(&deployment).await;
        }
        done.store(true, Ordering::SeqCst);
        first
    };
    let ((), (said, told)) = tokio::join!(working, rotating);
    let rest = accounts.len() - anew;
    assert_eq!(said["rewrapped"], rest, "no more than was left to do: {told}");
    let all = regions.len() + accounts.len() + 1;
    let told = counted(&told);
    let walks: Vec<_> = told.split_inclusive(|[at, of, _]| at == of).collect();
    assert_eq!(walks.iter().map(|walk| *walk.last().unwrap()).collect::<Vec<_>>(), [[all, all, rest], [all, all, 0]]);
    assert!(walks.iter().all(|walk| walk.len() >= 9 && walk.is_sorted()), "{told:?}");

    assert_ne!(deployment.told(&["keys", "forget"])["dropped"], 0);
    let left = deployment.kek();
    assert_eq!((left.generations(), open(&store, &left, &CODES[..2]).await), (1, regions));
    let mut opened = account_keys_of(&store, &left).await;
    opened.retain(|id, _| accounts.contains_key(id));
    assert_eq!(opened, accounts, "each key is what it was");
    work(&serving, &kept, "sesudahnya").await;
    drop(serving);
    work(&Serving::start(&deployment).await, &kept, "dengan kunci baru saja").await;
    let identity = identity(&deployment, &store).await;
    for (id, (_, nik)) in ids.into_iter().zip(PEOPLE) {
        assert_eq!(identity.number(&left, id).await.unwrap(), Some(Nik::parse(nik).unwrap()));
    }
    store.close().await;
}
