use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn files_below(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of this crate") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found
}

/// Key to the names of its blanks.
fn messages(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files_below(&format!("i18n/{lang}"), "ftl") {
        let mut key = String::new();
        for line in fs::read_to_string(file).expect("a Fluent file").lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                line.split(" =").next().expect("a key").clone_into(&mut key);
                assert!(!messages.contains_key(&key), "{lang}: {key} stands twice");
                messages.insert(key.clone(), BTreeSet::new());
            }
            for blank in line.split('$').skip(1) {
                let name = blank.split(|c: char| !c.is_ascii_alphanumeric()).next().expect("a name");
                // where a sentence begins with a noun differs from one language to the other
                messages.get_mut(&key).expect("blanks stand in a message").insert(name.to_lowercase());
            }
        }
    }
    messages
}

/// Whether a literal can only be a key: it begins like the keys of one of our files.
fn names_a_text(literal: &str) -> bool {
    let begins = [
        "about-",
        "frame-",
        "foot-",
        "part-",
        "hall-",
        "agency-",
        "search-",
        "service-",
        "fact-",
        "root-",
        "refused-",
        "regions-",
        "accept-",
        "account-",
        "agencies-",
        "authorize-",
        "channel-",
        "claim-",
        "consent-",
        "contact-",
        "ended-",
        "family-",
        "fee-",
        "history-",
        "leave-",
        "national-",
        "passkey-",
        "stay-",
        "stayed-",
        "invitation-",
        "profile-level-",
        "recover-",
        "register-",
        "rights-",
        "role-",
        "sign-in-",
        "sign-out-",
        "takeover-",
        "signed-",
        "undo-",
        "undone-",
        "unfinished",
        "vault-",
    ];
    begins.iter().any(|begin| literal.starts_with(begin))
        && literal.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Every key that templates and Rust sources ask for by a literal.
fn asked() -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    let sources = files_below("templates", "html").into_iter().chain(files_below("src", "rs"));
    for file in sources.filter(|file| !file.ends_with("words/tests.rs") && !file.ends_with("src/words.rs")) {
        let text = fs::read_to_string(file).expect("a source");
        for call in ["w.t(\"", "w.say(\""] {
            asked.extend(text.split(call).skip(1).map(|rest| rest.split('"').next().expect("a key").to_owned()));
        }
        asked.extend(text.split('"').filter(|literal| names_a_text(literal)).map(str::to_owned));
    }
    asked
}

#[test]
fn both_languages_hold_the_same_keys_with_the_same_blanks() {
    assert_eq!(messages("id"), messages("en"));
    assert!(messages("id").len() > 100);
}

#[test]
fn a_region_s_own_words_stand_in_every_text_that_names_the_noun() {
    let mut own = Vocabulary::default();
    own.set(Noun::Hall, balai_tenancy::Word::parse("mal").ok());
    let (usual, renamed) = (Words::of(Lang::Id), Words::of(Lang::Id).with(own));
    assert_eq!(renamed.say("hall-open-until").put("time", "15.00").to_string(), "Mal buka sampai 15.00");
    assert_eq!(usual.say("hall-open-until").put("time", "15.00").to_string(), "Balai buka sampai 15.00");
    // a sentence takes the keys of the program, which last as long as it does
    let messages = Box::leak(Box::new(messages("id")));
    for (key, blanks) in messages.iter().filter(|(_, blanks)| blanks.contains("balai")) {
        let says = ["count", "time", "when"].into_iter().fold(renamed.say(key), |say, blank| say.put(blank, "7"));
        let says = says.to_string().to_lowercase();
        assert!(says.contains("mal") && !says.contains("balai"), "{key} with {blanks:?}: {says}");
    }
    assert_eq!(Words::of(Lang::En).with(own).t("hall-come"), "Visit the hall", "the usual word of another language");
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let known = messages("id");
    let missing: Vec<_> = asked().into_iter().filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
}

#[test]
fn every_text_is_asked_for_somewhere() {
    let asked = asked();
    let idle: Vec<_> = messages("id").into_keys().filter(|key| !asked.contains(key)).collect();
    assert!(idle.is_empty(), "nobody says {idle:?}");
}

#[test]
fn no_text_shouts() {
    for (lang, key) in ["id", "en"].into_iter().flat_map(|lang| messages(lang).into_keys().map(move |key| (lang, key)))
    {
        let text = Words::of(Lang::of_tag(lang).expect("a language")).t(&key);
        let calm = text.replace("SP4N-LAPOR!", "");
        assert!(!calm.contains('!'), "{lang} {key}: {text}");
    }
}

#[test]
fn counts_choose_the_plural_and_show_their_thousands() {
    let [id, en] = [Lang::Id, Lang::En].map(Words::of);
    assert_eq!(id.say("hall-services").put("count", 1418_u64).to_string(), "1.418 layanan");
    assert_eq!(en.say("hall-services").put("count", 1418_u64).to_string(), "1,418 services");
    assert_eq!(en.say("hall-services").put("count", 1_u64).to_string(), "1 service");
}
