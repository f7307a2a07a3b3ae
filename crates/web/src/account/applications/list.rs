//! `/aplikasi-saya`: what a citizen lets which applications see, with their last use, and the way to end it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::applications::{ApplicationState, GrantedApplication};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{asks, logo, owner};
use crate::access::Person;
use crate::account::vault::shown::ZONE;
use crate::asked::Asked;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::reply::see;
use crate::words::Words;

/// The page.
pub const HERE: &str = "/aplikasi-saya";

/// The page.
#[derive(Template)]
#[template(path = "account/applications/list.html")]
pub struct List {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// What was just done.
    pub news: Option<String>,
    /// The applications.
    pub lines: Vec<Line>,
}

/// One application.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Its logo.
    pub logo: Option<String>,
    /// Whose it is.
    pub who: String,
    /// What it sees.
    pub sees: String,
    /// Since when, and when it was last used.
    pub when: String,
    /// Whether its agency paused it.
    pub paused: bool,
    /// The form that withdraws the consent.
    pub withdraw: String,
}

/// `GET /aplikasi-saya`
pub async fn show(person: Person, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let mut lines = Vec::new();
    for given in person.app.identity.granted_applications(person.who.account).await? {
        lines.push(line(&person, w, &given).await?);
    }
    let page = List {
        w,
        frame: Frame::account(w, HERE, Some(person.who.name.as_str())),
        form: person.form.clone(),
        news: (asked.text("kabar") == "dicabut").then(|| w.t("own-applications-withdrawn")),
        lines,
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// `POST /aplikasi-saya/{id}/cabut`. Pressed twice, the second changes nothing.
pub async fn withdraw(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    if !person.app.identity.withdraw_grant(&person.act, person.who.account, *id).await? {
        return Err(Fault::NotFound);
    }
    Ok(see(format!("{HERE}?kabar=dicabut")))
}

async fn line(person: &Person, w: Words, given: &GrantedApplication) -> Result<Line, Fault> {
    let (grant, application) = (&given.grant, &given.application);
    let day = |at: DateTime<Utc>| w.date(ZONE.date(at));
    let what: Vec<String> = grant.claims.iter().map(|claim| asks::title(w, *claim)).collect();
    let since = w.say("own-applications-since").put("date", day(grant.granted_at)).to_string();
    let used = match grant.used_at {
        Some(at) => w.say("own-applications-used").put("date", day(at)).to_string(),
        None => w.t("own-applications-unused"),
    };
    Ok(Line {
        name: application.name.clone(),
        logo: logo::address(application),
        who: owner(&person.app, w, application).await?,
        sees: if what.is_empty() {
            w.t("own-applications-sees-nothing")
        } else {
            w.say("own-applications-sees").put("what", what.join(", ")).to_string()
        },
        when: if grant.offline {
            format!("{since}. {used}. {}", w.t("own-applications-offline"))
        } else {
            format!("{since}. {used}.")
        },
        paused: application.state == ApplicationState::Paused,
        withdraw: format!("{HERE}/{}/cabut", application.id),
    })
}
