//! Passkeys on the pages: coming in with one, and the one script that asks the browser. A page shows nothing of it to a
//! browser without.

pub mod own;
pub mod register;

use actix_web::{HttpResponse, web};
use balai_identity::{CEREMONY_LASTS, Ceremony, PasskeyRefused};
use balai_kernel::SecretToken;
use serde::Deserialize;

use super::code::{self, again};
use super::sign_in::{self, AWAITED_COOKIE, Wait};
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::words::Words;

/// The cookie that recognises the browser that was asked for a passkey.
const COOKIE: &str = "__Host-kunci";

/// What the browser answered, and the way back.
#[derive(Deserialize)]
pub struct Filled {
    /// The answer of the authenticator as JSON (W3C Web Authentication, level 3, section 5.1.1).
    #[serde(default)]
    kunci: String,
    ke: Option<String>,
}

/// `POST /masuk/kunci/mulai`: asks for whichever passkey there is.
pub async fn begin(caller: Caller) -> Result<HttpResponse, Fault> {
    asked(caller.app.identity.begin_passkey_sign_in(&caller.act).await, caller.act.at)
}

/// `POST /masuk/kunci`: signs in with a passkey alone.
pub async fn submit(caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let back = Back::or(filled.ke.as_deref(), "/");
    let Some(token) = token(&caller) else { return sign_in::said(&caller, back, refused(caller.w)).await };
    match caller.app.identity.sign_in_by_passkey(&caller.act, &token, &filled.kunci, &caller.device).await {
        Ok(session) => {
            let kept = caller.hold(&session).await?;
            Ok(caller::to_with(back.as_str(), [kept, cookies::gone(COOKIE), cookies::gone(AWAITED_COOKIE)]))
        }
        Err(PasskeyRefused::TooManyTries(until)) => sign_in::said(&caller, back, waits(&caller, until)).await,
        Err(PasskeyRefused::Copied) => sign_in::said(&caller, back, caller.w.t("passkey-copied")).await,
        Err(PasskeyRefused::Storage(error)) => Err(error.into()),
        Err(_) => sign_in::said(&caller, back, refused(caller.w)).await,
    }
}

/// `POST /masuk/kode/kunci`: the passkey of the account whose password was given, in the place of the code.
pub async fn second(caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let back = Back::or(filled.ke.as_deref(), "/");
    let Some(awaited) = caller.cookie(AWAITED_COOKIE) else { return Ok(again(&back)) };
    let Some(token) = token(&caller) else { return code::said(&caller, back, refused(caller.w)).await };
    let answer = (&token, filled.kunci.as_str());
    match caller.app.identity.check_passkey(&caller.act, &awaited, answer, &caller.device).await {
        Ok(session) => {
            let kept = caller.hold(&session).await?;
            Ok(caller::to_with(back.as_str(), [kept, cookies::gone(COOKIE), cookies::gone(AWAITED_COOKIE)]))
        }
        Err(PasskeyRefused::TooManyTries(until)) => code::said(&caller, back, waits(&caller, until)).await,
        Err(PasskeyRefused::Copied) => code::said(&caller, back, caller.w.t("passkey-copied")).await,
        Err(PasskeyRefused::Storage(error)) => Err(error.into()),
        Err(_) => code::said(&caller, back, refused(caller.w)).await,
    }
}

/// The challenge for the script of the page, with the cookie by which its answer is known.
fn asked(begun: Result<Ceremony, PasskeyRefused>, now: chrono::DateTime<chrono::Utc>) -> Result<HttpResponse, Fault> {
    match begun {
        Ok(ceremony) => Ok(HttpResponse::Ok()
            .cookie(cookies::keep_for(COOKIE, ceremony.token.reveal(), CEREMONY_LASTS.num_minutes()))
            .content_type("application/json")
            .body(ceremony.options)),
        Err(PasskeyRefused::TooManyTries(until)) => {
            Err(Fault::TooMany(u64::try_from((until - now).num_seconds()).unwrap_or(1).max(1)))
        }
        Err(PasskeyRefused::Storage(error)) => Err(error.into()),
        Err(_) => Ok(HttpResponse::Conflict().finish()),
    }
}

fn token(caller: &Caller) -> Option<SecretToken> {
    caller.cookie(COOKIE)
}

fn refused(w: Words) -> String {
    w.t("passkey-wrong")
}

fn waits(caller: &Caller, until: chrono::DateTime<chrono::Utc>) -> String {
    Wait::until(until, caller.act.at).say(caller.w)
}
