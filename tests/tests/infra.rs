//! The files in `infra/`: read by a parser and held against what the program knows. They were not run.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_yaml_ng::Value;

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every key of config/default.toml as an environment variable. A value with `_file` has its twin there too.
fn variables() -> BTreeSet<String> {
    let mut section = String::new();
    let mut found = BTreeSet::new();
    for line in text("config/default.toml").lines() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut section);
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            found.insert(format!("BALAI__{}__{}", section.replace('.', "__"), key).to_uppercase());
        }
    }
    assert!(found.contains("BALAI__SERVER__LISTEN") && found.contains("BALAI__MAIL__SMTP__HOST"), "{found:?}");
    found
}

fn compose() -> Value {
    let mut file: Value = serde_yaml_ng::from_str(&text("infra/compose.yaml")).expect("compose.yaml is YAML");
    file.apply_merge().expect("its anchors resolve");
    file
}

fn services(compose: &Value) -> BTreeMap<String, Value> {
    serde_yaml_ng::from_value(compose["services"].clone()).expect("a table of services")
}

fn names(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Sequence(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::Mapping(table) => table.keys().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn compose_has_a_database_an_object_store_a_mail_server_a_web_and_a_worker() {
    let services = services(&compose());
    let present: BTreeSet<&str> = services.keys().map(String::as_str).collect();
    assert_eq!(present, BTreeSet::from(["bootstrap", "database", "mail", "migrate", "objects", "web", "work"]));
    for (name, command) in [("web", "serve"), ("work", "work"), ("migrate", "migrate")] {
        assert_eq!(services[name]["command"][0], Value::from(command));
    }
}

#[test]
fn compose_names_only_what_it_declares() {
    let compose = compose();
    let services = services(&compose);
    let secrets = names(&compose["secrets"]);
    for (name, service) in &services {
        let missing: Vec<_> = names(&service["secrets"]).difference(&secrets).cloned().collect();
        assert!(missing.is_empty(), "{name} wants the secrets {missing:?}");
        for other in names(&service["depends_on"]) {
            assert!(services.contains_key(&other), "{name} waits for {other}");
        }
        if let Value::Mapping(environment) = &service["environment"] {
            for value in environment.values().filter_map(Value::as_str) {
                let Some(secret) = value.strip_prefix("/run/secrets/") else { continue };
                assert!(names(&service["secrets"]).contains(secret), "{name} is not given the secret {secret}");
            }
        }
    }
}

#[test]
fn compose_and_the_container_set_only_what_can_be_set() {
    let known = variables();
    let in_compose = services(&compose()).into_values().flat_map(|service| names(&service["environment"]));
    let container = text("infra/Containerfile");
    let in_container =
        container.split_whitespace().filter_map(|word| word.split_once('=')).map(|(name, _)| name.to_owned());
    let set: BTreeSet<_> = in_compose.chain(in_container).filter(|name| name.starts_with("BALAI__")).collect();
    assert!(set.len() > 8, "{set:?}");
    let unknown: Vec<_> = set.difference(&known).collect();
    assert!(unknown.is_empty(), "not in config/default.toml: {unknown:?}");
}

#[test]
fn only_the_worker_and_the_migration_hold_the_owners_rights() {
    let holders: BTreeSet<_> = services(&compose())
        .into_iter()
        .filter(|(_, service)| names(&service["environment"]).contains("BALAI__DATABASE__URL_FILE"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(holders, BTreeSet::from(["migrate".to_owned(), "work".to_owned()]));
}

#[test]
fn no_service_of_ours_has_more_rights_than_it_needs() {
    for (name, service) in services(&compose()).iter().filter(|(_, service)| service["image"] == "balai:local") {
        assert_eq!(service["read_only"], Value::Bool(true), "{name}");
        assert_eq!(names(&service["cap_drop"]), BTreeSet::from(["ALL".to_owned()]), "{name}");
        assert!(service.get("privileged").is_none() && service.get("user").is_none(), "{name}");
    }
}

#[test]
fn the_container_is_built_in_stages_and_runs_as_nobody_in_particular() {
    let file = text("infra/Containerfile");
    let instructions: Vec<&str> =
        file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase())).collect();
    let stages: Vec<usize> =
        instructions.iter().enumerate().filter(|(_, line)| line.starts_with("FROM ")).map(|(at, _)| at).collect();
    assert_eq!(stages.len(), 3);
    let last = &instructions[stages[2]..];
    let user = last.iter().find_map(|line| line.strip_prefix("USER ")).expect("a user");
    assert!(user.split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id > 0)), "{user}");
    assert!(last.iter().any(|line| line.starts_with("HEALTHCHECK ") && line.contains("/healthz")));
    assert!(!last.iter().any(|line| line.contains("cargo") || line.contains("npm")), "tools stay in their stages");
}

/// Section, key, value of each line of an INI file.
fn ini(text: &str) -> Vec<(String, String, String)> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        } else {
            let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("not a setting: {line}"));
            found.push((section.clone(), key.to_owned(), value.to_owned()));
        }
    }
    found
}

#[test]
fn the_unit_runs_the_program_in_a_sandbox() {
    let unit = ini(&text("infra/balai@.service"));
    let has = |key: &str, value: &str| unit.iter().any(|(s, k, v)| s == "Service" && k == key && v == value);
    for (key, value) in [
        ("User", "balai"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("PrivateDevices", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"),
        ("SystemCallFilter", "@system-service"),
        ("ExecStart", "/usr/local/bin/balai %i --config /etc/balai/balai.toml"),
    ] {
        assert!(has(key, value), "{key}={value}");
    }
    let sections: BTreeSet<&str> = unit.iter().map(|(section, _, _)| section.as_str()).collect();
    assert_eq!(sections, BTreeSet::from(["Install", "Service", "Unit"]));
}
