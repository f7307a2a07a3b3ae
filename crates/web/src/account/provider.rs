//! The OpenID provider for agencies' applications, as HTTP: what citizens come to and what programs ask.

pub mod answer;
pub mod asking;
pub mod authorize;
pub mod client;
pub mod introspection;
pub mod logout;
pub mod pushed;
pub mod revocation;
pub mod token;
pub mod userinfo;

use actix_web::http::Method;

use crate::host::SiteKind;
use crate::route::{Route, open};

/// Paths whose callers are programs, which show who they are without any cookie, or that only lead on to a page: where a
/// request comes from says nothing there.
pub const FOR_PROGRAMS: [&str; 7] =
    ["/token", "/par", "/userinfo", "/introspeksi", "/cabut", "/otorisasi", logout::END_SESSION];

/// The routes beside those that our own hosts use too.
pub fn routes() -> Vec<Route> {
    let at = SiteKind::Account;
    let machines = "for programs, which authenticate themselves";
    let bearer = "whoever holds an access token";
    let leads = "leads on to the page of the same request";
    let leaving = "whoever signs out is asked, or known by the token of the application";
    vec![
        open(at, Method::POST, "/otorisasi", leads, authorize::lead),
        open(at, Method::POST, "/par", machines, pushed::submit),
        open(at, Method::GET, "/userinfo", bearer, userinfo::show),
        open(at, Method::POST, "/userinfo", bearer, userinfo::submit),
        open(at, Method::POST, "/introspeksi", machines, introspection::submit),
        open(at, Method::POST, "/cabut", machines, revocation::submit),
        open(at, Method::GET, logout::END_SESSION, leaving, logout::show),
        open(at, Method::POST, logout::END_SESSION, leads, logout::lead),
        open(at, Method::POST, logout::AGREED, "signing out twice does no harm", logout::submit),
    ]
}
