//! Components 2 and 7: lines in order.

use balai_catalog::{Component, Entry, Line, Standard};

use crate::desk::typed::{RowStep, Typed};
use crate::forms::Field;

/// The column of the rows.
const LINE: &str = "baris";

/// Lines in order: steps, regulations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinesSheet {
    component: Component,
    /// What one line is: `Langkah`.
    pub label: &'static str,
    /// The lines.
    pub rows: Vec<Field>,
}

impl LinesSheet {
    /// What stands in a standard.
    pub fn of(component: Component, standard: &Standard) -> Self {
        let lines = if component == Component::Procedure { &standard.procedure } else { &standard.legal_basis };
        Self::new(component, lines.iter().map(|line| [line.as_str().to_owned()]).collect())
    }

    /// What was typed.
    pub fn typed(component: Component, typed: &Typed) -> Self {
        Self::new(component, typed.rows([LINE]))
    }

    fn new(component: Component, mut rows: Vec<[String; 1]>) -> Self {
        if rows.is_empty() {
            rows.push(<[String; 1]>::default());
        }
        let label = if component == Component::Procedure { "Langkah" } else { "Peraturan" };
        let fields = (1..).zip(rows).map(|(row, [line])| Field::in_row(LINE, row).with(line));
        Self { component, label, rows: fields.collect() }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        self.rows.iter().collect()
    }

    pub(super) fn step(&mut self, step: RowStep) {
        let mut rows: Vec<[String; 1]> = self.rows.iter().map(|field| [field.value.clone()]).collect();
        step.take(&mut rows);
        *self = Self::new(self.component, rows);
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let lines: Vec<Option<Option<Line>>> =
            self.rows.iter_mut().map(|field| super::optional(field, Line::parse_optional)).collect();
        let lines: Vec<Option<Line>> = lines.into_iter().collect::<Option<_>>()?;
        let lines = lines.into_iter().flatten().collect();
        Some(if self.component == Component::Procedure { Entry::Procedure(lines) } else { Entry::LegalBasis(lines) })
    }
}
