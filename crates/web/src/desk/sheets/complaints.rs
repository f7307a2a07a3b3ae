//! Component 6: where to complain.

use balai_catalog::{Complaints, Entry, Prose, Standard};

use crate::desk::typed::Typed;
use crate::forms::{Choice, Field};

const REGION: &str = "balai";
const OWN: &str = "sendiri";

/// Where to complain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintsSheet {
    /// As the region does, or in its own way.
    pub way: Field,
    /// The answers of `way`.
    pub ways: Vec<Choice>,
    /// Its own way.
    pub text: Field,
}

impl ComplaintsSheet {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        match &standard.complaints {
            Complaints::Region => Self::new(REGION, ""),
            Complaints::Own { text } => Self::new(OWN, text.as_str()),
        }
    }

    /// What was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self::new(typed.text("cara"), typed.text("pengaduan"))
    }

    fn new(way: &str, text: &str) -> Self {
        let way = Field::new("cara").with(way);
        let ways =
            [Choice::new(REGION, "Mengikuti pengaturan balai"), Choice::new(OWN, "Cara sendiri untuk layanan ini")];
        Self { ways: ways.map(|choice| choice.chosen_in(&way)).to_vec(), way, text: Field::new("pengaduan").with(text) }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        vec![&self.way, &self.text]
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let own = self.way.read(|way| match way {
            REGION => Ok(false),
            OWN => Ok(true),
            _ => Err("Pilih ke mana warga mengadu."),
        })?;
        let complaints = if own {
            Complaints::Own { text: self.text.need("Tulis ke mana warga dapat mengadu.", Prose::parse)? }
        } else {
            Complaints::Region
        };
        Some(Entry::Complaints(complaints))
    }
}
