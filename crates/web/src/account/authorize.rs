//! `/otorisasi`: sends somebody who is signed in back to the host they came from, with a code.

use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use balai_identity::oidc::{AuthorizationQuery, AuthorizationRefused, ClientId, Unanswerable};
use balai_identity::provider::Parameters;

use super::told::Told;
use super::{clients, provider};
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::frame::Frame;

/// Answers with a code, or with the sign-in first. A request that names no host or application of ours sends nobody
/// anywhere.
pub async fn show(caller: Caller, request: HttpRequest) -> Result<HttpResponse, actix_web::Error> {
    let parameters = Parameters::parse(request.query_string());
    if let Some(Ok(ClientId::Application(id))) = parameters.get("client_id").map(str::parse) {
        return Ok(provider::authorize::show(&caller, &parameters, id).await?);
    }
    let query = web::Query::<AuthorizationQuery>::extract(&request).await?;
    Ok(own(&caller, &query).await?)
}

/// The same for our own hosts.
async fn own(caller: &Caller, query: &AuthorizationQuery) -> Result<HttpResponse, Fault> {
    let identity = &caller.app.identity;
    let request = match clients::asked(&caller.app, caller.w, query).await? {
        Ok((_, request)) => request,
        Err(AuthorizationRefused::Returned(address)) => return Ok(caller::to(&address).finish()),
        Err(AuthorizationRefused::Unanswerable(reason)) => return stray(caller, reason),
    };
    let who = caller.signed_in().await?.filter(|who| clients::is_proven(who, &request, caller.act.at));
    let Some(who) = who else {
        return Ok(caller::to(&Back::or(Some(&caller.here), "/").via(SIGN_IN)).finish());
    };
    let code = identity.authorize(&caller.act_of(&who), &who, &request).await?;
    Ok(caller::to(&request.answer(&code.reveal(), identity.site())).finish())
}

/// Says that nobody is sent anywhere with this request.
pub(super) fn stray(caller: &Caller, reason: Unanswerable) -> Result<HttpResponse, Fault> {
    tracing::warn!(%reason, "a request for a sign-in cannot be answered");
    let frame = Frame::account(caller.w, &caller.here, None);
    let page = Told::new(caller.w, frame, "authorize-stray", "authorize-stray-text").onward("account-own", "/");
    caller::page(HttpResponse::BadRequest(), &page)
}
