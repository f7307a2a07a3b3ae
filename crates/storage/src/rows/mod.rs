//! All rows of a space, whatever tables it has: read in one snapshot, written in one transaction, on both engines alike.
//!
//! Which tables there are is read from the database itself, so that a table of tomorrow's migration is not forgotten. A
//! row is one flat JSON object, the same on both engines; `docs/ARCHIVE.md` says how each kind of value is written.

mod load;
mod shape;
mod snapshot;
mod value;

pub use load::Load;
pub use shape::{Column, Kind, Shape, Table};
pub use snapshot::{Snapshot, snapshot_of};
