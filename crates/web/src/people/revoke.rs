//! Taking a role back: asked once more, then at once.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::RevokeRefused;
use uuid::Uuid;

use super::office::{AtOffice, News};
use super::person::{self, Meant, held};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page that asks.
#[derive(Template)]
#[template(path = "people/revoke.html")]
pub struct Revoke {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The person's page, to go back to.
    pub back: String,
    /// Whose.
    pub name: String,
    /// Which role.
    pub role: String,
    /// For which part of the place.
    pub part: String,
    /// Where the form goes.
    pub action: String,
    /// Whether one takes it from oneself.
    pub own: bool,
}

/// Asks.
pub async fn show<A: AtOffice>(
    at: A,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    let (office, account) = (&at.office().await?, *account);
    let grant = meant.grant()?;
    let member = held(office, account, &grant).await?;
    let page = Revoke {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        back: person::address(office.path, account),
        name: member.name.to_string(),
        role: office.title(grant.role),
        part: office.part(&grant.domain),
        action: Meant::address(office.path, account, "cabut", &grant),
        own: account == office.person.who.account,
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Takes the role back.
pub async fn submit<A: AtOffice>(
    at: A,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    let grant = office.permitted(meant.grant()?).await?;
    match office.person.app.identity.revoke(&office.person.act, *account, &grant).await {
        Ok(()) => Ok(office.back(News::Revoked)),
        Err(RevokeRefused::NotHeld | RevokeRefused::HoldsOther) => Ok(office.back(News::NotHeld)),
        Err(RevokeRefused::LastOne) => Ok(office.back(News::LastOne)),
        Err(RevokeRefused::Storage(error)) => Err(error.into()),
    }
}
