//! The hosts and applications that people cross over to, as the account host knows them.

use balai_identity::SignedIn;
use balai_identity::oidc::{
    AuthorizationQuery, AuthorizationRefused, AuthorizationRequest, Client, ClientId, Unanswerable,
};
use balai_identity::provider::Parameters;
use chrono::{DateTime, Utc};

use super::provider::asking::{self, Asking, Opening};
use super::provider::authorize::CONSENT;
use crate::access::oidc_site;
use crate::back::Back;
use crate::caller::Caller;
use crate::fault::Fault;
use crate::host::Site;
use crate::places;
use crate::state::App;
use crate::words::Words;

/// Where people are sent to be sent on.
pub const AUTHORIZE: &str = "/otorisasi";

/// The client with this id: the ministry, or a region whose hall is open.
pub async fn find(app: &App, w: Words, id: ClientId) -> Result<Option<Client>, Fault> {
    let (name, sites) = match id {
        // what an application may ask is another question than what our own hosts may
        ClientId::Application(_) => return Ok(None),
        ClientId::National => (w.t("place-ministry"), vec![Site::National]),
        ClientId::Region(code) => match places::staffed(app, code).await? {
            None => return Ok(None),
            Some(tenant) => {
                let (home, always) = (Site::of(&tenant), Site::Region(tenant.region.slug));
                (tenant.region.name, if home == always { vec![always] } else { vec![home, always] })
            }
        },
    };
    Ok(Some(Client { id, name, sites: sites.iter().map(|site| oidc_site(app, site)).collect() }))
}

/// The request behind a query, and who asks.
pub async fn asked(
    app: &App,
    w: Words,
    query: &AuthorizationQuery,
) -> Result<Result<(Client, AuthorizationRequest), AuthorizationRefused>, Fault> {
    let client = match query.client_id() {
        Ok(id) => find(app, w, id).await?,
        Err(_) => None,
    };
    let Some(client) = client else { return Ok(Err(AuthorizationRefused::Unanswerable(Unanswerable::Client))) };
    let request = AuthorizationRequest::read(query, &client, app.identity.site());
    Ok(request.map(|request| (client, request)))
}

/// Whether somebody proved lately enough who she is for what a host asks.
pub fn is_proven(who: &SignedIn, request: &AuthorizationRequest, at: DateTime<Utc>) -> bool {
    request.max_age.is_none_or(|age| who.proven_within(age, at))
}

/// Where a person is on the way to.
pub struct Beyond {
    /// Its name as pages say it.
    pub name: String,
    /// The origin that the way leads to in the end.
    pub origin: String,
    request: Request,
}

enum Request {
    Own(AuthorizationRequest),
    Application(Box<Asking>),
}

impl Beyond {
    /// Whether whoever is signed in need not sign in once more.
    pub fn takes(&self, app: &App, who: &SignedIn) -> bool {
        match &self.request {
            Request::Own(request) => is_proven(who, request, app.clock.now()),
            Request::Application(asking) => !asking.wants_sign_in(app, who),
        }
    }

    /// What she may want to sign in with, as an application says; a form takes no more of it than a person would type.
    pub fn login_hint(&self) -> Option<&str> {
        match &self.request {
            Request::Own(_) => None,
            Request::Application(asking) => asking.asked.login_hint.as_deref().filter(|hint| hint.len() <= 254),
        }
    }
}

/// Who a person is on the way to, when the way back leads over the authorization endpoint or the consent.
pub async fn beyond(caller: &Caller, w: Words, back: &Back) -> Result<Option<Beyond>, Fault> {
    if ![AUTHORIZE, CONSENT].contains(&back.path()) {
        return Ok(None);
    }
    let (app, parameters) = (&caller.app, Parameters::parse(back.query()));
    if let Some(Ok(ClientId::Application(id))) = parameters.get("client_id").map(str::parse) {
        let asking = asking::read(app, caller.cookie(asking::COOKIE), &parameters, id, Opening::MayNot).await?.ok();
        return Ok(asking.map(|asking| Beyond {
            name: asking.application.name.clone(),
            origin: asking.asked.redirect.origin(),
            request: Request::Application(Box::new(asking)),
        }));
    }
    let Ok(query) = serde_urlencoded::from_str(back.query()) else { return Ok(None) };
    let own = asked(app, w, &query).await?.ok();
    Ok(own.map(|(client, request)| Beyond {
        name: client.name,
        origin: request.site.to_string(),
        request: Request::Own(request),
    }))
}
