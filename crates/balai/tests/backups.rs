//! Copies of all and of one region, taken while people work, put back and proved whole.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use balai_testkit::Kind;
use rstest::rstest;
use support::Deployment;
use support::planted::SLUGS;

const CODE: &str = "33.14";

async fn full(kind: Kind) -> Deployment {
    let deployment = Deployment::migrated(kind).await;
    deployment.region(CODE, "kenaridelapan").await;
    deployment.region("73.07", "tetangga").await;
    deployment.must(&["work", "--once"]);
    deployment
}

/// Renames the hall once, and again until told to stop, as people who work; says how often.
async fn at_work(deployment: &Deployment, stop: std::sync::Arc<std::sync::atomic::AtomicBool>) -> usize {
    let store = deployment.store().await;
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), CODE.parse().unwrap()).await;
    let place = tenant.unwrap().unwrap().place;
    let mut times = 0;
    loop {
        let write = store.tenant(place.clone()).write().await.unwrap();
        let act = balai_kernel::Act::system("uji", chrono::DateTime::from_timestamp(1_795_000_200, 0).unwrap());
        let mut hall = balai_tenancy::hall::find(&write).await.unwrap().unwrap();
        hall.address = format!("Jalan Baru {times}");
        balai_tenancy::hall::save(&write, &act, &hall).await.unwrap();
        write.commit().await.unwrap();
        times += 1;
        if stop.load(std::sync::atomic::Ordering::SeqCst) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    store.close().await;
    times
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_taken_while_people_work_comes_back_whole(#[case] kind: Kind) {
    let from = full(kind).await;
    let copy = from.path().join("salinan").display().to_string();
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (worked, taken) = tokio::join!(at_work(&from, stop.clone()), async {
        let command = from.command(&["backup", "--to", &copy, "--json"]);
        let output = tokio::task::spawn_blocking(move || {
            let mut command = command;
            command.output()
        })
        .await;
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        output.unwrap().unwrap()
    });
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    assert!(worked > 5, "people worked meanwhile: {worked} changes");

    let to = Deployment::empty(kind).await;
    let keyless = to.run(&["restore", "--from", &copy, "--verify"]);
    let said = String::from_utf8(keyless.stderr).unwrap();
    assert!(keyless.status.code() == Some(1) && said.contains("kunci induk"), "{said}");
    std::fs::copy(from.path().join("kunci-induk"), to.path().join("kunci-induk")).unwrap();
    let told = to.told(&["restore", "--from", &copy, "--verify"]);
    assert_eq!(told["regions"], 2);
    assert!(told["audit_links"].as_i64().unwrap() > 10, "{told}");
    let listed = to.must(&["tenant", "list"]);
    assert_eq!(listed.matches("buka").count(), 2, "{listed}");
    let again = to.run(&["restore", "--from", &copy]);
    assert_eq!(again.status.code(), Some(1), "never over what is there");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn one_region_is_put_back_in_its_place_and_its_neighbour_is_left_alone(#[case] kind: Kind) {
    let deployment = full(kind).await;
    let (one, all) = (deployment.path().join("satu"), deployment.path().join("semua"));
    let (one, all) = (one.display().to_string(), all.display().to_string());
    let before = deployment.told(&["backup", "--to", &one, "--region", CODE]);
    deployment.must(&["backup", "--to", &all]);
    let seen = shown(&deployment).await;
    assert!(seen > 50, "{seen} services are found over all regions");
    for copy in [&one, &all] {
        damage(&deployment).await;
        deployment.must(&["work", "--once"]);
        assert!(shown(&deployment).await < seen, "a service was taken back");
        let open = deployment.run(&["restore", "--from", copy, "--region", CODE]);
        assert_eq!(open.status.code(), Some(1), "a hall that is open is not replaced");
        deployment.must(&["tenant", "suspend", CODE, "--reason", "Dikembalikan dari salinan."]);
        deployment.must(&["restore", "--from", copy, "--region", CODE, "--verify"]);
        deployment.must(&["tenant", "resume", CODE, "--reason", "Sudah dikembalikan."]);
        let after = deployment.path().join("periksa");
        let found = deployment.told(&["backup", "--to", &after.display().to_string(), "--region", CODE]);
        assert_eq!(found["regions"], before["regions"], "{copy}");
        deployment.must(&["work", "--once"]);
        assert_eq!(shown(&deployment).await, seen, "the search over all regions knows it again");
        std::fs::remove_dir_all(&after).unwrap();
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_copy_that_lost_something_is_not_proved_whole(#[case] kind: Kind) {
    let from = full(kind).await;
    let copy = from.path().join("salinan");
    from.must(&["backup", "--to", &copy.display().to_string()]);
    let to = Deployment::empty(kind).await;
    std::fs::copy(from.path().join("kunci-induk"), to.path().join("kunci-induk")).unwrap();
    let refused = || {
        let output = to.run(&["restore", "--from", &copy.display().to_string(), "--verify"]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let (file, label) = (copy.join("berkas/33.14/uji/satu.txt"), copy.join("salinan.json"));
    let (held, told) = (std::fs::read(&file).unwrap(), std::fs::read_to_string(&label).unwrap());
    std::fs::remove_file(&label).unwrap();
    assert!(refused().contains("bukan salinan yang selesai"));
    let mut other: serde_json::Value = serde_json::from_str(&told).unwrap();
    let region = other["regions"].as_array_mut().unwrap().iter_mut().find(|region| region["region"] == CODE).unwrap();
    region["tables"][0]["rows"] = 999_999.into();
    std::fs::write(&label, other.to_string()).unwrap();
    std::fs::write(&file, "lain").unwrap();
    assert!(refused().contains("satu.txt: isinya bukan yang disalin"));
    std::fs::write(&file, held).unwrap();
    let said = refused();
    assert!(
        said.contains("tidak utuh: 33.14: "),
        "nothing was put back before, so this came as far as the proof: {said}"
    );
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_damaged_copy_takes_nothing_away(#[case] kind: Kind) {
    let deployment = full(kind).await;
    let copy = deployment.path().join("salinan");
    let name = copy.display().to_string();
    deployment.must(&["backup", "--to", &name, "--region", CODE]);
    deployment.must(&["tenant", "suspend", CODE, "--reason", "Dikembalikan dari salinan."]);
    let rows = copy.join(match kind {
        Kind::Sqlite => "baris/tenants/3314.db",
        Kind::Postgres => "baris/database.dump",
    });
    let (file, held) = (copy.join("berkas/33.14/uji/satu.txt"), std::fs::read(&rows).unwrap());
    let back = || deployment.run(&["restore", "--from", &name, "--region", CODE]).status.code();
    std::fs::remove_file(&rows).unwrap();
    assert_eq!(back(), Some(1), "the rows are missing");
    std::fs::write(&rows, &held[..held.len() - held.len() / 4]).unwrap();
    assert_eq!(back(), Some(1), "the rows are cut");
    std::fs::write(&rows, held).unwrap();
    let text = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(back(), Some(1), "a file is missing");
    std::fs::write(&file, text).unwrap();
    let after = deployment.path().join("periksa").display().to_string();
    let stands = deployment.told(&["backup", "--to", &after, "--region", CODE]);
    assert!(stands["rows"].as_u64().unwrap() > 100, "{stands}");
    deployment.must(&["restore", "--from", &name, "--region", CODE, "--verify"]);
}

/// How many of the region's services the search over all regions shows.
async fn shown(deployment: &Deployment) -> usize {
    let store = deployment.store().await;
    let rows = support::rows(&store, &balai_storage::Space::Control).await;
    store.close().await;
    let own = |row: &&String| row.starts_with("national_services ") && row.contains("\"33.14\"");
    let open = |row: &&String| {
        ["shown", "region_open"]
            .iter()
            .all(|name| row.contains(&format!("\"{name}\":1")) || row.contains(&format!("\"{name}\":true")))
    };
    rows.iter().filter(own).filter(open).count()
}

/// Takes a service back that citizens see.
async fn take_back(deployment: &Deployment) {
    let store = deployment.store().await;
    let read = store.control().read().await.unwrap();
    let tenant = balai_tenancy::tenants::by_code(&read, CODE.parse().unwrap()).await.unwrap().unwrap();
    drop(read);
    let write = store.tenant(tenant.place).write().await.unwrap();
    let act = balai_kernel::Act::system("uji", chrono::DateTime::from_timestamp(1_795_000_300, 0).unwrap());
    let service = balai_catalog::queries::find_service(&write, SLUGS[0]).await.unwrap().unwrap();
    balai_catalog::Editor::new(&write, &act, act.at.date_naive()).withdraw(service.id).await.unwrap();
    write.commit().await.unwrap();
    store.close().await;
}

/// Somebody deletes and overwrites.
async fn damage(deployment: &Deployment) {
    take_back(deployment).await;
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (times, ()) = tokio::join!(at_work(deployment, stop.clone()), async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
    });
    assert!(times > 0);
    let shelf = deployment.objects().of_tenant(CODE.parse().unwrap());
    shelf.delete(&balai_storage::objects::ObjectKey::parse("uji/satu.txt").unwrap()).await.unwrap();
}
