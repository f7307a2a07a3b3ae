//! Fixed text in two languages: Indonesian first, English second, from the Fluent files in `i18n/`.

mod choice;
mod print;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use askama::filters::HtmlSafe;
use balai_kernel::Language;
use balai_tenancy::{Noun, Vocabulary};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid, static_loader};

pub use choice::{COOKIE, PARAMETER, remembered};

static ID: LanguageIdentifier = langid!("id");
static EN: LanguageIdentifier = langid!("en");

static_loader! {
    static TEXTS = {
        locales: "./i18n",
        fallback_language: "id",
        customise: |bundle| {
            // The marks would be visible as boxes on old phones, and no language here runs right to left.
            bundle.set_use_isolating(false);
            if bundle.locales.first() == Some(&langid!("en")) {
                bundle.set_formatter(Some(|value, _| grouped(value, ',')));
            } else {
                bundle.set_formatter(Some(|value, _| grouped(value, '.')));
            }
        },
    };
}

/// A language the screens speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Bahasa Indonesia, the default.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The tag for `lang` attributes, cookies and cache keys: `id` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The language of a tag, when the screens speak it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag {
            "id" => Some(Self::Id),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// The key of each noun, small and with a capital, and its word.
type Nouns = [(Cow<'static, str>, String); 2 * Noun::ALL.len()];
/// What stands in the blanks of a text.
type Blanks = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// The nouns that stand where a region has none of its own, ready for every text.
static USUAL: LazyLock<[Nouns; 2]> =
    LazyLock::new(|| [Language::Indonesian, Language::English].map(|language| nouns(&Vocabulary::USUAL, language)));

/// The words of one language, with what the nouns of the hall are called here; handed to every page as `w`. A text names a
/// noun by a blank of its key, `{ $loket }`, and by `{ $Loket }` where a sentence begins with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    lang: Lang,
    own: Vocabulary,
}

impl Words {
    /// The usual words of `lang`.
    pub const fn of(lang: Lang) -> Self {
        Self { lang, own: Vocabulary::USUAL }
    }

    /// The same language with a region's own words.
    #[must_use]
    pub const fn with(self, own: Vocabulary) -> Self {
        Self { own, ..self }
    }

    /// What the hall is called, in the middle of a sentence.
    pub fn hall(&self) -> &str {
        self.own.word(Noun::Hall, self.language())
    }

    /// What the hall is called, at the beginning of a sentence.
    pub fn hall_first(&self) -> String {
        first(self.hall())
    }

    /// Which language this is.
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// The same language as the kernel's types print in.
    pub const fn language(self) -> Language {
        match self.lang {
            Lang::Id => Language::Indonesian,
            Lang::En => Language::English,
        }
    }

    /// A text without blanks to fill.
    pub fn t(self, key: &str) -> String {
        TEXTS.lookup_with_args(self.identifier(), key, &self.nouns())
    }

    /// A text with blanks: `w.say("hall-agencies").put("count", 40)`.
    pub fn say(self, key: &'static str) -> Sentence {
        Sentence { words: self, key, blanks: self.nouns() }
    }

    fn nouns(self) -> Blanks {
        if self.own.is_usual() {
            let usual = &USUAL[usize::from(self.lang == Lang::En)];
            return usual.iter().map(|(key, word)| (key.clone(), FluentValue::from(word.as_str()))).collect();
        }
        let own = nouns(&self.own, self.language());
        own.into_iter().map(|(key, word)| (key, FluentValue::from(word))).collect()
    }

    /// ` lang="id"` for what a region wrote itself, wherever the page around it is not Indonesian.
    pub const fn local(self) -> LangMark {
        LangMark(self.lang)
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self.lang {
            Lang::Id => &ID,
            Lang::En => &EN,
        }
    }
}

/// A text whose blanks are being filled; printing it ends that.
pub struct Sentence {
    words: Words,
    key: &'static str,
    blanks: Blanks,
}

impl Sentence {
    /// Fills one blank.
    #[must_use]
    pub fn put(mut self, name: &'static str, value: impl Blank) -> Self {
        self.blanks.insert(Cow::Borrowed(name), value.fill());
        self
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&TEXTS.lookup_with_args(self.words.identifier(), self.key, &self.blanks))
    }
}

/// Each noun under its key, and with a capital under that key with a capital.
fn nouns(own: &Vocabulary, language: Language) -> Nouns {
    std::array::from_fn(|at| {
        let noun = Noun::ALL[at / 2];
        let word = own.word(noun, language);
        if at % 2 == 0 {
            (Cow::Borrowed(noun.key()), word.to_owned())
        } else {
            (Cow::Owned(first(noun.key())), first(word))
        }
    })
}

/// With a capital.
fn first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |letter| letter.to_uppercase().chain(letters).collect())
}

/// The attribute of [`Words::local`]; prints nothing on an Indonesian page.
#[derive(Clone, Copy, Debug)]
pub struct LangMark(Lang);

impl fmt::Display for LangMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Lang::Id => Ok(()),
            Lang::En => f.write_str(r#" lang="id""#),
        }
    }
}

impl HtmlSafe for LangMark {}

/// What may stand in a blank: text, or a count, which also chooses the plural.
pub trait Blank {
    /// The value as Fluent takes it.
    fn fill(&self) -> FluentValue<'static>;
}

impl Blank for str {
    fn fill(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Blank for String {
    fn fill(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

impl Blank for u64 {
    fn fill(&self) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl<T: Blank + ?Sized> Blank for &T {
    fn fill(&self) -> FluentValue<'static> {
        (**self).fill()
    }
}

/// Counts are printed with their thousands apart: 1.418 in Indonesian, 1,418 in English.
fn grouped(value: &FluentValue<'_>, mark: char) -> Option<String> {
    match value {
        FluentValue::Number(number) => {
            #[expect(clippy::cast_possible_truncation, reason = "blanks are filled with whole counts only")]
            let whole = number.value as i64;
            Some(print::thousands(whole, mark))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
