//! Excel since 2007. Cells are taken one by one: no rectangle is filled between two that stand far apart.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::grid::Grid;
use super::{Book, choose};
use crate::{Cell, Limits, ReadError, Sheet};

pub(super) fn read(bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<Book, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let names = book.sheet_names();
    choose(names, wanted, |name| sheet(&mut book, name, limits))
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Sheet, ReadError> {
    let mut grid = Grid::new(name, limits);
    let mut cells = match book.worksheet_cells_reader(name) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(grid.done()),
        other => other.map_err(refused)?,
    };
    while let Some(record) = cells.next_cell_with_formula_metadata().map_err(refused)? {
        let (row, column) = record.pos;
        let cell = if record.formula.is_some() { Cell::Formula("=".to_owned()) } else { cell(record.value) };
        grid.put(row, column as usize, cell)?;
    }
    Ok(grid.done())
}

fn cell(value: DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "numbers of a spreadsheet are floats anyway")]
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) => Cell::Number(number),
        DataRef::SharedString(text) => Cell::Text(text.to_owned()),
        DataRef::Bool(truth) => Cell::Truth(truth),
        DataRef::DateTime(at) => at.as_datetime().map_or_else(|| Cell::Number(at.as_f64()), Cell::Date),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn refused(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Locked,
        _ => ReadError::Damaged,
    }
}
