//! A region's public pages: what its hall offers, what to bring, where and when to come.

pub mod agencies;
pub mod agency;
mod calendar;
pub mod categories;
pub mod category;
pub mod checklist;
mod head;
pub mod home;
pub mod logo;
pub mod news;
pub mod pictures;
pub mod pledge;
pub mod search;
pub mod service;
mod sight;
mod standard;
pub mod theme;
mod times;

pub use head::{bare_frame, head};
pub use sight::Sight;

use actix_web::http::Method;

use crate::content;
use crate::host::SiteKind;
use crate::manifest;
use crate::route::{Route, open};
use crate::sitemap;

/// Services of one page of a list.
pub const ITEMS: u64 = 20;

/// The routes of a region's public host.
pub fn routes() -> Vec<Route> {
    let (region, get) = (SiteKind::Region, || Method::GET);
    vec![
        open(region, get(), "/", "the hall's entrance", home::show),
        open(region, get(), "/layanan", "the public catalogue", categories::show),
        open(region, get(), "/urusan/{slug}", "the public catalogue", category::show),
        open(region, get(), "/cari", "the public catalogue", search::show),
        open(region, get(), "/layanan/{slug}", "the public catalogue", service::show),
        open(region, get(), "/layanan/{slug}/daftar", "the public catalogue", checklist::show),
        open(region, get(), "/instansi", "the public catalogue", agencies::show),
        open(region, get(), "/instansi/{slug}", "the public catalogue", agency::show),
        open(region, get(), "/instansi/{slug}/logo", "the public catalogue", logo::show),
        open(region, get(), "/balai/logo", "the hall's mark", pictures::show_logo),
        open(region, get(), "/balai/foto", "the hall's photo", pictures::show_photo),
        open(region, get(), "/balai/foto-kecil", "the hall's photo", pictures::show_small_photo),
        open(region, get(), "/maklumat", "the service pledge, which the law wants public", pledge::show),
        open(region, get(), "/kabar", "news and events that are published", news::list),
        open(region, get(), "/kabar.ics", "events that are published", calendar::of_hall),
        open(region, get(), "/kabar/{slug}.ics", "an event that is published", calendar::of_one),
        open(region, get(), "/kabar/{slug}", "what is published", news::show),
        open(region, get(), "/tema-{hash}.css", "the region's colour", theme::show),
        open(region, get(), manifest::PATH, "the region's name and colour", manifest::of_hall),
        open(region, get(), "/robots.txt", "fixed text", sitemap::robots_of_hall),
        open(region, get(), "/sitemap.xml", "the public catalogue", sitemap::of_hall),
        open(region, get(), "/sitemap-{part:\\d{1,4}}.xml", "the public catalogue", sitemap::part_of_hall),
        open(region, get(), "/data-pribadi", "fixed text", content::privacy_of_hall),
        open(region, get(), "/data-pribadi/catatan", "fixed text", content::processing_of_hall),
        open(region, get(), "/aksesibilitas", "fixed text", content::accessibility_of_hall),
    ]
}
