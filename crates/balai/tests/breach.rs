//! `balai breach`: who is affected, the lists and letters, and telling the people once.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;

use balai_kernel::{Act, Actor, Clock as _, Origin, SystemClock};
use balai_storage::{Audit, Space};
use balai_testkit::Kind;
use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use serde_json::Value;
use support::{Deployment, rows};
use uuid::Uuid;

const CODE: &str = "33.14";
/// What the letters still need.
const SAID: [&str; 6] =
    ["--how", "Sandi petugas dicuri.", "--remedy", "Akun ditutup.", "--contact", "pdp@sragenkab.go.id"];

fn told(deployment: &Deployment, arguments: &[&str]) -> Value {
    serde_json::from_str(deployment.must(&[&["breach", "--json"], arguments].concat()).trim()).unwrap()
}

/// The items of the region's copies that were opened.
async fn opened(deployment: &Deployment) -> Vec<String> {
    let store = deployment.store().await;
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), CODE.parse().unwrap()).await;
    let read = store.tenant(tenant.unwrap().unwrap().place).read().await.unwrap();
    let links = read.audit_trail(500).await.unwrap();
    drop(read);
    store.close().await;
    links.into_iter().filter(|link| link.action == "copy.opened").map(|link| link.object.1).collect()
}

/// Many more looks of the same clerk at the same document.
async fn look_often(deployment: &Deployment, item: &str, times: usize) {
    let act = Act::new(clerk(), SystemClock.now(), Origin::web("198.51.100.9", "req-9"));
    let look = || deed("copy.opened", "copy", item);
    in_region(deployment, &act, std::iter::repeat_with(look).take(times).collect()).await;
}

fn clerk() -> Actor {
    Actor::Account(Uuid::from_u128(7))
}

fn deed(action: &'static str, kind: &'static str, id: &str) -> Audit {
    Audit { action, kind, id: id.to_owned(), before: None, after: None }
}

/// Deeds in the region's trail.
async fn in_region(deployment: &Deployment, act: &Act, deeds: Vec<Audit>) {
    let store = deployment.store().await;
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), CODE.parse().unwrap()).await;
    let write = store.tenant(tenant.unwrap().unwrap().place).write().await.unwrap();
    write.audit_many(act, deeds).await.unwrap();
    write.commit().await.unwrap();
    store.close().await;
}

/// Deeds in the trail of the deployment.
async fn shared(deployment: &Deployment, act: &Act, deeds: Vec<Audit>) {
    let store = deployment.store().await;
    let write = store.control().write().await.unwrap();
    write.audit_many(act, deeds).await.unwrap();
    write.commit().await.unwrap();
    store.close().await;
}

/// Looks at a document with many accounts, each once.
async fn look_by_many(deployment: &Deployment, item: &str, accounts: u128) {
    let store = deployment.store().await;
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), CODE.parse().unwrap()).await;
    let write = store.tenant(tenant.unwrap().unwrap().place).write().await.unwrap();
    for number in 0..accounts {
        let act = Act::new(Actor::Account(Uuid::from_u128(1_000 + number)), SystemClock.now(), Origin::default());
        write.audit(&act, deed("copy.opened", "copy", item)).await.unwrap();
    }
    write.commit().await.unwrap();
    store.close().await;
}

/// The account of which a planted row of a table is.
async fn account_of(deployment: &Deployment, table: &str) -> Uuid {
    let store = deployment.store().await;
    let found = rows(&store, &Space::Control).await;
    store.close().await;
    let row = found.iter().find_map(|row| row.strip_prefix(&format!("{table} "))).unwrap();
    let row: Value = serde_json::from_str(row).unwrap();
    row["account_id"].as_str().unwrap().parse().unwrap()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_failure_is_read_from_the_trails_and_told_to_each_person_once(#[case] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    deployment.region(CODE, "kenari").await;
    let item = opened(&deployment).await.remove(0);
    look_often(&deployment, &item, 1_200).await;
    let moment = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M+00:00").to_string();
    let now = SystemClock.now();
    let (from, to) = (moment(now - TimeDelta::hours(2)), moment(now + TimeDelta::hours(2)));
    let output = tempfile::tempdir().unwrap();
    let dir = |name: &str| output.path().join(name).display().to_string();
    let window = ["--from", from.as_str(), "--to", to.as_str()];

    let first = told(&deployment, &[&window[..], &["--output", &dir("satu")]].concat());
    assert_eq!((first["persons"].as_u64(), first["events"].as_u64()), (Some(1), Some(1_201)), "{first}");
    assert_eq!(first["regions"], serde_json::json!([CODE]));
    assert_eq!(
        (first["told"].as_u64(), first["told_before"].as_u64()),
        (Some(0), Some(0)),
        "nobody is told by looking"
    );
    let read = |name: &str| std::fs::read_to_string(output.path().join("satu").join(name)).unwrap();
    assert_eq!(read("pembukaan.csv").lines().count(), 1_202, "each with its line");
    let people: Vec<Value> = serde_json::from_str(&read("orang.json")).unwrap();
    assert_eq!(people[0]["name"], "S***");
    assert!(!read("orang.csv").contains("@contoh.id,") || read("orang.csv").contains("***@"), "{}", read("orang.csv"));
    let letter = read("surat-lembaga.txt");
    for said in ["Pasal 46", "berkas pribadi KTP (1201 kali)", "Orang yang terkena: 1.", "[ISI: upaya penanganan"] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
    assert!(read(&format!("surat-daerah-{CODE}.txt")).contains("Kabupaten Sragen"));
    let account = people[0]["account"].as_str().unwrap();
    let own = read(&format!("surat/{account}.txt"));
    for said in ["Sri", "Data yang terungkap", "Kapan", "[ISI: bagaimana data terungkap]"] {
        assert!(own.contains(said), "{said}: {own}");
    }

    let blank = deployment.run(&[&["breach"], &window[..], &["--output", &dir("x"), "--send", "--yes"]].concat());
    assert_eq!(blank.status.code(), Some(2), "no letter leaves with blanks");
    assert!(!output.path().join("x").exists());
    let unasked = deployment.run(&[&["breach"], &window[..], &SAID, &["--output", &dir("x"), "--send"]].concat());
    assert_eq!(unasked.status.code(), Some(2), "no terminal, nobody who agreed");
    let send =
        |name: &str| told(&deployment, &[&window[..], &SAID, &["--output", &dir(name), "--send", "--yes"]].concat());
    let second = send("dua");
    assert_eq!((&second["number"], second["told"].as_u64()), (&first["number"], Some(1)), "{second}");
    let third = send("tiga");
    assert_eq!((third["told"].as_u64(), third["told_before"].as_u64()), (Some(0), Some(1)), "{third}");
    let store = deployment.store().await;
    let shared = rows(&store, &Space::Control).await;
    let notices = shared.iter().filter(|row| row.starts_with("outbox ") && row.contains("identity.account_notice"));
    assert_eq!(notices.count(), 2, "one person, one letter, beside the one that a document is asked for");
    let deeds: BTreeSet<&str> = ["breach.opened", "breach.prepared", "breach.told"].into_iter().collect();
    let written = |deed: &&str| shared.iter().any(|row| row.starts_with("audit_events ") && row.contains(*deed));
    assert_eq!(deeds.iter().filter(|deed| written(deed)).count(), 3);
    store.close().await;
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_is_asked_narrows_what_is_found(#[case] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    deployment.region(CODE, "kenari").await;
    let item = opened(&deployment).await.remove(0);
    look_often(&deployment, &item, 3).await;
    let output = tempfile::tempdir().unwrap();
    let now = SystemClock.now();
    let (from, to) = ((now - TimeDelta::hours(1)).to_rfc3339(), (now + TimeDelta::hours(1)).to_rfc3339());
    let (clerk, nobody) = (Uuid::from_u128(7).to_string(), Uuid::from_u128(8).to_string());
    for (at, (narrowed, events)) in [
        (vec!["--region", CODE], 4),
        (vec!["--by", clerk.as_str()], 4),
        (vec!["--by", nobody.as_str()], 0),
        (vec!["--ip", "198.51.100."], 3),
        (vec!["--ip", "198.51.100.9"], 3),
        (vec!["--kind", "document"], 4),
        (vec!["--kind", "account"], 0),
    ]
    .into_iter()
    .enumerate()
    {
        let dir = output.path().join(at.to_string()).display().to_string();
        let window = ["--from", from.as_str(), "--to", to.as_str(), "--output", dir.as_str()];
        let found = told(&deployment, &[&window[..], &narrowed].concat());
        assert_eq!(found["events"].as_u64(), Some(events), "{narrowed:?}: {found}");
    }
    let dir = output.path().join("x").display().to_string();
    for wrong in [
        ["--from", "kemarin", "--to", to.as_str(), "--region", CODE],
        ["--from", to.as_str(), "--to", from.as_str(), "--region", CODE],
        ["--from", from.as_str(), "--to", to.as_str(), "--region", "99"],
        ["--from", from.as_str(), "--to", to.as_str(), "--kind", "semua"],
        ["--from", from.as_str(), "--to", to.as_str(), "--by", "tidak.ada@contoh.id"],
        ["--from", from.as_str(), "--to", to.as_str(), "--number", "KGL-2026-222222"],
    ] {
        let output = deployment.run(&[&["breach", "--output", &dir], &wrong[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_is_reached_nowhere_is_named_and_nobody_else_is_left_out(#[case] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    deployment.region(CODE, "kenari").await;
    let item = opened(&deployment).await.remove(0);
    let sukarti = account_of(&deployment, "assisted_accounts").await;
    look_by_many(&deployment, &item, 1_100).await;
    let act = Act::new(clerk(), SystemClock.now(), Origin::web("=HYPERLINK(0)", "req-9"));
    in_region(&deployment, &act, vec![deed("visit.began", "account", &sukarti.to_string())]).await;
    let gone = Uuid::from_u128(99).to_string();
    in_region(&deployment, &act, vec![deed("visit.began", "account", &gone)]).await;
    let output = tempfile::tempdir().unwrap();
    let dir = |name: &str| output.path().join(name).display().to_string();
    let now = SystemClock.now();
    let (from, to) = ((now - TimeDelta::hours(1)).to_rfc3339(), (now + TimeDelta::hours(1)).to_rfc3339());
    let window = ["--from", from.as_str(), "--to", to.as_str(), "--region", CODE];
    let send =
        |name: &str| told(&deployment, &[&window[..], &SAID, &["--output", &dir(name), "--send", "--yes"]].concat());
    let sent = send("satu");
    let counted = |told: &Value| ["persons", "closed", "told", "unreached"].map(|name| told[name].as_u64().unwrap());
    assert_eq!(counted(&sent), [2, 1, 1, 1], "Sri is told, Sukarti has no address, one account is gone: {sent}");
    let read = |name: &str| std::fs::read_to_string(output.path().join("satu").join(name)).unwrap();
    assert!(read("tanpa-kontak.csv").contains(&format!("{sukarti},surat/{sukarti}.txt")));
    assert!(read(&format!("surat/{sukarti}.txt")).contains("Sukarti"));
    assert!(!output.path().join(format!("satu/surat/{gone}.txt")).exists());
    assert!(read("pembukaan.csv").contains(",'=HYPERLINK(0)"), "no cell runs");
    assert!(read("surat-lembaga.txt").contains("dengan 1101 akun"), "{}", read("surat-lembaga.txt"));
    let store = deployment.store().await;
    let shared = rows(&store, &Space::Control).await;
    let is_hers = |row: &&String| row.replace('-', "").to_lowercase().contains(&sukarti.simple().to_string());
    let hers: Vec<&String> = shared.iter().filter(is_hers).collect();
    let of = |table: &str| hers.iter().filter(|row| row.starts_with(table)).count();
    assert_eq!((of("breach_letters "), of("account_keys ")), (0, 0), "nothing is written down of who was not told");
    store.close().await;
    assert_eq!(counted(&send("dua")), [2, 1, 0, 1], "she is asked for each time");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn each_deed_that_shows_data_is_found(#[case] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    deployment.region(CODE, "kenari").await;
    let (sri, thief) = (account_of(&deployment, "vault_documents").await, Uuid::from_u128(8));
    let later = SystemClock.now() + TimeDelta::hours(5);
    let act = |by: Actor| Act::new(by, later, Origin::web("203.0.113.9", "req-9"));
    let of_sri = |action: &'static str| deed(action, "account", &sri.to_string());
    let at_counter = ["visit.began", "number.seen", "account.opened_for"].map(of_sri);
    in_region(&deployment, &act(clerk()), at_counter.to_vec()).await;
    // what is done at a counter stands in both trails
    shared(&deployment, &act(clerk()), at_counter.to_vec()).await;
    shared(&deployment, &act(Actor::System("sign-in")), vec![of_sri("account.number_told")]).await;
    shared(&deployment, &act(Actor::Account(sri)), vec![of_sri("account.data_taken")]).await;
    let acting = Actor::For { by: thief, owner: sri };
    shared(&deployment, &act(acting), vec![of_sri("account.number_shown")]).await;
    let output = tempfile::tempdir().unwrap();
    let (from, to) = ((later - TimeDelta::hours(1)).to_rfc3339(), (later + TimeDelta::hours(1)).to_rfc3339());
    let (own, thief) = (sri.to_string(), thief.to_string());
    for (at, (narrowed, events)) in [
        (vec![], 6),
        (vec!["--region", CODE], 4),
        (vec!["--kind", "number"], 4),
        (vec!["--kind", "account"], 2),
        (vec!["--by", own.as_str()], 1),
        (vec!["--by", thief.as_str(), "--ip", "203.0.113."], 1),
    ]
    .into_iter()
    .enumerate()
    {
        let dir = output.path().join(at.to_string()).display().to_string();
        let window = ["--from", from.as_str(), "--to", to.as_str(), "--output", dir.as_str()];
        let found = told(&deployment, &[&window[..], &narrowed].concat());
        assert_eq!(found["events"].as_u64(), Some(events), "{narrowed:?}: {found}");
    }
    let store = deployment.store().await;
    let shared = rows(&store, &Space::Control).await;
    let prepared = shared.iter().find(|row| row.contains("breach.prepared") && row.contains("203.0.113."));
    assert!(prepared.is_some_and(|row| row.contains(&thief)), "who was asked about, and from where: {prepared:?}");
    store.close().await;
}
