//! `POST /adopsi/surat`: the weekly letter, asked for or ended.

use actix_web::HttpResponse;
use balai_adoption::subscriptions;

use crate::access::{Ministry, may};
use crate::desk::Typed;
use crate::fault::Fault;
use crate::reply;

/// Asks for the letter, or ends it.
pub async fn submit(ministry: Ministry<may::AdoptionView>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = ministry.app.control().write().await?;
    let wants = typed.text("surat") == "ya";
    if wants {
        subscriptions::begin(&write, &ministry.act, ministry.who.account).await?;
    } else {
        subscriptions::end(&write, &ministry.act, ministry.who.account).await?;
    }
    write.commit().await?;
    Ok(reply::see(if wants { "/adopsi?kabar=langganan" } else { "/adopsi?kabar=berhenti" }))
}
