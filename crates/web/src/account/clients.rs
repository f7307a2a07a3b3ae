//! The hosts that people cross over to, as the account host knows them.

use balai_identity::SignedIn;
use balai_identity::oidc::{
    AuthorizationQuery, AuthorizationRefused, AuthorizationRequest, Client, ClientId, Unanswerable,
};
use chrono::{DateTime, Utc};

use crate::access::oidc_site;
use crate::back::Back;
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

/// Who a person is on the way to, when the way back leads over the authorization endpoint.
pub async fn beyond(app: &App, w: Words, back: &Back) -> Result<Option<(Client, AuthorizationRequest)>, Fault> {
    if back.path() != AUTHORIZE {
        return Ok(None);
    }
    let Ok(query) = serde_urlencoded::from_str(back.query()) else { return Ok(None) };
    Ok(asked(app, w, &query).await?.ok())
}
