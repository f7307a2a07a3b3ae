//! Which program asks (RFC 6749, 2.3; OpenID Connect Core 1.0, 9).

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use balai_identity::applications::{Application, Authentication};
use balai_identity::oidc::ClientId;
use balai_identity::provider::{AssertionRefused, Parameters, assertion_of};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::answer::Wrong;
use crate::account::applications::find_open;
use crate::caller::Caller;
use crate::fault::Fault;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A program that showed who it is.
pub enum Known {
    /// One of our own hosts.
    Own(ClientId),
    /// An agency's application.
    Application(Box<Application>),
}

/// What a program shows of itself.
enum Shown<'a> {
    Secret { id: String, secret: String, by: Authentication },
    Assertion(&'a str),
}

/// The program behind a request; at the endpoints that our own hosts use too.
pub async fn known(
    caller: &Caller,
    request: &HttpRequest,
    parameters: &Parameters,
) -> Result<Result<Known, Wrong>, Fault> {
    let shown = match shown(request, parameters) {
        Ok(shown) => shown,
        Err(wrong) => return Ok(Err(wrong)),
    };
    if let Shown::Secret { id, secret, .. } = &shown
        && let Ok(client @ (ClientId::National | ClientId::Region(_))) = id.parse()
    {
        let is_own = caller.app.identity.is_client_secret(client, secret);
        return Ok(if is_own { Ok(Known::Own(client)) } else { Err(wrong()) });
    }
    let application = application(caller, request, parameters, &shown).await?;
    Ok(application.map(|application| Known::Application(Box::new(application))))
}

/// The application behind a request. Our own hosts ask nothing here.
pub async fn authenticated(
    caller: &Caller,
    request: &HttpRequest,
    parameters: &Parameters,
) -> Result<Result<Application, Wrong>, Fault> {
    match shown(request, parameters) {
        Ok(shown) => application(caller, request, parameters, &shown).await,
        Err(wrong) => Ok(Err(wrong)),
    }
}

/// Counts what an application asks, and what was shown wrongly.
async fn application(
    caller: &Caller,
    request: &HttpRequest,
    parameters: &Parameters,
    shown: &Shown<'_>,
) -> Result<Result<Application, Wrong>, Fault> {
    let (identity, at) = (&caller.app.identity, caller.act.at);
    let id = match shown {
        Shown::Secret { id, .. } => as_application(id),
        Shown::Assertion(assertion) => assertion_of(assertion),
    };
    let (known, found) = match id {
        Some(id) => (identity.application(id).await?.map(|known| known.id), find_open(&caller.app, id).await?),
        None => (None, None),
    };
    if let Some(until) = identity.wait_of_client(&caller.act, known).await? {
        return Ok(Err(Wrong::too_many(until, at)));
    }
    let is_same =
        |found: &Application| parameters.get("client_id").is_none_or(|id| as_application(id) == Some(found.id));
    let refused = match found.filter(is_same) {
        None => wrong(),
        Some(found) => match believe(caller, request, &found, shown).await? {
            Verdict::Believed => return Ok(Ok(found)),
            Verdict::TooMany(until) => return Ok(Err(Wrong::too_many(until, at))),
            Verdict::Refused(wrong) => wrong,
        },
    };
    match identity.count_wrong_client(&caller.act, known).await? {
        Some(until) => Ok(Err(Wrong::too_many(until, at))),
        None => Ok(Err(refused)),
    }
}

/// What is thought of a program that shows itself as an application.
enum Verdict {
    Believed,
    Refused(Wrong),
    /// It is the application, which asks too much until then.
    TooMany(DateTime<Utc>),
}

async fn believe(
    caller: &Caller,
    request: &HttpRequest,
    application: &Application,
    shown: &Shown<'_>,
) -> Result<Verdict, Fault> {
    let (identity, at) = (&caller.app.identity, caller.act.at);
    let by = match shown {
        Shown::Secret { by, .. } => *by,
        Shown::Assertion(_) => Authentication::PrivateKeyJwt,
    };
    if by != application.authentication {
        let why = format!("the application is registered for {}", application.authentication.as_str());
        return Ok(Verdict::Refused(Wrong::client(&why)));
    }
    match shown {
        Shown::Secret { secret, .. } if !identity.is_application_secret(application, secret) => {
            Ok(Verdict::Refused(wrong()))
        }
        Shown::Secret { .. } => {
            Ok(identity.count_request(application.id, at).map_or_else(Verdict::TooMany, |()| Verdict::Believed))
        }
        Shown::Assertion(assertion) => {
            let issuer = identity.site();
            let here = [issuer.to_string(), issuer.page(request.path()), issuer.page("/token")];
            match identity.believe_assertion(application, assertion, &here, at).await {
                Ok(()) => Ok(Verdict::Believed),
                Err(AssertionRefused::Wrong(why)) => Ok(Verdict::Refused(Wrong::client(why))),
                Err(AssertionRefused::TooMany(until)) => Ok(Verdict::TooMany(until)),
                Err(AssertionRefused::Storage(error)) => Err(error.into()),
            }
        }
    }
}

/// Exactly one way to show who one is.
fn shown<'a>(request: &HttpRequest, parameters: &'a Parameters) -> Result<Shown<'a>, Wrong> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match (header, parameters.get("client_secret"), parameters.get("client_assertion")) {
        (Some(header), None, None) => {
            let (id, secret) = basic(header).ok_or_else(wrong)?;
            Ok(Shown::Secret { id, secret, by: Authentication::SecretBasic })
        }
        (None, Some(secret), None) => {
            let id = parameters.get("client_id").ok_or_else(wrong)?.to_owned();
            Ok(Shown::Secret { id, secret: secret.to_owned(), by: Authentication::SecretPost })
        }
        (None, None, Some(assertion)) if parameters.get("client_assertion_type") == Some(ASSERTION) => {
            Ok(Shown::Assertion(assertion))
        }
        (None, None, None) => Err(wrong()),
        (None, None, Some(_)) => Err(Wrong::request("client_assertion_type must name jwt-bearer")),
        _ => Err(Wrong::request("show who you are in one way only")),
    }
}

fn wrong() -> Wrong {
    Wrong::client("the client is not known or did not show who it is")
}

fn as_application(text: &str) -> Option<Uuid> {
    match text.parse() {
        Ok(ClientId::Application(id)) => Some(id),
        _ => None,
    }
}

/// Name and secret of the header. Both come form-encoded (RFC 6749, 2.3.1).
pub(crate) fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decoded_form(id), decoded_form(secret)))
}

fn decoded_form(text: &str) -> String {
    let name = url::form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
    name.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_the_header_is_read_whatever_the_case_of_its_scheme() {
        let pair = |id: &str, secret: &str| Some((id.to_owned(), secret.to_owned()));
        assert_eq!(basic("Basic MzMuMTQ6cmFoYXNpYQ=="), pair("33.14", "rahasia"));
        assert_eq!(basic("basic MzMuMTQ6cmFoYXNpYQ=="), pair("33.14", "rahasia"));
        assert_eq!(basic(&format!("Basic {}", STANDARD.encode("a%2Eb:%2B+%3A"))), pair("a.b", "+ :"));
        for header in ["Bearer MzMuMTQ6cmFoYXNpYQ==", "Basic", "Basic %%%", "Basic MzMuMTQ="] {
            assert_eq!(basic(header), None, "{header}");
        }
    }
}
