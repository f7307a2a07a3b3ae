//! `/keluar` at a region's or the ministry's host: ends the sign-in with everything it reached.

use actix_web::HttpResponse;

use super::Door;
use crate::access::{SESSION_COOKIE, SIGN_IN};
use crate::account::sign_out::SIGN_OUT;
use crate::account::told::Told;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;

/// Asks, or says that it is done.
pub async fn show(caller: Caller) -> Result<HttpResponse, Fault> {
    let door = Door::of(&caller).await?;
    let (w, frame) = (caller.w, door.frame(&caller));
    let page = match caller.signed_in().await? {
        Some(_) => Told::new(w, frame, "sign-out", "sign-out-text").with_sign_out(caller.form.clone()),
        None => Told::new(w, frame, "signed-out", "signed-out-text").onward("sign-in-title", SIGN_IN),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Signs out here, at the account host, and wherever else that sign-in led.
pub async fn submit(caller: Caller) -> Result<HttpResponse, Fault> {
    if let Some(who) = caller.signed_in().await? {
        caller.app.identity.sign_out(&caller.act_of(&who), who.session).await?;
    }
    Ok(caller::to_with(SIGN_OUT, [cookies::gone(SESSION_COOKIE)]))
}
