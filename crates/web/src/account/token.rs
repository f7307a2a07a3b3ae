//! What programs ask of the account host: a token for a code, the keys, the description.

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, web};
use balai_identity::oidc::{ClientId, Discovery, Presented};
use balai_identity::{CodeVerifier, Identity, RedeemRefused};
use balai_kernel::SecretToken;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;

use crate::caller::Caller;
use crate::fault::Fault;

/// Keys change a few times a year and the old ones stay for long; an hour in between is short.
const KEYS_KEPT: &str = "public, max-age=3600";

/// The body of a token request; everything may be missing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TokenRequest {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Why a program gets no token (RFC 6749, 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TokenError {
    InvalidClient,
    InvalidRequest,
    InvalidGrant,
    UnsupportedGrantType,
}

/// `/token`: the ID token for a code.
pub async fn submit(
    caller: Caller,
    request: HttpRequest,
    body: Result<web::Form<TokenRequest>, actix_web::Error>,
) -> Result<HttpResponse, Fault> {
    let identity = &caller.app.identity;
    let body = body.map_err(|_| TokenError::InvalidRequest);
    let (code, presented) = match body.and_then(|body| read(identity, &request, &body)) {
        Ok(read) => read,
        Err(error) => return Ok(error.response()),
    };
    match identity.redeem(&caller.act, &code, &presented).await {
        Ok(id_token) => Ok(granted(&id_token)),
        Err(RedeemRefused::Unknown | RedeemRefused::Code(_) | RedeemRefused::SessionEnded) => {
            Ok(TokenError::InvalidGrant.response())
        }
        Err(RedeemRefused::Signing(error)) => Err(Fault::ours(&error)),
        Err(RedeemRefused::Storage(error)) => Err(error.into()),
    }
}

/// `/jwks`: the public keys.
pub async fn keys(caller: Caller) -> Result<HttpResponse, Fault> {
    let keys = caller.app.identity.verifying_keys(caller.act.at).await?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, KEYS_KEPT)).json(keys.document()))
}

/// `/.well-known/openid-configuration`: what this provider can do.
pub async fn discovery(caller: Caller) -> HttpResponse {
    let document = Discovery::of(caller.app.identity.site());
    HttpResponse::Ok().insert_header((CACHE_CONTROL, KEYS_KEPT)).json(document)
}

fn read(
    identity: &Identity,
    request: &HttpRequest,
    body: &TokenRequest,
) -> Result<(SecretToken, Presented), TokenError> {
    let client = authenticated(identity, request, body).ok_or(TokenError::InvalidClient)?;
    if body.grant_type.is_empty() {
        return Err(TokenError::InvalidRequest);
    }
    if body.grant_type != "authorization_code" {
        return Err(TokenError::UnsupportedGrantType);
    }
    let verifier = CodeVerifier::parse(&body.code_verifier).ok_or(TokenError::InvalidRequest)?;
    let code = SecretToken::parse(&body.code).map_err(|_| TokenError::InvalidGrant)?;
    Ok((code, Presented { client, redirect_uri: body.redirect_uri.clone(), verifier }))
}

/// The client, by its secret in the header or in the body, never in both.
fn authenticated(identity: &Identity, request: &HttpRequest, body: &TokenRequest) -> Option<ClientId> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (id, secret) = match (header, &body.client_secret) {
        (Some(header), None) => basic(header)?,
        (None, Some(secret)) => (body.client_id.clone()?, secret.clone()),
        _ => return None,
    };
    let client = id.parse().ok()?;
    identity.is_client_secret(client, &secret).then_some(client)
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
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
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(body)
}

impl TokenError {
    fn response(self) -> HttpResponse {
        let (status, code) = match self {
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::InvalidGrant => (StatusCode::BAD_REQUEST, "invalid_grant"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        };
        let mut response = HttpResponse::build(status);
        if self == Self::InvalidClient {
            response.insert_header((WWW_AUTHENTICATE, "Basic realm=\"token\""));
        }
        response.insert_header((CACHE_CONTROL, "no-store")).json(json!({ "error": code }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_the_header_is_read_whatever_the_case_of_its_scheme() {
        let pair = |id: &str, secret: &str| Some((id.to_owned(), secret.to_owned()));
        assert_eq!(basic("Basic MzMuMTQ6cmFoYXNpYQ=="), pair("33.14", "rahasia"));
        assert_eq!(basic("basic MzMuMTQ6cmFoYXNpYQ=="), pair("33.14", "rahasia"));
        for header in ["Bearer MzMuMTQ6cmFoYXNpYQ==", "Basic", "Basic %%%", "Basic MzMuMTQ="] {
            assert_eq!(basic(header), None, "{header}");
        }
    }
}
