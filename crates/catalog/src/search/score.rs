//! How well a document answers a question.
//!
//! The parts of a question are weighed by how much they tell. A name answers better than a synonym in the name, and that
//! better than the text around; of names that answer alike the one comes first that says little else. Nothing here asks
//! a database, so that both engines rank alike.

use std::ops::Range;

use super::question::{Alternative, Concept, Question};
use super::vocabulary::{TermId, Vocabulary};

/// What a term is worth that stands only in the text around a name.
const TEXT: f64 = 0.45;
/// What it is worth besides that a name says nothing else.
const BREVITY: f64 = 0.25;
/// The least part of a question, by weight, that must be answered.
const LEAST: f64 = 0.4;
/// The least part of what the best answer answers.
const LEAST_OF_BEST: f64 = 0.6;

/// What is compared of services, one after the other in one piece of memory.
#[derive(Debug, Default)]
pub struct Documents {
    terms: Terms,
    ends: Vec<Ends>,
}

/// Two bytes for each term, as long as its vocabulary has no more of them than two bytes count.
#[derive(Debug)]
enum Terms {
    Few(Vec<u16>),
    Many(Vec<TermId>),
}

#[derive(Debug, Clone, Copy)]
struct Ends {
    name: u32,
    text: u32,
}

/// What is compared of a service.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The terms of its name.
    name: Ids<'a>,
    /// The terms of what is around: agency, category, product.
    text: Ids<'a>,
}

/// Some terms, in order.
#[derive(Debug, Clone, Copy)]
enum Ids<'a> {
    Few(&'a [u16]),
    Many(&'a [TermId]),
}

/// How well a document answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// How much of the question is answered, in millionths.
    pub answered: u32,
    /// How well, in millionths.
    pub worth: u32,
}

impl Documents {
    /// Adds the terms of a name and of the text around it.
    pub fn add(&mut self, name: impl Iterator<Item = TermId>, text: impl Iterator<Item = TermId>) {
        let name = sorted(name);
        let text = sorted(text.filter(|id| name.binary_search(id).is_err()));
        let mut put = |terms: &[TermId]| {
            for id in terms {
                self.terms.push(*id);
            }
            u32::try_from(self.terms.len()).expect("the terms of a catalogue are fewer than 4,000,000,000")
        };
        let ends = Ends { name: put(&name), text: put(&text) };
        self.ends.push(ends);
    }

    /// All of them, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = Document<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|ends| ends.text));
        starts.zip(&self.ends).map(|(start, ends)| Document {
            name: self.terms.some(start as usize..ends.name as usize),
            text: self.terms.some(ends.name as usize..ends.text as usize),
        })
    }

    /// With no more memory than they need.
    #[must_use]
    pub fn packed(mut self) -> Self {
        self.terms.shrink_to_fit();
        self.ends.shrink_to_fit();
        self
    }

    /// Bytes that this takes.
    pub fn size(&self) -> usize {
        self.terms.size() + size_of_val(&*self.ends)
    }
}

impl Default for Terms {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Terms {
    fn push(&mut self, id: TermId) {
        match (&mut *self, u16::try_from(id)) {
            (Self::Few(few), Ok(id)) => few.push(id),
            (Self::Few(few), Err(_)) => {
                let many = few.iter().map(|id| TermId::from(*id)).chain([id]);
                *self = Self::Many(many.collect());
            }
            (Self::Many(many), _) => many.push(id),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Few(few) => few.len(),
            Self::Many(many) => many.len(),
        }
    }

    fn some(&self, places: Range<usize>) -> Ids<'_> {
        match self {
            Self::Few(few) => Ids::Few(&few[places]),
            Self::Many(many) => Ids::Many(&many[places]),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Self::Few(few) => few.shrink_to_fit(),
            Self::Many(many) => many.shrink_to_fit(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Few(few) => size_of_val(&**few),
            Self::Many(many) => size_of_val(&**many),
        }
    }
}

impl Ids<'_> {
    fn contain(self, id: TermId) -> bool {
        match self {
            Self::Few(few) => u16::try_from(id).is_ok_and(|id| few.binary_search(&id).is_ok()),
            Self::Many(many) => many.binary_search(&id).is_ok(),
        }
    }

    fn iter(self) -> impl Iterator<Item = TermId> {
        let (few, many): (&[u16], &[TermId]) = match self {
            Self::Few(few) => (few, &[]),
            Self::Many(many) => (&[], many),
        };
        few.iter().map(|id| TermId::from(*id)).chain(many.iter().copied())
    }
}

impl Document<'_> {
    /// How well this answers a question; none when too little of it.
    pub fn score(&self, question: &Question, vocabulary: &Vocabulary) -> Option<Score> {
        let (mut asked, mut answered, mut worth) = (0.0, 0.0, 0.0);
        let mut used = Vec::new();
        for concept in &question.concepts {
            asked += concept.weight;
            if let Some((value, way)) = self.best(concept, vocabulary) {
                answered += concept.weight;
                worth += concept.weight * value;
                used.extend_from_slice(&way.terms);
            }
        }
        let least = if question.exactly { asked } else { asked * LEAST };
        if answered <= 0.0 || answered < least {
            return None;
        }
        let weigh = |id: TermId| vocabulary.weight(vocabulary.count(id));
        let whole: f64 = self.name.iter().map(weigh).sum();
        let said: f64 = self.name.iter().filter(|id| used.contains(id)).map(weigh).sum();
        let brevity = if whole > 0.0 { said / whole } else { 0.0 };
        Some(Score { answered: millionths(answered / asked), worth: millionths(worth / asked + BREVITY * brevity) })
    }

    fn best<'q>(&self, concept: &'q Concept, vocabulary: &Vocabulary) -> Option<(f64, &'q Alternative)> {
        let values = concept.alternatives.iter().filter_map(|way| Some((self.value(way, vocabulary)?, way)));
        values.max_by(|(one, _), (other, _)| one.total_cmp(other))
    }

    fn value(&self, way: &Alternative, vocabulary: &Vocabulary) -> Option<f64> {
        let (mut whole, mut found) = (0.0, 0.0);
        for id in &way.terms {
            let weight = vocabulary.weight(vocabulary.count(*id));
            whole += weight;
            if self.name.contain(*id) {
                found += weight;
            } else if self.text.contain(*id) {
                found += weight * TEXT;
            } else {
                return None;
            }
        }
        Some(way.worth * found / whole)
    }
}

/// Keeps what answers nearly as much as the best does, the best first; `order` decides between equals.
pub fn ranked<T, K: Ord>(mut scored: Vec<(Score, T)>, order: impl Fn(&T) -> K) -> Vec<T> {
    let most = scored.iter().map(|(score, _)| score.answered).max().unwrap_or(0);
    let least = f64::from(most) * LEAST_OF_BEST;
    scored.retain(|(score, _)| f64::from(score.answered) >= least);
    scored.sort_by(|(one, a), (other, b)| other.worth.cmp(&one.worth).then_with(|| order(a).cmp(&order(b))));
    scored.into_iter().map(|(_, thing)| thing).collect()
}

fn sorted(ids: impl Iterator<Item = TermId>) -> Vec<TermId> {
    let mut ids: Vec<TermId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2")]
fn millionths(share: f64) -> u32 {
    (share.clamp(0.0, 2.0) * 1_000_000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::super::question::Tongue;
    use super::super::synonyms::{Synonyms, terms};
    use super::*;

    const NAMES: [(&str, &str); 5] = [
        ("Penerbitan izin dokter", "Dinas Kesehatan"),
        ("Izin dokter", "Dinas Kesehatan"),
        ("Pemeriksaan darah", "Dinas Kesehatan dokter"),
        ("Akta kelahiran", "Disdukcapil"),
        ("Tabib desa", "Dinas Kesehatan"),
    ];

    fn found(typed: &str) -> Vec<&'static str> {
        let mut own = Synonyms::default();
        own.add("dokter", "tabib");
        let words: Vec<String> = NAMES
            .iter()
            .flat_map(|(name, text)| {
                balai_kernel::fold(&format!("{name} {text}")).split(' ').map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let vocabulary = Vocabulary::of(5, words.iter().map(|word| (word.as_str(), 1)));
        let question = Question::read(typed, Tongue { vocabulary: &vocabulary, lists: &[&own] }, false);
        let ids = |text: &str| terms(text).iter().filter_map(|term| vocabulary.id(term)).collect::<Vec<_>>();
        let mut documents = Documents::default();
        for (name, text) in NAMES {
            documents.add(ids(name).into_iter(), ids(text).into_iter());
        }
        let scored = documents.iter().zip(NAMES);
        let scored = scored.filter_map(|(document, (name, _))| Some((document.score(&question, &vocabulary)?, name)));
        let scored = scored.collect();
        ranked(scored, |name| *name)
    }

    #[test]
    fn a_name_comes_first_then_a_synonym_then_the_text() {
        assert_eq!(found("dokter"), ["Izin dokter", "Penerbitan izin dokter", "Tabib desa", "Pemeriksaan darah"]);
    }

    #[test]
    fn terms_beyond_two_bytes_are_kept_whole() {
        let ids = |document: Document<'_>| (document.name.iter().collect(), document.text.iter().collect());
        let mut documents = Documents::default();
        documents.add([7, 3, 7].into_iter(), [3, 65_535].into_iter());
        let few: Vec<(Vec<TermId>, Vec<TermId>)> = documents.iter().map(ids).collect();
        documents.add([65_536].into_iter(), [2, 70_000].into_iter());
        let many: Vec<(Vec<TermId>, Vec<TermId>)> = documents.iter().map(ids).collect();
        assert_eq!(few, [(vec![3, 7], vec![65_535])]);
        assert_eq!(many, [few[0].clone(), (vec![65_536], vec![2, 70_000])]);
        let last = documents.iter().last().expect("two");
        assert!(last.text.contain(70_000) && !last.text.contain(4_464), "4,464 is what 70,000 leaves in two bytes");
    }

    #[test]
    fn what_answers_too_little_is_no_answer() {
        assert_eq!(found("akta rendang padang"), Vec::<&str>::new(), "most of it is strange");
        assert_eq!(found("akta rendang"), ["Akta kelahiran"]);
        assert_eq!(found("izin dokter")[0], "Izin dokter");
        assert_eq!(found(""), Vec::<&str>::new());
    }
}
