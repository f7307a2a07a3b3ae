//! The catalogue as a table: one service a row, in and out, without a difference.
//!
//! [`Field`] names the columns, [`Layout`] finds them in somebody's own table, [`table`] writes, [`plan`] reads and says
//! for each row what it would do and what is wrong in it. Nothing in here does I/O; [`crate::Editor`] carries a plan out.

mod channels;
mod date;
mod fee;
mod field;
mod layout;
mod ledger;
mod lines;
mod money;
mod plan;
mod problem;
mod row;
mod table;
mod time;
mod weigh;

#[cfg(test)]
mod tests;

pub use field::Field;
pub use layout::{Layout, find};
pub use ledger::{Known, Ledger};
pub(crate) use plan::number_of;
pub use plan::{Counts, Outcome, Plan, PlanRow, Wanted, plan};
pub use problem::{Problem, Weight};
pub use table::{REMARK, faulty, table, template};

/// Most services that one file brings.
pub const MOST_ROWS: usize = 5_000;
/// Most lines of one list: requirements, steps, tariffs, laws.
pub const MOST_LINES: usize = 60;
