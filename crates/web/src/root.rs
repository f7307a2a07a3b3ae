//! The national entrance: find a region, search over all of them, sign a region up.

pub mod home;
pub mod mailbox;
pub mod regions;
pub mod search;
pub mod signup;

use actix_web::http::Method;

use crate::content;
use crate::host::SiteKind;
use crate::manifest;
use crate::route::{Route, open};
use crate::sitemap;

/// The routes of the national entrance.
pub fn routes() -> Vec<Route> {
    let (root, get) = (SiteKind::Root, || Method::GET);
    let mut routes = vec![
        open(root, get(), "/", "the national entrance", home::show),
        open(root, get(), "/daerah", "the list of regions", regions::show),
        open(root, get(), "/cari", "the published services of all regions", search::show),
        open(root, get(), manifest::PATH, "fixed text", manifest::of_root),
        open(root, get(), "/robots.txt", "fixed text", sitemap::robots_of_root),
        open(root, get(), "/sitemap.xml", "the list of open halls", sitemap::of_root),
        open(root, get(), "/data-pribadi", "fixed text", content::privacy_of_root),
        open(root, get(), "/data-pribadi/catatan", "fixed text", content::processing_of_root),
        open(root, get(), "/aksesibilitas", "fixed text", content::accessibility_of_root),
    ];
    routes.extend(signup::routes());
    routes.extend(mailbox());
    routes
}

/// The letters of a demonstration; not found anywhere else.
fn mailbox() -> Vec<Route> {
    const DEMO: &str = "letters kept as files by a demonstration, not found elsewhere";
    let (root, get) = (SiteKind::Root, || Method::GET);
    vec![
        open(root, get(), "/kotak-surat", DEMO, mailbox::list),
        open(root, get(), "/kotak-surat/{letter}", DEMO, mailbox::show),
        open(root, get(), "/kotak-surat/{letter}/isi", DEMO, mailbox::body),
    ]
}
