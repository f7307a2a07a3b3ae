//! `balai audit verify` finds what somebody with the owner's rights did to a trail behind the program's back.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]
#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "tampers with rows, from the outside")]

mod support;

use balai_kernel::Act;
use balai_storage::{Audit, Space, Store};
use balai_testkit::Kind;
use chrono::DateTime;
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use support::Deployment;

const CODE: &str = "33.14";
/// A link beside the others, with a hash of its own making.
const FORGED: &str =
    "INSERT INTO audit_events (id, \"position\", actor, action, object_kind, object_id, at, origin, hash)
    SELECT {id}, {place}, actor, action, object_kind, object_id, at, origin, 'palsu'
    FROM simpan WHERE \"position\" = 2";

async fn run(store: &Store, space: &Space, statements: &[&str]) {
    let tx = store.owner().unwrap().begin(space).await.unwrap();
    for sql in statements {
        tx.execute_unprepared(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
    }
    tx.commit().await.unwrap();
}

/// Puts everything back as it was.
async fn heal(store: &Store, space: &Space) {
    let back = [
        "DELETE FROM audit_events",
        "INSERT INTO audit_events SELECT * FROM simpan",
        "DELETE FROM audit_heads",
        "INSERT INTO audit_heads SELECT * FROM simpan_ujung",
    ];
    run(store, space, &back).await;
}

async fn link(store: &Store, what: &str) {
    let write = store.control().write().await.unwrap();
    let entry = Audit {
        action: "hall.saved",
        kind: "hall",
        id: what.to_owned(),
        before: None,
        after: Some(json!({ "name": what, "hours": [8, 15] })),
    };
    let act = Act::system("uji", DateTime::from_timestamp(1_795_000_000, 123_456_000).unwrap());
    write.audit(&act, entry).await.unwrap();
    write.commit().await.unwrap();
}

/// What the command says of one trail, and its exit code.
fn verified(deployment: &Deployment, arguments: &[&str]) -> (Value, Option<i32>) {
    let output = deployment.run(&[&["audit", "verify", "--json"], arguments].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    (serde_json::from_str(text.trim()).unwrap_or_default(), output.status.code())
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn whatever_is_done_to_a_trail_is_found_where_it_was_done(#[case] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    let store = deployment.store().await;
    for what in ["satu", "dua", "tiga", "empat", "lima"] {
        link(&store, what).await;
    }
    let links = store.control().read().await.unwrap().verify_audit().await.unwrap().unwrap();
    let keep =
        ["CREATE TABLE simpan AS SELECT * FROM audit_events", "CREATE TABLE simpan_ujung AS SELECT * FROM audit_heads"];
    let control = Space::Control;
    run(&store, &control, &keep).await;
    let (whole, code) = verified(&deployment, &["--domain", "nasional"]);
    assert_eq!((whole[0]["links"].as_i64(), &whole[0]["ok"], code), (Some(links), &json!(true), Some(0)));
    assert_eq!(whole[0]["head"].as_str().map(str::len), Some(64));

    let id = match kind {
        Kind::Sqlite => "X'00000000000070008000000000000001'",
        Kind::Postgres => "'00000000-0000-7000-8000-000000000001'::uuid",
    };
    let forged = |position: i64| FORGED.replace("{id}", id).replace("{place}", &position.to_string());
    let (before, inside, after) = (forged(0), forged(3), forged(links + 1));
    let apart = "UPDATE audit_events SET \"position\" = -\"position\" - 1 WHERE \"position\" >= 3";
    let together = "UPDATE audit_events SET \"position\" = -\"position\" WHERE \"position\" < 0";
    let last = format!("DELETE FROM audit_events WHERE \"position\" = {links}");
    let exchanged = [
        "UPDATE audit_events SET \"position\" = -4 WHERE \"position\" = 3",
        "UPDATE audit_events SET \"position\" = 3 WHERE \"position\" = 4",
        "UPDATE audit_events SET \"position\" = 4 WHERE \"position\" = -4",
    ];
    let cases: [(&str, &[&str], i64, &str); 11] = [
        ("who", &["UPDATE audit_events SET actor = 'account:lain' WHERE \"position\" = 3"], 3, "changed"),
        (
            "what it became",
            &["UPDATE audit_events SET \"after\" = '{\"name\": \"x\"}' WHERE \"position\" = 2"],
            2,
            "changed",
        ),
        ("from where", &["UPDATE audit_events SET origin = '10.0.0.1' WHERE \"position\" = 1"], 1, "changed"),
        ("one in the middle", &["DELETE FROM audit_events WHERE \"position\" = 3"], 3, "removed"),
        ("the first", &["DELETE FROM audit_events WHERE \"position\" = 1"], 1, "removed"),
        ("the last", &[last.as_str()], links, "removed"),
        ("put in between", &[apart, together, inside.as_str()], 3, "inserted"),
        ("put before all", &[before.as_str()], 0, "inserted"),
        ("put behind all", &[after.as_str()], links + 1, "inserted"),
        ("two in each other's place", &exchanged, 3, "exchanged"),
        ("the head", &["UPDATE audit_heads SET hash = 'x'"], links, "head"),
    ];
    for (what, statements, position, fault) in cases {
        run(&store, &control, statements).await;
        let (told, code) = verified(&deployment, &["--domain", "nasional"]);
        let expected = json!([{ "domain": "nasional", "ok": false, "position": position, "fault": fault }]);
        assert_eq!((told, code), (expected, Some(1)), "{what}");
        heal(&store, &control).await;
    }

    // one that was hashed as the program hashes, with the old ones behind it
    let cut = [
        "DELETE FROM audit_events WHERE \"position\" >= 3",
        "UPDATE audit_heads SET length = 2, hash = (SELECT hash FROM simpan WHERE \"position\" = 2)",
    ];
    run(&store, &control, &cut).await;
    link(&store, "sisipan").await;
    let behind = [
        "UPDATE simpan SET \"position\" = -\"position\" - 1 WHERE \"position\" >= 3",
        "UPDATE simpan SET \"position\" = -\"position\" WHERE \"position\" < 0",
        "INSERT INTO audit_events SELECT * FROM simpan WHERE \"position\" >= 4",
        "UPDATE audit_heads SET length = (SELECT length + 1 FROM simpan_ujung), hash = (SELECT hash FROM simpan_ujung)",
    ];
    run(&store, &control, &behind).await;
    let (told, code) = verified(&deployment, &["--domain", "nasional"]);
    assert_eq!((told[0]["position"].as_i64(), told[0]["fault"].as_str(), code), (Some(3), Some("inserted"), Some(1)));
    store.close().await;
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn all_trails_are_walked_past_a_broken_one(#[case] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    deployment.region(CODE, "kenaridelapan").await;
    deployment.region("73.07", "tetangga").await;
    let store = deployment.store().await;
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), CODE.parse().unwrap()).await;
    let space = Space::Tenant(tenant.unwrap().unwrap().place);
    run(&store, &space, &["UPDATE audit_events SET actor = 'account:lain' WHERE \"position\" = 2"]).await;
    store.close().await;

    for arguments in [&[][..], &["--all"]] {
        let (told, code) = verified(&deployment, arguments);
        let seen: Vec<_> =
            told.as_array().unwrap().iter().map(|one| (one["domain"].as_str().unwrap(), one["ok"] == true)).collect();
        assert_eq!((seen, code), (vec![("nasional", true), (CODE, false), ("73.07", true)], Some(1)));
    }
    assert_eq!(verified(&deployment, &["--domain", "73.07"]).1, Some(0));
    let output = deployment.run(&["audit", "verify", "--domain", CODE]);
    let (said, failed) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(said.contains("putus di mata 2: isinya bukan yang dulu ditulis"), "{said}");
    assert!(output.status.code() == Some(1) && failed.contains("1 dari 1 jejak audit tidak utuh"), "{failed}");
    assert_eq!(verified(&deployment, &["--domain", "sragen"]).1, Some(2), "wrong use");
    assert_eq!(verified(&deployment, &["--domain", "31.71"]).1, Some(1), "no such region here");
}
