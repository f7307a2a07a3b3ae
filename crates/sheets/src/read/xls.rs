//! Excel before 2007. The library fills the whole rectangle of a sheet, so the records are looked through first.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xls, XlsError};

use super::grid::Grid;
use super::{Book, choose};
use crate::{Cell, Limits, MOST_COLUMNS, ReadError, Sheet};

/// Records of single cells: what they hold begins with row and column.
const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E];
/// Rows below the last allowed one that may be skipped over.
const SLACK: usize = 5_000;

pub(super) fn read(bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<Book, ReadError> {
    look(bytes, limits)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(refused)?;
    let names = book.sheet_names();
    choose(names, wanted, |name| sheet(&mut book, name, limits))
}

fn sheet(book: &mut Xls<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Sheet, ReadError> {
    let mut grid = Grid::new(name, limits);
    let range = book.worksheet_range(name).map_err(refused)?;
    let formulas = book.worksheet_formula(name).map_err(refused)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let (row, column) = (top as usize + row, left as usize + column);
        let (row, column) = (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
        let formula = formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
        let cell = if formula { Cell::Formula("=".to_owned()) } else { cell(value) };
        grid.put(row, column as usize, cell)?;
    }
    Ok(grid.done())
}

/// Refuses what would fill a rectangle larger than any honest table.
fn look(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(ReadError::Locked);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.exists(name)).ok_or(ReadError::Kind)?;
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut found| found.read_to_end(&mut stream)).map_err(|_| ReadError::Damaged)?;
    let (mut rest, mut cells) = (stream.as_slice(), 0);
    while let [kind_low, kind_high, length_low, length_high, tail @ ..] = rest {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high]));
        let Some(body) = tail.get(..length) else { break };
        if let (true, [row_low, row_high, ..]) = (CELLS.contains(&kind), body) {
            cells += 1;
            let row = usize::from(u16::from_le_bytes([*row_low, *row_high]));
            if row >= limits.rows + SLACK || cells > limits.rows * MOST_COLUMNS {
                return Err(ReadError::TooManyRows { most: limits.rows });
            }
        }
        rest = &tail[length..];
    }
    Ok(())
}

fn cell(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "numbers of a spreadsheet are floats anyway")]
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Bool(truth) => Cell::Truth(*truth),
        Data::DateTime(at) => at.as_datetime().map_or_else(|| Cell::Number(at.as_f64()), Cell::Date),
        Data::Error(error) => Cell::Fault(error.to_string()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn refused(error: XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Locked,
        _ => ReadError::Damaged,
    }
}
