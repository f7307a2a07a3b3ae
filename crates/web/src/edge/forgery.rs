//! Requests that change something must come from a page of the same host. The hosts of a deployment are siblings, so a
//! browser's "same site" is not enough: what a region writes on its pages must not act at another region's desk.
//!
//! Browsers say where a request comes from: first `Sec-Fetch-Site` is asked, then `Origin`. A browser that says neither
//! sends the form's own token, which is bound to a cookie of this host.

use std::collections::HashSet;
use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, ResponseError, web};
use balai_kernel::SecretToken;

use crate::access::SESSION_COOKIE;
use crate::account::provider::FOR_PROGRAMS;
use crate::cookies;
use crate::fault::Fault;
use crate::host::{self, Site};
use crate::visitor::app;

/// The hidden field of a form.
pub const FIELD: &str = "_token";
/// The cookie that a form's token is bound to where nobody is signed in.
const GUEST_COOKIE: &str = "__Host-tamu";
/// Every cookie of ours begins so; a sibling host cannot set one.
const OURS: &str = "__Host-";
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Where a request comes from, by what the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A page of this host, or the person's own hand.
    Own,
    /// Somewhere else.
    Foreign,
    /// The browser says nothing.
    Unsaid,
}

/// What the forms of a page carry in their hidden field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormToken(String);

/// A guest's cookie that was made for this answer.
struct NewGuest(SecretToken);

impl FormToken {
    /// The token of this browser at this host. A browser without any cookie of ours gets one with the answer.
    pub fn of(request: &HttpRequest) -> Self {
        let cookie = bound_to(request).unwrap_or_else(|| {
            let mut extensions = request.extensions_mut();
            if extensions.get::<NewGuest>().is_none() {
                extensions.insert(NewGuest(SecretToken::fresh()));
            }
            extensions.get::<NewGuest>().map(|guest| guest.0.reveal()).unwrap_or_default()
        });
        Self(app(request).identity.form_token(&cookie))
    }

    /// A token for a sample page.
    pub fn sample() -> Self {
        Self("0".repeat(64))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromRequest for FormToken {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// Refuses forged requests, and any request that carries one of our cookies twice.
pub async fn refuse<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let twice = has_a_cookie_twice(request.headers());
    if twice || (!request.method().is_safe() && !is_own(&mut request).await) {
        let refused = Fault::Forged.error_response();
        return Ok(request.into_response(refused).map_into_right_body());
    }
    let mut response = next.call(request).await?;
    let guest = response.request().extensions_mut().remove::<NewGuest>();
    if let Some(guest) = guest {
        let cookie = cookies::keep(GUEST_COOKIE, guest.0.reveal());
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response.map_into_left_body())
}

async fn is_own(request: &mut ServiceRequest) -> bool {
    let app = app(request.request());
    let Some(site) = host::of(request.request()) else {
        // A host that is nobody's answers 404 to everything.
        return true;
    };
    if site == Site::Account && FOR_PROGRAMS.contains(&request.path()) {
        return true;
    }
    match source(request.headers(), &app.base.origin(&site)) {
        Source::Own => true,
        Source::Foreign => false,
        Source::Unsaid => {
            let Some(cookie) = bound_to(request.request()) else { return false };
            let offered = offered(request).await;
            offered.is_some_and(|offered| app.identity.is_form_token(&cookie, &offered))
        }
    }
}

fn source(headers: &HeaderMap, own: &str) -> Source {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_owned());
    match (text(SEC_FETCH_SITE).as_deref(), text(ORIGIN).as_deref()) {
        (Some("same-origin" | "none"), _) => Source::Own,
        (None, Some(origin)) if origin == own => Source::Own,
        (Some(_), _) | (None, Some(_)) => Source::Foreign,
        (None, None) => Source::Unsaid,
    }
}

/// The token that a form brought. The body is read for it and put back.
async fn offered(request: &mut ServiceRequest) -> Option<String> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return None;
    }
    let body = request.extract::<web::Bytes>().await.ok()?;
    let found = url::form_urlencoded::parse(&body).find(|(name, _)| name == FIELD).map(|(_, value)| value.into_owned());
    request.set_payload(Payload::from(body));
    found
}

/// The cookie that this browser's tokens are bound to.
fn bound_to(request: &HttpRequest) -> Option<String> {
    let token = cookies::token(request, SESSION_COOKIE).or_else(|| cookies::token(request, GUEST_COOKIE));
    token.map(|token| token.reveal())
}

/// Of two cookies with one name nobody can tell which is ours. Only our own names are looked at: others could be set
/// by a sibling to lock people out, and are read by nobody.
fn has_a_cookie_twice(headers: &HeaderMap) -> bool {
    let mut seen = HashSet::new();
    let all = headers.get_all(COOKIE).filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.split('=').next())
        .map(str::trim)
        .filter(|name| name.get(..OURS.len()).is_some_and(|start| start.eq_ignore_ascii_case(OURS)))
        .any(|name| !seen.insert(name.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::from_the_same_page(Some("same-origin"), Some("http://a.balai.test"), Source::Own)]
    #[case::from_the_same_page_says_the_browser_alone(Some("same-origin"), None, Source::Own)]
    #[case::by_hand(Some("none"), None, Source::Own)]
    #[case::from_a_sibling(Some("same-site"), Some("http://b.balai.test"), Source::Foreign)]
    #[case::from_a_sibling_with_our_origin(Some("same-site"), Some("http://a.balai.test"), Source::Foreign)]
    #[case::from_elsewhere(Some("cross-site"), Some("https://jahat.id"), Source::Foreign)]
    #[case::an_unknown_word(Some("sama"), None, Source::Foreign)]
    #[case::older_browser(None, Some("http://a.balai.test"), Source::Own)]
    #[case::older_browser_at_a_sibling(None, Some("http://b.balai.test"), Source::Foreign)]
    #[case::another_port(None, Some("http://a.balai.test:81"), Source::Foreign)]
    #[case::hidden(None, Some("null"), Source::Foreign)]
    #[case::oldest_browser(None, None, Source::Unsaid)]
    fn a_request_comes_from_where_the_browser_says(
        #[case] site: Option<&str>,
        #[case] origin: Option<&str>,
        #[case] expected: Source,
    ) {
        let mut request = TestRequest::post();
        if let Some(site) = site {
            request = request.insert_header((SEC_FETCH_SITE, site));
        }
        if let Some(origin) = origin {
            request = request.insert_header((ORIGIN, origin));
        }
        assert_eq!(source(request.to_http_request().headers(), "http://a.balai.test"), expected);
    }

    #[rstest]
    #[case("__Host-sesi=a; __Host-bahasa=id", false)]
    #[case("__Host-sesi=a; __Host-sesi=a", true)]
    #[case("__Host-sesi=a;__host-SESI=b", true)]
    #[case("__Host-sesi=a; =__Host-sesi=b", false)]
    #[case("lain=a; lain=b; __Host-sesi=c", false)]
    #[case("", false)]
    fn our_cookies_come_once(#[case] header: &str, #[case] twice: bool) {
        let request = TestRequest::get().insert_header((COOKIE, header)).to_http_request();
        assert_eq!(has_a_cookie_twice(request.headers()), twice);
    }

    #[test]
    fn a_second_header_counts_too() {
        let request =
            TestRequest::get().append_header((COOKIE, "__Host-sesi=a")).append_header((COOKIE, "__Host-sesi=b"));
        assert!(has_a_cookie_twice(request.to_http_request().headers()));
    }
}
