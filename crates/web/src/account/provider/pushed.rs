//! `/par`: an application hands its request over before the citizen comes (RFC 9126).

use actix_web::{HttpRequest, HttpResponse, web};
use balai_identity::provider::{Asked, PUSHED_LASTS};
use serde_json::json;

use super::answer::{self, Wrong};
use super::client;
use crate::caller::Caller;
use crate::fault::Fault;

/// Longest request that is kept, in bytes.
const LONGEST: usize = 16_000;

/// Keeps the request and gives its handle.
pub async fn submit(caller: Caller, request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, Fault> {
    let parameters = match answer::form(&request, &body) {
        Ok(parameters) => parameters,
        Err(wrong) => return Ok(wrong.response()),
    };
    let application = match client::authenticated(&caller, &request, &parameters).await? {
        Ok(application) => application,
        Err(wrong) => return Ok(wrong.response()),
    };
    if body.len() > LONGEST {
        return Ok(Wrong::request("the request is too long").response());
    }
    if parameters.get("request_uri").is_some() {
        return Ok(Wrong::request("request_uri is what this endpoint gives out").response());
    }
    if let Err((error, why)) = Asked::check(&parameters, &application) {
        return Ok(Wrong::new(error.as_str(), why).response());
    }
    let handle = caller.app.identity.push_request(&caller.act, application.id, &Asked::part_of(&parameters)).await?;
    let body = json!({ "request_uri": handle, "expires_in": PUSHED_LASTS.num_seconds() });
    Ok(answer::unkept(HttpResponse::Created()).json(body))
}
