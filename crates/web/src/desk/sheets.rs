//! The fourteen components as forms: eight shapes of fields. A sheet shows what was saved or typed and reads it into an
//! entry; what does not read stays with its field.

mod complaints;
mod count;
mod fee;
mod lines;
mod product;
mod prose;
mod requirements;
mod time;

use balai_catalog::{Component, Entry, Finding, Standard, TextError};

use super::typed::{RowStep, Typed, print_of};
use crate::forms::{ErrorSummary, Field};

pub use complaints::ComplaintsSheet;
pub use count::CountSheet;
pub use fee::{FeeSheet, TierRow};
pub use lines::LinesSheet;
pub use product::ProductSheet;
pub use prose::ProseSheet;
pub use requirements::{RequirementRow, RequirementsSheet};
pub use time::TimeSheet;

/// The form of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// 1
    Requirements(RequirementsSheet),
    /// 2 and 7: lines in order
    Lines(LinesSheet),
    /// 3
    Time(TimeSheet),
    /// 4
    Fee(Box<FeeSheet>),
    /// 5
    Product(ProductSheet),
    /// 6
    Complaints(ComplaintsSheet),
    /// 8, 9, 10, 12, 13, 14: some sentences
    Prose(ProseSheet),
    /// 11
    Count(CountSheet),
}

macro_rules! each {
    ($sheet:expr, $inner:ident => $do:expr) => {
        match $sheet {
            Sheet::Requirements($inner) => $do,
            Sheet::Lines($inner) => $do,
            Sheet::Time($inner) => $do,
            Sheet::Fee($inner) => $do,
            Sheet::Product($inner) => $do,
            Sheet::Complaints($inner) => $do,
            Sheet::Prose($inner) => $do,
            Sheet::Count($inner) => $do,
        }
    };
}

impl Sheet {
    /// The form with what stands in a standard.
    pub fn of(component: Component, standard: &Standard) -> Self {
        match component {
            Component::Requirements => Self::Requirements(RequirementsSheet::of(standard)),
            Component::Procedure | Component::LegalBasis => Self::Lines(LinesSheet::of(component, standard)),
            Component::Time => Self::Time(TimeSheet::of(standard)),
            Component::Fee => Self::Fee(Box::new(FeeSheet::of(standard))),
            Component::Product => Self::Product(ProductSheet::of(standard)),
            Component::Complaints => Self::Complaints(ComplaintsSheet::of(standard)),
            Component::StaffCount => Self::Count(CountSheet::of(standard)),
            prose => Self::Prose(ProseSheet::of(prose, standard)),
        }
    }

    /// The form with what was typed.
    pub fn typed(component: Component, typed: &Typed) -> Self {
        match component {
            Component::Requirements => Self::Requirements(RequirementsSheet::typed(typed)),
            Component::Procedure | Component::LegalBasis => Self::Lines(LinesSheet::typed(component, typed)),
            Component::Time => Self::Time(TimeSheet::typed(typed)),
            Component::Fee => Self::Fee(Box::new(FeeSheet::typed(typed))),
            Component::Product => Self::Product(ProductSheet::typed(typed)),
            Component::Complaints => Self::Complaints(ComplaintsSheet::typed(typed)),
            Component::StaffCount => Self::Count(CountSheet::typed(typed)),
            prose => Self::Prose(ProseSheet::typed(prose, typed)),
        }
    }

    /// Its fields in the order of the form.
    pub fn fields(&self) -> Vec<&Field> {
        each!(self, sheet => sheet.fields())
    }

    /// The entry to save; none while something does not read.
    pub fn read(&mut self) -> Option<Entry> {
        each!(self, sheet => sheet.read())
    }

    /// Adds, removes or moves a row, in the sheets that have rows.
    pub fn step(&mut self, step: RowStep) {
        match self {
            Self::Requirements(sheet) => sheet.step(step),
            Self::Lines(sheet) => sheet.step(step),
            Self::Fee(sheet) => sheet.step(step),
            Self::Time(_) | Self::Product(_) | Self::Complaints(_) | Self::Prose(_) | Self::Count(_) => {}
        }
    }

    /// Puts what the linter found to the field where it is put right.
    pub fn point_out(&mut self, finding: &Finding) {
        if let Some(field) = self.place_of(finding).filter(|field| field.error.is_none()) {
            field.error = Some(finding.rule.remedy());
        }
    }

    fn place_of(&mut self, finding: &Finding) -> Option<&mut Field> {
        match self {
            Self::Fee(sheet) => Some(sheet.place_of(&finding.rule)),
            Self::Requirements(sheet) => sheet.rows.first_mut().map(|row| &mut row.text),
            _ => None,
        }
    }

    /// The complaints among its fields.
    pub fn summary(&self) -> ErrorSummary {
        ErrorSummary::of(self.fields())
    }

    /// A print of what it shows.
    pub fn print(&self) -> String {
        print_of(self.fields())
    }
}

/// Reads a text that may be left out; only what is too long is wrong.
fn optional<T>(field: &mut Field, parse: impl FnOnce(&str) -> Result<Option<T>, TextError>) -> Option<Option<T>> {
    field.read(parse)
}

#[cfg(test)]
mod tests;
