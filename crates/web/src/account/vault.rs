//! `/berkas`: one's own documents, added once and used everywhere.

pub mod add;
pub mod code;
pub mod describe;
pub mod file;
pub mod kinds;
pub mod list;
pub mod looks;
pub mod one;
pub mod open;
pub mod refusals;
pub mod request;
pub mod requests;
pub mod resume;
pub mod shown;

use actix_web::http::Method;

use crate::host::SiteKind;
use crate::route::{Route, guarded};

/// Where the vault is.
pub const HERE: &str = "/berkas";

/// The routes of the vault.
pub fn routes() -> Vec<Route> {
    let at = SiteKind::Account;
    vec![
        guarded(at, Method::GET, "/berkas", list::show),
        guarded(at, Method::GET, "/berkas/tambah", add::show),
        guarded(at, Method::GET, "/berkas/unggah", file::show),
        guarded(at, Method::POST, "/berkas/unggah", file::submit),
        guarded(at, Method::GET, "/berkas/catatan", looks::show),
        guarded(at, Method::GET, "/berkas/kode", code::show),
        guarded(at, Method::POST, "/berkas/kode", code::make),
        guarded(at, Method::GET, "/berkas/permintaan", requests::show),
        guarded(at, Method::GET, "/berkas/permintaan/{id}", request::show),
        guarded(at, Method::POST, "/berkas/permintaan/{id}", request::submit),
        guarded(at, Method::POST, "/berkas/permintaan/{id}/{item}/cabut", request::withdraw),
        guarded(at, Method::POST, "/berkas/unggahan", resume::begin),
        guarded(at, Method::HEAD, "/berkas/unggahan/{id}", resume::stands),
        guarded(at, Method::PATCH, "/berkas/unggahan/{id}", resume::append),
        guarded(at, Method::DELETE, "/berkas/unggahan/{id}", resume::give_up),
        guarded(at, Method::POST, "/berkas/unggahan/{id}/selesai", resume::finish),
        guarded(at, Method::GET, "/berkas/{id}", one::show),
        guarded(at, Method::GET, "/berkas/{id}/nomor", describe::show_number),
        guarded(at, Method::POST, "/berkas/{id}/nomor", describe::submit_number),
        guarded(at, Method::GET, "/berkas/{id}/tanggal", describe::show_days),
        guarded(at, Method::POST, "/berkas/{id}/tanggal", describe::submit_days),
        guarded(at, Method::GET, "/berkas/{id}/daerah", describe::show_issuer),
        guarded(at, Method::POST, "/berkas/{id}/daerah", describe::submit_issuer),
        guarded(at, Method::GET, "/berkas/{id}/hapus", one::ask),
        guarded(at, Method::POST, "/berkas/{id}/hapus", one::remove),
        guarded(at, Method::GET, "/berkas/{id}/versi/{version}", open::show),
    ]
}
