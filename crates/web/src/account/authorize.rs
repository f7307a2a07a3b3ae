//! `/otorisasi`: sends somebody who is signed in back to the host they came from, with a code.

use actix_web::{HttpResponse, web};
use balai_identity::oidc::{AuthorizationQuery, AuthorizationRefused};

use super::clients;
use super::told::Told;
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::frame::Frame;

/// Answers with a code, or with the sign-in first. A request that names no host of ours sends nobody anywhere.
pub async fn show(caller: Caller, query: web::Query<AuthorizationQuery>) -> Result<HttpResponse, Fault> {
    let identity = &caller.app.identity;
    let request = match clients::asked(&caller.app, caller.w, &query).await? {
        Ok((_, request)) => request,
        Err(AuthorizationRefused::Returned(address)) => return Ok(caller::to(&address).finish()),
        Err(AuthorizationRefused::Unanswerable(reason)) => {
            tracing::warn!(%reason, "a request for a sign-in names no host of ours");
            let frame = Frame::account(caller.w, &caller.here, None);
            let page = Told::new(caller.w, frame, "authorize-stray", "authorize-stray-text");
            return caller::page(HttpResponse::BadRequest(), &page.onward("account-own", "/"));
        }
    };
    let who = caller.signed_in().await?.filter(|who| clients::is_proven(who, &request, caller.act.at));
    let Some(who) = who else {
        return Ok(caller::to(&Back::or(Some(&caller.here), "/").via(SIGN_IN)).finish());
    };
    let code = identity.authorize(&caller.act_of(&who), &who, &request).await?;
    Ok(caller::to(&request.answer(&code.reveal(), identity.site())).finish())
}
