//! `/daftar/kunci`: an account that is opened with a passkey and needs no password.

use actix_web::{HttpResponse, web};
use balai_identity::{PasskeyName, PasskeyRefused, SignInStep};

use super::{COOKIE, Filled, asked, token};
use crate::account::proving::Way;
use crate::account::{device, password_step, sign_in};
use crate::back::Back;
use crate::caller::Caller;
use crate::cookies;
use crate::fault::Fault;

/// Asks the browser.
pub async fn begin(caller: Caller) -> Result<HttpResponse, Fault> {
    let back = Back::or(None, "/");
    match Way::Register.shown(&caller, &back).await? {
        Ok((proof, _)) => {
            let begun = caller.app.identity.begin_registering_passkey(&caller.act, &proof).await;
            asked(begun, caller.act.at)
        }
        Err(first) => Ok(first),
    }
}

/// Opens the account with what the browser made, and signs in.
pub async fn submit(caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let back = Back::or(filled.ke.as_deref(), "/");
    let (proof, _) = match Way::Register.shown(&caller, &back).await? {
        Ok(walked) => walked,
        Err(first) => return Ok(first),
    };
    let Some(token) = token(&caller) else { return password_step::said(&caller, back).await };
    let name = device::named(&caller.device).and_then(|name| PasskeyName::parse(&name).ok());
    let name = name.or_else(|| PasskeyName::parse(&caller.w.t("passkey-first")).ok());
    let name = name.ok_or(Fault::NotFound)?;
    let answer = (&token, filled.kunci.as_str());
    match caller.app.identity.register_with_passkey(&caller.act, &proof, answer, name, &caller.device).await {
        Ok(session) => {
            let mut answer =
                sign_in::go_on(&caller, &back, SignInStep::Begun(session), Some(Way::Register.over())).await?;
            answer.add_cookie(&cookies::gone(COOKIE)).map_err(|error| Fault::ours(&error))?;
            Ok(answer)
        }
        Err(PasskeyRefused::Taken) => password_step::taken(&caller, &back),
        Err(PasskeyRefused::Storage(error)) => Err(error.into()),
        Err(_) => password_step::said(&caller, back).await,
    }
}
