//! Another role for somebody in the place of one that is held.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::RevokeRefused;
use balai_rbac::Grant;
use uuid::Uuid;

use super::chosen::{Chosen, Filled};
use super::office::{AtOffice, News, Office};
use super::person::{Meant, held};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "people/change.html")]
pub struct Change {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The person's page, to go back to.
    pub back: String,
    /// Whose role.
    pub name: String,
    /// The role as it is.
    pub now: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The role.
    pub role: Field,
    /// The roles.
    pub roles: Vec<Choice>,
    /// For which part of the region; not asked at the ministry.
    pub part: Field,
    /// The parts.
    pub parts: Vec<Choice>,
}

/// The form.
pub async fn show<A: AtOffice>(
    at: A,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
) -> Result<HttpResponse, Fault> {
    let now = meant.grant()?;
    answer(&at.office().await?, HttpResponse::Ok(), *account, &now, Chosen::held(&now)).await
}

/// Changes the role.
pub async fn submit<A: AtOffice>(
    at: A,
    account: web::Path<Uuid>,
    meant: web::Query<Meant>,
    filled: web::Form<Filled>,
) -> Result<HttpResponse, Fault> {
    let (office, now) = (&at.office().await?, meant.grant()?);
    let to = match Chosen::read(office, &office.roles().await?, &filled) {
        Ok(to) => to,
        Err(chosen) => return answer(office, HttpResponse::UnprocessableEntity(), *account, &now, *chosen).await,
    };
    let (from, to) = (office.permitted(now.clone()).await?, office.permitted(to).await?);
    match office.person.app.identity.change(&office.person.act, *account, &from, &to).await {
        Ok(()) => Ok(office.back(News::Changed)),
        Err(RevokeRefused::NotHeld) => Ok(office.back(News::NotHeld)),
        Err(RevokeRefused::LastOne) => Ok(office.back(News::LastOne)),
        Err(RevokeRefused::HoldsOther) => {
            let mut chosen = Chosen::of(&filled);
            chosen.role = chosen.role.wrong("Orang ini sudah memegang peran itu juga. Cabut saja peran yang ini.");
            answer(office, HttpResponse::UnprocessableEntity(), *account, &now, chosen).await
        }
        Err(RevokeRefused::Storage(error)) => Err(error.into()),
    }
}

async fn answer(
    office: &Office<'_>,
    status: HttpResponseBuilder,
    account: Uuid,
    now: &Grant,
    chosen: Chosen,
) -> Result<HttpResponse, Fault> {
    let member = held(office, account, now).await?;
    let page = Change {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        back: super::person::address(office.path, account),
        name: member.name.to_string(),
        now: office.grant(now),
        action: Meant::address(office.path, account, "ubah", now),
        summary: ErrorSummary::of([&chosen.role, &chosen.part]),
        roles: chosen.roles(office, &office.roles().await?),
        parts: chosen.parts(office),
        role: chosen.role,
        part: chosen.part,
    };
    caller::page(status, &page)
}
