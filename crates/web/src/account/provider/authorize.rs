//! `/otorisasi` for applications: a code for whoever is signed in and has agreed; the sign-in or the consent first for others.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse};
use balai_identity::oidc::Unanswerable;
use balai_identity::provider::{AuthorizationError, Next, NotGiven, Parameters, Refused};
use uuid::Uuid;

use super::asking::{self, Asking, Opening};
use crate::access::SIGN_IN;
use crate::account::authorize::stray;
use crate::account::clients::AUTHORIZE;
use crate::caller::{self, Caller};
use crate::fault::Fault;

/// Where a citizen is asked what an application may see; it carries the request and leads back with it.
pub const CONSENT: &str = "/izin";

/// Answers an application's request.
pub async fn show(caller: &Caller, parameters: &Parameters, id: Uuid) -> Result<HttpResponse, Fault> {
    let app = &caller.app;
    let asking = match asking::read(app, caller.cookie(asking::COOKIE), parameters, id, Opening::May).await? {
        Ok(asking) => asking,
        Err(Refused::Returned(address)) => return Ok(caller::to(&address).finish()),
        Err(Refused::Unanswerable(reason)) => return stray(caller, reason),
    };
    let who = caller.signed_in().await?;
    match (asking.next(app, who.as_ref()).await?, who) {
        (Next::Code, Some(who)) => {
            let act = caller.act_of(&who);
            let (application, asked) = (&asking.application, &asking.asked);
            match app.identity.authorize_application(&act, &who, application, asked, asking.pushed).await {
                Ok(code) => Ok(caller::to(&asked.answer(&code.reveal(), app.identity.site())).finish()),
                Err(NotGiven::Answered) => stray(caller, Unanswerable::Pushed),
                Err(NotGiven::SignedOut) => to_sign_in(caller, &asking).await,
                Err(NotGiven::Storage(error)) => Err(error.into()),
            }
        }
        (Next::Consent, _) => match asking.resumed(app, CONSENT, caller.act.at) {
            Some(page) => Ok(asking.lead(page.as_str())),
            None => too_long(caller, &asking).await,
        },
        (Next::SignIn | Next::Code, _) => to_sign_in(caller, &asking).await,
        (Next::Refuse(error, why), _) => refuse(caller, &asking, error, why).await,
    }
}

/// The same request by POST, which may come from another site and then without any cookie: it is led to the page.
pub async fn lead(request: HttpRequest, body: actix_web::web::Bytes) -> Result<HttpResponse, Fault> {
    Ok(caller::to(&format!("{AUTHORIZE}?{}", query_of(&request, &body)?)).finish())
}

/// A form as the query of an address, pair by pair as it came.
pub(super) fn query_of(request: &HttpRequest, body: &[u8]) -> Result<String, Fault> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let unread = |why: &str| Fault::BadRequest(why.to_owned());
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(unread("the body must be application/x-www-form-urlencoded"));
    }
    if body.len() > LONGEST {
        return Err(unread("the request is too long"));
    }
    Ok(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(url::form_urlencoded::parse(body)).finish())
}

/// Longest form that becomes an address.
const LONGEST: usize = 6_000;

async fn to_sign_in(caller: &Caller, asking: &Asking) -> Result<HttpResponse, Fault> {
    match asking.back(&caller.app, caller.act.at) {
        Some(back) => Ok(asking.lead(&back.via(SIGN_IN))),
        None => too_long(caller, asking).await,
    }
}

async fn too_long(caller: &Caller, asking: &Asking) -> Result<HttpResponse, Fault> {
    refuse(caller, asking, AuthorizationError::InvalidRequest, "the request is too long; push it to /par").await
}

/// Sends the person back with an error. A pushed request is spent with it.
async fn refuse(caller: &Caller, asking: &Asking, error: AuthorizationError, why: &str) -> Result<HttpResponse, Fault> {
    let identity = &caller.app.identity;
    if let Some(pushed) = asking.pushed {
        identity.spend_pushed(pushed, caller.act.at).await?;
    }
    Ok(caller::to(&asking.asked.refuse(error, why, identity.site())).finish())
}
