//! The vault of a citizen, over real HTTP, on both engines.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod adding;
mod at_a_service;
mod clerk;
mod dumps;
mod finding;
mod issuing;
mod lines;
mod refusing;
mod removing;
mod resuming;
mod returning;
mod scanning;
mod support;
mod using;
