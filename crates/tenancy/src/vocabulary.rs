//! The nouns of a hall that a region may call by words of its own: what is a loket here is a meja there.

use std::collections::BTreeMap;

use arrayvec::ArrayString;
use balai_kernel::Language;

/// Bytes of the longest word.
const LONGEST: usize = 32;

/// A noun of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// What kind of place it is, in the head of each page.
    Kind,
    /// The place, in the middle of sentences.
    Hall,
    /// A desk at which one number is served.
    Counter,
    /// An agency's part of the hall.
    Booth,
    /// A machine that one serves oneself at.
    Kiosk,
    /// The vehicle that comes to the village.
    Mobile,
}

impl Noun {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 6] = [Self::Kind, Self::Hall, Self::Counter, Self::Booth, Self::Kiosk, Self::Mobile];

    /// Its name in rows, forms and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind => "jenis",
            Self::Hall => "balai",
            Self::Counter => "loket",
            Self::Booth => "gerai",
            Self::Kiosk => "anjungan",
            Self::Mobile => "keliling",
        }
    }

    /// The word that stands where a region has none of its own.
    pub const fn usual(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::Indonesian, Self::Kind) => "balai layanan publik",
            (Language::Indonesian, Self::Hall) => "balai",
            (Language::Indonesian, Self::Counter) => "loket",
            (Language::Indonesian, Self::Booth) => "gerai",
            (Language::Indonesian, Self::Kiosk) => "anjungan mandiri",
            (Language::Indonesian, Self::Mobile) => "layanan keliling",
            (Language::English, Self::Kind) => "public service hall",
            (Language::English, Self::Hall) => "hall",
            (Language::English, Self::Counter) => "counter",
            (Language::English, Self::Booth) => "booth",
            (Language::English, Self::Kiosk) => "self-service kiosk",
            (Language::English, Self::Mobile) => "mobile service",
        }
    }
}

/// A word of a region's own: 2 to 32 letters, digits, blanks and the marks `- . ' /`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word(ArrayString<LONGEST>);

/// Why a text is no word for a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// Too short or too long.
    #[error("Tulis 2 sampai 32 huruf.")]
    Length,
    /// A mark that does not belong into a word.
    #[error("Pakai huruf, angka, spasi, dan tanda - . ' / saja.")]
    Character,
}

impl Word {
    /// Reads a word; blanks at its ends and in a row do not count.
    pub fn parse(text: &str) -> Result<Self, WordError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.chars().all(|c| c.is_alphanumeric() || " -.'/".contains(c)) {
            return Err(WordError::Character);
        }
        if text.chars().count() < 2 || !text.chars().any(char::is_alphabetic) {
            return Err(WordError::Length);
        }
        ArrayString::from(&text).map(Self).map_err(|_| WordError::Length)
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A region's own words; where it has none, the usual ones stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Vocabulary([Option<Word>; Noun::ALL.len()]);

impl Vocabulary {
    /// The usual words.
    pub const USUAL: Self = Self([None; Noun::ALL.len()]);

    /// The region's own word for a noun.
    pub fn own(&self, noun: Noun) -> Option<&str> {
        self.0[noun as usize].as_ref().map(Word::as_str)
    }

    /// Sets the word for a noun; the usual one is none of its own.
    pub fn set(&mut self, noun: Noun, word: Option<Word>) {
        let usual = noun.usual(Language::Indonesian);
        self.0[noun as usize] = word.filter(|word| word.as_str() != usual);
    }

    /// The word for a noun. Those of a region's own are Indonesian; other languages keep the usual ones.
    pub fn word(&self, noun: Noun, language: Language) -> &str {
        let own = self.own(noun).filter(|_| language == Language::Indonesian);
        own.unwrap_or_else(|| noun.usual(language))
    }

    /// Whether all words are the usual ones.
    pub fn is_usual(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    pub(crate) fn stored(&self) -> Option<serde_json::Value> {
        let words: BTreeMap<&str, &str> =
            Noun::ALL.into_iter().filter_map(|noun| Some((noun.key(), self.own(noun)?))).collect();
        (!words.is_empty()).then(|| serde_json::json!(words))
    }

    /// What is stored under a noun of a later release, or is no word any more, is left out.
    pub(crate) fn read(stored: Option<&serde_json::Value>) -> Self {
        let mut vocabulary = Self::default();
        for noun in Noun::ALL {
            let text = stored.and_then(|words| words.get(noun.key())).and_then(serde_json::Value::as_str);
            vocabulary.set(noun, text.and_then(|text| Word::parse(text).ok()));
        }
        vocabulary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_short_and_plain() {
        assert_eq!(Word::parse("  meja   layanan ").map(|word| word.as_str().to_owned()), Ok("meja layanan".into()));
        for (text, error) in [
            ("", WordError::Length),
            ("x", WordError::Length),
            ("123", WordError::Length),
            ("<b>meja</b>", WordError::Character),
            ("meja{$x}", WordError::Character),
        ] {
            assert_eq!(Word::parse(text), Err(error), "{text}");
        }
        assert_eq!(Word::parse(&"m".repeat(33)), Err(WordError::Length));
    }

    #[test]
    fn own_words_are_kept_and_the_usual_ones_are_not() {
        let mut own = Vocabulary::default();
        own.set(Noun::Counter, Word::parse("meja").ok());
        own.set(Noun::Hall, Word::parse("balai").ok());
        let read = Vocabulary::read(own.stored().as_ref());
        assert_eq!((read, read.own(Noun::Hall)), (own, None));
        assert_eq!(read.word(Noun::Counter, Language::Indonesian), "meja");
        assert_eq!(read.word(Noun::Counter, Language::English), "counter");
        assert_eq!(Vocabulary::default().stored(), None);
    }
}
