//! A region's own sender: its mail server and the address its letters come from.
//!
//! It is used once a trial letter went through it, and it can never stop a letter: whatever it does not take leaves
//! through the platform's door at once ([`OwnSenders`]), and the settings page says since when.

mod conversation;
mod destination;
mod details;
mod door;
mod row;
mod store;
mod trouble;
mod turns;

pub use conversation::{Said, Trial, Who};
pub use destination::Unreachable;
pub(crate) use destination::choose as choose_address;
pub use details::{DetailsError, MailHost, SenderDetails, SenderName};
pub use door::OwnDoor;
pub use store::{OwnSender, Standing, find, password, remove, save};
pub(crate) use turns::Passed;
pub use turns::{OwnSenders, tried};

use balai_storage::envelope::Seat;

/// Where the sealed password of a region's sender sits.
fn seat(space: &str) -> Seat<'_> {
    Seat { space, table: "senders", column: "password", row: "sender" }
}
