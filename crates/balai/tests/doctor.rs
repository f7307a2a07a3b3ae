//! Each thing that the doctor looks at is broken once, and its finding expected.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use balai_testkit::Kind;
use rstest::rstest;
use serde_json::Value;
use support::Deployment;

/// The checks that the doctor found wanting.
fn wanting(output: &std::process::Output) -> Vec<String> {
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = said["findings"].as_array().unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding["ok"] == false).collect();
    assert!(wrong.iter().all(|finding| !finding["remedy"].as_str().unwrap().is_empty()), "{wrong:?}");
    assert_eq!(output.status.success(), wrong.is_empty());
    wrong.iter().map(|finding| finding["check"].as_str().unwrap().to_owned()).collect()
}

fn examine(deployment: &Deployment, environment: &[(&str, &str)]) -> Vec<String> {
    let mut command = deployment.command(&["doctor", "--json"]);
    command.env("BALAI__DATA__OPEN_TENANTS", "10").envs(environment.iter().copied());
    wanting(&command.output().unwrap())
}

#[rstest]
#[tokio::test]
async fn a_sound_deployment_has_no_finding(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    assert_eq!(examine(&deployment, &[]), Vec::<String>::new());
}

#[rstest]
#[case::plain("ALTER ROLE uji_a_app CREATEROLE", "uji_a", "login aplikasi")]
#[case::inherit("ALTER ROLE uji_b_app INHERIT", "uji_b", "warisan peran")]
#[case::create("GRANT CREATE ON DATABASE {db} TO uji_c_app", "uji_c", "hak membuat")]
#[case::control("REVOKE uji_d_control FROM uji_d_app", "uji_d", "peran pusat")]
#[case::set_config(
    "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC",
    "uji_e",
    "set_config"
)]
#[case::temp("GRANT TEMP ON DATABASE {db} TO PUBLIC", "uji_f", "tabel sementara")]
#[case::public("GRANT CREATE ON SCHEMA public TO PUBLIC", "uji_g", "skema public")]
#[tokio::test]
async fn a_right_too_many_or_too_few_is_found(#[case] harm: &str, #[case] prefix: &str, #[case] check: &str) {
    let deployment = Deployment::with_prefix(Kind::Postgres, prefix).await;
    deployment.must(&["migrate"]);
    let database = deployment.database.as_ref().unwrap();
    database.break_by(&harm.replace("{db}", database.name())).await;
    let found = examine(&deployment, &[]);
    assert!(found.iter().any(|name| name == check), "{found:?}");
}

#[rstest]
#[case::objects(&[("BALAI__OBJECTS__ENDPOINT", "http://127.0.0.1:9"), ("BALAI__OBJECTS__ACCESS_KEY", "x"),
    ("BALAI__OBJECTS__SECRET_KEY", "x")], "berkas")]
#[case::letters(&[("BALAI__MAIL__TRANSPORT", "smtp"), ("BALAI__MAIL__SMTP__HOST", "127.0.0.1"),
    ("BALAI__MAIL__SMTP__PORT", "9"), ("BALAI__MAIL__SMTP__TLS", "none")], "surat")]
#[case::files(&[("BALAI__DATA__OPEN_TENANTS", "1000000000")], "batas berkas")]
#[tokio::test]
async fn what_does_not_answer_is_found(#[case] environment: &[(&str, &str)], #[case] check: &str) {
    let deployment = Deployment::migrated(Kind::Sqlite).await;
    assert_eq!(examine(&deployment, environment), [check]);
}

#[tokio::test]
async fn tables_that_are_behind_are_found() {
    let deployment = Deployment::empty(Kind::Sqlite).await;
    let found = examine(&deployment, &[]);
    assert!(found.iter().any(|name| name == "tabel"), "{found:?}");
}

#[tokio::test]
async fn a_master_key_that_is_another_is_found() {
    let deployment = Deployment::migrated(Kind::Sqlite).await;
    let another = Deployment::migrated(Kind::Sqlite).await;
    std::fs::copy(another.path().join("kunci-induk"), deployment.path().join("kunci-induk")).unwrap();
    assert_eq!(examine(&deployment, &[]), ["kunci induk"]);
}

#[tokio::test]
async fn a_lost_master_key_is_said_and_no_new_one_made() {
    let deployment = Deployment::migrated(Kind::Sqlite).await;
    let key = deployment.path().join("kunci-induk");
    std::fs::remove_file(&key).unwrap();
    assert_eq!(examine(&deployment, &[]), ["sandaran"]);
    assert!(!deployment.run(&["migrate"]).status.success());
    assert!(!key.exists());
}

#[tokio::test]
async fn a_database_that_is_away_is_found() {
    let deployment = Deployment::empty(Kind::Sqlite).await;
    let away = [
        ("BALAI__DATABASE__URL", "postgres://x:x@127.0.0.1:9/x"),
        ("BALAI__DATABASE__APP_URL", "postgres://x:x@127.0.0.1:9/x"),
    ];
    assert_eq!(examine(&deployment, &away), ["sandaran"]);
}
