//! Key-encryption keys that a key service holds: made, opened, rotated and left while people work, and what happens while the
//! service is away, slow, unwilling or not the right one.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::process::Output;
use std::time::{Duration, Instant};

use balai_storage::envelope::{Key, Seat};
use balai_storage::{Kek, KeyHome, Kms, NewKey, StorageError, Store};
use balai_tenancy::keys::{self, KeyOwner};
use balai_testkit::Kind;
use rstest::rstest;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use support::Deployment;
use support::kms::{Gate, Way, from_scripts_test};
use support::rotation::{account_keys_of, killed_in_the_middle, many_accounts};

const CODES: [&str; 2] = ["33.14", "17.09"];
const SEAT: Seat<'static> = Seat { space: "control", table: "data_keys", column: "wrapped", row: "33.14" };

/// A deployment with a key service, and what a running server of it holds.
struct World {
    deployment: Deployment,
    gate: Gate,
}

impl World {
    /// Regions whose keys are under one that stands in the file.
    async fn under_a_file(kind: Kind) -> Self {
        let deployment = Deployment::migrated(kind).await;
        for code in CODES {
            deployment.approve(code).await;
        }
        deployment.must(&["tenant", "provision", "--all-approved"]);
        Self { deployment, gate: Gate::open() }
    }

    fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = self.deployment.command(arguments);
        self.gate.told_to(&mut command);
        command.envs(environment.iter().copied()).output().unwrap()
    }

    fn must(&self, arguments: &[&str]) -> String {
        let output = self.run_with(arguments, &[]);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command that must fail says.
    fn refused(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let output = self.run_with(arguments, environment);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn file(&self) -> std::path::PathBuf {
        self.deployment.path().join("kunci-induk")
    }

    fn lines(&self) -> Vec<String> {
        std::fs::read_to_string(self.file()).unwrap().lines().map(str::to_owned).collect()
    }

    /// The keys as a server holds them that starts now.
    async fn server(&self) -> Kek {
        server(&self.file(), self.gate.kms()).await
    }
}

async fn server(file: &std::path::Path, kms: Kms) -> Kek {
    let kek = Kek::read(file, Some(kms)).unwrap().unwrap();
    kek.open_all().await.unwrap();
    kek
}

/// The data keys that open, in text.
async fn open(store: &Store, kek: &Kek) -> Vec<String> {
    let read = store.control().read().await.unwrap();
    let regions = CODES.iter().map(|code| KeyOwner::Region(code.parse().unwrap()));
    let mut opened = Vec::new();
    for owner in [KeyOwner::Control].into_iter().chain(regions) {
        let key = keys::find(&read, kek, owner).await.unwrap().expect("it is there");
        opened.push(key.to_base64().expose_secret().to_owned());
    }
    opened
}

/// Until a server sees it; no longer than the longest pause of its questions in these tests.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what} did not come");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed()
}

#[rstest]
#[tokio::test]
async fn a_deployment_goes_to_a_key_service_and_back_while_people_work(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = World::under_a_file(kind).await;
    let (store, kek) = (world.deployment.store().await, world.server().await);
    let before = open(&store, &kek).await;
    let bare = world.lines().remove(0);

    let said: Value = serde_json::from_str(&world.must(&["keys", "add", "--kms", "--json"])).unwrap();
    assert_eq!((&said["generations"], &said["kms"]), (&2.into(), &true.into()));
    let lines = world.lines();
    assert!(lines[0].starts_with("kms:") && lines[1] == bare, "both kinds in one file: {lines:?}");
    assert!(world.must(&["keys", "rotate", "--json"]).contains("\"rewrapped\":3"));
    assert_eq!(open(&store, &kek).await, before, "the server that ran all the while reads on");
    assert!(world.must(&["keys", "forget", "--json"]).contains("\"dropped\":1"));
    assert!(world.lines().len() == 1 && world.lines()[0].starts_with("kms:"), "{:?}", world.lines());
    assert_eq!(open(&store, &world.server().await).await, before);
    // whoever has the file and the rows, and not the service, opens nothing
    let alone = Kek::read(&world.file(), None).unwrap().unwrap();
    assert!(alone.wrap(SEAT, &Key::fresh()).is_err());
    assert!(keys::find(&store.control().read().await.unwrap(), &alone, KeyOwner::Control).await.is_err());

    // the next one is made where the last one was
    world.must(&["keys", "rotate"]);
    world.must(&["keys", "forget"]);
    let next = world.lines();
    assert!(next.len() == 1 && next[0].starts_with("kms:") && next != lines[..1], "{next:?}");
    assert_eq!(open(&store, &kek).await, before);

    world.must(&["keys", "add"]);
    world.must(&["keys", "rotate"]);
    world.must(&["keys", "forget"]);
    assert_eq!(kek.wrap(SEAT, &Key::fresh()).map(|_| kek.homes()).unwrap(), [KeyHome::File]);
    assert!(world.lines().len() == 1 && !world.lines()[0].contains(':'));
    assert_eq!(open(&store, &world.deployment.kek()).await, before, "the service is needed no more");
    store.close().await;
}

#[rstest]
#[tokio::test]
async fn a_rotation_that_is_killed_anywhere_loses_nothing_and_goes_on(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = World::under_a_file(kind).await;
    let (store, kek) = (world.deployment.store().await, world.server().await);
    let before = open(&store, &kek).await;
    world.must(&["keys", "add", "--kms"]);
    for (command, wait) in
        [("rotate", 0), ("rotate", 40), ("rotate", 120), ("rotate", 250), ("forget", 80), ("forget", 200)]
    {
        let mut child = world.deployment.command(&["keys", command]);
        world.gate.told_to(&mut child);
        let mut child = child.spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(wait)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(open(&store, &kek).await, before, "{command} killed after {wait} ms");
    }
    world.must(&["keys", "rotate"]);
    world.must(&["keys", "forget"]);
    let left = world.server().await;
    assert_eq!((left.homes(), open(&store, &left).await), (vec![KeyHome::Service], before));
    store.close().await;
}

#[rstest]
#[tokio::test]
async fn a_way_to_the_service_that_is_cut_between_two_batches_is_gone_to_its_end(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = World::under_a_file(kind).await;
    let (store, kek) = (world.deployment.store().await, world.server().await);
    many_accounts(&world.deployment, &store, &kek).await;
    let (regions, accounts) = (open(&store, &kek).await, account_keys_of(&store, &kek).await);
    world.must(&["keys", "add", "--kms"]);
    let anew = killed_in_the_middle(&store, || {
        let mut rotation = world.deployment.command(&["keys", "rotate"]);
        world.gate.told_to(&mut rotation);
        rotation
    })
    .await;
    assert_eq!(account_keys_of(&store, &kek).await, accounts, "the server that ran all the while opens both kinds");
    let said: Value = serde_json::from_str(&world.must(&["keys", "rotate", "--json"])).unwrap();
    assert_eq!(said["rewrapped"], accounts.len() - anew, "no more than was left to do");
    world.must(&["keys", "forget"]);
    let left = world.server().await;
    assert_eq!((left.homes(), open(&store, &left).await), (vec![KeyHome::Service], regions));
    assert_eq!(account_keys_of(&store, &left).await, accounts);
    store.close().await;
}

#[rstest]
#[tokio::test]
async fn a_new_deployment_that_names_a_key_service_never_has_the_key_in_its_file(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = World { deployment: Deployment::empty(kind).await, gate: Gate::open() };
    world.must(&["migrate"]);
    let lines = world.lines();
    assert!(lines.len() == 1 && lines[0].starts_with("kms:"), "{lines:?}");
    let told: Value = serde_json::from_str(&world.must(&["doctor", "--json"])).unwrap_or_default();
    let findings = told["findings"].as_array().unwrap();
    let seen = |check: &str| findings.iter().find(|f| f["check"] == check).unwrap()["seen"].to_string();
    assert!(seen("layanan kunci").contains("membuka") && seen("kunci induk").contains("1 dari 1"), "{told}");

    // a copy of it goes back into another place with the same file and the same service
    let copy = world.deployment.path().join("salinan");
    world.must(&["backup", "--to", &copy.display().to_string()]);
    let other = Deployment::empty(kind).await;
    std::fs::copy(world.file(), other.path().join("kunci-induk")).unwrap();
    let mut restore = other.command(&["restore", "--from", &copy.display().to_string(), "--verify"]);
    world.gate.told_to(&mut restore);
    let restored = restore.output().unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
}

#[tokio::test]
async fn a_start_without_the_service_says_which_setting_to_look_at() {
    let world = World { deployment: Deployment::empty(Kind::Sqlite).await, gate: Gate::open() };
    world.must(&["migrate"]);
    let file = world.lines();

    world.gate.set(Way::Shut);
    let away = world.refused(&["migrate"], &[]);
    assert!(away.contains("keys.kms.endpoint") && away.contains("tidak menjawab"), "{away}");
    let doctor = world.run_with(&["doctor", "--json"], &[("BALAI__DATA__OPEN_TENANTS", "10")]);
    let told: Value = serde_json::from_slice(&doctor.stdout).unwrap();
    let wrong: Vec<_> = told["findings"].as_array().unwrap().iter().filter(|f| f["ok"] == false).collect();
    let checks: Vec<_> = wrong.iter().map(|finding| finding["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["layanan kunci", "sandaran"], "{told}");
    let late = [("BALAI__KEYS__KMS__ENDPOINT", "http://127.0.0.1:9")];
    assert!(world.refused(&["keys", "rotate"], &late).contains("keys.kms.endpoint"));
    world.gate.set(Way::Open);

    let others = [
        ("BALAI__KEYS__KMS__ACCESS_KEY", from_scripts_test("BALAI_TEST_KMS_OTHERS_ACCESS_KEY")),
        ("BALAI__KEYS__KMS__SECRET_KEY", from_scripts_test("BALAI_TEST_KMS_OTHERS_SECRET_KEY")),
    ];
    let others = others.each_ref().map(|(name, value)| (*name, value.as_str()));
    let denied = world.refused(&["migrate"], &others);
    assert!(denied.contains("keys.kms.access_key") && denied.contains("kms:Decrypt"), "{denied}");
    let unknown = world.refused(&["keys", "add", "--kms"], &[("BALAI__KEYS__KMS__KEY", "alias/tidak-ada")]);
    assert!(unknown.contains("keys.kms.key"), "{unknown}");
    let foreign = world.refused(&["migrate"], &[("BALAI__KEYS__KMS__DEPLOYMENT", "yang-lain")]);
    assert!(foreign.contains("keys.kms.deployment"), "{foreign}");
    let unconfigured = world.refused(&["migrate"], &[("BALAI__KEYS__KMS__KEY", "")]);
    assert!(unconfigured.contains("keys.kms.key"), "{unconfigured}");
    for said in [&away, &denied, &unknown, &foreign, &unconfigured] {
        assert!(!said.contains(&from_scripts_test("BALAI_TEST_S3_SECRET_KEY")), "{said}");
    }
    assert_eq!(world.lines(), file, "none of that touched the file");
    world.must(&["migrate"]);

    let plain = Deployment::migrated(Kind::Sqlite).await;
    let unnamed = plain.run(&["keys", "add", "--kms"]);
    assert_eq!(unnamed.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unnamed.stderr).contains("keys.kms.key"));
}

#[tokio::test]
async fn while_the_service_is_away_the_keys_in_memory_serve_on_and_new_ones_open_when_it_is_back() {
    let (gate, dir) = (Gate::open(), tempfile::tempdir().unwrap());
    let file = dir.path().join("kunci-induk");
    let operator = Kek::create(&file, Some(gate.kms()), gate.kms().make().await.unwrap()).unwrap();
    let there = server(&file, gate.kms()).await;
    let data_key = Key::fresh();
    let old = there.wrap(SEAT, &data_key).unwrap();

    let new = gate.kms().make().await.unwrap();
    gate.set(Way::Shut);
    let begun = Instant::now();
    operator.add(new).unwrap();
    let meanwhile = there.wrap(SEAT, &data_key).unwrap();
    assert!(there.unwrap_key(SEAT, &old).is_ok() && there.unwrap_key(SEAT, &meanwhile).is_ok());
    println!("first wrap and two opened while the service is away: {:?}", begun.elapsed());
    let again = Instant::now();
    there.wrap(SEAT, &data_key).unwrap();
    assert!(again.elapsed() < Duration::from_millis(300), "nobody waits twice: {:?}", again.elapsed());
    let rewrapped = operator.rewrap(SEAT, &meanwhile).unwrap().expect("the server wrapped under the older key");
    assert!(matches!(there.unwrap_key(SEAT, &rewrapped), Err(StorageError::Unavailable(_))), "not called damaged");

    // before the older key goes it wraps no more, so that nothing is lost with it
    operator.retire_older().unwrap();
    assert!(matches!(there.wrap(SEAT, &data_key), Err(StorageError::Unavailable(_))));
    assert!(there.unwrap_key(SEAT, &old).is_ok(), "what is there still opens");

    gate.set(Way::Open);
    let took = until("the new key", || there.unwrap_key(SEAT, &rewrapped).is_ok()).await;
    println!("the new key was open {took:?} after the service was back");
    assert_eq!(operator.rewrap(SEAT, &there.wrap(SEAT, &data_key).unwrap()).unwrap(), None, "and wraps");
    operator.drop_older().unwrap();
    assert!(there.unwrap_key(SEAT, &rewrapped).is_ok());
}

#[tokio::test]
async fn a_slow_service_holds_up_nobody_for_long_and_is_asked_once_for_each_key() {
    let (gate, dir) = (Gate::open(), tempfile::tempdir().unwrap());
    let file = dir.path().join("kunci-induk");
    let operator = Kek::create(&file, Some(gate.kms()), NewKey::bare()).unwrap();
    let there = server(&file, gate.kms()).await;
    let data_key = Key::fresh();
    let new = gate.kms().make().await.unwrap();
    let came = gate.came();
    gate.set(Way::Slow(Duration::from_secs(2)));
    operator.add(new).unwrap();
    let begun = Instant::now();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let (there, data_key) = (there.clone(), data_key.clone());
            std::thread::spawn(move || there.wrap(SEAT, &data_key).map(drop))
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap().is_ok()));
    let held_up = begun.elapsed();
    assert!(held_up < Duration::from_millis(1500), "{held_up:?}");
    let opened = || there.wrap(SEAT, &data_key).is_ok_and(|wrapped| operator.rewrap(SEAT, &wrapped).unwrap().is_none());
    until("the new key", opened).await;
    assert_eq!(gate.came(), came + 1, "eight waited for one question");
    println!("eight threads that needed the key were held up {held_up:?}");

    operator.retire_older().unwrap();
    operator.drop_older().unwrap();
    assert!(there.wrap(SEAT, &data_key).is_ok());
    assert_eq!(gate.came(), came + 1, "what is open is not asked for again");
}

#[tokio::test]
async fn what_was_sealed_for_another_deployment_or_changed_does_not_open() {
    let (gate, dir) = (Gate::open(), tempfile::tempdir().unwrap());
    let file = dir.path().join("kunci-induk");
    Kek::create(&file, Some(gate.kms()), gate.kms().make().await.unwrap()).unwrap();
    let moved = Kek::read(&file, Some(gate.kms_of("yang-lain"))).unwrap().unwrap();
    assert!(moved.open_all().await.is_err());
    assert!(moved.wrap(SEAT, &Key::fresh()).is_err(), "nothing is wrapped under what did not open");
    let line = std::fs::read_to_string(&file).unwrap();
    for damaged in [format!("{}AAAA\n", &line[..line.len() - 5]), "kms:\n".into(), "kms:bukan base64\n".into()] {
        std::fs::write(&file, &damaged).unwrap();
        assert!(Kek::read(&file, Some(gate.kms())).unwrap().unwrap().open_all().await.is_err(), "{damaged}");
    }
}
