//! The rooms of the house: who may use whom, and which guards a room may do without.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests stand in the workspace").to_path_buf()
}

fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The table in docs/ARCHITECTURE.md: a room and the rooms it may use.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let document = text("docs/ARCHITECTURE.md");
    let rows = document.lines().filter_map(|line| line.strip_prefix("| `balai"));
    rows.map(|row| {
        let mut cells = row.split('|');
        let name = format!("balai{}", cells.next().expect("a name").trim().trim_end_matches('`'));
        let uses = cells.nth(1).expect("the rooms it may use");
        let uses = uses.split(',').map(str::trim).filter(|u| !u.is_empty() && *u != "-");
        (name, uses.map(|room| format!("balai-{room}")).collect())
    })
    .collect()
}

fn packages() -> Vec<Value> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let mut metadata: Value = serde_json::from_slice(&cargo.stdout).expect("metadata is JSON");
    serde_json::from_value(metadata["packages"].take()).expect("a list of packages")
}

/// The other rooms that a package names; `dev` chooses those for tests or those for the program.
fn rooms_used(package: &Value, dev: bool) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().expect("a list of dependencies").iter();
    all.filter(|d| (d["kind"] == "dev") == dev)
        .filter_map(|d| d["name"].as_str())
        .filter(|name| name.starts_with("balai"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_room_uses_only_the_rooms_below_it() {
    let table = table();
    let packages = packages();
    let present: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let written: BTreeSet<&str> = table.keys().map(String::as_str).collect();
    assert_eq!(present, written, "docs/ARCHITECTURE.md names every room and no other");
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        let beyond: Vec<_> = rooms_used(package, false).difference(&table[name]).cloned().collect();
        assert!(beyond.is_empty(), "{name} may not use {beyond:?}: see the table in docs/ARCHITECTURE.md");
    }
}

/// All that a package's programs, libraries and tests say.
fn sources(dir: &Path) -> String {
    let entries = std::fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| match path.extension().is_some_and(|ending| ending == "rs") {
            true => std::fs::read_to_string(&path).expect("text"),
            false if path.is_dir() => sources(&path),
            false => String::new(),
        })
        .collect()
}

#[test]
fn every_dependency_is_named_by_what_depends_on_it() {
    let mut idle = Vec::new();
    for package in &packages() {
        let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
        let said = sources(manifest.parent().expect("a directory"));
        let words: BTreeSet<&str> = said.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).collect();
        for dependency in package["dependencies"].as_array().expect("a list of dependencies") {
            let name = dependency["rename"].as_str().or(dependency["name"].as_str()).expect("a name");
            if !words.contains(name.replace('-', "_").as_str()) {
                idle.push(format!("{name} of {}", package["name"]));
            }
        }
    }
    assert!(idle.is_empty(), "nothing names them: {idle:?}");
}

#[test]
fn the_table_has_a_bottom_and_no_circle() {
    let table = table();
    assert!(table["balai-kernel"].is_empty());
    let mut settled = BTreeSet::new();
    while settled.len() < table.len() {
        let next: Vec<_> =
            table.iter().filter(|(name, uses)| !settled.contains(*name) && uses.is_subset(&settled)).collect();
        assert!(!next.is_empty(), "these rooms go round in a circle: {:?}", table.keys().collect::<Vec<_>>());
        settled.extend(next.into_iter().map(|(name, _)| name.clone()));
    }
}

#[test]
fn the_test_kit_is_in_no_program() {
    let users: Vec<_> = packages()
        .iter()
        .filter(|p| p["name"] != "balai-tests" && rooms_used(p, false).contains("balai-testkit"))
        .map(|p| p["name"].to_string())
        .collect();
    assert!(users.is_empty(), "{users:?} carry the test kit into the program");
}

/// The guards of a clippy.toml: the paths it disallows.
fn guards(file: &str) -> BTreeSet<String> {
    let lines = text(file);
    let entries = lines.lines().filter_map(|line| line.trim().strip_prefix("{ path = \""));
    entries.map(|rest| rest.split('"').next().expect("a path").to_owned()).collect()
}

/// Which guards a room lacks. clippy takes the nearest file and does not merge, so that a room with a
/// file of its own repeats all the others.
const EXEMPT: [(&str, &[&str]); 5] = [
    ("crates/storage", &["sea_orm::", "balai_storage::"]),
    ("migrations", &["sea_orm::", "balai_storage::Owner"]),
    ("crates/testkit", &["sea_orm::", "balai_storage::", "std::env", "uuid::"]),
    ("crates/balai", &["balai_storage::Owner"]),
    ("tests", &["chrono::", "std::time", "uuid::", "rand::", "std::env"]),
];

#[test]
fn a_room_with_its_own_clippy_file_lacks_only_what_it_needs_to_lack() {
    let all = guards("clippy.toml");
    assert!(all.len() > 20, "{all:?}");
    for (room, may) in EXEMPT {
        let own = guards(&format!("{room}/clippy.toml"));
        let added: Vec<_> = own.difference(&all).collect();
        assert!(added.is_empty(), "{room}: guards that the root lacks: {added:?}");
        for missing in all.difference(&own) {
            assert!(may.iter().any(|prefix| missing.starts_with(prefix)), "{room} lacks the guard of {missing}");
        }
    }
}

#[test]
fn no_other_room_has_a_clippy_file() {
    let exempt: BTreeSet<&str> = EXEMPT.iter().map(|(room, _)| *room).collect();
    for package in packages() {
        let manifest = PathBuf::from(package["manifest_path"].as_str().expect("a path"));
        let dir = manifest.parent().expect("a directory");
        let room = dir.strip_prefix(root()).expect("inside the workspace").to_str().expect("plain text");
        assert_eq!(dir.join("clippy.toml").exists(), exempt.contains(room), "{room}/clippy.toml");
    }
}
