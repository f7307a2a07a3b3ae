//! Taking a role back: asked once more, then at once.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::RevokeRefused;
use uuid::Uuid;

use super::office::{News, Office};
use super::person::{self, Meant, held};
use crate::access::{Ministry, Staff, may};
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

/// Asks, at a region's desk.
pub async fn show_at_desk(
    staff: Staff<may::StaffInvite>,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    let office = Office::of_region(&staff).await?;
    show(&office, *account, &meant).await
}

/// Asks, at the ministry.
pub async fn show_at_ministry(
    ministry: Ministry<may::StaffInvite>,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    show(&Office::of_ministry(&ministry).await?, *account, &meant).await
}

/// Takes a role back in a region.
pub async fn submit_at_desk(
    staff: Staff<may::StaffInvite>,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    let office = Office::of_region(&staff).await?;
    submit(&office, *account, &meant).await
}

/// Takes a role back at the ministry.
pub async fn submit_at_ministry(
    ministry: Ministry<may::StaffInvite>,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    submit(&Office::of_ministry(&ministry).await?, *account, &meant).await
}

async fn show(office: &Office<'_>, account: Uuid, meant: &Meant) -> Result<HttpResponse, Fault> {
    let grant = meant.grant()?;
    let member = held(office, account, &grant).await?;
    let page = Revoke {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        back: person::address(office.path, account),
        name: member.name.to_string(),
        role: grant.role.title().to_owned(),
        part: office.part(&grant.domain),
        action: Meant::address(office.path, account, "cabut", &grant),
        own: account == office.person.who.account,
    };
    caller::page(HttpResponse::Ok(), &page)
}

async fn submit(office: &Office<'_>, account: Uuid, meant: &Meant) -> Result<HttpResponse, Fault> {
    let grant = office.permitted(meant.grant()?).await?;
    match office.person.app.identity.revoke(&office.person.act, account, &grant).await {
        Ok(()) => Ok(office.back(News::Revoked)),
        Err(RevokeRefused::NotHeld | RevokeRefused::HoldsOther) => Ok(office.back(News::NotHeld)),
        Err(RevokeRefused::LastOne) => Ok(office.back(News::LastOne)),
        Err(RevokeRefused::Storage(error)) => Err(error.into()),
    }
}
