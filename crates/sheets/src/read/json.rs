//! The same table as JSON: a list of objects, or one under `items`. Keys are headings.

use serde_json::{Map, Value};

use super::grid::Grid;
use super::{Book, ReadError};
use crate::{Cell, Limits};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Book, ReadError> {
    if bytes.len() > limits.text {
        return Err(ReadError::TooLarge);
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| if error.is_eof() { ReadError::Damaged } else { ReadError::Shape })?;
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut object) => match object.remove("items") {
            Some(Value::Array(items)) => items,
            _ => return Err(ReadError::Shape),
        },
        _ => return Err(ReadError::Shape),
    };
    let items: Vec<Map<String, Value>> = items
        .into_iter()
        .map(|item| if let Value::Object(object) = item { Ok(object) } else { Err(ReadError::Shape) })
        .collect::<Result<_, _>>()?;
    let mut headings: Vec<&str> = Vec::new();
    for key in items.iter().flat_map(Map::keys) {
        if !headings.contains(&key.as_str()) {
            headings.push(key);
        }
    }
    let mut grid = Grid::new("", limits);
    for (column, heading) in headings.iter().enumerate() {
        grid.put(0, column, Cell::text(*heading))?;
    }
    for (row, item) in (1..).zip(&items) {
        for (column, heading) in headings.iter().enumerate() {
            grid.put(row, column, item.get(*heading).map_or(Ok(Cell::Empty), cell)?)?;
        }
    }
    Ok(Book { names: Vec::new(), sheet: grid.done() })
}

fn cell(value: &Value) -> Result<Cell, ReadError> {
    match value {
        Value::Null => Ok(Cell::Empty),
        Value::Bool(truth) => Ok(Cell::Truth(*truth)),
        Value::Number(number) => number.as_f64().map(Cell::Number).ok_or(ReadError::Shape),
        Value::String(text) => Ok(Cell::text(crate::guarded(text))),
        Value::Array(_) | Value::Object(_) => Err(ReadError::Shape),
    }
}
