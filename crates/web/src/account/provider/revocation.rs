//! `/cabut`: an application gives a token back (RFC 7009).

use actix_web::{HttpRequest, HttpResponse, web};

use super::answer::{self, Wrong};
use super::client;
use crate::caller::Caller;
use crate::fault::Fault;

/// Ends a token. Whatever the token was, the answer is the same.
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
    caller.app.identity.revoke_for_application(&caller.act, &application, token).await?;
    Ok(answer::unkept(HttpResponse::Ok()).finish())
}
