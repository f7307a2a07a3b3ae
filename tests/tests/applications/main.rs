//! Applications of agencies: registered at the desk, allowed by citizens, and taken over from a service's page; over real
//! HTTP, on both engines.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;
#[path = "../vault/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the vault, which use the rest")]
mod vault;

mod carrying;
mod consent;
mod desk;
mod support;
