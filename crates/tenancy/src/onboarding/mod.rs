//! A regency asks to join: what it types, what it hands in, and how the ministry decides.

mod checklist;
mod letter_file;
mod official;
mod position;
mod reason;
mod stage;

pub use checklist::{Check, Checklist, Unchecked};
pub use letter_file::{LETTER_LIMIT, LetterFile, LetterFileError};
pub use official::{FieldError, INPUT_LIMIT, Official, OfficialField, OfficialInput};
pub use position::{Position, PositionError};
pub use reason::{Reason, ReasonError};
pub use stage::{CONFIRM_WITHIN, Refusal, Stage, Ties};
