//! The later life of a hall, through the ministry's and the region's pages.

#[path = "../sign_up_pages/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the sign-up, which use the rest")]
mod ministry;
#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod closing;
mod putting_away;
mod tables;
mod trash;
