//! The line to a provider: one request, one answer, both bounded.

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::Url;

use crate::Refused;

/// What is read of an answer. Documents of providers have a few thousand bytes.
const MOST_BYTES: usize = 256 * 1024;

/// A client that goes where it is sent and nowhere else: it follows no redirect and asks no proxy.
#[derive(Debug, Clone)]
pub(crate) struct Line(Client);

/// How a token is asked for by somebody known.
pub(crate) enum Known<'a> {
    /// By HTTP Basic (RFC 6749, section 2.3.1); both texts are form-encoded first.
    Basic(&'a str, &'a SecretString),
    /// In the form itself.
    Post(&'a str, &'a SecretString),
}

/// An answer as it came.
pub(crate) struct Heard {
    pub(crate) status: StatusCode,
    json: bool,
    body: Vec<u8>,
}

impl Line {
    pub(crate) fn open(timeout: Duration) -> Result<Self, Refused> {
        let client = Client::builder().timeout(timeout).redirect(Policy::none()).no_proxy().build();
        client.map(Self).map_err(|error| Refused::Silent(error.to_string()))
    }

    pub(crate) async fn get(&self, url: &Url, bearer: Option<&SecretString>) -> Result<Heard, Refused> {
        let request = self.0.get(url.clone());
        hear(match bearer {
            Some(token) => request.bearer_auth(token.expose_secret()),
            None => request,
        })
        .await
    }

    pub(crate) async fn post(&self, url: &Url, fields: &[(&str, &str)], known: &Known<'_>) -> Result<Heard, Refused> {
        let request = self.0.post(url.clone());
        hear(match known {
            Known::Basic(id, secret) => {
                request.basic_auth(encoded(id), Some(encoded(secret.expose_secret()))).form(fields)
            }
            Known::Post(id, secret) => {
                let own = [("client_id", *id), ("client_secret", secret.expose_secret())];
                request.form(&[fields, &own].concat())
            }
        })
        .await
    }
}

impl Heard {
    /// The document of a good answer.
    pub(crate) fn document<T: DeserializeOwned>(&self, what: &'static str) -> Result<T, Refused> {
        if self.status != StatusCode::OK {
            return Err(Refused::Unusable(format!("{what}: answered {}", self.status)));
        }
        if !self.json {
            return Err(Refused::Unusable(format!("{what}: not JSON")));
        }
        self.read(what)
    }

    /// The document of whatever answer.
    pub(crate) fn read<T: DeserializeOwned>(&self, what: &'static str) -> Result<T, Refused> {
        // What serde says may quote the body, which may hold a token.
        serde_json::from_slice(&self.body).map_err(|_| Refused::Unusable(format!("{what}: not what the standard says")))
    }
}

async fn hear(request: RequestBuilder) -> Result<Heard, Refused> {
    let silent = |error: reqwest::Error| Refused::Silent(cause(&error.without_url()));
    let mut answer = request.header(ACCEPT, "application/json").send().await.map_err(silent)?;
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = kind == "application/json" || kind == "application/jwk-set+json";
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(silent)? {
        if body.len() + part.len() > MOST_BYTES {
            return Err(Refused::Unusable(format!("more than {MOST_BYTES} bytes")));
        }
        body.extend_from_slice(&part);
    }
    Ok(Heard { status: answer.status(), json, body })
}

/// An error with what it came from, which says more than itself.
fn cause(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |error| error.source())
        .last()
        .map_or_else(|| error.to_string(), |root| format!("{error}: {root}"))
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
