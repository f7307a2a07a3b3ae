//! The one account: signing in and out, invitations, one's own sessions, and the crossing to other hosts.

pub mod accept;
pub mod acting;
pub mod applications;
pub mod appoint;
pub mod authorize;
pub mod clients;
pub mod code;
pub mod code_step;
pub mod contact;
pub mod contact_step;
pub mod data;
pub mod device;
pub mod family;
pub mod handover;
pub mod history;
pub mod home;
pub mod invited;
pub mod leave;
pub mod name_step;
pub mod national;
pub mod passkey;
pub mod password_step;
pub mod profile;
pub mod provider;
pub mod proving;
pub mod rights;
pub mod safety;
pub mod sign_in;
pub mod sign_out;
pub mod strength;
pub mod takeover;
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
    let own = own().into_iter().chain(doors());
    let own = own.chain(provider::routes()).chain(national::routes()).chain(vault::routes());
    own.chain(applications::routes()).chain(rights::routes()).collect()
}

/// Pages of whoever is signed in.
fn own() -> Vec<Route> {
    let at = SiteKind::Account;
    vec![
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
        guarded(at, Method::POST, "/profil/kontak/hapus", contact::remove).fresh(),
        guarded(at, Method::GET, family::FAMILY, family::show),
        guarded(at, Method::GET, "/keluarga/tunjuk", appoint::ask).fresh(),
        guarded(at, Method::POST, "/keluarga/tunjuk", appoint::submit).fresh(),
        guarded(at, Method::POST, "/keluarga/selesai", family::stop),
        guarded(at, Method::GET, "/keluarga/{id}/catatan", family::deeds),
        guarded(at, Method::POST, "/keluarga/{id}/terima", family::accept),
        guarded(at, Method::POST, "/keluarga/{id}/mulai", family::begin),
        guarded(at, Method::POST, "/keluarga/{id}/akhiri", family::end),
        guarded(at, Method::GET, "/riwayat-masuk", history::show),
        guarded(at, Method::GET, "/keamanan", safety::show),
        guarded(at, Method::GET, "/keamanan/kode", safety::offer).fresh(),
        guarded(at, Method::POST, "/keamanan/kode", safety::add).fresh(),
        guarded(at, Method::POST, "/keamanan/kode/hapus", safety::remove).fresh(),
        guarded(at, Method::POST, "/keamanan/pemulihan", safety::renew).fresh(),
        guarded(at, Method::GET, "/keamanan/kunci", passkey::own::offer).fresh(),
        guarded(at, Method::POST, "/keamanan/kunci", passkey::own::add).fresh(),
        guarded(at, Method::POST, "/keamanan/kunci/mulai", passkey::own::begin).fresh(),
        guarded(at, Method::POST, "/keamanan/kunci/{id}/hapus", passkey::own::remove).fresh(),
        guarded(at, Method::GET, "/data-saya", data::show),
        guarded(at, Method::POST, "/data-saya", data::take).fresh(),
        guarded(at, Method::GET, "/hapus-akun", leave::explain),
        guarded(at, Method::GET, "/hapus-akun/tegaskan", leave::ask).fresh(),
        guarded(at, Method::POST, "/hapus-akun/tegaskan", leave::submit).fresh(),
        guarded(at, Method::GET, "/lanjut/{id}", resume::show),
    ]
}

/// What is open to whoever comes: signing in, registering, links from letters, and what programs ask.
fn doors() -> Vec<Route> {
    let at = SiteKind::Account;
    let machines = "metadata and tokens for programs, which authenticate themselves";
    let signing_in = "whoever signs in is not signed in yet";
    let proving = "whoever registers or recovers an account is not signed in yet";
    let link = "whoever holds the link from the letter";
    let sheet = "whoever holds the sheet from the counter has no way to sign in yet";
    vec![
        open(at, Method::GET, "/batal-ganti/{token}", link, contact::ask_undo),
        open(at, Method::POST, "/batal-ganti/{token}", link, contact::undo),
        open(at, Method::GET, "/batal-hapus/{token}", link, leave::ask_stay),
        open(at, Method::POST, "/batal-hapus/{token}", link, leave::stay),
        open(at, Method::GET, "/masuk", signing_in, sign_in::show),
        open(at, Method::POST, "/masuk", signing_in, sign_in::submit),
        open(at, Method::GET, "/masuk/kode", signing_in, code::show),
        open(at, Method::POST, "/masuk/kode", signing_in, code::submit),
        open(at, Method::POST, "/masuk/kunci", signing_in, passkey::submit),
        open(at, Method::POST, "/masuk/kunci/mulai", signing_in, passkey::begin),
        open(at, Method::POST, "/masuk/kode/kunci", signing_in, passkey::second),
        open(at, Method::POST, "/daftar/kunci", proving, passkey::register::submit),
        open(at, Method::POST, "/daftar/kunci/mulai", proving, passkey::register::begin),
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
        open(at, Method::GET, takeover::TAKE_OVER, sheet, takeover::show),
        open(at, Method::POST, takeover::TAKE_OVER, sheet, takeover::submit),
        open(at, Method::GET, "/ambil-alih/kontak", sheet, contact_step::show),
        open(at, Method::POST, "/ambil-alih/kontak", sheet, contact_step::submit),
        open(at, Method::GET, "/ambil-alih/kode", sheet, code_step::show),
        open(at, Method::POST, "/ambil-alih/kode", sheet, code_step::submit),
        open(at, Method::POST, "/ambil-alih/kode/ulang", sheet, code_step::again),
        open(at, Method::GET, "/ambil-alih/sandi", sheet, password_step::show),
        open(at, Method::POST, "/ambil-alih/sandi", sheet, password_step::submit),
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
    ]
}
