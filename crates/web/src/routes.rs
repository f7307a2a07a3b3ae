//! Every route of the product.

use crate::route::Route;

/// The whole table, area by area.
pub fn all() -> Vec<Route> {
    [
        crate::hall::routes(),
        crate::root::routes(),
        crate::api::routes(),
        crate::account::routes(),
        crate::crossing::routes(),
        crate::nation::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
