//! What programs ask of the account host: a token for a code, the keys, the description.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, web};
use balai_identity::oidc::{ClientId, Discovery, Presented};
use balai_identity::provider::Parameters;
use balai_identity::{CodeVerifier, RedeemRefused};
use balai_kernel::SecretToken;
use serde_json::json;

use super::provider;
use super::provider::answer::{self, Wrong};
use super::provider::client::{self, Known};
use crate::caller::Caller;
use crate::fault::Fault;

/// Keys change a few times a year and the old ones stay for long; an hour in between is short.
const KEYS_KEPT: &str = "public, max-age=3600";

/// `/token`: the ID token for a code, and for applications what else they get.
pub async fn submit(caller: Caller, request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, Fault> {
    let parameters = match answer::form(&request, &body) {
        Ok(parameters) => parameters,
        Err(wrong) => return Ok(wrong.response()),
    };
    match client::known(&caller, &request, &parameters).await? {
        Ok(Known::Own(client)) => own(&caller, client, &parameters).await,
        Ok(Known::Application(application)) => provider::token::submit(&caller, &application, &parameters).await,
        Err(wrong) => Ok(wrong.response()),
    }
}

/// The ID token for a code of one of our own hosts.
async fn own(caller: &Caller, client: ClientId, parameters: &Parameters) -> Result<HttpResponse, Fault> {
    let (code, presented) = match read(client, parameters) {
        Ok(read) => read,
        Err(wrong) => return Ok(wrong.response()),
    };
    match caller.app.identity.redeem(&caller.act, &code, &presented).await {
        Ok(id_token) => Ok(granted(&id_token)),
        Err(error @ (RedeemRefused::Unknown | RedeemRefused::Code(_) | RedeemRefused::SessionEnded)) => {
            Ok(Wrong::new("invalid_grant", &error.to_string()).response())
        }
        Err(RedeemRefused::Signing(error)) => Err(Fault::ours(&error)),
        Err(RedeemRefused::Storage(error)) => Err(error.into()),
    }
}

/// `/jwks`: the public keys.
pub async fn keys(caller: Caller) -> Result<HttpResponse, Fault> {
    let keys = caller.app.identity.published_keys(&caller.act).await?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, KEYS_KEPT)).json(keys.document()))
}

/// `/.well-known/openid-configuration`: what this provider can do.
pub async fn discovery(caller: Caller) -> HttpResponse {
    let document = Discovery::of(caller.app.identity.site());
    HttpResponse::Ok().insert_header((CACHE_CONTROL, KEYS_KEPT)).json(document)
}

fn read(client: ClientId, parameters: &Parameters) -> Result<(SecretToken, Presented), Wrong> {
    match parameters.get("grant_type") {
        None => return Err(Wrong::request("grant_type is missing")),
        Some("authorization_code") => {}
        Some(_) => return Err(Wrong::new("unsupported_grant_type", "only authorization_code")),
    }
    let verifier = parameters.get("code_verifier").and_then(CodeVerifier::parse);
    let verifier = verifier.ok_or_else(|| Wrong::request("code_verifier is missing or malformed"))?;
    let code = SecretToken::parse(parameters.get("code").unwrap_or_default());
    let code = code.map_err(|_| Wrong::new("invalid_grant", "the code is not known"))?;
    let redirect_uri = parameters.get("redirect_uri").unwrap_or_default().to_owned();
    Ok((code, Presented { client, redirect_uri, verifier }))
}

fn granted(id_token: &str) -> HttpResponse {
    // RFC 6749 asks for an access token. There is nothing to open with it, so nobody remembers it.
    let body = json!({
        "access_token": SecretToken::fresh().reveal(),
        "token_type": "Bearer",
        "expires_in": 60,
        "scope": "openid",
        "id_token": id_token,
    });
    answer::told(&body)
}
