//! The end of a stranger's way: her address is shown, what the provider told is there, and the account is hers.

use actix_web::HttpResponse;
use balai_identity::{HashingError, ProvenRefused, Stranger};
use balai_kernel::SecretToken;

use super::{COOKIE, GO};
use crate::account::password_step;
use crate::account::proving::Way;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::parts::Link;

/// Whom the provider told of in this browser.
pub async fn stranger(caller: &Caller) -> Result<Option<Stranger>, Fault> {
    let Some(visit) = caller.cookie(COOKIE) else { return Ok(None) };
    Ok(caller.app.identity.stranger(&visit, caller.act.at).await?)
}

/// Whose identity waits in this browser, and where somebody else begins anew: she may have left without an end.
pub async fn not_you(caller: &Caller, back: &Back) -> Result<Option<(String, Link)>, Fault> {
    let Some(stranger) = stranger(caller).await? else { return Ok(None) };
    let w = caller.w;
    let asked = match &stranger.name {
        Some(name) => w.say("national-not-you-named").put("name", name.as_str()).to_string(),
        None => w.t("national-not-you"),
    };
    Ok(Some((asked, Link::new(w.t("national-begin-again"), back.via(GO)))))
}

/// Opens the account and signs in.
pub async fn finish(caller: &Caller, proof: &SecretToken, back: &Back) -> Result<HttpResponse, Fault> {
    let Some(visit) = caller.cookie(COOKIE) else { return Ok(Way::National.again(back)) };
    let app = &caller.app;
    match app.identity.register_national(&caller.act, &app.kek, &visit, proof, &caller.device).await {
        Ok(session) => {
            let kept = caller.hold(&session).await?;
            Ok(caller::to_with(back.as_str(), [kept, Way::National.over(), cookies::gone(COOKIE)]))
        }
        Err(ProvenRefused::BeginAgain) => Ok(Way::National.again(back)),
        Err(ProvenRefused::Taken) => password_step::taken(caller, back),
        Err(ProvenRefused::Hashing(HashingError::Busy)) => Err(Fault::TooMany(10)),
        Err(ProvenRefused::Hashing(error)) => Err(Fault::ours(&error)),
        Err(ProvenRefused::Storage(error)) => Err(error.into()),
    }
}
