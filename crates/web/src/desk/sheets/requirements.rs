//! Component 1: what to bring, with the document type that a citizen keeps.

use balai_catalog::{DocumentCode, Entry, Line, Requirement, Standard, Templates, TextError};

use crate::desk::typed::{RowStep, Typed};
use crate::forms::{Choice, Field};

/// The columns of the rows.
const COLUMNS: [&str; 4] = ["syarat", "catatan", "untuk", "dokumen"];
/// Whom a requirement is for.
const EVERYBODY: &str = "semua";
const SOME: &str = "sebagian";

/// The requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementsSheet {
    /// One row each.
    pub rows: Vec<RequirementRow>,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementRow {
    /// What.
    pub text: Field,
    /// When it is needed, or how it must look.
    pub note: Field,
    /// For everybody, or for those whom the note names.
    pub who: Field,
    /// The document type.
    pub document: Field,
    /// The answers of `who`.
    pub whose: Vec<Choice>,
    /// The answers of `document`.
    pub documents: Vec<Choice>,
}

impl RequirementsSheet {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        let row = |requirement: &Requirement| {
            [
                requirement.text.as_str().to_owned(),
                requirement.note.as_ref().map_or_else(String::new, Line::to_string),
                if requirement.mandatory { EVERYBODY } else { SOME }.to_owned(),
                requirement.document.as_ref().map_or_else(String::new, DocumentCode::to_string),
            ]
        };
        Self::new(standard.requirements.iter().map(row).collect())
    }

    /// What was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self::new(typed.rows(COLUMNS))
    }

    fn new(mut rows: Vec<[String; 4]>) -> Self {
        if rows.is_empty() {
            rows.push(Default::default());
        }
        Self { rows: (1..).zip(rows).map(|(row, values)| RequirementRow::new(row, values)).collect() }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        self.rows.iter().flat_map(|row| [&row.text, &row.note, &row.who, &row.document]).collect()
    }

    pub(super) fn step(&mut self, step: RowStep) {
        let values = |row: &RequirementRow| [&row.text, &row.note, &row.who, &row.document].map(|f| f.value.clone());
        let mut rows: Vec<[String; 4]> = self.rows.iter().map(values).collect();
        step.take(&mut rows);
        *self = Self::new(rows);
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let read: Vec<Option<Option<Requirement>>> = self.rows.iter_mut().map(RequirementRow::read).collect();
        let requirements: Vec<Option<Requirement>> = read.into_iter().collect::<Option<_>>()?;
        Some(Entry::Requirements(requirements.into_iter().flatten().collect()))
    }
}

impl RequirementRow {
    fn new(row: usize, [text, note, who, document]: [String; 4]) -> Self {
        let [text_column, note_column, who_column, document_column] = COLUMNS;
        let who = Field::in_row(who_column, row).with(if who == SOME { SOME } else { EVERYBODY });
        let document = Field::in_row(document_column, row).with(document);
        let types = &Templates::starter().documents;
        let types = types.iter().map(|kind| Choice::new(kind.code.as_str(), kind.name.as_str()));
        let none = Choice::new("", "Bukan dokumen simpanan");
        Self {
            text: Field::in_row(text_column, row).with(text),
            note: Field::in_row(note_column, row).with(note),
            whose: [Choice::new(EVERYBODY, "Semua pemohon"), Choice::new(SOME, "Sebagian saja")]
                .map(|choice| choice.chosen_in(&who))
                .to_vec(),
            documents: std::iter::once(none).chain(types).map(|choice| choice.chosen_in(&document)).collect(),
            who,
            document,
        }
    }

    /// The requirement of the row; an empty row is none.
    fn read(&mut self) -> Option<Option<Requirement>> {
        let note = super::optional(&mut self.note, Line::parse_optional);
        let document = self.document.read(|code| match code {
            "" => Ok(None),
            code => DocumentCode::parse(code).map(Some),
        });
        let empty = self.note.value.trim().is_empty() && self.document.value.is_empty();
        let text = self.text.read(|text| match Line::parse(text) {
            Err(TextError::Empty) if empty => Ok(None),
            Err(TextError::Empty) => Err("Tulis persyaratannya, atau hapus baris ini.".to_owned()),
            other => other.map(Some).map_err(|error| error.to_string()),
        });
        let (text, note, document) = (text?, note?, document?);
        Some(text.map(|text| Requirement { text, note, mandatory: self.who.value == EVERYBODY, document }))
    }
}
