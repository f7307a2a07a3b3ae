//! `/keluar`: out of the account, and with it out of every host one went to from here.

use actix_web::HttpResponse;

use super::acting;
use super::told::Told;
use crate::access::{SESSION_COOKIE, SIGN_IN};
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::frame::Frame;

/// Where one signs out.
pub const SIGN_OUT: &str = "/keluar";

/// Asks, or says that it is done.
pub async fn show(caller: Caller) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let who = caller.signed_in().await?;
    let frame = Frame::account(w, &caller.here, who.as_ref().map(|who| who.name.as_str()));
    let page = match who {
        Some(_) => Told::new(w, frame, "sign-out", "sign-out-text").with_sign_out(caller.form.clone()),
        None => Told::new(w, frame, "signed-out", "signed-out-text").onward("sign-in-title", SIGN_IN),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Signs out.
pub async fn submit(caller: Caller) -> Result<HttpResponse, Fault> {
    if let Some(who) = caller.signed_in().await? {
        caller.app.identity.sign_out(&caller.act_of(&who), who.session).await?;
    }
    Ok(caller::to_with(SIGN_OUT, [cookies::gone(SESSION_COOKIE), acting::over()]))
}
