//! The desk of a region's staff: what to do, the catalogue and its standards, agencies, categories, the hall.

#![expect(clippy::option_option, reason = "the outer says whether a field reads, the inner whether it was filled")]

pub mod adoption;
pub mod agencies;
pub mod agency;
mod answer;
pub mod applications;
pub mod bench;
pub mod borrowing;
pub mod catalogue;
pub mod categories;
pub mod category;
pub mod changes;
pub mod citizens;
pub mod compare;
pub mod component;
pub(crate) mod dates;
pub mod decree;
pub mod details;
pub mod domain;
pub mod exchange;
pub mod finding;
pub mod findings;
pub mod history;
pub mod hours;
pub mod house;
pub mod lending;
pub mod logo;
pub mod many;
pub mod marks;
pub mod opening;
pub mod publication;
pub mod readiness;
pub mod reading;
pub mod rules;
pub mod searches;
pub mod sender;
pub mod sheets;
mod shelf;
mod spoken;
mod staff;
pub mod start;
pub mod synonym;
pub mod told;
pub mod trash;
pub(crate) mod typed;
pub mod undo;
mod upload;
pub mod vault;
pub mod verbs;

use actix_web::http::Method;

use crate::host::SiteKind::Region;
use crate::route::{Route, guarded};

pub use typed::{SEEN, Typed, print_of};

/// The routes of the desk.
pub fn routes() -> Vec<Route> {
    let mut routes = catalogue_routes();
    routes.extend(exchange_routes());
    routes.extend(sharing_routes());
    routes.extend(editor_routes());
    routes.extend(version_routes());
    routes.extend(setting_routes());
    routes.extend(house::routes());
    routes.extend(vault::routes());
    routes.extend(applications::routes());
    routes.extend(citizens::routes());
    routes.extend(crate::privacy::routes::of_desk());
    routes
}

fn catalogue_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola", start::show),
        guarded(Region, Method::POST, "/kelola/siaran/{id}/dibaca", told::read),
        guarded(Region, Method::GET, "/kelola/katalog", catalogue::show),
        guarded(Region, Method::POST, "/kelola/katalog/terbitan", many::publish),
        guarded(Region, Method::POST, "/kelola/katalog/arsip", many::archive),
        guarded(Region, Method::POST, "/kelola/katalog/pemindahan", many::assign),
        guarded(Region, Method::POST, "/kelola/katalog/tampilan", many::save_view),
        guarded(Region, Method::POST, "/kelola/katalog/tampilan/hapus", many::forget_view),
        guarded(Region, Method::GET, "/kelola/katalog/urungan/{id}", undo::show),
        guarded(Region, Method::POST, "/kelola/katalog/urungan/{id}", undo::submit),
        guarded(Region, Method::GET, "/kelola/katalog/sampah", trash::show),
        guarded(Region, Method::POST, "/kelola/katalog/sampah/{id}/pengambilan", trash::recover),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/penghapusan", trash::trash),
        guarded(Region, Method::GET, opening::HERE, opening::show),
        guarded(Region, Method::POST, opening::HERE, opening::submit),
        guarded(Region, Method::GET, "/kelola/katalog/adopsi", adoption::show),
        guarded(Region, Method::POST, "/kelola/katalog/adopsi", adoption::submit),
    ]
}

fn exchange_routes() -> Vec<Route> {
    use exchange::{columns, decision, export, preview, start};
    let import = "/kelola/katalog/impor";
    vec![
        guarded(Region, Method::GET, "/kelola/katalog/ekspor.{bentuk}", export::show),
        guarded(Region, Method::GET, "/kelola/katalog/templat.{bentuk}", export::blank),
        guarded(Region, Method::GET, import, start::show),
        guarded(Region, Method::POST, import, start::submit),
        guarded(Region, Method::GET, "/kelola/katalog/impor/{id}/kolom", columns::show),
        guarded(Region, Method::POST, "/kelola/katalog/impor/{id}/kolom", columns::submit),
        guarded(Region, Method::GET, "/kelola/katalog/impor/{id}/perbaiki.xlsx", preview::wrong_rows),
        guarded(Region, Method::POST, "/kelola/katalog/impor/{id}/keputusan", decision::submit),
        guarded(Region, Method::POST, "/kelola/katalog/impor/{id}/batal", decision::give_up),
        guarded(Region, Method::GET, "/kelola/katalog/impor/{id}", preview::show),
    ]
}

fn sharing_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/katalog/pembaruan", changes::list),
        guarded(Region, Method::GET, "/kelola/katalog/salin", borrowing::list),
        guarded(Region, Method::GET, "/kelola/katalog/salin/{id}", borrowing::show),
        guarded(Region, Method::POST, "/kelola/katalog/salin/{id}", borrowing::submit),
        guarded(Region, Method::GET, "/kelola/katalog/izin-salin", lending::show),
        guarded(Region, Method::POST, "/kelola/katalog/izin-salin", lending::submit),
        guarded(Region, Method::GET, "/kelola/katalog/empat-mata", rules::show),
        guarded(Region, Method::POST, "/kelola/katalog/empat-mata", rules::submit),
        guarded(Region, Method::GET, "/kelola/temuan", findings::show),
        guarded(Region, Method::GET, "/kelola/temuan/{id}", finding::show),
        guarded(Region, Method::POST, "/kelola/temuan/{id}", finding::submit),
    ]
}

fn version_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/layanan/{id}/banding", compare::show),
        guarded(Region, Method::GET, "/kelola/layanan/{id}/riwayat", history::show),
        guarded(Region, Method::GET, "/kelola/layanan/{id}/isi", reading::show),
        guarded(Region, Method::GET, "/kelola/layanan/{id}/pembaruan", changes::show),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/pembaruan", changes::submit),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/batal-tunggu", verbs::stop_waiting),
        guarded(Region, Method::POST, "/kelola/layanan/{id}/pengembalian", verbs::roll_back),
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
        guarded(Region, Method::GET, "/kelola/pencarian", searches::show),
        guarded(Region, Method::GET, "/kelola/pencarian/padanan/baru", synonym::blank),
        guarded(Region, Method::POST, "/kelola/pencarian/padanan/baru", synonym::create),
        guarded(Region, Method::GET, "/kelola/pencarian/padanan/{id}", synonym::show),
        guarded(Region, Method::POST, "/kelola/pencarian/padanan/{id}", synonym::submit),
        guarded(Region, Method::POST, "/kelola/pencarian/padanan/{id}/hapus", synonym::remove),
        guarded(Region, Method::GET, domain::HERE, domain::show),
        guarded(Region, Method::POST, domain::HERE, domain::submit).fresh(),
        guarded(Region, Method::POST, "/kelola/pengaturan/domain/pemeriksaan", domain::check),
        guarded(Region, Method::POST, "/kelola/pengaturan/domain/hapus", domain::remove).fresh(),
        guarded(Region, Method::GET, sender::HERE, sender::show),
        guarded(Region, Method::POST, sender::HERE, sender::submit).fresh(),
        guarded(Region, Method::POST, "/kelola/pengaturan/surel/uji", sender::try_out),
        guarded(Region, Method::POST, "/kelola/pengaturan/surel/hapus", sender::remove).fresh(),
    ]
}
