//! `/introspeksi`: an application asks whether a token of its own counts (RFC 7662).

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::answer::{self, Wrong};
use super::client;
use crate::caller::Caller;
use crate::fault::Fault;

/// Says what there is to say of a token; of one that does not count, or is another's, nothing more than that.
pub async fn submit(caller: Caller, request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, Fault> {
    let parameters = match answer::form(&request, &body) {
        Ok(parameters) => parameters,
        Err(wrong) => return Ok(wrong.response()),
    };
    let application = match client::authenticated(&caller, &request, &parameters).await? {
        Ok(application) => application,
        Err(wrong) => return Ok(wrong.response()),
    };
    let Some(token) = parameters.get("token") else { return Ok(Wrong::request("token is missing").response()) };
    match caller.app.identity.introspect(&application, token, caller.act.at).await? {
        Some(told) => Ok(answer::told(&told)),
        None => Ok(answer::told(&json!({ "active": false }))),
    }
}
