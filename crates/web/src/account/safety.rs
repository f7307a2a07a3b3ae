//! `/keamanan`: the second factor of one's own account, and the codes for the day when the telephone is gone.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::FactorRefused;
use balai_kernel::Zone;
use serde::Deserialize;
use uuid::Uuid;

use super::passkey::own::{KeyLine, lines};
use super::sign_in::Wait;
use crate::access::Person;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page.
pub const SAFETY: &str = "/keamanan";

/// What the account is kept safe by.
#[derive(Template)]
#[template(path = "account/safety.html")]
pub struct Safety {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Whether a code from an app follows on the password.
    pub app: bool,
    /// How many recovery codes are left.
    pub recovery: u64,
    /// Whether there is a password.
    pub password: bool,
    /// Her passkeys.
    pub keys: Vec<KeyLine>,
    /// Whether she may do without the second factor: nobody who holds a role may.
    pub may_remove: bool,
    /// The national identity, where it opens this account or could.
    pub national: Option<NationalLine>,
}

/// The national identity on the page.
#[derive(Clone, Debug)]
pub struct NationalLine {
    /// What people call it.
    pub name: String,
    /// Since when it opens the account; none where it does not.
    pub since: Option<String>,
}

/// The page that brings a secret into an app.
#[derive(Template)]
#[template(path = "account/factor.html")]
pub struct NewFactor {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The code from the app.
    pub code: Field,
    /// The square code, as SVG made by us.
    pub square: String,
    /// The secret in groups of four.
    pub key: String,
}

/// The recovery codes, shown once.
#[derive(Template)]
#[template(path = "account/recovery.html")]
pub struct Recovery {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The codes.
    pub codes: Vec<String>,
}

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kode: String,
}

/// Shows what the account is kept safe by.
pub async fn show(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let safety = person.app.identity.safety(person.who.account).await?;
    let link = person.app.identity.national_link(person.who.account).await?;
    let name = person.app.national.as_ref().map(|national| national.name.clone());
    let national = (link.is_some() || name.is_some()).then(|| NationalLine {
        name: name.unwrap_or_else(|| w.t("national-title")),
        since: link.map(|link| w.moment(link.linked_at, Zone::Wib)),
    });
    let page = Safety {
        w,
        frame: frame(&person, w),
        form: person.form.clone(),
        app: safety.app,
        recovery: safety.recovery,
        password: safety.password,
        keys: lines(w, person.app.identity.passkeys(person.who.account).await?),
        may_remove: person.app.identity.grants_of(person.who.account).await?.is_empty(),
        national,
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Shows the secret that the app takes over.
pub async fn offer(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    form(&person, Words::chosen(&request), HttpResponse::Ok(), Field::new("kode")).await
}

/// Adds the second factor and shows the recovery codes.
pub async fn add(person: Person, request: HttpRequest, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let field = Field::new("kode").typed(&filled.kode);
    match person.app.identity.add_factor(&person.act, own(&person), &filled.kode).await {
        Ok(codes) => codes_page(&person, w, codes),
        Err(FactorRefused::WrongCode) => {
            let field = field.wrong(w.t("accept-code-wrong"));
            form(&person, w, HttpResponse::UnprocessableEntity(), field).await
        }
        Err(FactorRefused::TooManyTries(until)) => {
            let wait = Wait::until(until, person.act.at);
            let mut status = HttpResponse::TooManyRequests();
            status.insert_header(("Retry-After", wait.seconds().to_string()));
            form(&person, w, status, field.wrong(wait.say(w))).await
        }
        Err(refused) => back(refused),
    }
}

/// Makes ten new recovery codes and shows them.
pub async fn renew(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    match person.app.identity.renew_recovery_codes(&person.act, person.who.account).await {
        Ok(codes) => codes_page(&person, Words::chosen(&request), codes),
        Err(refused) => back(refused),
    }
}

/// Removes the second factor.
pub async fn remove(person: Person) -> Result<HttpResponse, Fault> {
    match person.app.identity.remove_factor(&person.act, person.who.account).await {
        Ok(()) => Ok(caller::to(SAFETY).finish()),
        Err(FactorRefused::Staff) => Err(Fault::NotAllowed),
        Err(refused) => back(refused),
    }
}

/// What is done already, or cannot be done now, shows on the page.
fn back(refused: FactorRefused) -> Result<HttpResponse, Fault> {
    match refused {
        FactorRefused::Storage(error) => Err(error.into()),
        _ => Ok(caller::to(SAFETY).finish()),
    }
}

/// The account with the session that she sees it in.
fn own(person: &Person) -> (Uuid, Uuid) {
    (person.who.account, person.who.session)
}

async fn form(person: &Person, w: Words, status: HttpResponseBuilder, code: Field) -> Result<HttpResponse, Fault> {
    let secret = match person.app.identity.offered_factor(&person.act, own(person)).await {
        Ok(secret) => secret,
        Err(refused) => return back(refused),
    };
    let page = NewFactor {
        w,
        frame: frame(person, w),
        form: person.form.clone(),
        summary: ErrorSummary::of([&code]),
        code,
        square: secret.qr_svg(person.who.contact.as_str()),
        key: secret.grouped(),
    };
    caller::page(status, &page)
}

fn codes_page(person: &Person, w: Words, codes: Vec<String>) -> Result<HttpResponse, Fault> {
    caller::page(HttpResponse::Ok(), &Recovery { w, frame: frame(person, w), codes })
}

fn frame(person: &Person, w: Words) -> Frame {
    Frame::account(w, &person.here, Some(person.who.name.as_str()))
}
