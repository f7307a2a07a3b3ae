//! `/daftar`: a regency asks to join. One page asks one thing; what is typed is kept in a draft whose token lies in a
//! cookie and in the link of a letter.

pub mod agreement;
pub mod applicant;
pub mod confirm;
pub mod letter;
pub mod official;
pub mod region;
pub mod review;
pub mod save;
pub mod start;
pub mod status;
pub mod step;
mod upload;

use actix_web::http::Method;

use crate::host::SiteKind;
use crate::route::{Route, open};

const FORM: &str = "the form of a region that has no account yet; a draft is opened by its token";
const LINK: &str = "the secret link of a letter";
const STATUS: &str = "needs the number and the address of a sign-up";

/// The routes of a sign-up.
pub fn routes() -> Vec<Route> {
    let (root, get, post) = (SiteKind::Root, || Method::GET, || Method::POST);
    vec![
        open(root, get(), "/daftar", "fixed text", start::show),
        open(root, get(), "/daftar/berakhir", "fixed text", start::gone),
        open(root, get(), step::REGION, FORM, region::show),
        open(root, post(), step::REGION, FORM, region::submit),
        open(root, get(), step::OFFICIAL, FORM, official::show),
        open(root, post(), step::OFFICIAL, FORM, official::submit),
        open(root, get(), step::LETTER, FORM, letter::show),
        open(root, post(), step::LETTER, FORM, letter::submit),
        open(root, get(), step::AGREEMENT, FORM, agreement::show),
        open(root, post(), step::AGREEMENT, FORM, agreement::submit),
        open(root, get(), step::REVIEW, FORM, review::show),
        open(root, post(), step::REVIEW, FORM, review::submit),
        open(root, get(), step::SENT, FORM, review::sent),
        open(root, get(), step::SAVE, FORM, save::show),
        open(root, post(), step::SAVE, FORM, save::submit),
        open(root, get(), "/daftar/lanjut/{token}", LINK, save::resume),
        open(root, get(), "/daftar/konfirmasi/{token}", LINK, confirm::show),
        open(root, post(), "/daftar/konfirmasi/{token}", LINK, confirm::submit),
        open(root, post(), "/daftar/konfirmasi/{token}/baru", LINK, confirm::renew),
        open(root, get(), step::STATUS, STATUS, status::show),
        open(root, post(), step::STATUS, STATUS, status::submit),
        open(root, post(), "/daftar/status/tautan", STATUS, status::renew),
    ]
}
