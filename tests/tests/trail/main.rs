//! The audit trail as people read it, over real HTTP on both engines.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;
#[path = "../sign_up_pages/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the sign-up, which use the rest")]
mod sign_up;

mod reading;
mod words;
