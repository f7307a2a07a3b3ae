//! Components 8, 9, 10, 12, 13, 14: some sentences.

use balai_catalog::{Component, Entry, Prose, Standard};

use crate::desk::typed::Typed;
use crate::forms::Field;

/// Some sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseSheet {
    component: Component,
    /// The sentences.
    pub text: Field,
}

impl ProseSheet {
    /// What stands in a standard.
    pub fn of(component: Component, standard: &Standard) -> Self {
        let text = match component {
            Component::Facilities => &standard.facilities,
            Component::Competence => &standard.competence,
            Component::Supervision => &standard.supervision,
            Component::Guarantee => &standard.guarantee,
            Component::Safety => &standard.safety,
            _ => &standard.evaluation,
        };
        Self { component, text: Field::new("isi-komponen").with(text.as_ref().map_or("", Prose::as_str)) }
    }

    /// What was typed.
    pub fn typed(component: Component, typed: &Typed) -> Self {
        Self { component, text: typed.field("isi-komponen") }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        vec![&self.text]
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let text = super::optional(&mut self.text, Prose::parse_optional)?;
        Some(match self.component {
            Component::Facilities => Entry::Facilities(text),
            Component::Competence => Entry::Competence(text),
            Component::Supervision => Entry::Supervision(text),
            Component::Guarantee => Entry::Guarantee(text),
            Component::Safety => Entry::Safety(text),
            _ => Entry::Evaluation(text),
        })
    }
}
