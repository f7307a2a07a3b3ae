//! `/nasional/masuk`: off to the provider. `/nasional/lepas`: its identity opens the account no more.

use actix_web::cookie::Cookie;
use actix_web::{HttpResponse, web};
use balai_identity::{Aim, UnlinkRefused};
use balai_relying::Leaving;
use serde::Deserialize;

use super::{COME, COOKIE, COOKIE_MINUTES, National, Unfinished, unfinished};
use crate::access::{Person, SIGN_IN};
use crate::account::safety::SAFETY;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    ke: Option<String>,
}

/// Sends off whoever wants to come in; whoever is in proves anew who she is.
pub async fn sign_in(caller: Caller, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = Back::or(asked.ke.as_deref(), "/");
    let Some(national) = caller.app.national.clone() else { return Ok(caller::to(&back.via(SIGN_IN)).finish()) };
    match leave(&caller, &national, Aim::SignIn, &back).await? {
        Ok((address, kept)) => Ok(caller::to_with(&address, [kept])),
        Err(reason) => unfinished(&caller, &national, Aim::SignIn, &back, &reason),
    }
}

/// Takes the identity out of the account. Where it is the only way in, the page says what comes first.
pub async fn unlink(person: Person) -> Result<HttpResponse, Fault> {
    match person.app.identity.unlink_national(&person.act, person.who.account).await {
        Ok(()) | Err(UnlinkRefused::OnlyWay) => Ok(caller::to(SAFETY).finish()),
        Err(UnlinkRefused::Storage(error)) => Err(error.into()),
    }
}

/// Begins a visit. Returns where it leads, and the cookie of whoever goes.
pub(super) async fn leave(
    caller: &Caller,
    national: &National,
    aim: Aim,
    back: &Back,
) -> Result<Result<(String, Cookie<'static>), Unfinished>, Fault> {
    let identity = &caller.app.identity;
    if let Some(until) = identity.count_post(&caller.act).await? {
        return Err(Fault::TooMany(u64::try_from((until - caller.act.at).num_seconds()).unwrap_or(1).max(1)));
    }
    let visit = identity.leave_for_national(&caller.act, aim, back.as_str()).await?;
    let leaving = Leaving {
        redirect_uri: &identity.site().page(COME),
        state: &visit.state,
        nonce: &visit.nonce,
        challenge: visit.challenge.as_str(),
    };
    match national.provider.authorization(caller.act.at, &leaving).await {
        Ok(address) => Ok(Ok((address.into(), cookies::keep_for(COOKIE, visit.token.reveal(), COOKIE_MINUTES)))),
        Err(refused) => Ok(Err(refused.into())),
    }
}
