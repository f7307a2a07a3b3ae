//! The contract of the command line: exit codes, one clear line, and doing a thing twice.

mod support;

use balai_testkit::Kind;
use balai_tests::files::png;
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
async fn a_migration_that_ended_before_the_list_of_regions_is_made_whole(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let deployment = Deployment::migrated(kind).await;
    let count = async || {
        let store = deployment.store().await;
        let all = balai_tenancy::regions::all(&store.control().read().await.unwrap()).await.unwrap().len();
        store.close().await;
        all
    };
    let whole = count().await;
    assert!(whole >= 514, "{whole}");
    deployment.forget_regions().await;
    assert_eq!(count().await, 0);
    deployment.must(&["migrate"]);
    assert_eq!(count().await, whole);
}

#[rstest]
#[tokio::test]
async fn asking_again_for_a_region_that_failed_tries_again(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    deployment.approve("17.09").await;
    let file = deployment.path().join("tenants/1709.db");
    match &deployment.database {
        None => std::fs::create_dir_all(&file).unwrap(),
        Some(database) => database.break_by("CREATE SCHEMA t_1709").await,
    }
    for _ in 0..2 {
        let output = deployment.run(&["tenant", "provision", "17.09"]);
        let table = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.code() == Some(1) && table.contains("gagal"), "{table}");
    }
    match &deployment.database {
        None => std::fs::remove_dir(&file).unwrap(),
        Some(database) => database.break_by("DROP SCHEMA t_1709").await,
    }
    assert!(deployment.must(&["tenant", "provision", "17.09"]).contains("buka"));
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

#[rstest]
#[tokio::test]
async fn thirty_approved_regions_stand_after_one_command(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    let store = deployment.store().await;
    let regions = balai_tenancy::regions::all(&store.control().read().await.unwrap()).await.unwrap();
    store.close().await;
    let codes: Vec<_> = regions.iter().filter(|region| region.autonomous).take(30).map(|region| region.code).collect();
    for code in &codes {
        deployment.approve(&code.to_string()).await;
    }
    let start = std::time::Instant::now();
    let table = deployment.must(&["tenant", "provision", "--all-approved"]);
    println!("{kind:?}: 30 regions in {:?}", start.elapsed());
    let open = |table: &str| table.lines().filter(|line| line.contains(" buka")).count();
    assert_eq!((codes.len(), open(&table)), (30, 30), "{table}");
    assert_eq!(open(&deployment.must(&["tenant", "list"])), 30);
    assert_eq!(open(&deployment.must(&["tenant", "provision", "--all-approved"])), 0, "nothing waits any more");
}

#[tokio::test]
async fn the_machine_interface_is_described() {
    let deployment = Deployment::empty(Kind::Sqlite).await;
    let document: serde_json::Value = serde_json::from_str(&deployment.must(&["openapi"])).unwrap();
    assert!(document["paths"]["/api/v1/services"]["get"].is_object(), "{document}");
}

#[rstest]
#[tokio::test]
async fn an_operator_registers_an_application_and_keeps_it(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    let redirect = "https://pajak.sragenkab.go.id/masuk";
    let new = ["client", "create", "--domain", "33.14", "--redirect", redirect];
    let made = deployment
        .told(&[&new[..], &["--claim", "name=Menyapa Anda", "--claim", "email?=Mengirim bukti bayar"]].concat());
    let (id, secret) = (made["client_id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
    assert_eq!((secret.len(), made["issuer"].as_str().unwrap()), (64, "http://akun.balai.localhost:8080"));
    let shown = deployment.told(&["client", "show", id]);
    assert_eq!(shown["name"], "pajak.sragenkab.go.id", "known by its host where nobody named it");
    assert_eq!(shown["claims"][1]["voluntary"], true);
    assert_eq!((&shown["claims"][0]["reason"], &shown["logo"]), (&"Menyapa Anda".into(), &serde_json::Value::Null));
    assert_eq!((&shown["redirect_uris"][0], &shown["state"]), (&redirect.into(), &"active".into()));
    assert!(!shown.to_string().contains(secret), "shown once");
    let other = deployment.told(&["client", "secret", id]);
    assert_ne!(other["client_secret"], made["client_secret"]);
    for dropped in [true, false] {
        assert_eq!(deployment.told(&["client", "secret", id, "--drop-former"])["dropped"], dropped);
    }
    for (turn, state) in [("pause", "paused"), ("resume", "active")] {
        deployment.must(&["client", turn, id]);
        assert_eq!(deployment.told(&["client", "list", "--domain", "33.14"])["items"][0]["state"], state);
    }
    assert_eq!(deployment.told(&["client", "list", "--domain", "nasional"])["items"], serde_json::json!([]));
    for wrong in [
        vec!["--redirect", "http://pajak.sragenkab.go.id/masuk"],
        vec!["--redirect", "https://jahat.id/masuk", "--auth", "none"],
        vec!["--claim", "birthdate=Menyapa Anda"],
        vec!["--claim", "nik=Mencocokkan data pajak"],
        vec!["--domain", "33.99"],
    ] {
        let arguments = if wrong[0] == "--domain" {
            [&["client", "create", "--redirect", redirect][..], &wrong].concat()
        } else {
            [&new[..], &wrong].concat()
        };
        let output = deployment.run(&arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {said}");
    }
    let elsewhere = deployment.run(&[&new[..], &["--redirect", "https://jahat.id/masuk"]].concat());
    let said = String::from_utf8(elsewhere.stderr).unwrap();
    assert!(elsewhere.status.code() == Some(1) && said.contains("berada di situs lain"), "{said}");
    assert_eq!(deployment.told(&["client", "list", "--domain", "33.14"])["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn an_operator_says_what_each_claim_is_for_and_gives_a_logo(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let deployment = Deployment::migrated(kind).await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (good, small) = (file("logo.png", &png(400, 120)), file("kecil.png", &png(20, 120)));
    let (other, heavy) = (file("logo.txt", b"bukan gambar"), file("berat.png", &vec![b'x'; 2 * 1024 * 1024 + 1]));
    let none = folder.path().join("tidak-ada.png").to_str().unwrap().to_owned();
    let redirect = "https://pajak.sragenkab.go.id/masuk";
    let new = ["client", "create", "--domain", "33.14", "--redirect", redirect];
    let long = format!("name={}", "a".repeat(301));
    for (wrong, said) in [
        (
            vec!["--claim", "name"],
            "--claim name: Tulis untuk apa data ini dipakai, 10 sampai 300 huruf. Misalnya: --claim",
        ),
        (vec!["--claim", "email?=Bukti"], "--claim email?=Bukti: Tulis untuk apa data ini dipakai"),
        (vec!["--claim", &long], "10 sampai 300 huruf"),
        (vec!["--claim", "lahir=Menyapa Anda"], "Pilih salah satu: name, email, phone_number, nik, assurance_level."),
        (vec!["--claim", "nik=Mencocokkan data pajak"], "NIK hanya boleh diminta berdasarkan peraturan."),
        (vec!["--claim", "nik=Mencocokkan data pajak"], "Misalnya: --law"),
        (vec!["--logo", &small], "Gambar ini terlalu kecil: 20 × 20 titik."),
        (vec!["--logo", &other], "--logo "),
        (vec!["--logo", &heavy], "lebih dari 2 MB"),
        (vec!["--logo", &none], "--logo "),
    ] {
        let output = deployment.run(&[&new[..], &wrong].concat());
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && told.contains(said), "{wrong:?}: {told}");
    }
    assert_eq!(deployment.told(&["client", "list", "--domain", "33.14"])["items"], serde_json::json!([]));
    let law = ["--claim", "nik=Mencocokkan data pajak", "--law", "UU 1/2022 pasal 94", "--logo", &good];
    let made = deployment.told(&[&new[..], &law].concat());
    let shown = deployment.told(&["client", "show", made["client_id"].as_str().unwrap()]);
    assert_eq!(shown["claims"][0]["law"], "UU 1/2022 pasal 94");
    assert!(shown["logo"].as_str().is_some_and(|print| !print.is_empty()), "{shown}");
}
