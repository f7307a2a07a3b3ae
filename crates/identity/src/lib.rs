//! The one account of a person: how they prove who they are, the sessions they hold, and how other hosts come to know.
//!
//! This crate knows no HTTP. [`oidc`] holds the crossing of hosts as values; the rules of passwords, one-time codes,
//! tries and sessions are pure and sit beside the verbs that use them.

mod attempts;
mod hasher;
pub mod oidc;
mod password;
mod pkce;
mod session;
mod totp;

pub use attempts::{Attempts, Limit, TooManyTries};
pub use hasher::{HashingError, PasswordHash, PasswordHasher};
pub use password::{ChosenPassword, Factors, LONGEST, PasswordRefused, TypedPassword};
pub use pkce::{CodeChallenge, CodeVerifier};
pub use session::{SessionKind, SessionTimes};
pub use totp::{TotpSecret, TotpSecretError, TotpStep};
