//! What programs are answered (RFC 6749, 5.2; RFC 6750, 3).

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse};
use balai_identity::provider::Parameters;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

/// Why a program gets nothing: the code of the standard, and words for whoever mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    status: StatusCode,
    code: &'static str,
    why: String,
    wait: Option<i64>,
}

impl Wrong {
    /// `invalid_client`.
    pub fn client(why: &str) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::new("invalid_client", why) }
    }

    /// `invalid_request`.
    pub fn request(why: &str) -> Self {
        Self::new("invalid_request", why)
    }

    /// Any other code that goes with 400.
    pub fn new(code: &'static str, why: &str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code, why: why.to_owned(), wait: None }
    }

    /// Too much was asked; the next is possible at this time.
    pub fn too_many(until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            wait: Some((until - now).num_seconds().max(1)),
            ..Self::new("temporarily_unavailable", "too many requests; wait as Retry-After says")
        }
    }

    /// The answer.
    pub fn response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Basic realm=\"token\""));
        }
        if let Some(seconds) = self.wait {
            response.insert_header(("Retry-After", seconds.to_string()));
        }
        unkept(response).json(json!({ "error": self.code, "error_description": self.why }))
    }
}

/// An answer that nobody keeps.
pub fn told(body: &impl Serialize) -> HttpResponse {
    unkept(HttpResponse::Ok()).json(body)
}

/// The same with a status.
pub fn unkept(mut response: actix_web::HttpResponseBuilder) -> actix_web::HttpResponseBuilder {
    response.insert_header((CACHE_CONTROL, "no-store")).insert_header((PRAGMA, "no-cache"));
    response
}

/// The form that a program posted, in which nothing comes twice.
pub fn form(request: &HttpRequest, body: &[u8]) -> Result<Parameters, Wrong> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Wrong::request("the body must be application/x-www-form-urlencoded"));
    }
    let text = std::str::from_utf8(body).map_err(|_| Wrong::request("the body is not UTF-8"))?;
    let parameters = Parameters::parse(text);
    if parameters.has_repeated() {
        return Err(Wrong::request("a parameter comes more than once"));
    }
    Ok(parameters)
}
