//! Taking a role back: asked once more, then at once.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{RevokeRefused, StaffMember};
use balai_rbac::{Domain, Grant, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::office::{News, Office};
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
    /// The list to go back to.
    pub path: &'static str,
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

/// Which role is meant.
#[derive(Debug, Deserialize)]
pub struct Meant {
    peran: String,
    di: String,
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

/// The page for one role of one person.
pub(super) fn address(path: &str, account: Uuid, grant: &Grant) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("peran", grant.role.as_str()).append_pair("di", &grant.domain.to_string());
    format!("{path}/{account}/cabut?{}", query.finish())
}

async fn show(office: &Office<'_>, account: Uuid, meant: &Meant) -> Result<HttpResponse, Fault> {
    let (member, grant) = held(office, account, meant).await?;
    let page = Revoke {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        path: office.path,
        name: member.name.to_string(),
        role: grant.role.title().to_owned(),
        part: office.part(&grant.domain),
        action: address(office.path, account, &grant),
        own: account == office.person.who.account,
    };
    caller::page(HttpResponse::Ok(), &page)
}

async fn submit(office: &Office<'_>, account: Uuid, meant: &Meant) -> Result<HttpResponse, Fault> {
    let grant = office.permitted(named(meant)?).await?;
    match office.person.app.identity.revoke(&office.person.act, account, &grant).await {
        Ok(()) => Ok(office.back(News::Revoked)),
        Err(RevokeRefused::NotHeld) => Ok(office.back(News::NotHeld)),
        Err(RevokeRefused::LastOne) => Ok(office.back(News::LastOne)),
        Err(RevokeRefused::Storage(error)) => Err(error.into()),
    }
}

/// The role, when this person holds it here.
async fn held(office: &Office<'_>, account: Uuid, meant: &Meant) -> Result<(StaffMember, Grant), Fault> {
    let grant = named(meant)?;
    let members = office.person.app.identity.staff(&office.place).await?;
    let member = members.into_iter().find(|member| member.account == account && member.grants.contains(&grant));
    member.map(|member| (member, grant)).ok_or(Fault::NotFound)
}

fn named(meant: &Meant) -> Result<Grant, Fault> {
    let role: Role = meant.peran.parse().map_err(|_| Fault::NotFound)?;
    let domain: Domain = meant.di.parse().map_err(|_| Fault::NotFound)?;
    Grant::new(role, domain).ok_or(Fault::NotFound)
}
