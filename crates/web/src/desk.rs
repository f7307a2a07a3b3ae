//! The desk of a region's staff: what to do, the catalogue and its standards, agencies, categories, the hall.

#![expect(clippy::option_option, reason = "the outer says whether a field reads, the inner whether it was filled")]

pub mod adoption;
pub mod agencies;
pub mod agency;
mod answer;
pub mod bench;
pub mod catalogue;
pub mod categories;
pub mod category;
pub mod component;
pub mod decree;
pub mod details;
pub mod hours;
pub mod logo;
pub mod marks;
pub mod publication;
pub mod settings;
pub mod sheets;
mod spoken;
mod staff;
pub mod start;
pub mod trash;
mod typed;
pub mod verbs;

use actix_web::http::Method;

use crate::host::SiteKind::Region;
use crate::route::{Route, guarded};

pub use typed::SEEN;

/// The routes of the desk.
pub fn routes() -> Vec<Route> {
    let mut routes = catalogue_routes();
    routes.extend(editor_routes());
    routes.extend(setting_routes());
    routes
}

fn catalogue_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola", start::show),
        guarded(Region, Method::GET, "/kelola/katalog", catalogue::show),
        guarded(Region, Method::POST, "/kelola/katalog/terbitan", catalogue::publish),
        guarded(Region, Method::POST, "/kelola/katalog/arsip", catalogue::archive),
        guarded(Region, Method::GET, "/kelola/katalog/sampah", trash::show),
        guarded(Region, Method::POST, "/kelola/katalog/sampah/{id}/pengambilan", trash::recover),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/penghapusan", trash::trash),
        guarded(Region, Method::GET, "/kelola/katalog/adopsi", adoption::show),
        guarded(Region, Method::POST, "/kelola/katalog/adopsi", adoption::submit),
    ]
}

fn editor_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/layanan/baru", details::blank),
        guarded(Region, Method::POST, "/kelola/layanan/baru", details::create),
        guarded(Region, Method::GET, "/kelola/layanan/{id}/sk", decree::show),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/sk", decree::submit),
        guarded(Region, Method::GET, "/kelola/layanan/{id}/terbit", publication::show),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/terbit", publication::submit),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/penarikan", verbs::withdraw),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/arsip", verbs::archive),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/pemulihan", verbs::restore),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/pembuangan", verbs::discard),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/kesesuaian", verbs::confirm),
        guarded(Region, Method::GET, "/kelola/layanan/{id}/{komponen:\\d{1,2}}", component::show),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/{komponen:\\d{1,2}}", component::submit),
        guarded(Region, Method::GET, "/kelola/layanan/{id}", details::show),
        guarded(Region, Method::POST, "/kelola/layanan/{id}", details::submit),
    ]
}

fn setting_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/instansi", agencies::show),
        guarded(Region, Method::GET, "/kelola/instansi/baru", agency::blank),
        guarded(Region, Method::POST, "/kelola/instansi/baru", agency::create),
        guarded(Region, Method::GET, "/kelola/instansi/{id}", agency::show),
        guarded(Region, Method::POST, "/kelola/instansi/{id}", agency::submit),
        guarded(Region, Method::GET, "/kelola/instansi/{id}/logo", logo::edit),
        guarded(Region, Method::POST, "/kelola/instansi/{id}/logo", logo::submit),
        guarded(Region, Method::POST, "/kelola/instansi/{id}/tanpa-logo", logo::remove),
        guarded(Region, Method::GET, "/kelola/kategori", categories::show),
        guarded(Region, Method::GET, "/kelola/kategori/baru", category::blank),
        guarded(Region, Method::POST, "/kelola/kategori/baru", category::create),
        guarded(Region, Method::GET, "/kelola/kategori/{id}", category::show),
        guarded(Region, Method::POST, "/kelola/kategori/{id}", category::submit),
        guarded(Region, Method::GET, "/kelola/balai", settings::show),
        guarded(Region, Method::POST, "/kelola/balai", settings::submit),
    ]
}
