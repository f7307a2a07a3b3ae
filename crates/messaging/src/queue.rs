//! Letters between the event that asks for them and the server that takes them.

mod compose;
mod desk;
mod postman;
mod relay;
mod row;

use balai_storage::envelope::Seat;

pub use desk::{LetterDesk, LetterLine};
pub use postman::{Postman, Round};
pub use relay::LetterRelay;
pub use row::LetterState;

/// Where a letter's sealed content sits.
const fn seat(row: &str) -> Seat<'_> {
    Seat { space: "control", table: "letters", column: "sealed", row }
}
