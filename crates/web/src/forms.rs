//! What a form shows again: the typed text, and the sentence that says what is wrong with it.

use std::borrow::Cow;
use std::fmt::Display;

/// Letters that are shown again of what was typed into a short field.
const MOST_TYPED: usize = 300;

/// One field as it is shown: its name, what was typed, what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Name in the form and id in the page.
    pub name: Cow<'static, str>,
    /// What was typed; shown again as it was. Leave a secret empty.
    pub value: String,
    /// What is wrong and what to do, in one sentence.
    pub error: Option<String>,
}

impl Field {
    /// An empty field.
    pub const fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), value: String::new(), error: None }
    }

    /// An empty field of a row: `syarat-3`.
    pub fn in_row(column: &str, row: usize) -> Self {
        Self { name: Cow::Owned(format!("{column}-{row}")), value: String::new(), error: None }
    }

    /// The field with a text in it.
    #[must_use]
    pub fn with(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The field with the beginning of what was typed, as much of it as anybody means to type.
    #[must_use]
    pub fn typed(self, value: &str) -> Self {
        self.with(value.trim().chars().take(MOST_TYPED).collect::<String>())
    }

    /// The field with its complaint.
    #[must_use]
    pub fn wrong(mut self, sentence: impl Into<String>) -> Self {
        self.error = Some(sentence.into());
        self
    }

    /// Reads what was typed; what is wrong with it stays with the field.
    pub fn read<T, E: Display>(&mut self, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        parse(&self.value).map_err(|error| self.error = Some(error.to_string())).ok()
    }

    /// Reads what must not be left empty; where it was, `ask` says what to write.
    pub fn need<T, E: Display>(&mut self, ask: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        if self.value.trim().is_empty() {
            self.error = Some(ask.to_owned());
            return None;
        }
        self.read(parse)
    }

    /// The ids that describe the field, for `aria-describedby`: its hint, then its error.
    pub fn described_by(&self, hint: &str) -> Option<String> {
        let hint = (!hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// One answer of a select, of radios or of checkboxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line that explains; may be empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// An answer that is not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), chosen: false }
    }

    /// The answer with a line that explains it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The answer, chosen when it is the field's value.
    #[must_use]
    pub fn chosen_in(mut self, field: &Field) -> Self {
        self.chosen = self.value == field.value;
        self
    }
}

/// The box on top of a form that came back: one line for each wrong field, leading to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorSummary {
    /// The fields' names and sentences, in the order of the form.
    pub lines: Vec<(Cow<'static, str>, String)>,
}

impl ErrorSummary {
    /// The complaints among these fields.
    pub fn of<'f>(fields: impl IntoIterator<Item = &'f Field>) -> Self {
        let lines = fields.into_iter().filter_map(|field| Some((field.name.clone(), field.error.clone()?))).collect();
        Self { lines }
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_lists_wrong_fields_in_the_order_of_the_form() {
        let fields = [
            Field::new("nama").with("x"),
            Field::new("nip").wrong("NIP terdiri dari 18 angka."),
            Field::new("surel").wrong("Tulis alamat surel."),
        ];
        let names: Vec<_> = ErrorSummary::of(&fields).lines.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["nip", "surel"]);
        assert!(ErrorSummary::of(&fields[..1]).is_empty());
    }

    #[test]
    fn a_field_is_described_by_its_hint_and_its_error() {
        let field = Field::new("nip");
        assert_eq!(field.described_by(""), None);
        assert_eq!(field.described_by("18 angka").as_deref(), Some("nip-hint"));
        assert_eq!(field.wrong("Salah.").described_by("18 angka").as_deref(), Some("nip-hint nip-error"));
    }
}
