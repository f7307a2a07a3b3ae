//! A regency asks to join: what it types, what it hands in, and how the ministry decides.

mod application;
mod checklist;
mod confirm;
mod draft;
mod forget;
mod letter_file;
mod notice;
mod official;
mod position;
mod reason;
mod review;
mod rows;
mod sealing;
mod sign_ups;
mod stage;
mod standing;
mod starter;
mod submit;
mod sweep;
mod walked;

pub use application::Application;
pub use checklist::{Check, Checklist, Unchecked};
pub use confirm::{ConfirmRefused, Confirmation, LinkState};
pub use draft::{AGREEMENT, Complete, DRAFT_KEPT, Document, Draft, Page};
pub use letter_file::{LETTER_LIMIT, LetterFile, LetterFileError};
pub use notice::{Notice, Says, Told};
pub use official::{FieldError, INPUT_LIMIT, Official, OfficialField, OfficialInput};
pub use position::{Position, PositionError};
pub use reason::{Reason, ReasonError};
pub use review::{After, DecideRefused};
pub use sign_ups::{DraftRefused, SignUps};
pub use stage::{CONFIRM_WITHIN, Refusal, Stage, StageKind, Ties};
pub use standing::Standing;
pub use starter::StarterChoice;
pub use submit::SubmitRefused;
pub use walked::{Walked, walked};
