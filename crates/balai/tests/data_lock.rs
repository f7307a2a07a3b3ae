//! On files one process holds the deployment: a second is told which, and a killed one leaves nothing behind.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use balai_testkit::Kind;
use rstest::rstest;
use serde_json::Value;
use support::Deployment;

/// A process in the background; killed when the test is over.
struct Running(Child);

impl Running {
    /// Starts a command that stays, and waits until it holds the directory.
    fn start(deployment: &Deployment, arguments: &[&str]) -> Self {
        let mut command = deployment.command(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (file, start) = (deployment.path().join("sedang-dipakai"), Instant::now());
        let mine = format!("{} (", child.id());
        while !std::fs::read_to_string(&file).unwrap_or_default().starts_with(&mine) {
            assert_eq!(child.try_wait().unwrap(), None, "{arguments:?} runs");
            assert!(start.elapsed() < Duration::from_mins(1), "{arguments:?} takes the directory");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self(child)
    }

    /// SIGKILL: nothing of the process runs any more.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // it has ended already where the test killed it
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[rstest]
#[case::serve(&["serve", "--listen", "127.0.0.1:0"])]
#[case::demo(&["demo", "--listen", "127.0.0.1:0"])]
#[case::work(&["work"])]
#[tokio::test]
async fn whoever_makes_or_changes_spaces_is_kept_off_until_the_first_is_gone(#[case] first: &[&str]) {
    let deployment = Deployment::migrated(Kind::Sqlite).await;
    let running = Running::start(&deployment, first);
    let holder = format!("proses {} (balai {})", running.0.id(), first[0]);
    for second in [
        &["migrate"][..],
        &["tenant", "provision", "--all-approved"],
        &["tenant", "provision", "33.14"],
        &["region", "import"],
        &["work", "--once"],
        &["serve", "--listen", "127.0.0.1:0"],
        &["demo", "--listen", "127.0.0.1:0"],
    ] {
        let output = deployment.run(second);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{second:?}: {said}");
        let last = said.lines().last().unwrap_or_default();
        assert!(last.starts_with("balai: direktori data ") && last.contains(&holder), "{second:?}: {said}");
        assert!(last.contains("hentikan proses itu dulu"), "{second:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{second:?}: {said}");
    }
    running.kill();
    deployment.must(&["migrate"]);
}

#[tokio::test]
async fn whoever_only_looks_comes_in_beside_a_server() {
    let deployment = Deployment::migrated(Kind::Sqlite).await;
    let running = Running::start(&deployment, &["serve", "--listen", "127.0.0.1:0"]);
    for look in [&["config", "check"][..], &["tenant", "list"], &["migrate", "--plan"]] {
        deployment.must(look);
    }
    let invite = ["user", "invite", "--email", "a@b.go.id", "--role", "ministry_admin", "--domain", "nasional"];
    deployment.must(&invite);
    let mut doctor = deployment.command(&["doctor", "--json"]);
    let output = doctor.env("BALAI__DATA__OPEN_TENANTS", "10").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let of_directory = |said: &Value| {
        let findings = said["findings"].as_array().unwrap();
        let finding = findings.iter().find(|finding| finding["check"] == "direktori data").unwrap();
        finding["seen"].as_str().unwrap().to_owned()
    };
    assert_eq!(of_directory(&said), format!("dipakai proses {} (balai serve)", running.0.id()));
    running.kill();
    let free: Value = serde_json::from_slice(&deployment.run(&["doctor", "--json"]).stdout).unwrap();
    assert_eq!(of_directory(&free), "bebas");
}

#[tokio::test]
async fn on_postgresql_processes_stand_side_by_side() {
    let deployment = Deployment::migrated(Kind::Postgres).await;
    let mut worker = deployment.command(&["work"]).stderr(Stdio::null()).spawn().unwrap();
    deployment.must(&["migrate"]);
    deployment.must(&["work", "--once"]);
    assert_eq!(worker.try_wait().unwrap(), None, "it still runs");
    worker.kill().unwrap();
    worker.wait().unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_data_directory_is_closed_to_the_other_users_of_the_machine() {
    use std::os::unix::fs::PermissionsExt;
    let deployment = Deployment::empty(Kind::Sqlite).await;
    let dir = deployment.path().join("baru");
    deployment.must(&["--data", dir.to_str().unwrap(), "migrate"]);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(&dir), mode(&dir.join("kunci-induk"))], [0o700, 0o600]);
}
