//! `/data-pribadi/permintaan`: what somebody asks about her own data, and what she is told of it.

pub mod ask;
pub mod list;
pub mod notice;
pub mod one;
pub mod whom;

use actix_web::http::Method;
use balai_kernel::{Zone, full_date};
use balai_rbac::Domain;
use balai_rights::Right;
use balai_tenancy::regions;
use chrono::{DateTime, Utc};

use crate::access::Person;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::host::SiteKind;
use crate::route::{Route, guarded};
use crate::words::Words;

/// Where the list is.
pub const HERE: &str = "/data-pribadi/permintaan";

/// The routes.
pub fn routes() -> Vec<Route> {
    let at = SiteKind::Account;
    vec![
        guarded(at, Method::GET, HERE, list::show),
        guarded(at, Method::GET, "/data-pribadi/permintaan/{id}", one::show),
        guarded(at, Method::POST, "/data-pribadi/permintaan/{id}/akhiri", one::end),
        guarded(at, Method::GET, "/data-pribadi/pemberitahuan/{id}", notice::show),
        guarded(at, Method::GET, "/data-pribadi/minta/{hak}", whom::show),
        guarded(at, Method::GET, "/data-pribadi/minta/{hak}/{tempat}", ask::show),
        guarded(at, Method::POST, "/data-pribadi/minta/{hak}/{tempat}", ask::submit),
    ]
}

/// The key that the texts of a right begin with.
const fn key(right: Right) -> &'static str {
    match right {
        Right::Access => "access",
        Right::Correction => "correction",
        Right::Restriction => "restriction",
        Right::Withdrawal => "withdrawal",
    }
}

/// `rights-access`, `rights-access-lead`.
pub fn text(w: Words, right: Right, end: &str) -> String {
    w.t(&format!("rights-{}{end}", key(right)))
}

/// A right that an address names.
fn right(word: &str) -> Result<Right, Fault> {
    Right::named(word).ok_or(Fault::NotFound)
}

fn frame(w: Words, person: &Person) -> Frame {
    Frame::account(w, &person.here, Some(person.who.name.as_str()))
}

/// The clock on a place's wall.
async fn zone(person: &Person, place: &Domain) -> Result<Zone, Fault> {
    let Some(code) = place.region() else { return Ok(Zone::Wib) };
    let region = regions::by_code(&person.app.control().read().await?, code).await?;
    Ok(region.map_or(Zone::Wib, |region| region.zone))
}

/// A deadline with its day: `Rabu, 2 Desember 2026 pukul 09.15 WIB`.
pub fn deadline(w: Words, at: DateTime<Utc>, zone: Zone) -> String {
    let local = zone.local(at);
    let day = full_date(local.date(), w.language());
    let word = match w.language() {
        balai_kernel::Language::Indonesian => "pukul",
        balai_kernel::Language::English => "at",
    };
    format!("{day} {word} {}", zone.write_time(local.time()))
}
