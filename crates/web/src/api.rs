//! The machine interface: JSON about what citizens see, for anybody, described by OpenAPI.
//!
//! Lists are `{"items": [...], "next": cursor or null}`; the cursor is the `id` of the last item and goes into `after`.
//! Errors are problem documents (RFC 9457) that name the field.

pub mod agencies;
mod asked;
pub mod docs;
pub mod everywhere;
pub mod services;
mod shapes;

pub use docs::document;
pub use shapes::{Listed, Problem};

use actix_web::http::Method;

use crate::host::SiteKind;
use crate::route::{Route, open};

/// The routes of the machine interface.
pub fn routes() -> Vec<Route> {
    let (region, root, get) = (SiteKind::Region, SiteKind::Root, || Method::GET);
    let mut routes = vec![
        open(region, get(), "/api/v1/services", "the public catalogue", services::list),
        open(region, get(), "/api/v1/services/{slug}", "the public catalogue", services::one),
        open(region, get(), "/api/v1/agencies", "the public catalogue", agencies::list),
        open(root, get(), "/api/v1/services", "the published services of all regions", everywhere::search),
        open(root, get(), everywhere::PATH, "the published services of all regions", everywhere::search),
    ];
    for site in [region, root] {
        routes.push(open(site, get(), "/api/v1/openapi.json", "the description of the interface", docs::description));
        routes.push(open(site, get(), "/api/docs", "the description of the interface", docs::begin));
        routes.push(open(site, get(), "/api/docs/{file:.*}", "the description of the interface", docs::show));
    }
    routes
}
