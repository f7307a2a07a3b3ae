//! A region is erased: whatever kills the process between two steps, nothing stays but the record.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use balai_storage::Space;
use balai_tenancy::erasure::EraseStepName;
use balai_testkit::Kind;
use rstest::rstest;
use support::planted::{FILES, empty_tables, tables};
use support::{Deployment, rows};

const CODE: &str = "33.14";
const NAME: &str = "Kabupaten Sragen";
const CANARY: &str = "kenaridelapan";
/// The region's own host.
const HOST: &str = "//sragen.";
/// Tables of the control plane that may name the region afterwards.
const KEPT: [&str; 3] = ["regions", "erasures", "audit_events"];
/// Tables of the control plane in which no region's people leave anything: what the country has and decrees say, whose people
/// are, and how they sign in.
const NOBODYS: [&str; 38] = [
    "provinces",
    "accounts",
    "account_keys",
    "credentials",
    "contact_changes",
    "national_identities",
    "national_visits",
    "contact_proofs",
    "identity_numbers",
    "arrivals",
    "pending_factors",
    "recovery_codes",
    "passkeys",
    "passkey_ceremonies",
    "account_closures",
    "attempts",
    "sign_ins",
    "signing_keys",
    "used_assertions",
    "audit_heads",
    "national_search",
    "tenant_arrivals",
    "adoption_facts",
    "adoption_marks",
    "adoption_subscriptions",
    "adoption_typologies",
    "api_tokens",
    "breach_letters",
    "breaches",
    "broadcasts",
    "holiday_years",
    "holiday_drafts",
    "template_versions",
    "vault_documents",
    "vault_versions",
    "vault_uploads",
    "vault_upload_parts",
    "vault_codes",
];

async fn erased(kind: Kind) -> Deployment {
    let deployment = match kind {
        Kind::Sqlite => Deployment::migrated(kind).await,
        Kind::Postgres => {
            let prefix = format!("h{}", std::process::id() % 100_000);
            let deployment = Deployment::with_prefix(kind, &prefix).await;
            deployment.must(&["migrate"]);
            deployment
        }
    };
    deployment.region(CODE, CANARY).await;
    deployment.region("73.07", "tetangga").await;
    deployment.must(&["work", "--once"]);
    deployment
}

/// Every byte below a directory that holds a word, but for letters, which have left.
fn found_in(dir: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("letters") {
            found.extend(found_in(&path, word));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

/// Where a word stands: files of the data directory, and on PostgreSQL a dump of everything.
fn found(deployment: &Deployment, word: &str) -> Vec<String> {
    let mut found = found_in(deployment.path(), word);
    if let Some(database) = &deployment.database {
        let dump = std::process::Command::new("pg_dump").arg(database.superuser_url()).output().unwrap();
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        let text = String::from_utf8(dump.stdout).unwrap();
        found.extend(text.lines().filter(|line| line.contains(word)).map(str::to_owned));
    }
    found
}

/// A moment such as `…:33.14` names no region.
fn names_the_region(row: &str) -> bool {
    row.contains(HOST) || ["\"", "\\", "/"].iter().any(|end| row.contains(&format!("{CODE}{end}")))
}

/// Every table of the region's space has a row, and every table of the control plane that can hold something of a region
/// does: a new table is planted in `support/planted.rs`, and forgotten by an erasure, or is one of [`NOBODYS`].
async fn everything_is_planted(deployment: &Deployment) -> BTreeSet<String> {
    let store = deployment.store().await;
    let read = store.control().read().await.unwrap();
    let tenant = balai_tenancy::tenants::by_code(&read, CODE.parse().unwrap()).await.unwrap().unwrap();
    drop(read);
    let space = Space::Tenant(tenant.place);
    assert_eq!(empty_tables(&store, &space).await, BTreeSet::new(), "nothing is planted there");
    let titles = rows(&store, &Space::Control).await;
    let named = ["national_titles ", "agency_applications ", "applications "];
    let names = |row: &&String| row.contains(CANARY) || names_the_region(row);
    let titles = titles.iter().filter(|row| named.iter().any(|table| row.starts_with(table))).filter(names);
    let own = rows(&store, &space).await;
    let ids: BTreeSet<String> = own.iter().chain(titles).filter_map(|row| id_of(row)).collect();
    assert!(ids.len() > 300, "{}", ids.len());
    let mut strangers: BTreeSet<String> = tables(&store, &Space::Control).await;
    for row in rows(&store, &Space::Control).await {
        let table = row.split(' ').next().unwrap();
        if row.contains(CANARY) || names_the_region(&row) || names_one_of(&row, &ids) {
            assert!(!NOBODYS.contains(&table), "{row}");
            strangers.remove(table);
        }
    }
    for table in NOBODYS {
        assert!(strangers.remove(table), "{table} is there");
    }
    strangers.remove("erasures");
    assert_eq!(strangers, BTreeSet::new(), "nothing of the region is planted there");
    store.close().await;
    ids
}

/// The row's own id; what every region has under the same id names none.
fn id_of(row: &str) -> Option<String> {
    let id = plain(row.split("\"id\":\"").nth(1)?.split('"').next()?);
    (id.len() == 32 && !id.starts_with("00000000")).then_some(id)
}

fn names_one_of(row: &str, ids: &BTreeSet<String>) -> bool {
    row.split(['"', '\\']).any(|word| ids.contains(&plain(word)))
}

/// A uuid however it is kept.
fn plain(id: &str) -> String {
    id.replace('-', "").to_lowercase()
}

async fn nothing_is_left(deployment: &Deployment, ids: &BTreeSet<String>, after: &str) {
    for word in [CANARY, "t_3314"] {
        let left = found(deployment, word);
        assert!(left.is_empty(), "{after}: {word} is left in {left:#?}");
    }
    let store = deployment.store().await;
    for row in rows(&store, &Space::Control).await {
        let table = row.split(' ').next().unwrap();
        let named = names_the_region(&row) || row.contains("sragen.balai") || names_one_of(&row, ids);
        assert!(!named || KEPT.contains(&table), "{after}: {row}");
    }
    let read = store.control().read().await.unwrap();
    let records = balai_tenancy::erasure::records(&read, CODE.parse().unwrap()).await.unwrap();
    let record = &records[0];
    assert!(record.finished_at.is_some() && record.digest.len() == 64 && record.counts.rows > 100, "{record:?}");
    assert_eq!((record.counts.objects, record.by.as_str()), (FILES as u64, "system:tenant erase"));
    assert!(read.verify_audit().await.unwrap().is_ok());
    drop(read);
    store.close().await;
    assert_eq!(
        deployment.objects().of_tenant("73.07".parse().unwrap()).list().await.unwrap().len(),
        FILES,
        "the neighbour"
    );
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn only_what_was_put_away_is_erased_and_only_by_its_full_name(#[case] kind: Kind) {
    let deployment = erased(kind).await;
    let planted = found(&deployment, CANARY);
    assert!(planted.len() > 2, "the search finds what is there: {planted:?}");
    let refuse = |arguments: &[&str], code: i32, why: &str| {
        let output = deployment.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(code) && said.contains(why), "{why}: {said}");
    };
    refuse(&["tenant", "erase", CODE, "--name", NAME], 1, "sudah diarsipkan");
    refuse(&["tenant", "archive", CODE, "--reason", "Perjanjian berakhir."], 1, "masih buka");
    deployment.put_away(CODE);
    let ids = everything_is_planted(&deployment).await;
    refuse(&["tenant", "erase", CODE, "--name", "Kota Sragen"], 1, "Kabupaten Sragen");
    refuse(&["tenant", "erase", CODE], 2, "--name");
    refuse(&["tenant", "erase", "33.15", "--name", "Kabupaten Grobogan"], 1, "tidak punya ruang");
    let told = deployment.told(&["tenant", "erase", CODE, "--name", "kabupaten sragen"]);
    assert!(told["finished_at"].is_string() && told["counts"]["objects"] == FILES, "{told}");
    nothing_is_left(&deployment, &ids, "erase").await;
    deployment.region(CODE, "pendatang").await;
    assert!(deployment.must(&["tenant", "list"]).contains("sragen"), "the region may come again");
}

#[rstest]
#[tokio::test]
async fn an_erasure_that_is_killed_goes_on_where_it_stopped(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
    #[values("before", "after")] moment: &str,
) {
    let deployment = erased(kind).await;
    for step in EraseStepName::ALL {
        deployment.put_away_at_once(CODE).await;
        let ids = everything_is_planted(&deployment).await;
        let at = format!("{moment}:erase:{}", step.word());
        let erase = ["tenant", "erase", CODE, "--name", NAME];
        let killed = deployment.command(&erase).env("BALAI_UJI_MATI", &at).output().unwrap();
        assert_eq!(killed.status.signal(), Some(9), "{at}: {}", String::from_utf8_lossy(&killed.stderr));
        let back = deployment.run(&["tenant", "resume", CODE, "--reason", "Ternyata masih perlu."]);
        assert_eq!(back.status.code(), Some(1), "{at}: there is no way back");
        deployment.must(&erase);
        let listed = deployment.must(&["tenant", "list"]);
        assert!(!listed.contains("sragen"), "{at}: {listed}");
        nothing_is_left(&deployment, &ids, &at).await;
        deployment.region(CODE, CANARY).await;
        deployment.must(&["work", "--once"]);
    }
}
