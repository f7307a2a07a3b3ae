//! `/masuk` at a host that has no passwords of its own: off to the account host.

use actix_web::{HttpResponse, web};
use balai_identity::oidc::AuthorizationRequest;
use balai_identity::{PROOF_LASTS, SessionEnd};
use serde::Deserialize;

use super::Door;
use super::resume::RESUME;
use super::travel::Travel;
use crate::access::{PROVE, SESSION_COOKIE, SIGN_IN};
use crate::account::told::Told;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    ke: Option<String>,
    /// Whoever is signed in already wants to see her account.
    akun: Option<String>,
    /// Whoever is signed in proves once more who she is: first she is told why, then led on.
    bukti: Option<Prove>,
}

/// The way to one's own account from a page of a hall, which is the same for everybody: whoever is not signed in signs in
/// and comes back to it.
pub fn own_account(here: &str) -> String {
    format!("{}&akun=1", Back::or(Some(here), "/").via(SIGN_IN))
}

/// How far the proof is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Prove {
    /// It is asked for.
    #[serde(rename = "1")]
    Asked,
    /// She knows and goes on.
    #[serde(rename = "lanjut")]
    Goes,
}

/// Sends off whoever is not signed in. Somebody whose session has ended is told so first; the page also stands
/// between a form and another host, where browsers do not let forms lead.
pub async fn show(caller: Caller, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let door = Door::of(&caller).await?;
    let back = Back::or(asked.ke.as_deref(), door.home);
    if let Some(who) = caller.signed_in().await? {
        match asked.bukti {
            None if asked.akun.is_some() => {
                return Ok(caller::to(&caller.app.identity.site().page("/")).finish());
            }
            None => return Ok(caller::to(back.as_str()).finish()),
            Some(_) if who.proven_within(PROOF_LASTS, caller.act.at) => return Ok(caller::to(back.as_str()).finish()),
            Some(Prove::Asked) => return prove(&caller, &door, &back),
            Some(Prove::Goes) => {}
        }
    } else if let Some(end) = ended(&caller).await? {
        return told(&caller, &door, &back, end);
    }
    let max_age = asked.bukti.map(|_| PROOF_LASTS);
    let travel = Travel::begin(back, max_age.is_some());
    let request = AuthorizationRequest {
        client: door.client,
        site: caller.oidc_site(),
        state: travel.state.reveal(),
        nonce: travel.nonce.reveal(),
        challenge: travel.verifier.challenge(),
        max_age,
    };
    let address = request.to_query().address(caller.app.identity.site());
    Ok(caller::to_with(&address, [travel.cookie()]))
}

/// Says why the password and the code are asked for once more. The page stands between a form and the account host, too.
fn prove(caller: &Caller, door: &Door, back: &Back) -> Result<HttpResponse, Fault> {
    let onward = format!("{}&{PROVE}=lanjut", back.via(SIGN_IN));
    let page = Told::new(caller.w, door.frame(caller), "sign-in-prove", "sign-in-prove-text")
        .onward("sign-in-prove-button", onward);
    caller::page(HttpResponse::Ok(), &page)
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
    let mut page =
        Told::new(caller.w, door.frame(caller), heading, text).onward("sign-in-again-button", back.via(SIGN_IN));
    if back.path().starts_with(RESUME) {
        page.text = format!("{} {}", page.text, caller.w.t("ended-kept"));
    }
    let mut response = caller::page(HttpResponse::Ok(), &page)?;
    // A cookie of ours has a plain name and value, which always fit a header.
    response.add_cookie(&cookies::gone(SESSION_COOKIE)).map_err(|error| Fault::ours(&error))?;
    Ok(response)
}
