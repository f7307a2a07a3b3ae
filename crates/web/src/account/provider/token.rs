//! `/token` for applications.

use actix_web::HttpResponse;
use balai_identity::CodeVerifier;
use balai_identity::applications::Application;
use balai_identity::provider::{ACCESS_LASTS, Parameters, Scopes, TokenRefused, Tokens};
use serde_json::json;

use super::answer::{self, Wrong};
use crate::caller::Caller;
use crate::fault::Fault;

/// Gives tokens for a code or for a refresh token.
pub async fn submit(
    caller: &Caller,
    application: &Application,
    parameters: &Parameters,
) -> Result<HttpResponse, Fault> {
    let (identity, act) = (&caller.app.identity, &caller.act);
    let given = match parameters.get("grant_type") {
        None => return Ok(Wrong::request("grant_type is missing").response()),
        Some("authorization_code") => {
            let (code, redirect) = (parameters.get("code"), parameters.get("redirect_uri"));
            let verifier = parameters.get("code_verifier").and_then(CodeVerifier::parse);
            let (Some(code), Some(redirect), Some(verifier)) = (code, redirect, verifier) else {
                return Ok(Wrong::request("code, redirect_uri and code_verifier are all needed").response());
            };
            identity.redeem_for_application(act, application, code, redirect, verifier).await
        }
        Some("refresh_token") => {
            let Some(token) = parameters.get("refresh_token") else {
                return Ok(Wrong::request("refresh_token is missing").response());
            };
            let scopes = parameters.get("scope").map(Scopes::parse);
            identity.refresh_for_application(act, application, token, scopes.as_ref()).await
        }
        Some(_) => {
            let why = "only authorization_code and refresh_token";
            return Ok(Wrong::new("unsupported_grant_type", why).response());
        }
    };
    match given {
        Ok(tokens) => Ok(granted(&tokens)),
        Err(TokenRefused::Grant(why)) => Ok(Wrong::new("invalid_grant", why).response()),
        Err(error @ TokenRefused::Scope) => Ok(Wrong::new("invalid_scope", &error.to_string()).response()),
        Err(TokenRefused::Signing(error)) => Err(Fault::ours(&error)),
        Err(TokenRefused::Storage(error)) => Err(error.into()),
    }
}

fn granted(tokens: &Tokens) -> HttpResponse {
    let mut body = json!({
        "access_token": tokens.access.reveal(),
        "token_type": "Bearer",
        "expires_in": ACCESS_LASTS.num_seconds(),
        "scope": tokens.scopes.to_string(),
        "id_token": tokens.id_token,
    });
    if let Some(refresh) = &tokens.refresh {
        body["refresh_token"] = json!(refresh.reveal());
    }
    answer::told(&body)
}
