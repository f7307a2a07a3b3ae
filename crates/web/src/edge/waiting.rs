//! A form that is not taken is not lost: it waits for its person. Who has to sign in first, or to prove once more who she is,
//! is led back to it; who may not send it any more, or met somebody else's at the same moment, finds the way to it on the page
//! that says so.

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, TRANSFER_ENCODING};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use balai_identity::KeptForm;

use crate::access::{BACK, SESSION_COOKIE, oidc_site};
use crate::back::Back;
use crate::cookies;
use crate::crossing::resume::RESUME;
use crate::fault::Fault;
use crate::host::{self, Site};
use crate::server::FORM_LIMIT;
use crate::visitor::{app, here};

/// The field of every password: it is typed again.
const SECRET: &str = "sandi";

/// Where a form waits that was not taken; goes with the answer to the page that says why.
#[derive(Clone, Debug)]
pub struct Waits(pub String);

/// Keeps what was sent where it was not taken. Files are not kept: they are chosen again.
pub async fn keep<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let body = if may_wait(&request) { Some(read(&mut request).await?) } else { None };
    let mut answer = next.call(request).await?;
    let fault = answer.response().extensions().get::<Fault>().cloned();
    let (Some(body), Some(fault)) = (body, fault.filter(loses)) else { return Ok(answer) };
    let kept = kept(&answer, &body).await;
    let mut extensions = answer.response_mut().extensions_mut();
    match (fault, kept) {
        (Fault::SignIn(to), Ok(Some(place))) => drop(extensions.insert(Fault::SignIn(with_back(&to, &place)))),
        (Fault::SignIn(_), Err(other)) => drop(extensions.insert(other)),
        (_, Ok(Some(place))) => drop(extensions.insert(Waits(place))),
        // the page then says what went wrong first; that it could not be kept stands in the log
        (_, Err(_) | Ok(None)) => {}
    }
    drop(extensions);
    Ok(answer)
}

/// Whether the answer shows nothing of what was typed, though its sender may send it again.
fn loses(fault: &Fault) -> bool {
    match fault {
        Fault::SignIn(_)
        | Fault::NotAllowed
        | Fault::Together
        | Fault::TooMany(_)
        | Fault::Maintenance
        | Fault::Closed(..)
        | Fault::Ours(_) => true,
        Fault::NotFound
        | Fault::Moved(_)
        | Fault::Elsewhere(_)
        | Fault::Forged
        | Fault::BadRequest(_)
        | Fault::WrongField(..)
        | Fault::BadToken
        | Fault::Suspended => false,
    }
}

/// A form of somebody who was signed in once, at a host where people have something of their own.
fn may_wait(request: &ServiceRequest) -> bool {
    let header = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_form = header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    // without either header there is no body (RFC 9112, 6.3): a form of one button
    let fits = match header(CONTENT_LENGTH) {
        Some(text) => text.parse::<usize>().is_ok_and(|size| size <= FORM_LIMIT),
        None => header(TRANSFER_ENCODING).is_none(),
    };
    let elsewhere = matches!(host::of(request.request()), None | Some(Site::Root));
    request.method() == Method::POST && is_form && fits && !elsewhere && request.cookie(SESSION_COOKIE).is_some()
}

/// The body, which is put back for whoever reads it next. One whose line broke is refused here: whoever reads after the error
/// would find an empty form.
async fn read(request: &mut ServiceRequest) -> Result<Bytes, actix_web::Error> {
    let body = request.extract::<Bytes>().await?;
    request.set_payload(Payload::from(body.clone()));
    Ok(body)
}

/// Keeps a form, and says where it waits.
async fn kept<B>(answer: &ServiceResponse<B>, body: &[u8]) -> Result<Option<String>, Fault> {
    let request = answer.request();
    let app = app(request);
    let (Some(site), Some(token)) = (host::of(request), cookies::token(request, SESSION_COOKIE)) else {
        return Ok(None);
    };
    let form = KeptForm { path: here(request), fields: without_secrets(body) };
    let id = app.identity.keep_form(&token, &oidc_site(&app, &site), &form, app.clock.now()).await?;
    Ok(id.map(|id| format!("{RESUME}{id}")))
}

/// What was filled in, but for a password.
fn without_secrets(body: &[u8]) -> Vec<(String, String)> {
    let is_open = |(name, _): &(String, String)| name != SECRET;
    url::form_urlencoded::parse(body).into_owned().filter(is_open).collect()
}

/// The address of the sign-in with another way back.
fn with_back(to: &str, back: &str) -> String {
    let (path, query) = to.split_once('?').unwrap_or((to, ""));
    let others = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != BACK);
    let others: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
    let address = Back::or(Some(back), "/").via(path);
    if others.is_empty() { address } else { format!("{address}&{others}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_wait() {
        let kept = without_secrets(b"surel=siti%40contoh.id&sandi=pohon+ember&ke=%2F");
        let kept: Vec<_> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(kept, [("surel", "siti@contoh.id"), ("ke", "/")]);
    }

    #[test]
    fn the_way_back_is_another_and_the_rest_of_the_address_stays() {
        assert_eq!(with_back("/masuk?ke=%2Fkelola&bukti=1", "/lanjut/7"), "/masuk?ke=%2Flanjut%2F7&bukti=1");
        assert_eq!(with_back("/masuk?ke=%2Fkelola", "/lanjut/7"), "/masuk?ke=%2Flanjut%2F7");
    }
}
