//! `/izin`: asks a citizen once whether an application may use her account, and leads on.
//!
//! The address carries the request for a sign-in as it stands, so that the answer leads back into it.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::applications::{Application, ClaimName, ConsentRefused, RedirectUri};
use balai_identity::oidc::{AuthorizationQuery, CallbackError, ClientId, Site};

use super::asks::{AskLine, Values, lines};
use super::{find_open, logo, owner, registrar};
use crate::access::Person;
use crate::account::clients::AUTHORIZE;
use crate::account::told::Told;
use crate::caller;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// The page.
pub const HERE: &str = "/izin";
/// The name of the buttons, and the value of the one that agrees.
const ANSWER: (&str, &str) = ("jawab", "ya");
/// The boxes of what need not be given.
const GIVEN: &str = "beri";
/// The version of the application that was shown.
const SHOWN: &str = "versi";
/// Letters of a state that is handed back.
const LONGEST_STATE: usize = 512;

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
}

/// A request for a sign-in that an application began.
struct Asking {
    application: Application,
    redirect: RedirectUri,
    state: Option<String>,
}

/// `GET /izin`
pub async fn show(
    person: Person,
    request: HttpRequest,
    query: web::Query<AuthorizationQuery>,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let Some(asking) = read(&person, &query).await? else { return gone(&person, w) };
    let grant = person.app.identity.application_grant(person.who.account, asking.application.id).await?;
    if grant.as_ref().is_some_and(|grant| grant.covers(&asking.application)) {
        return Ok(caller::to(&onward(&request)).finish());
    }
    let note = grant.map(|_| w.t("consent-more"));
    ask(&person, w, &request, HttpResponse::Ok(), asking, note).await
}

/// `POST /izin`
pub async fn submit(
    person: Person,
    request: HttpRequest,
    query: web::Query<AuthorizationQuery>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let Some(asking) = read(&person, &query).await? else { return gone(&person, w) };
    if typed.text(ANSWER.0) != ANSWER.1 {
        return Ok(caller::to(&asking.refusal(person.app.identity.site())).finish());
    }
    let application = &asking.application;
    let boxes: Vec<ClaimName> = typed.all(GIVEN).filter_map(|name| name.parse().ok()).collect();
    let needed = application.claims.iter().filter(|asked| !asked.voluntary).map(|asked| asked.claim);
    let given: Vec<ClaimName> = needed.chain(boxes).collect();
    let shown = (application.id, typed.text(SHOWN).parse().unwrap_or_default());
    match person.app.identity.consent(&person.act, person.who.account, shown, &given).await {
        Ok(()) => Ok(caller::to(&onward(&request)).finish()),
        Err(ConsentRefused::Changed | ConsentRefused::Needed) => {
            let note = Some(w.t("consent-changed"));
            ask(&person, w, &request, HttpResponse::Conflict(), asking, note).await
        }
        Err(ConsentRefused::Storage(error)) => Err(error.into()),
    }
}

/// The request behind the query, if an application that is open makes it.
async fn read(person: &Person, query: &AuthorizationQuery) -> Result<Option<Asking>, Fault> {
    let Ok(ClientId::Application(id)) = query.client_id() else { return Ok(None) };
    let Some(application) = find_open(&person.app, id).await? else { return Ok(None) };
    let redirect = query.redirect_uri.as_deref().and_then(|uri| application.returns_to(uri)).cloned();
    let fits = |state: &String| state.len() <= LONGEST_STATE && state.bytes().all(|b| b.is_ascii_graphic());
    let state = query.state.clone().filter(fits);
    Ok(redirect.map(|redirect| Asking { application, redirect, state }))
}

impl Asking {
    /// Back to the application, without a code.
    fn refusal(&self, issuer: &Site) -> String {
        let mut answer = vec![("error", CallbackError::AccessDenied.as_str()), ("iss", issuer.as_str())];
        answer.extend(self.state.as_deref().map(|state| ("state", state)));
        self.redirect.with(&answer)
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
            host: asking.redirect.host(),
            lines,
        },
        version: application.version,
        action,
    };
    // the form leads, by way of redirects, to the application's own host
    status.insert_header(caller::policy_to(Some(&asking.redirect.origin())));
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
