//! A region leaves one deployment as a sealed file and arrives in another, of the other kind of database.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;

use balai_catalog::queries;
use balai_storage::Space;
use balai_testkit::Kind;
use rstest::rstest;
use support::planted::{FILES, SLUGS, empty_tables};
use support::{Deployment, rows};

const CODE: &str = "33.14";
const CANARY: &str = "kenaridelapan";

/// A deployment with the region, and its archive.
async fn departed(kind: Kind) -> (Deployment, String, serde_json::Value) {
    let from = Deployment::migrated(kind).await;
    from.region(CODE, CANARY).await;
    from.must(&["work", "--once"]);
    let file = from.path().join("sragen.balai").display().to_string();
    let told = from.told(&["tenant", "export", CODE, "--to", &file, "--passphrase-file", &from.passphrase()]);
    assert!(told["rows"].as_u64().unwrap() > 100 && told["objects"] == FILES, "{told}");
    (from, file, told)
}

/// How many rows the platform keeps of what the region shows.
async fn told_of(deployment: &Deployment, table: &str) -> usize {
    let store = deployment.store().await;
    let rows = rows(&store, &Space::Control).await;
    store.close().await;
    let shown = |row: &&String| !row.contains("\"shown\":0") && !row.contains("\"shown\":false");
    rows.iter().filter(|row| row.starts_with(&format!("{table} "))).filter(shown).count()
}

fn import<'a>(file: &'a str, word: &'a str) -> [&'a str; 6] {
    ["tenant", "import", "--from", file, "--passphrase-file", word]
}

#[rstest]
#[case(Kind::Sqlite, Kind::Postgres)]
#[case(Kind::Postgres, Kind::Sqlite)]
#[tokio::test]
async fn a_region_arrives_in_the_other_kind_of_database_with_the_same_digest(#[case] kind: Kind, #[case] other: Kind) {
    let (from, file, told) = departed(kind).await;
    let bytes = std::fs::read(&file).unwrap();
    let shows = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(!shows(CANARY) && !shows("Sragen"), "the file is sealed");
    let to = Deployment::empty(other).await;
    let arrived = to.told(&import(&file, &from.passphrase()));
    assert_eq!(arrived["digest"], told["digest"]);
    assert!(to.must(&["tenant", "list"]).contains("buka"));
    let again = to.path().join("lagi.balai").display().to_string();
    let back = to.told(&["tenant", "export", CODE, "--to", &again, "--passphrase-file", &from.passphrase()]);
    assert_eq!(back["digest"], told["digest"], "taken again, it is the same");

    let store = to.store().await;
    let tenant = balai_tenancy::tenants::by_code(&store.control().read().await.unwrap(), CODE.parse().unwrap()).await;
    let place = tenant.unwrap().unwrap().place;
    let read = store.tenant(place.clone()).read().await.unwrap();
    assert!(balai_tenancy::hall::find(&read).await.unwrap().unwrap().address.contains("é\" \u{1f600}"));
    assert!(read.verify_audit().await.unwrap().is_ok(), "the audit chain holds");
    let here = queries::service_by_slug(&read, SLUGS[0]).await.unwrap();
    assert!(matches!(here, Some(queries::Found::Here(_))), "a service is found by its address");
    let moved = queries::service_by_slug(&read, SLUGS[1]).await.unwrap();
    assert!(matches!(&moved, Some(queries::Found::Moved(slug)) if slug == SLUGS[0]), "an old address leads there");
    drop(read);
    assert_eq!(empty_tables(&store, &Space::Tenant(place)).await, BTreeSet::new(), "every table came along");
    let told =
        ["national_services", "national_titles", "national_terms", "national_words", "promises", "lent_standards"];
    for table in told.into_iter().chain(["adoption_regions", "adoption_days"]) {
        let (there, here) = (told_of(&from, table).await, told_of(&to, table).await);
        assert!(there > 0 && here == there, "{table}: {here} rows, were {there}");
    }
    store.close().await;
    let twice = to.run(&import(&file, &from.passphrase()));
    let said = String::from_utf8(twice.stderr).unwrap();
    assert!(twice.status.code() == Some(1) && said.contains("sudah punya ruang"), "{said}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_import_that_is_killed_shows_nothing_and_the_next_one_is_whole(#[case] kind: Kind) {
    let (from, file, told) = departed(Kind::Sqlite).await;
    let word = from.passphrase();
    let to = Deployment::migrated(kind).await;
    for moment in ["arrive:begun", "arrive:tables", "arrive:read", "arrive:rows", "arrive:people"] {
        let killed = to.command(&import(&file, &word)).env("BALAI_UJI_MATI", moment).output().unwrap();
        assert_eq!(killed.status.signal(), Some(9), "{moment}: {}", String::from_utf8_lossy(&killed.stderr));
        let listed = to.must(&["tenant", "list"]);
        assert!(!listed.contains("buka"), "a half-made region shows itself after {moment}: {listed}");
        to.must(&["migrate"]);
    }
    assert_eq!(to.told(&import(&file, &word))["digest"], told["digest"]);
    assert!(to.must(&["tenant", "list"]).contains("buka"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_file_that_was_cut_or_changed_or_a_wrong_phrase_leaves_nothing(#[case] kind: Kind) {
    let (from, file, _) = departed(Kind::Sqlite).await;
    let (to, word) = (Deployment::migrated(kind).await, from.passphrase());
    let whole = std::fs::read(&file).unwrap();
    let refuse = |bytes: &[u8], word: &str, why: &str| {
        let bad = to.path().join("rusak.balai");
        std::fs::write(&bad, bytes).unwrap();
        let output = to.run(&import(&bad.display().to_string(), word));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains(why), "{why}: {said}");
        let listed = to.must(&["tenant", "list", "--json"]);
        assert_eq!(listed.trim(), "[]", "{why}");
    };
    refuse(&whole[..whole.len() - 1], &word, "terpotong");
    refuse(&whole[..whole.len() / 2], &word, "terpotong");
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    refuse(&changed, &word, "berubah");
    refuse(&[&whole[..], b"x"].concat(), &word, "setelah akhir arsip");
    refuse(b"PK\x03\x04 bukan arsip", &word, "bukan arsip Balai");
    let other = to.path().join("lain");
    std::fs::write(&other, "bukan frasa yang benar").unwrap();
    refuse(&whole, &other.display().to_string(), "frasa sandi tidak cocok");
    let objects = to.objects().of_tenant(CODE.parse().unwrap()).list().await.unwrap();
    assert!(objects.is_empty(), "{objects:?}");
}

#[tokio::test]
async fn a_passphrase_is_long_and_comes_from_a_file_or_a_terminal() {
    let from = Deployment::migrated(Kind::Sqlite).await;
    from.region(CODE, CANARY).await;
    let (file, short) = (from.path().join("a.balai").display().to_string(), from.path().join("pendek"));
    std::fs::write(&short, "pendek").unwrap();
    let short = short.display().to_string();
    for (arguments, why) in [
        (vec!["tenant", "export", CODE, "--to", &file, "--passphrase-file", &short], "paling sedikit 16"),
        (vec!["tenant", "export", CODE, "--to", &file], "--passphrase-file"),
        (vec!["tenant", "export", CODE, "--to", &short, "--passphrase-file", &short], "sudah ada"),
        (vec!["tenant", "export", CODE, "--to", &file, "--passphrase", "x"], "--passphrase"),
    ] {
        let output = from.run(&arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(why), "{why}: {said}");
    }
}
