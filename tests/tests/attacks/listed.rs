//! `docs/ATTACKS.md` names for each attack the tests that try it: none of them may be missing.

use std::path::Path;

#[test]
fn every_test_that_the_list_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = std::fs::read_to_string(root.join("docs/ATTACKS.md")).expect("the list");
    let named: Vec<(&str, &str)> = list
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|word| word.split_once("::"))
        .filter(|(file, _)| Path::new(file).extension().is_some_and(|end| end == "rs" || end == "js" || end == "mjs"))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for (file, test) in named {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let is_there = text.contains(&format!("fn {test}(")) || text.contains(&format!("'{test}'"));
        assert!(is_there, "{file} has no test {test}");
    }
}
