//! Rows of cells, whatever file they came from.

use chrono::{NaiveDate, NaiveDateTime};

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it was typed.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, with its time if it has one.
    Date(NaiveDateTime),
    /// True or false.
    Truth(bool),
    /// A formula; what it comes to is not known for sure.
    Formula(String),
    /// An error of the spreadsheet, such as `#REF!`.
    Fault(String),
}

/// A row that holds something.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number, from 1, as the spreadsheet shows it.
    pub number: u32,
    /// Its cells from the first column; those past the end are empty.
    pub cells: Vec<Cell>,
}

/// One sheet; rows that hold nothing are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name; empty in files that have one sheet only.
    pub name: String,
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

impl Cell {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// A text; an empty one is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A day.
    pub fn day(day: NaiveDate) -> Self {
        Self::Date(day.into())
    }

    /// What a reader of the spreadsheet sees, nearly.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Formula(text) | Self::Fault(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(at) if at.time() == chrono::NaiveTime::MIN => at.date().format("%Y-%m-%d").to_string(),
            Self::Date(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

impl Row {
    /// The cell in a column, counted from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(NOTHING)
    }
}

impl Sheet {
    /// The column past the last that holds something.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}
