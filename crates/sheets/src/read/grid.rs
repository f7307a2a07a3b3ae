//! Cells put into rows, counted as they come.

use crate::{Cell, Limits, MOST_COLUMNS, ReadError, Row, Sheet, unguarded};

/// A sheet on its way out of a file.
pub(super) struct Grid<'l> {
    limits: &'l Limits,
    sheet: Sheet,
    text: usize,
}

impl<'l> Grid<'l> {
    pub fn new(name: &str, limits: &'l Limits) -> Self {
        Self { limits, sheet: Sheet { name: name.to_owned(), rows: Vec::new() }, text: 0 }
    }

    /// Takes a cell; row and column are counted from 0, and rows come in order.
    pub fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), ReadError> {
        if cell.is_empty() || column >= MOST_COLUMNS {
            return Ok(());
        }
        self.row(row)?;
        let cell = self.tidy(cell)?;
        let cells = &mut self.sheet.rows.last_mut().expect("a row was just made").cells;
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    fn row(&mut self, row: u32) -> Result<(), ReadError> {
        let number = row.saturating_add(1);
        match self.sheet.rows.last() {
            Some(last) if last.number == number => return Ok(()),
            Some(last) if last.number > number => return Err(ReadError::Damaged),
            _ => {}
        }
        if self.sheet.rows.len() >= self.limits.rows {
            return Err(ReadError::TooManyRows { most: self.limits.rows });
        }
        self.sheet.rows.push(Row { number, cells: Vec::new() });
        Ok(())
    }

    fn tidy(&mut self, cell: Cell) -> Result<Cell, ReadError> {
        let Cell::Text(text) = cell else { return Ok(cell) };
        self.text += text.len();
        if self.text > self.limits.text {
            return Err(ReadError::TooLarge);
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Ok(Cell::Text(unguarded(&text).to_owned()))
    }

    pub fn done(self) -> Sheet {
        self.sheet
    }
}
