//! The contract of the command line: exit codes, one clear line, and doing a thing twice.

mod support;

use balai_testkit::Kind;
use rstest::rstest;
use support::Deployment;

#[rstest]
#[case::nothing(&[])]
#[case::an_unknown_command(&["jalan"])]
#[case::an_unknown_option(&["serve", "--cepat"])]
#[case::a_missing_value(&["user", "invite", "--email", "a@b.go.id"])]
#[case::a_code_that_is_none(&["tenant", "provision", "3314x"])]
#[case::two_that_exclude_each_other(&["tenant", "provision", "33.14", "--all-approved"])]
#[tokio::test]
async fn wrong_use_ends_with_2_and_one_clear_line(#[case] arguments: &[&str]) {
    let deployment = Deployment::empty(Kind::Sqlite).await;
    let output = deployment.run(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    let lines: Vec<_> = said.lines().filter(|line| line.starts_with("balai: ")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert_eq!(said.lines().last(), lines.first().copied(), "{said}");
}

#[rstest]
#[tokio::test]
async fn where_nothing_was_prepared_the_command_that_prepares_is_named(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values(
        "tenant list",
        "tenant provision --all-approved",
        "user grant --email a@b.go.id --role region_owner --domain 33.14"
    )]
    line: &str,
) {
    let deployment = Deployment::empty(kind).await;
    let output = deployment.run(&line.split(' ').collect::<Vec<_>>());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.lines().last().is_some_and(|line| line.starts_with("balai: ") && line.contains("balai migrate")),
        "{said}"
    );
    assert!(!deployment.path().join("control.db").exists(), "looking makes nothing");
}

#[tokio::test]
async fn config_check_tells_all_mistakes_at_once() {
    let deployment = Deployment::empty(Kind::Sqlite).await;
    assert_eq!(deployment.must(&["config", "check"]).trim(), "Konfigurasi tanpa kesalahan.");
    let mut command = deployment.command(&["config", "check"]);
    command.env("BALAI__SERVER__LISTEN", "x").env("BALAI__WORKER__POLL_MS", "1").env("BALAI__MAIL__FROM", "bukan");
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    for key in ["server.listen", "worker.poll_ms", "mail.from"] {
        assert!(said.contains(key), "{key} is missing: {said}");
    }
}

#[rstest]
#[tokio::test]
async fn migrating_twice_changes_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::empty(kind).await;
    assert!(deployment.must(&["migrate", "--plan"]).contains("m0001_core"));
    assert!(deployment.must(&["migrate"]).contains("m0001_core"));
    assert!(!deployment.must(&["migrate"]).contains("m0001_core"));
    assert!(!deployment.must(&["migrate", "--plan"]).contains("m0001_core"));
}

#[rstest]
#[tokio::test]
async fn all_approved_goes_on_past_a_failure_and_ends_with_a_table(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    for code in ["33.14", "17.09", "73.07"] {
        deployment.approve(code).await;
    }
    // something that is not a space of ours stands where the second region's would be
    match &deployment.database {
        None => std::fs::create_dir_all(deployment.path().join("tenants/1709.db")).unwrap(),
        Some(database) => database.break_by("CREATE SCHEMA t_1709").await,
    }
    let output = deployment.run(&["tenant", "provision", "--all-approved"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{table}");
    let state = |code: &str| {
        let line = table.lines().find(|line| line.starts_with(code)).unwrap_or_default();
        line.split_whitespace().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!([state("17.09"), state("33.14"), state("73.07")], ["gagal", "buka", "buka"], "{table}");
}

#[tokio::test]
async fn the_machine_interface_is_described() {
    let deployment = Deployment::empty(Kind::Sqlite).await;
    let document: serde_json::Value = serde_json::from_str(&deployment.must(&["openapi"])).unwrap();
    assert!(document["paths"]["/api/v1/services"]["get"].is_object(), "{document}");
}
