//! `/data-pribadi/permintaan`: what somebody asks about her own data, and what she is told of it.

pub mod ask;
pub mod list;
pub mod notice;
pub mod one;
pub mod whom;

use actix_web::http::Method;
use balai_kernel::Zone;
use balai_rbac::Domain;
use balai_rights::Right;
use balai_tenancy::{Tenant, TenantState, regions};

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

/// What a page says of a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it is called.
    Title,
    /// What it is, in a few words.
    Small,
    /// What happens.
    Lead,
    /// What is written.
    Wish,
    /// What the button says.
    Button,
}

/// A text of a right.
pub fn text(w: Words, right: Right, part: Part) -> String {
    w.t(match (right, part) {
        (Right::Access, Part::Title) => "rights-access",
        (Right::Access, Part::Small) => "rights-access-small",
        (Right::Access, Part::Lead) => "rights-access-lead",
        (Right::Access, Part::Wish) => "rights-access-wish",
        (Right::Access, Part::Button) => "rights-access-button",
        (Right::Correction, Part::Title) => "rights-correction",
        (Right::Correction, Part::Small) => "rights-correction-small",
        (Right::Correction, Part::Lead) => "rights-correction-lead",
        (Right::Correction, Part::Wish) => "rights-correction-wish",
        (Right::Correction, Part::Button) => "rights-correction-button",
        (Right::Restriction, Part::Title) => "rights-restriction",
        (Right::Restriction, Part::Small) => "rights-restriction-small",
        (Right::Restriction, Part::Lead) => "rights-restriction-lead-ministry",
        (Right::Restriction, Part::Wish) => "rights-restriction-wish",
        (Right::Restriction, Part::Button) => "rights-restriction-button",
        (Right::Withdrawal, Part::Title) => "rights-withdrawal",
        (Right::Withdrawal, Part::Small) => "rights-withdrawal-small",
        (Right::Withdrawal, Part::Lead) => "rights-withdrawal-lead-ministry",
        (Right::Withdrawal, Part::Wish) => "rights-withdrawal-wish",
        (Right::Withdrawal, Part::Button) => "rights-withdrawal-button",
    })
}

/// A right that an address names.
fn right(word: &str) -> Result<Right, Fault> {
    Right::named(word).ok_or(Fault::NotFound)
}

fn frame(w: Words, person: &Person) -> Frame {
    Frame::account(w, &person.here, Some(person.who.name.as_str()))
}

/// Whether a region has people who answer: one that was put away has none.
const fn answers(tenant: &Tenant) -> bool {
    matches!(tenant.state, TenantState::Active | TenantState::Suspended)
}

/// The clock on a place's wall.
async fn zone(person: &Person, place: &Domain) -> Result<Zone, Fault> {
    let Some(code) = place.region() else { return Ok(Zone::Wib) };
    let region = regions::by_code(&person.app.control().read().await?, code).await?;
    Ok(region.map_or(Zone::Wib, |region| region.zone))
}
