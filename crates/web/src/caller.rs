//! Somebody at a door where people sign in and out, whether they are signed in or not.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, LOCATION, USER_AGENT};
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{NewSession, SignedIn, oidc};
use balai_kernel::{Act, Actor, SecretToken};
use balai_tenancy::Tenant;

use crate::access::{SESSION_COOKIE, oidc_site, signed_in};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::edge::headers;
use crate::edge::trace::origin;
use crate::fault::Fault;
use crate::host::{self, Site};
use crate::state::App;
use crate::visitor::{app, here, known_tenant};
use crate::words::Words;

/// The longest name of a browser that is kept.
const LONGEST_DEVICE: usize = 300;

/// Who stands at the door, as far as the request tells.
pub struct Caller {
    /// The server's parts.
    pub app: web::Data<App>,
    /// The host.
    pub site: Site,
    /// The language.
    pub w: Words,
    /// Path and query.
    pub here: String,
    /// The deed of somebody who has not said who they are.
    pub act: Act,
    /// What the browser calls itself.
    pub device: String,
    /// What the forms of this page carry.
    pub form: FormToken,
    request: HttpRequest,
}

impl FromRequest for Caller {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = app(request);
        let Some(site) = host::of(request) else {
            return ready(Err(Fault::NotFound));
        };
        let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        ready(Ok(Self {
            act: Act::new(Actor::System("sign-in"), app.clock.now(), origin(request)),
            device: agent.chars().take(LONGEST_DEVICE).collect(),
            w: Words::chosen(request),
            here: here(request),
            form: FormToken::of(request),
            request: request.clone(),
            site,
            app,
        }))
    }
}

impl Caller {
    /// Who is signed in at this host, if anybody.
    pub async fn signed_in(&self) -> Result<Option<SignedIn>, Fault> {
        signed_in(&self.app, &self.request).await
    }

    /// The tenant of this host. Staff of a closed hall sign in too: they read why it is closed.
    pub async fn tenant(&self) -> Result<Arc<Tenant>, Fault> {
        known_tenant(&self.app, &self.request).await
    }

    /// The token in one of this host's cookies.
    pub fn cookie(&self, name: &str) -> Option<SecretToken> {
        cookies::token(&self.request, name)
    }

    /// The text of one of this host's cookies.
    pub fn cookie_text(&self, name: &str) -> Option<String> {
        self.request.cookie(name).map(|cookie| cookie.value().to_owned())
    }

    /// This host, as the rooms of sign-in name it.
    pub fn oidc_site(&self) -> oidc::Site {
        oidc_site(&self.app, &self.site)
    }

    /// The cookie of a session just begun here. The one that this browser held until now ends.
    pub async fn hold(&self, session: &NewSession) -> Result<Cookie<'static>, Fault> {
        if let Some(old) = self.cookie(SESSION_COOKIE) {
            self.app.identity.take_over(&self.act, &old, &self.oidc_site(), session).await?;
        }
        Ok(cookies::keep(SESSION_COOKIE, session.token.reveal()))
    }

    /// The deed of somebody who is signed in here.
    pub fn act_of(&self, who: &SignedIn) -> Act {
        Act::new(Actor::Account(who.account), self.act.at, self.act.from.clone())
    }
}

/// Sends the browser on with a GET.
pub fn to(address: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, address));
    response
}

/// The same, with cookies.
pub fn to_with(address: &str, kept: impl IntoIterator<Item = Cookie<'static>>) -> HttpResponse {
    let mut response = to(address);
    for cookie in kept {
        response.cookie(cookie);
    }
    response.finish()
}

/// A page of one person, with a status.
pub fn page(mut status: HttpResponseBuilder, page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(status.content_type("text/html; charset=utf-8").body(page.render()?))
}

/// The policy of a page whose form leads, by way of redirects, to another origin: a host of ours, or an application's.
/// Browsers hold those against `form-action` too.
pub fn policy_to(target: Option<&str>) -> (actix_web::http::header::HeaderName, String) {
    let own = "form-action 'self'";
    let policy = match target {
        Some(origin) => headers::POLICY.replace(own, &format!("{own} {origin}")),
        None => headers::POLICY.to_owned(),
    };
    (CONTENT_SECURITY_POLICY, policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_host_is_named_and_only_for_forms() {
        let (_, policy) = policy_to(Some("http://sragen.balai.test:8080"));
        assert!(
            policy.contains("form-action 'self' http://sragen.balai.test:8080; frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(policy.matches("sragen").count(), 1);
        assert_eq!(policy_to(None).1, headers::POLICY);
    }
}
