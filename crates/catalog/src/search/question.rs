//! What somebody asks, word by word, in the terms of one catalogue.

use balai_kernel::fold;

use super::synonyms::{LONGEST_PHRASE, Synonyms, term};
use super::vocabulary::{TermId, Vocabulary};

/// Words that people write around what they look for.
const FILLERS: [&str; 33] = [
    "ada",
    "aku",
    "apa",
    "apakah",
    "atau",
    "bagaimana",
    "bisa",
    "bu",
    "cara",
    "caranya",
    "dan",
    "dari",
    "dengan",
    "di",
    "gimana",
    "ingin",
    "itu",
    "kami",
    "ke",
    "mau",
    "nya",
    "oleh",
    "pada",
    "pak",
    "pengen",
    "punya",
    "saya",
    "sudah",
    "supaya",
    "syarat",
    "tolong",
    "untuk",
    "yang",
];
/// Most words of a question that count; the rest is ignored.
pub(super) const MOST_WORDS: usize = 12;
/// Words whose beginning is what was written.
const MOST_BEGINNINGS: usize = 8;
/// What an answer is worth that was found by what was written, by a synonym, by the beginning of a word.
const DIRECT: f64 = 1.0;
const SYNONYM: f64 = 0.85;
const BEGINNING: f64 = 0.8;

/// What somebody asks.
#[derive(Debug, Default)]
pub struct Question {
    /// Its parts.
    pub concepts: Vec<Concept>,
    /// Whether each of them must be answered.
    pub exactly: bool,
    /// The words that were taken instead of those written, when some of them were taken for slips of the hand.
    pub corrected: Option<String>,
    /// The words that nobody here uses, by their places in the question.
    strange: Vec<usize>,
    words: Vec<String>,
    /// What may have been meant when no word stands as it was written.
    guess: Option<String>,
}

/// A word or an expression, and everything by which it may be answered.
#[derive(Debug)]
pub struct Concept {
    /// How much it tells.
    pub weight: f64,
    /// What answers it; nothing, when nobody here uses the word.
    pub alternatives: Vec<Alternative>,
}

/// One way to answer a part of a question: all these terms.
#[derive(Debug, PartialEq)]
pub struct Alternative {
    /// The terms.
    pub terms: Vec<TermId>,
    /// What the answer is worth.
    pub worth: f64,
}

/// The words of a catalogue and the lists that explain them; a region's own list comes first.
#[derive(Clone, Copy)]
pub struct Tongue<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The lists.
    pub lists: &'a [&'a Synonyms],
}

/// Whether a word of what was written is still there, or only one was written: where everything would be taken for a
/// slip of the hand, it is asked instead of assumed.
fn stands(written: &[String], words: &[String]) -> bool {
    let telling = |word: &&String| !FILLERS.contains(&word.as_str());
    written.iter().filter(telling).count() < 2 || written.iter().filter(telling).any(|word| words.contains(word))
}

/// The words of what was typed, as they are compared.
pub fn words_of(typed: &str) -> Vec<String> {
    fold(typed).split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect()
}

impl Question {
    /// Reads what was typed. `exactly` takes no word for a slip of the hand, and every word must be answered.
    pub fn read(typed: &str, tongue: Tongue<'_>, exactly: bool) -> Self {
        let written = words_of(typed);
        let (words, strange) = if exactly { (written.clone(), Vec::new()) } else { tongue.put_right(&written) };
        if words == written || stands(&written, &words) {
            let corrected = (words != written).then(|| words.join(" "));
            return Self { concepts: tongue.concepts(&words), exactly, corrected, strange, words, guess: None };
        }
        let strange = (0..written.len()).collect();
        Self {
            concepts: tongue.concepts(&written),
            exactly,
            corrected: None,
            guess: Some(words.join(" ")),
            strange,
            words: written,
        }
    }

    /// The question with a word that nobody uses replaced by one that somebody may have meant; the likeliest first.
    pub fn guesses(&self, tongue: Tongue<'_>, most: usize) -> Vec<String> {
        let mut guesses: Vec<String> = self.guess.iter().cloned().collect();
        for place in &self.strange {
            for near in tongue.vocabulary.near(&self.words[*place], 3, tongue.lists, most) {
                let mut words = self.words.clone();
                words[*place] = near.word;
                guesses.push(words.join(" "));
            }
        }
        guesses
    }
}

impl<'a> Tongue<'a> {
    /// The words with slips of the hand put right, and the places of those that remain strange.
    fn put_right(self, written: &[String]) -> (Vec<String>, Vec<usize>) {
        let (mut words, mut strange, mut place) = (Vec::new(), Vec::new(), 0);
        while let Some(word) = written.get(place) {
            let phrase = self.phrase(&written[place..]).max(1);
            if phrase > 1 || self.knows(word) {
                words.extend_from_slice(&written[place..place + phrase]);
            } else if let Some(meant) = self.meant(word) {
                words.extend(meant);
            } else {
                strange.push(words.len());
                words.push(word.clone());
            }
            place += phrase;
        }
        (words, strange)
    }

    /// How many of these words are one expression of a list; none when the first alone is not even one.
    fn phrase(self, words: &[String]) -> usize {
        let terms: Vec<String> = words.iter().take(LONGEST_PHRASE).map(|word| term(word)).collect();
        (1..=terms.len()).rev().find(|length| !self.meanings(&terms[..*length]).is_empty()).unwrap_or(0)
    }

    fn meanings(self, terms: &[String]) -> Vec<&'a [String]> {
        self.lists.iter().flat_map(|list| list.meanings(terms)).map(Vec::as_slice).collect()
    }

    fn knows(self, word: &str) -> bool {
        FILLERS.contains(&word)
            || self.vocabulary.id(&term(word)).is_some()
            || self.phrase(&[word.to_owned()]) > 0
            || (word.chars().count() > 2 && !self.vocabulary.beginning(word, 1).is_empty())
    }

    /// The words that were meant by one that nobody uses.
    fn meant(self, word: &str) -> Option<Vec<String>> {
        if let Some((one, other)) = self.vocabulary.split(word, self.lists) {
            return Some(vec![one, other]);
        }
        let slips = match word.chars().count() {
            0..=3 => return None,
            4..=6 => 1,
            _ => 2,
        };
        let near = self.vocabulary.near(word, slips, self.lists, 1).into_iter().next()?;
        Some(vec![near.word])
    }

    fn concepts(self, words: &[String]) -> Vec<Concept> {
        let (mut concepts, mut place) = (Vec::new(), 0);
        let only_fillers = words.iter().all(|word| FILLERS.contains(&word.as_str()));
        while place < words.len() {
            let phrase = self.phrase(&words[place..]).max(1);
            let filler = phrase == 1 && !only_fillers && FILLERS.contains(&words[place].as_str());
            if !filler {
                concepts.push(self.concept(&words[place..place + phrase]));
            }
            place += phrase;
        }
        concepts
    }

    fn concept(self, words: &[String]) -> Concept {
        let terms: Vec<String> = words.iter().map(|word| term(word)).collect();
        let mut alternatives: Vec<Alternative> = self.alternative(&terms, DIRECT).into_iter().collect();
        let meanings = self.meanings(&terms).into_iter().filter_map(|meaning| self.alternative(meaning, SYNONYM));
        for meaning in meanings {
            if alternatives.iter().all(|known| known.terms != meaning.terms) {
                alternatives.push(meaning);
            }
        }
        if alternatives.is_empty() && words.len() == 1 && words[0].chars().count() > 2 {
            let beginnings = self.vocabulary.beginning(&words[0], MOST_BEGINNINGS);
            alternatives.extend(beginnings.into_iter().map(|id| Alternative { terms: vec![id], worth: BEGINNING }));
        }
        Concept { weight: self.weight(&alternatives), alternatives }
    }

    /// All these terms as one alternative; none when one of them stands in no document.
    fn alternative(self, terms: &[String], worth: f64) -> Option<Alternative> {
        let mut ids = terms.iter().map(|term| self.vocabulary.id(term)).collect::<Option<Vec<_>>>()?;
        ids.sort_unstable();
        ids.dedup();
        (!ids.is_empty()).then_some(Alternative { terms: ids, worth })
    }

    fn weight(self, alternatives: &[Alternative]) -> f64 {
        if alternatives.is_empty() {
            return self.vocabulary.weight_of_unknown();
        }
        let rarest = |way: &Alternative| way.terms.iter().map(|id| self.vocabulary.count(*id)).min().unwrap_or(0);
        self.vocabulary.weight(alternatives.iter().map(rarest).fold(0, u32::saturating_add))
    }
}

#[cfg(test)]
mod tests {
    use super::super::synonyms::national;
    use super::*;

    fn vocabulary() -> Vocabulary {
        let words = [("akta", 20), ("kelahiran", 9), ("kematian", 5), ("penerbitan", 30), ("surat", 25), ("kartu", 8)];
        Vocabulary::of(60, words)
    }

    fn read(typed: &str) -> Question {
        let vocabulary = vocabulary();
        Question::read(typed, Tongue { vocabulary: &vocabulary, lists: &[national()] }, false)
    }

    #[test]
    fn an_expression_is_one_part_of_a_question_and_keeps_its_own_words() {
        let question = read("surat mati");
        assert_eq!(question.concepts.len(), 1);
        let worth: Vec<f64> = question.concepts[0].alternatives.iter().map(|way| way.worth).collect();
        assert_eq!(worth, [DIRECT, SYNONYM]);
    }

    #[test]
    fn words_around_the_matter_do_not_count_unless_there_is_nothing_else() {
        assert_eq!(read("bagaimana cara saya ke akta").concepts.len(), 1);
        assert_eq!(read("cara").concepts.len(), 1);
        assert!(read(" -?- ").concepts.is_empty());
    }

    #[test]
    fn slips_are_put_right_unless_exactly_this_is_asked() {
        assert_eq!(read("akta klahiran").corrected.as_deref(), Some("akta kelahiran"));
        assert_eq!(read("akta kelah").corrected, None, "the beginning of a word is none");
        assert_eq!(read("akte").corrected, None, "another spelling is none");
        let vocabulary = vocabulary();
        let tongue = Tongue { vocabulary: &vocabulary, lists: &[] };
        let exact = Question::read("akta klahiran", tongue, true);
        assert_eq!((exact.corrected, exact.concepts[1].alternatives.len()), (None, 0));
    }

    #[test]
    fn what_is_too_far_to_be_put_right_is_still_guessed() {
        let vocabulary = vocabulary();
        let tongue = Tongue { vocabulary: &vocabulary, lists: &[] };
        let question = Question::read("kelllhirran", tongue, false);
        assert_eq!(question.corrected, None);
        assert_eq!(question.guesses(tongue, 3), ["kelahiran"]);
        let question = Question::read("akat klahiran", tongue, false);
        assert_eq!(question.corrected, None, "both words would be others");
        assert_eq!(question.guesses(tongue, 3)[0], "akta kelahiran");
    }
}
