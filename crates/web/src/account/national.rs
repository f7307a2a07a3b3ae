//! Coming in with the national identity: away to its provider, back with an answer, and on to where the person was going.

pub mod come;
pub mod go;
pub mod link;
pub mod register;

use actix_web::HttpResponse;
use actix_web::http::Method;
use balai_identity::Aim;
use balai_relying::{Provider, Refused};

use super::safety::SAFETY;
use super::told::Told;
use super::{code_step, contact_step, name_step};
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::host::SiteKind;
use crate::parts::Link;
use crate::route::{Route, guarded, open};
use crate::state::App;
use crate::words::Words;

/// Where it begins.
pub const GO: &str = "/nasional/masuk";
/// Where the provider sends people back to; registered with it.
pub const COME: &str = "/nasional/kembali";
/// The cookie of whoever is away, and of a stranger until she is registered.
pub(super) const COOKIE: &str = "__Host-nasional";
/// Minutes for which it lasts.
const COOKIE_MINUTES: i64 = 60;

/// The national identity provider, as the operator named it.
pub struct National {
    /// What people call it.
    pub name: String,
    /// The claim that carries the citizen number.
    pub nik_claim: String,
    /// The way to it.
    pub provider: Provider,
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
enum Unfinished {
    #[error("nobody left from this browser, or too long ago, or somebody came back before")]
    NoVisit,
    #[error("the person said no: {0}")]
    Declined(String),
    #[error("somebody else is signed in, or nobody")]
    OtherPerson,
    #[error("the account is closed")]
    Closed,
    #[error(transparent)]
    Provider(#[from] Refused),
}

/// The routes of this way in.
pub(super) fn routes() -> Vec<Route> {
    let at = SiteKind::Account;
    let signing_in = "whoever signs in is not signed in yet";
    let proving = "whoever registers is not signed in yet";
    vec![
        open(at, Method::GET, GO, signing_in, go::sign_in),
        open(at, Method::GET, COME, signing_in, come::show),
        guarded(at, Method::GET, link::HERE, link::ask),
        guarded(at, Method::POST, link::HERE, link::begin).fresh(),
        guarded(at, Method::GET, link::LOOK, link::look),
        guarded(at, Method::POST, link::LOOK, link::submit).fresh(),
        guarded(at, Method::POST, "/nasional/lepas", go::unlink).fresh(),
        open(at, Method::GET, "/nasional/daftar", proving, contact_step::show),
        open(at, Method::POST, "/nasional/daftar", proving, contact_step::submit),
        open(at, Method::GET, "/nasional/daftar/kode", proving, code_step::show),
        open(at, Method::POST, "/nasional/daftar/kode", proving, code_step::submit),
        open(at, Method::POST, "/nasional/daftar/kode/ulang", proving, code_step::again),
        open(at, Method::GET, "/nasional/daftar/nama", proving, name_step::show),
        open(at, Method::POST, "/nasional/daftar/nama", proving, name_step::submit),
    ]
}

/// The button that leads there, on the pages where people sign in and register; none where no provider is named.
pub(super) fn button(app: &App, w: Words, back: &Back) -> Option<Link> {
    let national = app.national.as_ref()?;
    Some(Link::new(w.say("national-sign-in").put("name", &national.name).to_string(), back.via(GO)))
}

/// Says why nothing came of it, and leads back to the other ways.
fn unfinished(
    caller: &Caller,
    national: &National,
    aim: Aim,
    back: &Back,
    reason: &Unfinished,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let (onward, address) = match aim {
        Aim::SignIn => ("national-other-ways", back.via(SIGN_IN)),
        Aim::Link(_) => ("national-to-safety", SAFETY.to_owned()),
    };
    let outage = matches!(reason, Unfinished::Provider(refused) if refused.is_outage());
    let (heading, text) = match reason {
        _ if outage => ("national-silent", "national-silent-text"),
        Unfinished::Declined(_) => ("national-declined", "national-declined-text"),
        _ => ("national-unfinished", "national-unfinished-text"),
    };
    if outage {
        tracing::warn!(%reason, "the national identity provider does not serve");
    } else {
        tracing::info!(%reason, "a visit to the national identity provider came to nothing");
    }
    // The address of this page may hold a code; no link on it may.
    let frame = Frame::account(w, &address, None);
    let page = Told::of(w, frame, heading, text, &national.name);
    let status = if outage { HttpResponse::ServiceUnavailable() } else { HttpResponse::BadRequest() };
    caller::page(status, &page.onward(onward, address))
}
