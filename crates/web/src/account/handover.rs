//! Somebody hands over the role that answers for a place: the other one says yes or no.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::{Handover, HandoverRefused};
use balai_rbac::Role;
use uuid::Uuid;

use crate::access::Person;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::places;
use crate::words::Words;

/// The page that asks.
#[derive(Template)]
#[template(path = "account/handover.html")]
pub struct Asked {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// The role.
    pub role: String,
    /// Where.
    pub place: String,
    /// Who offers it.
    pub from: String,
    /// The page's own path.
    pub action: String,
}

/// The page of an offer.
pub fn address(id: Uuid) -> String {
    format!("/serah-terima/{id}")
}

/// The role that is offered, in the reader's language.
pub fn role(w: Words, offer: &Handover) -> String {
    let role = Role::answering_for(offer.domain.level());
    role.map_or_else(String::new, |role| places::role(w, role, role.title()))
}

/// Asks.
pub async fn show(person: Person, id: web::Path<Uuid>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let (w, app) = (Words::chosen(&request), &person.app);
    let offers = app.identity.handovers_to(person.who.account, person.act.at).await?;
    let offer = offers.into_iter().find(|offer| offer.id == *id).ok_or(Fault::NotFound)?;
    let from = app.identity.account(offer.from).await?;
    let page = Asked {
        w,
        frame: Frame::account(w, &person.here, Some(person.who.name.as_str())),
        form: person.form.clone(),
        role: role(w, &offer),
        place: places::name(app, w, &offer.domain).await?,
        from: from.map_or_else(String::new, |account| account.name.to_string()),
        action: address(offer.id),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Takes the role over; the account's first page shows it.
pub async fn accept(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    match person.app.identity.accept_handover(&person.act, *id, person.who.account).await {
        Ok(_) => Ok(caller::to(&format!("/?{}", super::accept::WELCOME)).finish()),
        Err(HandoverRefused::Storage(error)) => Err(error.into()),
        Err(_) => Err(Fault::NotFound),
    }
}

/// Says no.
pub async fn decline(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let offers = person.app.identity.handovers_to(person.who.account, person.act.at).await?;
    if !offers.iter().any(|offer| offer.id == *id) {
        return Err(Fault::NotFound);
    }
    match person.app.identity.end_handover(&person.act, *id, person.who.account).await {
        Ok(()) => Ok(caller::to("/").finish()),
        Err(HandoverRefused::Storage(error)) => Err(error.into()),
        Err(_) => Err(Fault::NotFound),
    }
}
