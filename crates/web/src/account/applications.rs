//! Applications of agencies, as their citizens meet them: asked once at `/izin`, seen and withdrawn at `/aplikasi-saya`.

pub mod asks;
pub mod consent;
pub mod list;
pub mod logo;

use actix_web::http::Method;
use balai_identity::applications::{Application, ApplicationState};
use balai_rbac::Domain;
use uuid::Uuid;

use crate::account::provider;
use crate::fault::Fault;
use crate::host::SiteKind;
use crate::places;
use crate::route::{Route, guarded, open};
use crate::state::App;
use crate::words::Words;

/// The routes of citizens.
pub fn routes() -> Vec<Route> {
    let at = SiteKind::Account;
    let picture = "a picture that an agency shows to everybody";
    vec![
        guarded(at, Method::GET, provider::authorize::CONSENT, consent::show),
        guarded(at, Method::POST, provider::authorize::CONSENT, consent::submit),
        guarded(at, Method::GET, list::HERE, list::show),
        guarded(at, Method::POST, "/aplikasi-saya/{id}/cabut", list::withdraw),
        open(at, Method::GET, "/aplikasi-saya/{id}/logo", picture, logo::show),
    ]
}

/// An application that people can sign in to: it is active, and the hall of its region was not put away.
pub async fn find_open(app: &App, id: Uuid) -> Result<Option<Application>, Fault> {
    let found = app.identity.application(id).await?.filter(|found| found.state == ApplicationState::Active);
    let is_open = match found.as_ref().and_then(|found| found.owner) {
        Some(region) => places::staffed(app, region).await?.is_some(),
        None => true,
    };
    Ok(found.filter(|_| is_open))
}

/// Whose it is: `Badan Pengelolaan Keuangan, Kabupaten Sragen`, `Kabupaten Sragen`; its own name where no region has it.
pub(super) async fn owner(app: &App, w: Words, of: &Application) -> Result<String, Fault> {
    match (of.owner, of.agency) {
        (Some(region), Some(agency)) => places::name(app, w, &Domain::Agency(region, agency)).await,
        (Some(region), None) => places::name(app, w, &Domain::Region(region)).await,
        (None, _) => Ok(of.name.clone()),
    }
}

/// Who registered it and answers for that: the region, or the operator.
pub(super) async fn registrar(app: &App, w: Words, of: &Application) -> Result<String, Fault> {
    match of.owner {
        Some(region) => places::name(app, w, &Domain::Region(region)).await,
        None => Ok(w.t("consent-operator")),
    }
}
