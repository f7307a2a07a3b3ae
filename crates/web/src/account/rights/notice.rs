//! `/data-pribadi/pemberitahuan/{id}`: what somebody was told of a failure that concerns her data.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::Disclosed;
use balai_rights::breach;
use uuid::Uuid;

use super::frame;
use crate::access::Person;
use crate::account::vault::shown::ZONE;
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/rights/notice.html")]
pub struct Notice {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was told, and when.
    pub heading: String,
    /// What article 46 demands; none once the key of the account is gone.
    pub rows: Vec<(String, String)>,
}

/// `GET /data-pribadi/pemberitahuan/{id}`
pub async fn show(person: Person, request: HttpRequest, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let told = breach::notice_of(&person.app.control(), &person.app.kek, person.who.account, *id).await?;
    let told = told.ok_or(Fault::NotFound)?;
    let number = told.content.as_ref().map_or("", |content| content.number.as_str());
    let heading = w.say("rights-notice-line").put("number", number).put("date", w.date(ZONE.date(told.at)));
    let page = Notice {
        w,
        frame: frame(w, &person),
        heading: heading.to_string(),
        rows: told.content.map(|content| rows(w, content)).unwrap_or_default(),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// What was told, by what the law asks.
pub fn rows(w: Words, told: Disclosed) -> Vec<(String, String)> {
    vec![
        (w.t("rights-notice-data"), told.data),
        (w.t("rights-notice-when"), told.when),
        (w.t("rights-notice-how"), told.how),
        (w.t("rights-notice-remedy"), told.remedy),
        (w.t("rights-notice-contact"), told.contact),
    ]
}
