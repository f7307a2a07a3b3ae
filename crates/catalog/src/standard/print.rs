//! A print of what a finding is about, so that an answer ends when that changes.

use std::sync::LazyLock;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Finding, Place, Standard};

static EMPTY: LazyLock<Value> = LazyLock::new(|| as_json(&Standard::default()));

/// The print of the content at a finding's place.
pub(crate) fn print(finding: &Finding, name: &str, standard: &Standard) -> String {
    let about = match finding.place {
        Place::Name => name.to_owned(),
        Place::Component(component) => written(&Standard::default().with(standard.entry(component))),
        Place::Decree => written(&Standard { decree: standard.decree.clone(), ..Standard::default() }),
        Place::Whole => written(standard),
    };
    let digest = Sha256::new().chain_update(finding.rule.code()).chain_update([0]).chain_update(about).finalize();
    digest.iter().take(16).fold(String::new(), |print, byte| format!("{print}{byte:02x}"))
}

/// What is not as in an empty standard, in a stable order: a component that a later release adds changes no print.
fn written(standard: &Standard) -> String {
    let written = as_json(standard);
    let fields = written.as_object().into_iter().flatten();
    let mut told: Vec<String> = fields
        .filter(|(name, value)| EMPTY.get(name.as_str()) != Some(*value))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    told.sort_unstable();
    told.join("\n")
}

fn as_json(standard: &Standard) -> Value {
    serde_json::to_value(standard).expect("a standard is plain data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{Component, Entry, Rule};
    use crate::text::Line;

    #[test]
    fn the_print_of_a_component_follows_that_component_only() {
        let finding = Finding::new(Place::Component(Component::Product), Rule::Missing(Component::Product));
        let product = |text: &str| Entry::Product(Some(Line::parse(text).unwrap()));
        let one = Standard::default().with(product("Kutipan"));
        let other = one.clone().with(Entry::StaffCount(Some(3)));
        assert_eq!(print(&finding, "Akta", &one), print(&finding, "Nama lain", &other));
        assert_ne!(print(&finding, "Akta", &one), print(&finding, "Akta", &one.clone().with(product("Salinan"))));
    }

    #[test]
    fn the_print_of_a_name_follows_the_name_only() {
        let finding = Finding::new(Place::Name, Rule::Unverified);
        let standard = Standard::default();
        assert_ne!(print(&finding, "SIUP", &standard), print(&finding, "NIB", &standard));
        assert_eq!(print(&finding, "SIUP", &standard), print(&finding, "SIUP", &standard.clone().confirmed()));
    }
}
