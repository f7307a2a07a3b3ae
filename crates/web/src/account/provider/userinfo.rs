//! `/userinfo`: what the citizen lets the bearer of an access token see (OpenID Connect Core 1.0, 5.3).

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, web};
use balai_identity::provider::LookRefused;

use super::answer::{self, Wrong};
use crate::caller::Caller;
use crate::fault::Fault;

/// Answers with the claims.
pub async fn show(caller: Caller, request: HttpRequest) -> Result<HttpResponse, Fault> {
    claims(&caller, header(&request).as_deref()).await
}

/// The same by POST; the token stands in the header or in the form (RFC 6750, 2.1 and 2.2), never in both.
pub async fn submit(caller: Caller, request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, Fault> {
    let has_form = request.headers().contains_key(CONTENT_TYPE) && !body.is_empty();
    let form = if has_form { answer::form(&request, &body).ok() } else { None };
    let in_form = form.as_ref().and_then(|form| form.get("access_token")).map(str::to_owned);
    match (header(&request), in_form) {
        (Some(_), Some(_)) => Ok(refused(StatusCode::BAD_REQUEST, Some("invalid_request"))),
        (in_header, in_form) => claims(&caller, in_header.or(in_form).as_deref()).await,
    }
}

async fn claims(caller: &Caller, token: Option<&str>) -> Result<HttpResponse, Fault> {
    let Some(token) = token else { return Ok(refused(StatusCode::UNAUTHORIZED, None)) };
    match caller.app.identity.userinfo(&caller.act, &caller.app.kek, token).await {
        Ok(Some(claims)) => Ok(answer::told(&claims)),
        Ok(None) => Ok(refused(StatusCode::UNAUTHORIZED, Some("invalid_token"))),
        Err(LookRefused::TooMany(until)) => Ok(Wrong::too_many(until, caller.act.at).response()),
        Err(LookRefused::Storage(error)) => Err(error.into()),
    }
}

fn header(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// Whoever shows no token at all is told no error (RFC 6750, 3.1).
fn refused(status: StatusCode, error: Option<&str>) -> HttpResponse {
    let of_error = error.map(|error| format!(", error=\"{error}\"")).unwrap_or_default();
    let challenge = format!("Bearer realm=\"userinfo\"{of_error}");
    let mut response = answer::unkept(HttpResponse::build(status));
    response.insert_header((WWW_AUTHENTICATE, challenge));
    match error {
        Some(error) => response.json(serde_json::json!({ "error": error })),
        None => response.finish(),
    }
}
