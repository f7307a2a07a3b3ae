//! The national entrance: find a region, search over all of them, sign a region up.

pub mod home;
pub mod regions;
pub mod search;

use actix_web::http::Method;

use crate::content;
use crate::host::SiteKind;
use crate::route::{Route, open};

/// The routes of the national entrance.
pub fn routes() -> Vec<Route> {
    let (root, get) = (SiteKind::Root, || Method::GET);
    vec![
        open(root, get(), "/", "the national entrance", home::show),
        open(root, get(), "/daerah", "the list of regions", regions::show),
        open(root, get(), "/cari", "the published services of all regions", search::show),
        open(root, get(), "/data-pribadi", "fixed text", content::privacy_of_root),
        open(root, get(), "/aksesibilitas", "fixed text", content::accessibility_of_root),
    ]
}
