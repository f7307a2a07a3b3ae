//! `/izin`: asks a citizen once whether an application may use her account, and leads on.
//!
//! The address carries the request for a sign-in as it stands, so that the answer leads back into it.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use balai_identity::applications::{ClaimName, ConsentRefused};
use balai_identity::oidc::{ClientId, Unanswerable};
use balai_identity::provider::{AuthorizationError, Next, Parameters, Refused};

use super::asks::{AskLine, Values, lines};
use super::{logo, owner, registrar};
use crate::access::Person;
use crate::account::clients::AUTHORIZE;
use crate::account::provider::asking::{self, Asking, Opening};
use crate::account::provider::authorize::CONSENT as HERE;
use crate::account::told::Told;
use crate::caller;
use crate::cookies;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// The name of the buttons, and the value of the one that agrees.
const ANSWER: (&str, &str) = ("jawab", "ya");
/// The boxes of what need not be given.
const GIVEN: &str = "beri";
/// The version of the application that was shown.
const SHOWN: &str = "versi";

/// The page.
#[derive(Template)]
#[template(path = "account/applications/consent.html")]
pub struct Consent {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Where the form goes.
    pub action: String,
    /// What is special about being asked.
    pub note: Option<String>,
    /// The question.
    pub card: Card,
    /// The version of the application.
    pub version: i32,
    /// Where what is missing is filled in; the application cannot be used before.
    pub complete: Option<Link>,
}

/// The question itself, which the desk shows too.
#[derive(Clone, Debug)]
pub struct Card {
    /// The application.
    pub name: String,
    /// Its logo.
    pub logo: Option<String>,
    /// Whose it is.
    pub who: String,
    /// Who registered it.
    pub by: String,
    /// The host that one returns to.
    pub host: String,
    /// What it asks.
    pub lines: Vec<AskLine>,
    /// Whether it asks to go on while she is not signed in.
    pub offline: bool,
}

/// `GET /izin`
pub async fn show(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let asking = match read(&person, &request).await? {
        Ok(asking) => asking,
        Err(refused) => return no_request(&person, w, refused),
    };
    if asking.next(&person.app, Some(&person.who)).await? != Next::Consent {
        return Ok(caller::to(&onward(&request)).finish());
    }
    let grant = person.app.identity.application_grant(person.who.account, asking.application.id).await?;
    let note = grant.filter(|grant| !grant.covers(&asking.application)).map(|_| w.t("consent-more"));
    ask(&person, w, &request, HttpResponse::Ok(), asking, note).await
}

/// `POST /izin`
pub async fn submit(person: Person, request: HttpRequest, typed: Typed) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let asking = match read(&person, &request).await? {
        Ok(asking) => asking,
        Err(refused) => return no_request(&person, w, refused),
    };
    let identity = &person.app.identity;
    if typed.text(ANSWER.0) != ANSWER.1 {
        if let Some(pushed) = asking.pushed {
            identity.spend_pushed(pushed, person.act.at).await?;
        }
        let (no, why) = (AuthorizationError::AccessDenied, "the citizen said no");
        return Ok(caller::to(&asking.asked.refuse(no, why, identity.site())).finish());
    }
    let application = &asking.application;
    let boxes: Vec<ClaimName> = typed.all(GIVEN).filter_map(|name| name.parse().ok()).collect();
    let needed = application.claims.iter().filter(|asked| !asked.voluntary).map(|asked| asked.claim);
    let given: Vec<ClaimName> = needed.chain(boxes).collect();
    let shown = (application.id, typed.text(SHOWN).parse().unwrap_or_default());
    match identity.consent(&person.act, person.who.account, shown, &given, asking.is_offline()).await {
        Ok(()) => Ok(caller::to(&onward(&request)).finish()),
        Err(ConsentRefused::Changed | ConsentRefused::Needed) => {
            let note = Some(w.t("consent-changed"));
            ask(&person, w, &request, HttpResponse::Conflict(), asking, note).await
        }
        Err(ConsentRefused::Storage(error)) => Err(error.into()),
    }
}

/// The request behind the query, if an application that is open makes it.
async fn read(person: &Person, request: &HttpRequest) -> Result<Result<Asking, Refused>, Fault> {
    let parameters = Parameters::parse(request.query_string());
    match parameters.get("client_id").map(str::parse) {
        Some(Ok(ClientId::Application(id))) => {
            let browser = cookies::token(request, asking::COOKIE);
            asking::read(&person.app, browser, &parameters, id, Opening::MayNot).await
        }
        _ => Ok(Err(Refused::Unanswerable(Unanswerable::Client))),
    }
}

/// Whoever comes without a request that can be answered is told so, or goes back with what is wrong with it.
fn no_request(person: &Person, w: Words, refused: Refused) -> Result<HttpResponse, Fault> {
    match refused {
        Refused::Returned(address) => Ok(caller::to(&address).finish()),
        Refused::Unanswerable(_) => gone(person, w),
    }
}

/// Back into the request for a sign-in.
fn onward(request: &HttpRequest) -> String {
    format!("{AUTHORIZE}?{}", request.query_string())
}

async fn ask(
    person: &Person,
    w: Words,
    request: &HttpRequest,
    mut status: HttpResponseBuilder,
    asking: Asking,
    note: Option<String>,
) -> Result<HttpResponse, Fault> {
    let application = &asking.application;
    let action = format!("{HERE}?{}", request.query_string());
    let lines = lines(w, application, &Values::of(person).await?);
    let page = Consent {
        w,
        frame: Frame::account(w, &action, Some(person.who.name.as_str())),
        form: person.form.clone(),
        note,
        complete: complete(w, &lines, &action),
        card: Card {
            name: application.name.clone(),
            logo: logo::address(application),
            who: owner(&person.app, w, application).await?,
            by: registrar(&person.app, w, application).await?,
            host: asking.asked.redirect.host(),
            lines,
            offline: asking.is_offline(),
        },
        version: application.version,
        action,
    };
    // the form leads, by way of redirects, to the application's own host
    status.insert_header(caller::policy_to(Some(&asking.asked.redirect.origin())));
    caller::page(status, &page)
}

/// Where what the application cannot do without is filled in, when the account lacks it.
fn complete(w: Words, lines: &[AskLine], here: &str) -> Option<Link> {
    let missing: Vec<&str> =
        lines.iter().filter(|line| !line.voluntary && line.value.is_none()).map(|line| line.claim).collect();
    match missing.as_slice() {
        [] => None,
        ["nik"] => {
            Some(Link::new(w.t("consent-complete-nik"), crate::back::Back::or(Some(here), "/").via("/profil/nik")))
        }
        _ => Some(Link::new(w.t("consent-complete-profile"), "/profil")),
    }
}

fn gone(person: &Person, w: Words) -> Result<HttpResponse, Fault> {
    let frame = Frame::account(w, HERE, Some(person.who.name.as_str()));
    let page = Told::new(w, frame, "consent-gone", "consent-gone-text");
    caller::page(HttpResponse::BadRequest(), &page.onward("account-own", "/"))
}
