//! The words by which services are found.

use std::collections::BTreeMap;
use std::ops::Bound;

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

    /// How well a name answers, smallest best: it begins with the words, holds all of them, or only the rest of what is
    /// known does.
    pub(crate) fn distance(&self, name_text: &str) -> u8 {
        let has = |spellings: &Vec<String>| spellings.iter().any(|s| name_text.contains(&format!(" {s}")));
        let begins = |spellings: &Vec<String>| spellings.iter().any(|s| name_text.starts_with(&format!(" {s}")));
        match self.0.iter().filter(|word| has(word)).count() {
            count if count == self.0.len() && begins(&self.0[0]) => 0,
            count if count == self.0.len() => 1,
            0 => 3,
            _ => 2,
        }
    }
}

impl Query {
    /// The words nearest to those typed that somebody here uses; none when they are used as they stand, or when one of them
    /// is near to nothing. `known` counts each word.
    pub fn corrected(&self, known: &BTreeMap<String, usize>) -> Option<String> {
        let typed: Vec<&str> = self.0.iter().filter_map(|spellings| spellings.first().map(String::as_str)).collect();
        let meant: Vec<&str> = typed.iter().map(|word| nearest(word, known)).collect::<Option<_>>()?;
        (meant != typed).then(|| meant.join(" "))
    }
}

/// The word itself when a known one begins with it, else the known one with fewest slips of the hand, the commonest first.
fn nearest<'w>(word: &'w str, known: &'w BTreeMap<String, usize>) -> Option<&'w str> {
    let follows = known.range::<str, _>((Bound::Included(word), Bound::Unbounded)).next();
    if follows.is_some_and(|(other, _)| other.starts_with(word)) {
        return Some(word);
    }
    let most = match word.chars().count() {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    let near = known.iter().filter_map(|(other, count)| {
        let slips = slips(word, other);
        (slips <= most).then_some((slips, std::cmp::Reverse(*count), other.as_str()))
    });
    near.min().map(|(.., other)| other)
}

/// How many letters were left out, added, changed or swapped with their neighbour.
fn slips(typed: &str, meant: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
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
        assert_eq!(query.distance(" akta kelahiran"), 0);
    }

    #[test]
    fn a_name_that_begins_with_the_words_comes_first() {
        let query = Query::parse("paspor baru").unwrap();
        assert_eq!(query.distance(" paspor baru"), 0);
        assert_eq!(query.distance(" penerbitan paspor baru"), 1);
        assert_eq!(query.distance(" penggantian paspor"), 2);
        assert_eq!(query.distance(" izin tinggal"), 3);
    }

    #[test]
    fn slips_of_the_hand_are_put_right_by_the_words_in_use() {
        let known: BTreeMap<String, usize> =
            [("kelahiran", 9), ("kelurahan", 3), ("akta", 20), ("akte", 1), ("paspor", 4), ("ktp", 8)]
                .map(|(word, count)| (word.to_owned(), count))
                .into();
        let corrected = |typed: &str| Query::parse(typed).unwrap().corrected(&known);
        assert_eq!(corrected("akta kelairan").as_deref(), Some("akta kelahiran"));
        assert_eq!(corrected("pasopr").as_deref(), Some("paspor"));
        assert_eq!(corrected("kelah"), None, "the beginning of a word is none");
        assert_eq!(corrected("akta"), None);
        assert_eq!(corrected("akta numpang"), None, "near to nothing");
        assert_eq!(corrected("ktb"), None, "too short to guess");
    }

    #[test]
    fn wildcards_that_were_typed_are_gone() {
        let query = Query::parse("100%_ktp").unwrap();
        assert!(query.patterns().flatten().all(|p| !p[2..p.len() - 1].contains(['%', '_'])));
    }
}
