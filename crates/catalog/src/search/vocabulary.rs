//! The words of a catalogue: which term each is filed under, how rare it is, and which word somebody may have meant.

use std::collections::BTreeMap;

use super::synonyms::{self, Synonyms, term};
use super::texts::Texts;

/// The place of a term in its vocabulary.
pub type TermId = u32;

/// All words of some catalogue.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// As they are written.
    words: Texts,
    /// The term of each word.
    filed: Box<[TermId]>,
    terms: Texts,
    /// In how many documents each term stands.
    counts: Box<[u32]>,
    documents: u32,
}

/// A word that may have been meant, and how far it is from what was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    slips: usize,
    /// Negative, so that the commonest comes first.
    rarity: i64,
    /// The word.
    pub word: String,
}

impl Vocabulary {
    /// The words of so many documents, each with the number of documents that it stands in.
    pub fn of<'w>(documents: u32, words: impl IntoIterator<Item = (&'w str, u32)>) -> Self {
        let documents = documents.max(1);
        let words: BTreeMap<&str, (String, u32)> =
            words.into_iter().map(|(word, count)| (word, (term(word), count))).collect();
        let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
        for (term, count) in words.values() {
            let known = counted.entry(term).or_default();
            *known = known.saturating_add(*count).min(documents);
        }
        let terms = Texts::of(counted.keys().copied());
        let filed = words.values().map(|(term, _)| place(&terms, term).expect("each was counted")).collect();
        Self {
            words: Texts::of(words.keys().copied()),
            filed,
            counts: counted.into_values().collect(),
            terms,
            documents,
        }
    }

    /// The place of a term; none when no document has it.
    pub fn id(&self, term: &str) -> Option<TermId> {
        place(&self.terms, term)
    }

    /// The place of a folded word's term. Words of the catalogue are looked up and not stemmed again.
    pub fn id_of_word(&self, word: &str) -> Option<TermId> {
        self.words.find(word).map(|at| self.filed[at]).or_else(|| self.id(&term(word)))
    }

    /// Its words, each with the place of its term.
    pub fn words(&self) -> impl Iterator<Item = (&str, TermId)> {
        self.words.iter().zip(self.filed.iter().copied())
    }

    /// The term at a place.
    pub fn term(&self, id: TermId) -> &str {
        self.terms.get(id as usize)
    }

    /// How many documents there are.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Bytes that this takes.
    pub fn size(&self) -> usize {
        self.words.size() + self.terms.size() + size_of_val(&*self.filed) + size_of_val(&*self.counts)
    }

    /// In how many documents a term stands.
    pub fn count(&self, id: TermId) -> u32 {
        self.counts[id as usize]
    }

    /// How much it tells that so many documents hold something: the rarer, the more.
    pub fn weight(&self, count: u32) -> f64 {
        (1.0 + f64::from(self.documents) / f64::from(count.max(1))).ln()
    }

    /// What a word tells that no document holds: as much as one that every twentieth holds.
    pub fn weight_of_unknown(&self) -> f64 {
        self.weight((self.documents / 20).max(1))
    }

    /// Terms of words that begin so, the commonest first.
    pub fn beginning(&self, start: &str, most: usize) -> Vec<TermId> {
        let mut ids: Vec<TermId> = self.words.beginning(start).map(|at| self.filed[at]).collect();
        ids.sort_by_key(|id| (std::cmp::Reverse(self.count(*id)), *id));
        ids.dedup();
        ids.truncate(most);
        ids
    }

    /// Words of the catalogue and expressions of the lists that are few slips of the hand from what was written, the
    /// nearest first.
    pub fn near(&self, written: &str, slips: usize, lists: &[&Synonyms], most: usize) -> Vec<Near> {
        let own = self.words().map(|(word, id)| (word, i64::from(self.count(id))));
        let listed = lists.iter().flat_map(|list| list.words()).map(|word| (word, 1));
        let spelt = synonyms::spelt_otherwise().map(|word| (word, 1));
        let mut near: Vec<Near> = own
            .chain(listed)
            .chain(spelt)
            .filter(|(word, _)| word.len() > 2 && word.len().abs_diff(written.len()) <= slips)
            .filter_map(|(word, count)| {
                let slips = slips_between(written, word, slips)?;
                Some(Near { slips, rarity: -count, word: word.to_owned() })
            })
            .collect();
        near.sort_unstable();
        near.dedup_by(|one, other| one.word == other.word);
        near.truncate(most);
        near
    }

    /// Two words that were written as one, both of them known.
    pub fn split(&self, written: &str, lists: &[&Synonyms]) -> Option<(String, String)> {
        let worth = |part: &str| -> Option<u32> {
            let own = self.id_of_word(part).map(|id| self.count(id));
            own.or_else(|| lists.iter().any(|list| !list.meanings(&[term(part)]).is_empty()).then_some(1))
        };
        let places = written.char_indices().map(|(at, _)| at).skip(1);
        let parts = places.map(|at| written.split_at(at)).filter(|(one, other)| are_parts(one, other));
        let both = parts.filter_map(|(one, other)| Some((worth(one)?.min(worth(other)?), one, other)));
        both.max_by_key(|(worth, one, _)| (*worth, one.len())).map(|(_, one, other)| (one.to_owned(), other.to_owned()))
    }
}

fn place(terms: &Texts, term: &str) -> Option<TermId> {
    terms.find(term).map(|place| TermId::try_from(place).expect("a catalogue has fewer than 4,000,000,000 words"))
}

/// Both are long enough to be words of their own, or one is a number.
fn are_parts(one: &str, other: &str) -> bool {
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let long = |text: &str| text.chars().count() > 2;
    (long(one) && long(other)) || (number(one) != number(other))
}

/// How many letters were left out, added, changed or swapped with their neighbour; none when more than `most`.
fn slips_between(written: &str, meant: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let words = [
            ("kelahiran", 9),
            ("kelurahan", 3),
            ("akta", 20),
            ("kartu", 9),
            ("keluarga", 9),
            ("atm", 1),
            ("paspor", 4),
        ];
        Vocabulary::of(40, words)
    }

    fn near(written: &str, slips: usize) -> Vec<String> {
        vocabulary().near(written, slips, &[], 3).into_iter().map(|near| near.word).collect()
    }

    #[test]
    fn the_nearest_word_comes_first_and_of_equals_the_commonest() {
        assert_eq!(near("klahiran", 2)[0], "kelahiran");
        assert_eq!(near("keluaraga", 2)[0], "keluarga");
        assert_eq!(near("pasopr", 1), ["paspor"], "two letters swapped are one slip");
        assert_eq!(near("zzzzzz", 2), Vec::<String>::new());
    }

    #[test]
    fn words_run_together_are_taken_apart() {
        let split = |written| vocabulary().split(written, &[]);
        assert_eq!(split("kartukeluarga"), Some(("kartu".into(), "keluarga".into())));
        assert_eq!(split("kartuatm"), Some(("kartu".into(), "atm".into())));
        assert_eq!(split("aktelahiran"), Some(("akte".into(), "lahiran".into())));
        assert_eq!(split("kartuzzz"), None);
        assert_eq!(split("é"), None);
    }

    #[test]
    fn a_rare_word_tells_more_than_a_common_one() {
        let words = vocabulary();
        let count = |word: &str| words.count(words.id(&term(word)).unwrap());
        assert_eq!(count("akte"), 20);
        assert!(words.weight(count("atm")) > words.weight(count("akta")));
        assert!(words.weight(0).is_finite());
    }
}
