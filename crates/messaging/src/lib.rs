//! Letters: what Balai tells a person by e-mail or, in short, by telephone, and how it leaves the house.
//!
//! A noun states a fact in its outbox; the relay turns that fact into one row of the
//! `letters` table; the postman sends due rows through the [`Mailer`] and keeps trying
//! until the mail server takes them. A letter is delivered at least once, always with
//! the same `Message-ID`, so that a receiver can drop a repeat.

mod letter;
mod mailer;
mod message;
mod places;
mod queue;
pub mod sender;
mod settings;
mod signing_out;
mod text;

pub use letter::breach::{BreachReport, blank, report as breach_report};
pub use letter::{Deadline, Letter, Rendered, Voice};
pub use mailer::{FiledLetter, LetterFiles, Mailer, OpenError, OpenedLetter, SendError};
pub use message::{Addressee, ComposeError, MessageId, Outgoing, Post, Subject};
pub use places::{Places, PlacesError};
pub use queue::{LetterDesk, LetterLine, LetterRelay, LetterState, Postman, Round};
pub use settings::{
    Fault, FilesSettings, MailSettings, RegionMailSettings, SmtpSettings, SmtpTls, TextSettings, Transport,
};
pub use signing_out::SignOutPost;
pub use text::ShortText;
