//! A worker that is killed around any step's commit, and started again, leaves what an undisturbed
//! one leaves: the same rows, roles, objects and letters.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "helpers of tests")]

mod support;

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use balai_storage::objects::{ObjectKey, ObjectSettings, Objects};
use balai_storage::{NodeName, Space, TenantPlace};
use balai_tenancy::provisioning::StepName;
use balai_testkit::Kind;
use chrono::DateTime;
use rstest::rstest;
use serde_json::Value;
use support::{Deployment, rights, rows};
use uuid::Uuid;

const CODE: &str = "33.14";

/// What is left when everything is done, without what differs from run to run by nature.
async fn remains(deployment: &Deployment) -> Vec<String> {
    deployment.must(&["work", "--once"]);
    let store = deployment.store().await;
    let place = TenantPlace::new(CODE.parse().unwrap(), NodeName::default());
    let mut all = rows(&store, &Space::Control).await;
    all.extend(rows(&store, &Space::Tenant(place)).await);
    all.retain(|line| !line.starts_with("seaql_migrations "));
    all.extend(rights(&store, "t_3314").await);
    store.close().await;
    let objects = Objects::open(&ObjectSettings::InProcess { dir: deployment.path().join("objects") }).unwrap();
    let shelf = objects.of_tenant(CODE.parse().unwrap());
    for key in shelf.list().await.unwrap() {
        let object = shelf.get(&ObjectKey::parse(&key).unwrap()).await.unwrap().unwrap();
        all.push(format!("object {key} {} {:?}", object.content_type, object.body));
    }
    let letters = std::fs::read_dir(deployment.path().join("letters")).unwrap().count();
    all.push(format!("letters {letters}"));
    let mut all: Vec<String> = all.iter().map(|line| normal(line)).collect();
    all.sort();
    all
}

/// Ids, moments, hashes and sealed values are marked, not compared.
fn normal(line: &str) -> String {
    match line.split_once(' ').map(|(table, json)| (table, serde_json::from_str::<Value>(json))) {
        Some((table, Ok(value))) => format!("{table} {}", masked(&value)),
        _ => line.to_owned(),
    }
}

fn masked(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields.iter().collect();
            let shown = sorted.into_iter().map(|(name, value)| {
                let value = if differs_by_nature(name) { "…".to_owned() } else { masked(value) };
                format!("{name}={value}")
            });
            format!("{{{}}}", shown.collect::<Vec<_>>().join(" "))
        }
        Value::Array(items) => items.iter().map(masked).collect::<Vec<_>>().join(","),
        // SQLite keeps JSON as text
        Value::String(text) if text.starts_with(['{', '[']) => {
            serde_json::from_str(text).map_or_else(|_| text.clone(), |inner| masked(&inner))
        }
        Value::String(text) if Uuid::parse_str(text).is_ok() || DateTime::parse_from_rfc3339(text).is_ok() => {
            "…".to_owned()
        }
        // SQLite has no truth values
        Value::Bool(yes) => u8::from(*yes).to_string(),
        other => other.to_string(),
    }
}

fn differs_by_nature(name: &str) -> bool {
    let ends = ["_at", "_on", "_until", "_id", "hash", "sealed", "sealed_token", "wrapped"];
    ["id", "at", "recipient_key", "email_key", "sealed_email"].contains(&name)
        || ends.iter().any(|end| name.ends_with(end))
}

#[rstest]
#[tokio::test]
async fn a_killed_worker_leaves_what_an_undisturbed_one_leaves(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values("before", "after")] moment: &str,
) {
    let undisturbed = Deployment::migrated(kind).await;
    undisturbed.approve(CODE).await;
    undisturbed.must(&["tenant", "provision", CODE]);
    let expected = remains(&undisturbed).await;
    assert!(expected.len() > 200, "the starter catalogue is there: {}", expected.len());

    for step in StepName::ALL {
        let deployment = Deployment::migrated(kind).await;
        deployment.approve(CODE).await;
        let at = format!("{moment}:{}", step.word());
        let killed = deployment.command(&["tenant", "provision", CODE]).env("BALAI_UJI_MATI", &at).output().unwrap();
        assert_eq!(killed.status.signal(), Some(9), "{at}: {}", String::from_utf8_lossy(&killed.stderr));
        let listed = deployment.must(&["tenant", "list", "--json"]);
        let open = moment == "after" && step == StepName::Open;
        assert_eq!(listed.contains("buka"), open, "a half-made region shows itself after {at}: {listed}");
        // the dead worker's lease runs out
        std::thread::sleep(Duration::from_millis(1_100));
        deployment.must(&["tenant", "provision", "--all-approved"]);
        let actual = remains(&deployment).await;
        let differs: Vec<_> = actual.iter().filter(|line| !expected.contains(line)).take(5).collect();
        assert!(actual == expected, "{at}: {} rows, not {}; new: {differs:#?}", actual.len(), expected.len());
    }
}
