//! The one account: signing in and out, invitations, one's own sessions, and the crossing to other hosts.

pub mod accept;
pub mod applications;
pub mod authorize;
pub mod clients;
pub mod code;
pub mod code_step;
pub mod contact;
pub mod contact_step;
pub mod device;
pub mod handover;
pub mod history;
pub mod home;
pub mod invited;
pub mod name_step;
pub mod national;
pub mod password_step;
pub mod profile;
pub mod provider;
pub mod proving;
pub mod safety;
pub mod sign_in;
pub mod sign_out;
pub mod token;
pub mod told;
pub mod vault;

use actix_web::http::Method;

use crate::content;
use crate::crossing::resume;
use crate::host::SiteKind;
use crate::route::{Route, guarded, open};
use crate::sitemap;

/// The routes of the account host.
pub fn routes() -> Vec<Route> {
    let at = SiteKind::Account;
    let machines = "metadata and tokens for programs, which authenticate themselves";
    let signing_in = "whoever signs in is not signed in yet";
    let proving = "whoever registers or recovers an account is not signed in yet";
    let link = "whoever holds the link from the letter";
    let own = vec![
        guarded(at, Method::GET, "/", home::show),
        guarded(at, Method::POST, "/sesi/akhiri-lainnya", home::end_others),
        guarded(at, Method::POST, "/sesi/{id}/akhiri", home::end),
        guarded(at, Method::GET, "/serah-terima/{id}", handover::show),
        guarded(at, Method::POST, "/serah-terima/{id}", handover::accept),
        guarded(at, Method::POST, "/serah-terima/{id}/tolak", handover::decline),
        guarded(at, Method::GET, "/profil", profile::show),
        guarded(at, Method::GET, "/profil/nama", profile::ask_name),
        guarded(at, Method::POST, "/profil/nama", profile::set_name),
        guarded(at, Method::GET, "/profil/nik", profile::ask_number),
        guarded(at, Method::POST, "/profil/nik", profile::set_number),
        guarded(at, Method::POST, "/profil/nik/tampilkan", profile::reveal),
        guarded(at, Method::POST, "/profil/nik/hapus", profile::remove_number),
        guarded(at, Method::GET, "/profil/kontak", contact::ask).fresh(),
        guarded(at, Method::POST, "/profil/kontak", contact::send).fresh(),
        guarded(at, Method::GET, "/profil/kontak/kode", contact::ask_code),
        guarded(at, Method::POST, "/profil/kontak/kode", contact::show_code),
        guarded(at, Method::POST, "/profil/kontak/kode/ulang", contact::again),
        open(at, Method::GET, "/batal-ganti/{token}", link, contact::ask_undo),
        open(at, Method::POST, "/batal-ganti/{token}", link, contact::undo),
        guarded(at, Method::GET, "/riwayat-masuk", history::show),
        guarded(at, Method::GET, "/keamanan", safety::show),
        guarded(at, Method::GET, "/keamanan/kode", safety::offer).fresh(),
        guarded(at, Method::POST, "/keamanan/kode", safety::add).fresh(),
        guarded(at, Method::POST, "/keamanan/kode/hapus", safety::remove).fresh(),
        guarded(at, Method::POST, "/keamanan/pemulihan", safety::renew).fresh(),
        guarded(at, Method::GET, "/lanjut/{id}", resume::show),
        open(at, Method::GET, "/masuk", signing_in, sign_in::show),
        open(at, Method::POST, "/masuk", signing_in, sign_in::submit),
        open(at, Method::GET, "/masuk/kode", signing_in, code::show),
        open(at, Method::POST, "/masuk/kode", signing_in, code::submit),
        open(at, Method::GET, "/daftar", proving, contact_step::show),
        open(at, Method::POST, "/daftar", proving, contact_step::submit),
        open(at, Method::GET, "/daftar/kode", proving, code_step::show),
        open(at, Method::POST, "/daftar/kode", proving, code_step::submit),
        open(at, Method::POST, "/daftar/kode/ulang", proving, code_step::again),
        open(at, Method::GET, "/daftar/nama", proving, name_step::show),
        open(at, Method::POST, "/daftar/nama", proving, name_step::submit),
        open(at, Method::GET, "/daftar/sandi", proving, password_step::show),
        open(at, Method::POST, "/daftar/sandi", proving, password_step::submit),
        open(at, Method::GET, "/pulihkan", proving, contact_step::show),
        open(at, Method::POST, "/pulihkan", proving, contact_step::submit),
        open(at, Method::GET, "/pulihkan/kode", proving, code_step::show),
        open(at, Method::POST, "/pulihkan/kode", proving, code_step::submit),
        open(at, Method::POST, "/pulihkan/kode/ulang", proving, code_step::again),
        open(at, Method::GET, "/pulihkan/sandi", proving, password_step::show),
        open(at, Method::POST, "/pulihkan/sandi", proving, password_step::submit),
        open(at, Method::GET, "/keluar", "asks whether to sign out", sign_out::show),
        open(at, Method::POST, "/keluar", "signing out twice does no harm", sign_out::submit),
        open(at, Method::GET, "/undangan/{token}", link, invited::show),
        open(at, Method::POST, "/undangan/{token}", link, accept::submit),
        open(at, Method::POST, "/undangan/{token}/terima", link, accept::submit_as),
        open(at, Method::GET, "/otorisasi", "sends on whoever is signed in, and others to sign in", authorize::show),
        open(at, Method::GET, "/robots.txt", "fixed text", sitemap::robots_of_nobody),
        open(at, Method::GET, "/data-pribadi", "fixed text", content::privacy_of_account),
        open(at, Method::GET, "/data-pribadi/catatan", "fixed text", content::processing_of_account),
        open(at, Method::GET, "/aksesibilitas", "fixed text", content::accessibility_of_account),
        open(at, Method::POST, "/token", machines, token::submit),
        open(at, Method::GET, "/jwks", machines, token::keys),
        open(at, Method::GET, "/.well-known/openid-configuration", machines, token::discovery),
    ];
    let rooms = [provider::routes(), national::routes(), vault::routes(), applications::routes()];
    own.into_iter().chain(rooms.into_iter().flatten()).collect()
}
