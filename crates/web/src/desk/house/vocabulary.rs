//! `/kelola/balai/istilah`: what the nouns of the hall are called here.

use askama::Template;
use balai_kernel::Language;
use balai_tenancy::{Hall, Noun, Vocabulary, Word};

use super::sheet::{Sheet, Subject};
use crate::desk::agency::unless_empty;
use crate::desk::typed::Typed;
use crate::forms::Field;
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/istilah";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/vocabulary.html")]
pub struct VocabularyPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The form.
    pub form: VocabularyForm,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct VocabularyForm {
    /// One word each.
    pub words: Vec<WordField>,
}

/// A noun with the word for it.
#[derive(Clone, Debug)]
pub struct WordField {
    /// The usual word.
    pub usual: &'static str,
    /// What is meant, and an example.
    pub hint: String,
    /// The region's own.
    pub own: Field,
}

impl VocabularyForm {
    fn new(own: impl Fn(Noun) -> String) -> Self {
        let word = |noun: Noun| {
            let usual = noun.usual(Language::Indonesian);
            let hint = format!("{} Biasanya: {usual}.", meaning(noun));
            WordField { usual, hint, own: Field::new(noun.key()).with(own(noun)) }
        };
        Self { words: Noun::ALL.map(word).to_vec() }
    }
}

fn meaning(noun: Noun) -> &'static str {
    match noun {
        Noun::Kind => "Di kepala setiap halaman, misalnya mal pelayanan publik.",
        Noun::Hall => "Tempatnya, di tengah kalimat, misalnya mal.",
        Noun::Counter => "Meja tempat warga dilayani, misalnya meja.",
        Noun::Booth => "Bagian satu instansi di dalamnya, misalnya stan.",
        Noun::Kiosk => "Mesin untuk mengurus sendiri.",
        Noun::Mobile => "Kendaraan yang datang ke desa.",
    }
}

impl Subject for VocabularyForm {
    const HERE: &'static str = HERE;
    type Page = VocabularyPage;

    fn of(hall: &Hall) -> Self {
        Self::new(|noun| hall.words.own(noun).unwrap_or_default().to_owned())
    }

    fn typed(typed: &Typed) -> Self {
        Self::new(|noun| typed.text(noun.key()).to_owned())
    }

    fn fields(&self) -> Vec<&Field> {
        self.words.iter().map(|word| &word.own).collect()
    }

    /// An empty field stands for the usual word.
    fn read(&mut self, hall: Hall) -> Option<Hall> {
        let read: Vec<Option<Option<Word>>> =
            self.words.iter_mut().map(|word| unless_empty(&mut word.own, Word::parse)).collect();
        let mut words = Vocabulary::default();
        for (noun, word) in Noun::ALL.into_iter().zip(read.into_iter().collect::<Option<Vec<_>>>()?) {
            words.set(noun, word);
        }
        Some(Hall { words, ..hall })
    }

    fn page(self, sheet: Sheet) -> Self::Page {
        VocabularyPage { w: sheet.w, frame: sheet.frame.clone(), sheet, form: self }
    }
}
