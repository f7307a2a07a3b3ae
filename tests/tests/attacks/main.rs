//! Attacks on accounts and documents, tried as an attacker would, over real HTTP, on both engines. `docs/ATTACKS.md` lists
//! them with those that other tests try.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod doors;
mod listed;
mod names;
