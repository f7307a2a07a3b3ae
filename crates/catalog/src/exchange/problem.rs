//! What is wrong in a cell, and what to do.

use super::Field;

/// Something about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The number of the row.
    pub row: u32,
    /// The column; none where it is the row as a whole.
    pub field: Option<Field>,
    /// What stands there, cut to a readable length.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// Whether the row can go in as it is.
    pub weight: Weight,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The row stays out.
    Wrong,
    /// The row goes in; somebody should look.
    Look,
}

/// What is wrong with one cell, before it is known where that cell stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub what: String,
    pub remedy: String,
}

/// Longest value that is shown, in characters.
const SHOWN: usize = 80;

impl Fault {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

/// A cell's text as it is shown beside what is wrong with it.
pub(super) fn shown(text: &str) -> String {
    let line = text.replace('\n', " ⏎ ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let cut: String = line.chars().take(SHOWN - 1).collect();
    format!("{cut}…")
}
