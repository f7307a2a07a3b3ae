//! Citizens before a counter, over real HTTP, on both engines: cards that are seen, accounts of people without a telephone, and
//! numbers that two accounts have.

#[path = "../vault/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the vault, which use the rest")]
mod citizens;
#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod acting;
mod assisted;
mod card;
mod children;
mod family;
mod numbers;
mod service;
mod support;
