//! The request of an application, wherever on its way it is met: at its beginning, at the sign-in, at the consent.

use actix_web::HttpResponse;
use balai_identity::SignedIn;
use balai_identity::applications::Application;
use balai_identity::oidc::Unanswerable;
use balai_identity::provider::{
    Asked, AuthorizationError, BEGAN, Began, Next, Parameters, Refused, Scope, Seen, unmarked,
};
use balai_kernel::SecretToken;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::account::applications::find_open;
use crate::account::clients::AUTHORIZE;
use crate::back::Back;
use crate::caller;
use crate::cookies;
use crate::fault::Fault;
use crate::state::App;

/// The cookie of a browser in which a request began.
pub const COOKIE: &str = "__Host-lanjutan";
/// The parameter of a pushed request.
const REQUEST_URI: &str = "request_uri";

/// A request that can be answered, and what is known of its way so far.
pub struct Asking {
    /// Who asks.
    pub application: Application,
    /// What.
    pub asked: Asked,
    /// The pushed request that it is.
    pub pushed: Option<Uuid>,
    /// When it was seen first, if this is not the first time.
    began: Option<Began>,
    /// Whom the application expects, as it knows her; anybody where it says nothing.
    expects: Vec<String>,
    /// What stands in our addresses for it.
    own: Parameters,
    /// What the mark of its beginning is bound to: a token in a cookie of the browser that it is met in.
    browser: SecretToken,
}

/// Whether a pushed request may be opened by whoever comes with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// At the authorization endpoint.
    May,
    /// At a page on the way: only one that was opened goes on.
    MayNot,
}

/// Reads the request of an application; `browser` is what a browser holds that was here with a request before.
pub async fn read(
    app: &App,
    browser: Option<SecretToken>,
    parameters: &Parameters,
    id: Uuid,
    opening: Opening,
) -> Result<Result<Asking, Refused>, Fault> {
    let (identity, at) = (&app.identity, app.clock.now());
    let Some(application) = find_open(app, id).await? else {
        return Ok(Err(Refused::Unanswerable(Unanswerable::Client)));
    };
    let began = browser.as_ref().and_then(|browser| identity.began(parameters, browser, at));
    let is_ours = |uri: &&str| uri.starts_with("urn:ietf:params:oauth:request_uri:");
    let (own, asks, pushed) = match parameters.get(REQUEST_URI).filter(is_ours) {
        None => (unmarked(parameters), parameters.clone(), None),
        Some(_) if opening == Opening::MayNot && began.is_none() => {
            return Ok(Err(Refused::Unanswerable(Unanswerable::Pushed)));
        }
        Some(uri) => match identity.open_pushed(id, uri, began, at).await? {
            None => return Ok(Err(Refused::Unanswerable(Unanswerable::Pushed))),
            Some(pushed) => (unmarked(parameters), pushed.parameters, Some(pushed.id)),
        },
    };
    let asked = match Asked::read(&asks, &application, identity.site()) {
        Ok(asked) => asked,
        Err(refused) => return Ok(Err(refused)),
    };
    let invalid = |asked: &Asked, why: &str| {
        Ok(Err(Refused::Returned(asked.refuse(AuthorizationError::InvalidRequest, why, identity.site()))))
    };
    if application.require_par && pushed.is_none() {
        return invalid(&asked, "this application must push its requests to /par");
    }
    let mut expects: Vec<String> = asked.claims.sub.clone().into_iter().collect();
    if let Some(hint) = &asked.id_token_hint {
        match identity.id_token_hint(hint).await?.filter(|hint| hint.aud == id) {
            Some(hint) => expects.push(hint.sub),
            None => return invalid(&asked, "id_token_hint is no ID token of this application"),
        }
    }
    let browser = browser.unwrap_or_else(SecretToken::fresh);
    Ok(Ok(Asking { application, asked, pushed, began, expects, own, browser }))
}

impl Asking {
    /// What follows for whoever is there.
    pub async fn next(&self, app: &App, who: Option<&SignedIn>) -> Result<Next, Fault> {
        let (mut assurance, mut grant) = (balai_kernel::Assurance::default(), None);
        if let Some(who) = who {
            let account = app.identity.account(who.account).await?;
            assurance = account.map(|account| account.assurance).unwrap_or_default();
            grant = app.identity.application_grant(who.account, self.application.id).await?;
        }
        let seen = Seen { assurance, grant: grant.as_ref(), ..self.seen(app, who) };
        Ok(self.asked.next(&self.application, &seen))
    }

    /// Whether it asks for tokens that outlive her session.
    pub fn is_offline(&self) -> bool {
        self.asked.scopes.has(Scope::OfflineAccess)
    }

    /// Whether whoever is signed in has to prove once more who she is, or is not who is meant.
    pub fn wants_sign_in(&self, app: &App, who: &SignedIn) -> bool {
        self.asked.sign_in(&self.seen(app, Some(who))) == Some(Next::SignIn)
    }

    /// Path and query of this request with the mark of its beginning; nothing where no way back can hold it.
    pub fn resumed(&self, app: &App, page: &str, at: DateTime<Utc>) -> Option<Back> {
        let began = self.began.unwrap_or(Began { at, pushed: self.pushed });
        let mark = app.identity.mark_began(&self.own, began, &self.browser);
        Back::parse(&format!("{page}?{}", self.own.clone().with(BEGAN, Some(mark)).encoded())).ok()
    }

    /// Leads there with the cookie that the mark is bound to.
    pub fn lead(&self, address: &str) -> HttpResponse {
        caller::to_with(address, [cookies::keep(COOKIE, self.browser.reveal())])
    }

    /// The way back to the authorization endpoint.
    pub fn back(&self, app: &App, at: DateTime<Utc>) -> Option<Back> {
        self.resumed(app, AUTHORIZE, at)
    }

    fn seen<'a>(&self, app: &App, who: Option<&'a SignedIn>) -> Seen<'a> {
        let is_she = |who: &SignedIn| {
            let known_as = app.identity.subject(who.account, &self.application);
            self.expects.iter().all(|expected| *expected == known_as)
        };
        Seen {
            who,
            is_expected: who.is_none_or(is_she),
            assurance: balai_kernel::Assurance::default(),
            grant: None,
            began: self.began,
            at: app.clock.now(),
        }
    }
}
