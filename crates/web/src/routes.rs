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
        crate::desk::routes(),
        crate::nation::routes(),
        crate::people::routes(),
        crate::trail::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
