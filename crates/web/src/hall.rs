//! A region's public pages: what its hall offers, what to bring, where and when to come.

pub mod agencies;
pub mod agency;
pub mod categories;
pub mod category;
pub mod checklist;
mod head;
pub mod home;
pub mod search;
pub mod service;

pub use head::{bare_frame, head};

use crate::route::Route;

/// The routes of a region's public host.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
