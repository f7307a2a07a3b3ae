//! The vault of a citizen: documents kept once and used everywhere, by consent.
//!
//! This crate knows no HTTP. [`Vault`] is its entrance. Each file is sealed with a data key of its own, which is wrapped by
//! the key of its account; a region that may use a document holds the same sealed bytes and that data key under its own key.

mod adding;
mod asking;
mod consent;
mod copies;
mod desk;
mod document;
pub mod file;
mod issuing;
mod leaving;
mod marks;
mod opening;
pub mod pausing;
mod removing;
mod renewals;
mod request;
mod rows;
mod scanner;
mod sealing;
mod uploads;

pub use adding::{AddRefused, Added, NewFile};
pub use asking::{AskRefused, NewRequest, ShownCode, Wanted, Whom};
pub use consent::AnswerRefused;
pub use copies::{CopyRefused, Held};
pub use desk::Vault;
pub use document::{Details, Document, FileName, Number, NumberRefused, OTHER, Scan, Version};
pub use issuing::Issued;
pub use marks::{Mark, MarkKind, MarkRefused};
pub use opening::{Look, LooksAsked, Opened, OwnedLook, looks_of};
pub use request::{Item, ItemState, Reason, ReasonRefused, Request, owners_of};
pub use scanner::Scanner;
pub use uploads::{AppendRefused, BeginRefused, PART, Upload, UploadBegun};
