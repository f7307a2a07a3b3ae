//! The national entrance: find a region, search over all of them, sign a region up.

pub mod home;
pub mod regions;
pub mod search;

use crate::route::Route;

/// The routes of the national entrance.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
