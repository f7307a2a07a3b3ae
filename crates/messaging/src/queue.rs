//! Letters between the event that asks for them and the server that takes them.

mod compose;
mod desk;
mod postman;
mod relay;
mod row;

use balai_kernel::Contact;
use balai_storage::envelope::{Key, Seat};

pub use desk::{LetterDesk, LetterLine};
pub use postman::{Postman, Round};
pub use relay::LetterRelay;
pub use row::LetterState;

/// A keyed hash of an address or a number: letters are found by it, and tell nobody where they went.
fn recipient_key(key: &Key, contact: &Contact) -> String {
    key.blind_index(format!("recipient:{}", contact.as_str()).as_bytes())
}

/// Where a letter's sealed content sits.
const fn seat(row: &str) -> Seat<'_> {
    Seat { space: "control", table: "letters", column: "sealed", row }
}
