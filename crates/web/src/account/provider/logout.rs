//! Signing out at the wish of an application (RP-Initiated Logout 1.0). With an ID token of this very sign-in it is done at
//! once; otherwise the citizen is asked, and nobody is led to another site.

use actix_web::{HttpRequest, HttpResponse, web};
use balai_identity::SignedIn;
use balai_identity::applications::Application;
use balai_identity::provider::{LogoutHint, Parameters};

use super::authorize::query_of;
use crate::access::SESSION_COOKIE;
use crate::account::sign_out::SIGN_OUT;
use crate::account::told::Told;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::frame::Frame;

/// The `end_session_endpoint`.
pub const END_SESSION: &str = "/keluar/aplikasi";
/// Where the page that asks sends its form.
pub const AGREED: &str = "/keluar/aplikasi/ya";

/// What an application wants.
struct Wish {
    application: Option<Application>,
    hint: Option<LogoutHint>,
    /// Where the person goes on, with the state.
    onward: Option<String>,
    /// The origin of that.
    origin: Option<String>,
}

/// Signs out at once, or asks.
pub async fn show(caller: Caller, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let parameters = Parameters::parse(request.query_string());
    let Some(wish) = wish(&caller, &parameters).await? else { return stray(&caller) };
    let Some(who) = caller.signed_in().await? else { return Ok(done(wish)) };
    if is_hers(&caller, &wish, &who).await? {
        return leave(&caller, &who, wish).await;
    }
    let action = format!("{AGREED}?{}", parameters.encoded());
    let frame = Frame::account(caller.w, &caller.here, Some(who.name.as_str()));
    let mut page = Told::new(caller.w, frame, "sign-out", "sign-out-text");
    if let Some(application) = &wish.application {
        page.text = caller.w.say("sign-out-asked").put("name", application.name.as_str()).to_string();
    }
    page.deed = Some((action, caller.w.t("sign-out"), caller.form.clone()));
    let mut status = HttpResponse::Ok();
    status.insert_header(caller::policy_to(wish.origin.as_deref()));
    caller::page(status, &page)
}

/// The same by POST, which may come from another site and then without any cookie: it is led to the page.
pub async fn lead(request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, Fault> {
    Ok(caller::to(&format!("{END_SESSION}?{}", query_of(&request, &body)?)).finish())
}

/// Signs out whoever was asked and said yes.
pub async fn submit(caller: Caller, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let parameters = Parameters::parse(request.query_string());
    let Some(wish) = wish(&caller, &parameters).await? else { return stray(&caller) };
    match caller.signed_in().await? {
        Some(who) => leave(&caller, &who, wish).await,
        None => Ok(done(wish)),
    }
}

/// Reads the request; nothing where it contradicts itself or leads where the application did not say.
async fn wish(caller: &Caller, parameters: &Parameters) -> Result<Option<Wish>, Fault> {
    let identity = &caller.app.identity;
    if parameters.has_repeated() {
        return Ok(None);
    }
    let hint = match parameters.get("id_token_hint") {
        None => None,
        Some(text) => match identity.id_token_hint(text).await? {
            None => return Ok(None),
            hint => hint,
        },
    };
    let named = parameters.get("client_id").map(|id| id.parse().ok());
    let id = match (&hint, named) {
        (Some(hint), Some(named)) if named != Some(hint.aud) => return Ok(None),
        (Some(hint), _) => Some(hint.aud),
        (None, named) => named.flatten(),
    };
    let application = match id {
        Some(id) => identity.application(id).await?,
        None => None,
    };
    let (onward, origin) = match (parameters.get("post_logout_redirect_uri"), &hint) {
        // without an ID token nobody knows whether it is the application that asks
        (None, _) | (Some(_), None) => (None, None),
        (Some(asked), Some(_)) => {
            let found = application.as_ref().and_then(|application| application.returns_after_sign_out(asked));
            let Some(found) = found else { return Ok(None) };
            let state = parameters.get("state").map(|state| ("state", state));
            let onward = state.map_or_else(|| found.to_string(), |state| found.with(&[state]));
            (Some(onward), Some(found.origin()))
        }
    };
    Ok(Some(Wish { application, hint, onward, origin }))
}

async fn is_hers(caller: &Caller, wish: &Wish, who: &SignedIn) -> Result<bool, Fault> {
    match &wish.hint {
        Some(hint) => Ok(caller.app.identity.is_of_session(hint, who.session).await?),
        None => Ok(false),
    }
}

async fn leave(caller: &Caller, who: &SignedIn, wish: Wish) -> Result<HttpResponse, Fault> {
    caller.app.identity.sign_out(&caller.act_of(who), who.session).await?;
    let onward = wish.onward.unwrap_or_else(|| SIGN_OUT.to_owned());
    Ok(caller::to_with(&onward, [cookies::gone(SESSION_COOKIE)]))
}

fn done(wish: Wish) -> HttpResponse {
    caller::to(&wish.onward.unwrap_or_else(|| SIGN_OUT.to_owned())).finish()
}

fn stray(caller: &Caller) -> Result<HttpResponse, Fault> {
    let frame = Frame::account(caller.w, &caller.here, None);
    let page = Told::new(caller.w, frame, "sign-out-stray", "sign-out-stray-text").onward("sign-out", SIGN_OUT);
    caller::page(HttpResponse::BadRequest(), &page)
}
