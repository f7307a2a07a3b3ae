//! Somebody who works here no more: all her roles are taken back, asked once more, then at once.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::RevokeRefused;
use uuid::Uuid;

use super::office::{AtOffice, News};
use super::person::{address, member};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page that asks.
#[derive(Template)]
#[template(path = "people/dismiss.html")]
pub struct Dismiss {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The person's page, to go back to.
    pub back: String,
    /// Who.
    pub name: String,
    /// Her roles here.
    pub roles: Vec<String>,
    /// Where the form goes.
    pub action: String,
    /// Whether it is the reader.
    pub own: bool,
}

/// Asks.
pub async fn show<A: AtOffice>(at: A, account: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let (office, account) = (&at.office().await?, *account);
    let member = member(office, account).await?;
    let back = address(office.path, account);
    let page = Dismiss {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        name: member.name.to_string(),
        roles: member.grants.iter().map(|grant| office.grant(grant)).collect(),
        action: format!("{back}/nonaktif"),
        own: account == office.person.who.account,
        back,
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Takes all her roles here back.
pub async fn submit<A: AtOffice>(at: A, account: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    let mut grants = Vec::new();
    for grant in member(office, *account).await?.grants {
        grants.push(office.permitted(grant).await?);
    }
    match office.person.app.identity.dismiss(&office.person.act, *account, &grants).await {
        Ok(()) => Ok(office.back(News::Dismissed)),
        Err(RevokeRefused::NotHeld | RevokeRefused::HoldsOther) => Err(Fault::NotFound),
        Err(RevokeRefused::LastOne) => Ok(office.back(News::LastOne)),
        Err(RevokeRefused::Storage(error)) => Err(error.into()),
    }
}
