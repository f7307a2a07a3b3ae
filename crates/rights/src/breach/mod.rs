//! Failures of protection (UU 27/2022, article 46): what the trails of a time say of who saw whose data, and who was told.

mod asked;
mod reading;
mod telling;

pub use asked::{Asked, DataKind};
pub use reading::{Seen, read_own_looks, read_region, read_shared};
pub use telling::{Breach, Tally, Told, begin, notice_of, notices_of, prepared, tell, told_of};
