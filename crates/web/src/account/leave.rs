//! `/hapus-akun`: a person leaves, and `/batal-hapus/{token}`, which brings her account back.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{LeaveRefused, STAY_LASTS};
use balai_kernel::{SecretToken, Zone};
use serde::Deserialize;

use super::home::RoleLine;
use super::told::Told;
use crate::access::{Person, SESSION_COOKIE};
use crate::caller::{self, Caller};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::places;
use crate::words::{Lang, Words};

/// The page that explains.
#[derive(Template)]
#[template(path = "account/leave.html")]
pub struct Leave {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Hours in which it can be undone.
    pub hours: u64,
    /// Roles that are handed over or given up first.
    pub roles: Vec<RoleLine>,
}

/// The page that asks for the word.
#[derive(Template)]
#[template(path = "account/leave_now.html")]
pub struct LeaveNow {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The word.
    pub word: Field,
    /// Hours in which it can be undone.
    pub hours: u64,
}

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kata: String,
}

/// Explains what goes, what stays, and why.
pub async fn explain(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    told(&person, Words::chosen(&request), HttpResponse::Ok()).await
}

/// Asks for the word.
pub async fn ask(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    form(&person, Words::chosen(&request), HttpResponse::Ok(), Field::new("kata"))
}

/// Closes the account.
pub async fn submit(person: Person, request: HttpRequest, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let field = Field::new("kata").typed(&filled.kata);
    let is_word = |lang| filled.kata.trim().eq_ignore_ascii_case(&Words::of(lang).t("leave-word"));
    if ![Lang::Id, Lang::En].into_iter().any(is_word) {
        return form(&person, w, HttpResponse::UnprocessableEntity(), field.wrong(w.t("leave-word-wrong")));
    }
    let due = match person.app.identity.leave(&person.act, person.who.account).await {
        Ok(due) => due,
        Err(LeaveRefused::Holds(_)) => return told(&person, w, HttpResponse::Conflict()).await,
        Err(LeaveRefused::Closed) => return Err(Fault::NotFound),
        Err(LeaveRefused::Storage(error)) => return Err(error.into()),
    };
    let page = Told {
        text: w.say("leave-closed-text").put("when", w.moment(due, Zone::Wib)).to_string(),
        ..Told::new(w, Frame::account(w, "/", None), "leave-closed", "leave-closed")
    };
    let mut answer = caller::page(HttpResponse::Ok(), &page)?;
    answer.add_cookie(&cookies::gone(SESSION_COOKIE)).map_err(|error| Fault::ours(&error))?;
    Ok(answer)
}

/// Says what a link from a letter would bring back, and asks.
pub async fn ask_stay(caller: Caller, link: web::Path<String>) -> Result<HttpResponse, Fault> {
    let due = match SecretToken::parse(&link) {
        Ok(token) => caller.app.identity.leaving_under(&token, caller.act.at).await?,
        Err(_) => None,
    };
    let Some(due) = due else { return stale(&caller) };
    let page = Told {
        text: caller.w.say("stay-text").put("when", caller.w.moment(due, Zone::Wib)).to_string(),
        deed: Some((caller.here.clone(), caller.w.t("stay-button"), caller.form.clone())),
        ..Told::new(caller.w, Frame::account(caller.w, &caller.here, None), "stay-title", "stay-title")
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Brings it back.
pub async fn stay(caller: Caller, link: web::Path<String>) -> Result<HttpResponse, Fault> {
    let Ok(token) = SecretToken::parse(&link) else { return stale(&caller) };
    if !caller.app.identity.stay(&caller.act, &token).await? {
        return stale(&caller);
    }
    let page = Told::new(caller.w, Frame::account(caller.w, "/masuk", None), "stayed-title", "stayed-text");
    caller::page(HttpResponse::Ok(), &page.onward("sign-in-title", "/masuk"))
}

fn stale(caller: &Caller) -> Result<HttpResponse, Fault> {
    let page = Told::new(caller.w, Frame::account(caller.w, "/masuk", None), "undo-stale", "stay-stale-text");
    caller::page(HttpResponse::NotFound(), &page.onward("sign-in-title", "/masuk"))
}

async fn told(person: &Person, w: Words, status: HttpResponseBuilder) -> Result<HttpResponse, Fault> {
    let mut roles = Vec::new();
    for held in person.permissions().await?.held() {
        let desk = places::desk(&person.app, w, &held.grant.domain).await?;
        let place = places::name(&person.app, w, &held.grant.domain).await?;
        let role = places::role(w, held.grant.role, &held.title);
        roles.push(RoleLine { role, place, desk: desk.map(|link| link.href) });
    }
    caller::page(status, &Leave { w, frame: frame(person, w), hours: hours(), roles })
}

fn form(person: &Person, w: Words, status: HttpResponseBuilder, word: Field) -> Result<HttpResponse, Fault> {
    let page = LeaveNow {
        w,
        frame: frame(person, w),
        form: person.form.clone(),
        summary: ErrorSummary::of([&word]),
        word,
        hours: hours(),
    };
    caller::page(status, &page)
}

fn frame(person: &Person, w: Words) -> Frame {
    Frame::account(w, &person.here, Some(person.who.name.as_str()))
}

fn hours() -> u64 {
    STAY_LASTS.num_hours().unsigned_abs()
}
