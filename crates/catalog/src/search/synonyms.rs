//! What people write, and what the catalogue calls it: the national list in `config/search/synonyms.tsv` and each
//! region's own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use balai_kernel::fold;

use super::stem::stem;

const FILE: &str = include_str!("../../../../config/search/synonyms.tsv");

static SPELLINGS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows()
        .filter_map(|row| if let ["ejaan", written, usual] = row[..] { Some((written, usual)) } else { None })
        .collect()
});

static NATIONAL: LazyLock<Synonyms> = LazyLock::new(|| {
    let mut synonyms = Synonyms::default();
    for row in rows() {
        if let ["arti", expression, meanings] = row[..] {
            synonyms.add(expression, meanings);
        }
    }
    synonyms
});

/// Most words of an expression that has synonyms.
pub const LONGEST_PHRASE: usize = 3;

/// Expressions, as stems with blanks between, and what each may mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms(BTreeMap<String, Vec<Vec<String>>>);

/// The term under which a folded word is filed: its usual spelling without affixes.
pub fn term(word: &str) -> String {
    let usual = |word: &str| SPELLINGS.get(word).copied();
    let stem = stem(usual(word).unwrap_or(word));
    usual(&stem).map_or_else(|| stem.clone(), str::to_owned)
}

/// The terms of a text, in its order.
pub fn terms(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(term).collect()
}

/// The national list.
pub fn national() -> &'static Synonyms {
    &NATIONAL
}

/// Words that the national list knows as another spelling, for the search of typing errors.
pub(super) fn spelt_otherwise() -> impl Iterator<Item = &'static str> {
    SPELLINGS.keys().copied()
}

impl Synonyms {
    /// Adds an expression and what it means, several meanings with commas between.
    pub fn add(&mut self, expression: &str, meanings: &str) {
        let expression = terms(expression);
        if expression.is_empty() || expression.len() > LONGEST_PHRASE {
            return;
        }
        let meanings = meanings.split(',').map(terms).filter(|meaning| !meaning.is_empty());
        let known = self.0.entry(expression.join(" ")).or_default();
        for meaning in meanings {
            if !known.contains(&meaning) {
                known.push(meaning);
            }
        }
    }

    /// What these terms, taken as one expression, may mean.
    pub fn meanings(&self, terms: &[String]) -> &[Vec<String>] {
        self.0.get(&terms.join(" ")).map_or(&[], Vec::as_slice)
    }

    /// The terms that stand in its expressions.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().flat_map(|expression| expression.split(' '))
    }
}

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    FILE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_national_list_reads_and_every_expression_is_short_enough_to_be_found() {
        assert!(rows().all(|row| row.len() == 3 && ["ejaan", "arti"].contains(&row[0])));
        assert!(national().0.len() > 200 && SPELLINGS.len() > 20);
        for row in rows().filter(|row| row[0] == "arti") {
            assert!(!national().meanings(&terms(row[1])).is_empty(), "{row:?}");
            assert!(row[2].split(',').all(|meaning| !terms(meaning).is_empty()), "{row:?}");
        }
    }

    #[test]
    fn spellings_and_forms_meet_in_one_term() {
        for (one, other) in
            [("ijin", "perizinan"), ("praktek", "praktik"), ("akte", "akta"), ("sertipikat", "sertifikat")]
        {
            assert_eq!(term(one), term(other));
        }
        assert_eq!(terms("Perijinan, KTP-el"), ["izin", "ktp", "el"]);
    }

    #[test]
    fn a_region_adds_meanings_of_its_own() {
        let mut own = Synonyms::default();
        own.add("Surat Jalan", "izin keramaian, surat keterangan pindah");
        own.add("surat jalan", "izin keramaian");
        assert_eq!(own.meanings(&terms("surat jalan")).len(), 2);
        assert!(own.meanings(&terms("surat")).is_empty());
        own.add("lebih dari tiga kata", "apa pun");
        assert!(own.meanings(&terms("lebih dari tiga kata")).is_empty());
    }
}
