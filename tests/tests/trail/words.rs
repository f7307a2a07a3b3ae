//! Every deed that the program can write has plain words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use balai_web::trail::words::DEEDS;

/// Rooms that write links.
const ROOMS: [&str; 10] = [
    "adoption",
    "catalog",
    "identity",
    "tenancy",
    "vault",
    "rights",
    "messaging",
    "storage",
    "balai/src/backup",
    "web/src/trail",
];
/// Names of hosts have the same shape.
const ENDS: [&str; 3] = ["com", "me", "be"];
/// Texts of the same shape that are something else.
const OTHERS: [&str; 25] = [
    "identity.signed_out_of",
    "a.txt",
    "adoption.day_counted",
    "adoption.week_told",
    "baris.db",
    "berkas.jsonl",
    "catalog.moved",
    "catalog.service_published",
    "catalog.service_withdrawn",
    "cetakan.db",
    "control.db",
    "database.dump",
    "identity.account_notice",
    "identity.handover_offered",
    "identity.staff_invited",
    "identity.support_given",
    "mail.from",
    "mail.from_name",
    "objects.invalid",
    "onboarding.notice",
    "rights.request_due",
    "salinan.json",
    "senders.password",
    "surat.pdf",
    "tenancy.hall_turned",
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
        let path = entry.expect("an entry").path();
        let is_text = path.extension().is_some_and(|ending| ending == "rs");
        if path.is_dir() {
            sources(&path, found);
        } else if is_text && !path.ends_with("web/src/trail/words.rs") {
            found.push(path);
        }
    }
}

/// The texts of the shape `noun.verb` in the program's own lines.
fn verbs(text: &str) -> impl Iterator<Item = &str> {
    let own = text.split("#[cfg(test)]").next().unwrap_or_default();
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_deed = move |(noun, verb): (&str, &str)| part(noun) && part(verb) && !ENDS.contains(&verb);
    let is_verb = move |text: &&str| text.split_once('.').is_some_and(is_deed);
    own.split('"').filter(is_verb)
}

#[test]
fn every_deed_that_is_written_has_words_and_every_word_a_deed() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut files = Vec::new();
    for room in ROOMS {
        let dir = crates.join(room);
        sources(&if room.contains('/') { dir } else { dir.join("src") }, &mut files);
    }
    let mut written = BTreeSet::new();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a source");
        written.extend(verbs(&text).filter(|verb| !OTHERS.contains(verb)).map(str::to_owned));
    }
    let worded: BTreeSet<String> = DEEDS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(written.difference(&worded).collect::<Vec<_>>(), Vec::<&String>::new(), "deeds without words");
    assert_eq!(worded.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "words without a deed");
    assert_eq!(worded.len(), DEEDS.len(), "each once");
    for (name, words, places) in DEEDS {
        assert!(words.chars().next().is_some_and(char::is_uppercase) && !places.is_empty(), "{name}: {words}");
    }
}
