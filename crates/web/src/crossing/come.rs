//! `/masuk/kembali`: back from the account host with a code, which becomes a session of this host.

use actix_web::{HttpResponse, web};
use balai_identity::oidc::{Expected, Presented};
use balai_identity::{EnterRefused, NewSession, PROOF_LASTS, RedeemRefused};
use balai_kernel::SecretToken;
use serde::Deserialize;

use super::Door;
use super::travel::{COOKIE, Travel};
use crate::access::SIGN_IN;
use crate::account::told::Told;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::frame::Frame;

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Why somebody who came back is not let in.
#[derive(Debug, thiserror::Error)]
enum Unfinished {
    #[error("nobody left from here, or too long ago")]
    NoTravel,
    #[error("the answer belongs to another crossing or another account host")]
    Stray,
    #[error("the account host sent an error")]
    Refused,
    #[error(transparent)]
    Redeem(RedeemRefused),
    #[error(transparent)]
    Enter(EnterRefused),
    #[error("{0}")]
    Fault(Fault),
}

/// Lets in whoever left from here.
pub async fn show(caller: Caller, answer: web::Query<Answer>) -> Result<HttpResponse, Fault> {
    let door = Door::of(&caller).await?;
    let travel = caller.cookie_text(COOKIE).and_then(|text| Travel::read(&text));
    let back = travel.as_ref().map_or_else(|| Back::or(None, door.home), |travel| travel.back.clone());
    match enter(&caller, &door, travel.as_ref(), &answer).await {
        Ok(session) => {
            let kept = caller.hold(&session).await?;
            Ok(caller::to_with(back.as_str(), [kept, cookies::gone(COOKIE)]))
        }
        Err(Unfinished::Fault(fault)) => Err(fault),
        Err(reason) => unfinished(&caller, &door, &back, &reason),
    }
}

async fn enter(
    caller: &Caller,
    door: &Door,
    travel: Option<&Travel>,
    answer: &Answer,
) -> Result<NewSession, Unfinished> {
    let identity = &caller.app.identity;
    let travel = travel.ok_or(Unfinished::NoTravel)?;
    let is_own = answer.state.as_deref().is_some_and(|state| travel.is_of(state));
    if !is_own || answer.iss.as_deref() != Some(identity.site().as_str()) {
        return Err(Unfinished::Stray);
    }
    let code = match (&answer.code, &answer.error) {
        (Some(code), None) => SecretToken::parse(code).map_err(|_| Unfinished::Stray)?,
        _ => return Err(Unfinished::Refused),
    };
    let site = caller.oidc_site();
    let presented = Presented { client: door.client, redirect_uri: site.callback(), verifier: travel.verifier.clone() };
    // The back channel: the account host is this same program, so no address has to resolve.
    let token = identity.redeem(&caller.act, &code, &presented).await?;
    let nonce = travel.nonce.reveal();
    let max_age = travel.proves.then_some(PROOF_LASTS);
    let expected = Expected { issuer: identity.site(), client: door.client, nonce: &nonce, max_age, at: caller.act.at };
    Ok(identity.enter(&caller.act, &token, &expected, &site, &caller.device).await?)
}

fn unfinished(caller: &Caller, door: &Door, back: &Back, reason: &Unfinished) -> Result<HttpResponse, Fault> {
    tracing::info!(%reason, "a crossing was not finished");
    // The address of this page holds a code; no link on it may.
    let frame = Frame { here: back.via(SIGN_IN), ..door.frame(caller) };
    let page =
        Told::new(caller.w, frame, "unfinished", "unfinished-text").onward("sign-in-again-button", back.via(SIGN_IN));
    let mut status = HttpResponse::BadRequest();
    // Whoever is lured here with a stranger's code must not lose a crossing of their own.
    if !matches!(reason, Unfinished::Stray) {
        status.cookie(cookies::gone(COOKIE));
    }
    caller::page(status, &page)
}

impl From<RedeemRefused> for Unfinished {
    fn from(refused: RedeemRefused) -> Self {
        match refused {
            RedeemRefused::Storage(error) => Self::Fault(error.into()),
            RedeemRefused::Signing(error) => Self::Fault(Fault::ours(&error)),
            refused => Self::Redeem(refused),
        }
    }
}

impl From<EnterRefused> for Unfinished {
    fn from(refused: EnterRefused) -> Self {
        match refused {
            EnterRefused::Storage(error) => Self::Fault(error.into()),
            refused => Self::Enter(refused),
        }
    }
}
