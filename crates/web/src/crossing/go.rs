//! `/masuk` at a host that has no passwords of its own: off to the account host.

use actix_web::{HttpResponse, web};
use balai_identity::SessionEnd;
use balai_identity::oidc::AuthorizationRequest;
use serde::Deserialize;

use super::Door;
use super::travel::Travel;
use crate::access::{SESSION_COOKIE, SIGN_IN};
use crate::account::told::Told;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    ke: Option<String>,
}

/// Sends off whoever is not signed in. Somebody whose session has ended is told so first; the page also stands
/// between a form and another host, where browsers do not let forms lead.
pub async fn show(caller: Caller, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let door = Door::of(&caller).await?;
    let back = Back::or(asked.ke.as_deref(), door.home);
    if caller.signed_in().await?.is_some() {
        return Ok(caller::to(back.as_str()).finish());
    }
    if let Some(end) = ended(&caller).await? {
        return told(&caller, &door, &back, end);
    }
    let travel = Travel::begin(back);
    let request = AuthorizationRequest {
        client: door.client,
        site: caller.oidc_site(),
        state: travel.state.reveal(),
        nonce: travel.nonce.reveal(),
        challenge: travel.verifier.challenge(),
    };
    let address = request.to_query().address(caller.app.identity.site());
    Ok(caller::to_with(&address, [travel.cookie()]))
}

async fn ended(caller: &Caller) -> Result<Option<SessionEnd>, Fault> {
    let Some(token) = caller.cookie(SESSION_COOKIE) else { return Ok(None) };
    Ok(caller.app.identity.session_end(&token, &caller.oidc_site(), caller.act.at).await?)
}

/// The cookie goes with the page, so the next look at this address sends off.
fn told(caller: &Caller, door: &Door, back: &Back, end: SessionEnd) -> Result<HttpResponse, Fault> {
    let (heading, text) = match end {
        SessionEnd::Idle => ("ended-idle", "ended-idle-text"),
        SessionEnd::Elapsed => ("ended-elapsed", "ended-elapsed-text"),
        SessionEnd::Closed => ("ended-closed", "ended-closed-text"),
    };
    let page = Told::new(caller.w, door.frame(caller), heading, text).onward("sign-in-again-button", back.via(SIGN_IN));
    let mut response = caller::page(HttpResponse::Ok(), &page)?;
    // A cookie of ours has a plain name and value, which always fit a header.
    response.add_cookie(&cookies::gone(SESSION_COOKIE)).map_err(|error| Fault::ours(&error))?;
    Ok(response)
}
