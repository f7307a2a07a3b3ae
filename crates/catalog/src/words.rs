//! The words by which the desk's list of services is narrowed. What citizens search is in [`crate::search`].

use balai_kernel::fold;

/// Words that people type around what they look for.
const FILLERS: [&str; 17] = [
    "cara",
    "buat",
    "membuat",
    "bikin",
    "urus",
    "mengurus",
    "mau",
    "ingin",
    "untuk",
    "di",
    "ke",
    "dan",
    "atau",
    "yang",
    "dengan",
    "bagaimana",
    "saya",
];

/// Two spellings of one word; either finds the other.
const SPELLINGS: [(&str, &str); 4] =
    [("akte", "akta"), ("sertifikat", "sertipikat"), ("ijin", "izin"), ("ijasah", "ijazah")];

/// Most words of a query that count; the rest is ignored.
const MOST_WORDS: usize = 8;

/// A text as it is compared: a blank before each folded word, so that a word's beginning can be looked for.
pub(crate) fn searchable<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts {
        let folded = fold(part);
        if !folded.is_empty() {
            text.push(' ');
            text.push_str(&folded);
        }
    }
    text
}

/// What somebody looks for: words that must all be found, each in one of its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(Vec<Vec<String>>);

impl Query {
    /// Reads what was typed; none when no word is in it.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let telling = all.iter().filter(|word| !FILLERS.contains(word));
        let mut words: Vec<Vec<String>> = telling.map(|word| spellings(word)).collect();
        if words.is_empty() {
            words = all.iter().map(|word| spellings(word)).collect();
        }
        words.truncate(MOST_WORDS);
        (!words.is_empty()).then_some(Self(words))
    }

    /// Per word the patterns for LIKE, one of which must fit. Folded words hold letters and digits only, so nothing in
    /// them is a wildcard.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        self.0.iter().map(|spellings| spellings.iter().map(|s| format!("% {s}%")).collect())
    }
}

fn spellings(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    for (one, other) in SPELLINGS {
        if word == one {
            all.push(other.to_owned());
        } else if word == other {
            all.push(one.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_searched_by_the_beginnings_of_its_words() {
        assert_eq!(searchable(["KTP-el (baru)", "", "Disdukcapil"]), " ktp el baru disdukcapil");
    }

    #[test]
    fn words_around_the_matter_do_not_count_unless_there_is_nothing_else() {
        assert_eq!(Query::parse("cara membuat KTP"), Query::parse("ktp"));
        assert!(Query::parse("cara").is_some());
        assert_eq!(Query::parse(" -?- "), None);
    }

    #[test]
    fn either_spelling_finds_the_other() {
        let query = Query::parse("akte").unwrap();
        let patterns: Vec<_> = query.patterns().collect();
        assert_eq!(patterns, [["% akte%", "% akta%"]]);
    }

    #[test]
    fn wildcards_that_were_typed_are_gone() {
        let query = Query::parse("100%_ktp").unwrap();
        assert!(query.patterns().flatten().all(|p| !p[2..p.len() - 1].contains(['%', '_'])));
    }
}
