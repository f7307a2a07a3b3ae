//! `/keamanan/kunci`: a passkey for one's own account, and its end.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{MOST_PASSKEYS, OwnPasskey, PasskeyName, PasskeyRefused};
use balai_kernel::Zone;
use serde::Deserialize;
use uuid::Uuid;

use super::{COOKIE, asked, token};
use crate::access::Person;
use crate::account::device;
use crate::account::safety::SAFETY;
use crate::account::told::Told;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/passkey.html")]
pub struct NewPasskey {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What the key is called.
    pub name: Field,
    /// Whether the account has as many as it can have.
    pub full: bool,
}

/// A passkey as the page of one's safety lists it.
#[derive(Clone, Debug)]
pub struct KeyLine {
    /// Its id, for the button that removes it.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Since when, and when it was last used.
    pub text: String,
    /// Whether it is refused, as there may be a copy of it.
    pub copied: bool,
}

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    nama: String,
    #[serde(default)]
    kunci: String,
}

/// Asks for a name and the passkey.
pub async fn offer(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let usual = device::named(&caller.device).unwrap_or_default();
    form(&person, caller.w, HttpResponse::Ok(), Field::new("nama").with(&usual)).await
}

/// Asks the browser.
pub async fn begin(person: Person) -> Result<HttpResponse, Fault> {
    asked(person.app.identity.begin_adding_passkey(&person.act, &person.who).await, person.act.at)
}

/// Adds what the browser made.
pub async fn add(person: Person, caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let (w, field) = (caller.w, Field::new("nama").typed(&filled.nama));
    let unprocessable = HttpResponse::UnprocessableEntity;
    let Ok(name) = PasskeyName::parse(&filled.nama) else {
        return form(&person, w, unprocessable(), field.wrong(w.t("passkey-name-wrong"))).await;
    };
    let Some(token) = token(&caller) else {
        return form(&person, w, unprocessable(), field.wrong(w.t("passkey-again"))).await;
    };
    let identity = &person.app.identity;
    let wrong = match identity.add_passkey(&person.act, &person.who, &token, &filled.kunci, name).await {
        Ok(()) => return Ok(caller::to_with(SAFETY, [cookies::gone(COOKIE)])),
        Err(PasskeyRefused::Storage(error)) => return Err(error.into()),
        Err(PasskeyRefused::Taken) => w.t("passkey-taken"),
        Err(_) => w.t("passkey-again"),
    };
    form(&person, w, unprocessable(), field.wrong(wrong)).await
}

/// Removes one.
pub async fn remove(person: Person, caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    match person.app.identity.remove_passkey(&person.act, person.who.account, *id).await {
        Ok(()) => Ok(caller::to(SAFETY).finish()),
        Err(PasskeyRefused::LastWayIn) => {
            let frame = Frame::account(caller.w, SAFETY, Some(person.who.name.as_str()));
            let page = Told::new(caller.w, frame, "passkey-last", "passkey-last-text");
            caller::page(HttpResponse::Conflict(), &page.onward("safety-title", SAFETY))
        }
        Err(PasskeyRefused::Storage(error)) => Err(error.into()),
        Err(_) => Err(Fault::NotFound),
    }
}

/// The passkeys of an account for the page that lists them.
pub(crate) fn lines(w: Words, all: Vec<OwnPasskey>) -> Vec<KeyLine> {
    let line = |own: OwnPasskey| {
        let added = w.say("passkey-added").put("date", w.date(Zone::Wib.date(own.added_at))).to_string();
        let used = match own.used_at {
            Some(at) => w.say("passkey-used").put("when", w.moment(at, Zone::Wib)).to_string(),
            None => w.t("passkey-unused"),
        };
        let text = format!("{added} {used}");
        KeyLine { id: own.id, name: own.name.to_string(), text, copied: own.copied_at.is_some() }
    };
    all.into_iter().map(line).collect()
}

async fn form(person: &Person, w: Words, status: HttpResponseBuilder, name: Field) -> Result<HttpResponse, Fault> {
    let has = person.app.identity.passkeys(person.who.account).await?.len();
    let page = NewPasskey {
        w,
        frame: Frame::account(w, &person.here, Some(person.who.name.as_str())),
        form: person.form.clone(),
        summary: ErrorSummary::of([&name]),
        name,
        full: has >= MOST_PASSKEYS,
    };
    caller::page(status, &page)
}
