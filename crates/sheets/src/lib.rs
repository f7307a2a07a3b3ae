//! Files of spreadsheets: read within bounds whatever they claim to be, and written so that no cell runs as a formula.
//!
//! What came from outside is never trusted: the kind is told by its bytes, packed files are unpacked against a budget
//! before a library sees them, rows, columns and text have a most. Nothing in here does I/O or knows what a row means.

mod cell;
mod guard;
mod limits;
mod read;
mod write;

pub use cell::{Cell, Row, Sheet};
pub use guard::{guarded, unguarded};
pub use limits::{Limits, MOST_COLUMNS};
pub use read::{Book, ReadError, read};
pub use write::{Column, Pick, Table, WriteError, csv, json, xlsx};
