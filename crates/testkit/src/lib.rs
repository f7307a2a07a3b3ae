//! What tests share: throw-away stores on both engines with two look-alike regencies.
//!
//! A test that needs PostgreSQL takes it from `BALAI_TEST_POSTGRES_URL`, a superuser's address of a
//! throw-away cluster; `scripts/test` starts one. Without it such a test fails and says so.

pub mod dns;
mod postgres;
pub mod smtp;
mod store;

pub use postgres::{PostgresDatabase, SUPERUSER_URL};
pub use store::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore, place};
