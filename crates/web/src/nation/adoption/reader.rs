//! Who reads figures: somebody of the ministry with a session, or a machine with a token of such a person.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use balai_identity::Scope;
use balai_kernel::SecretToken;
use balai_rbac::Domain;
use chrono::{DateTime, Utc};

use crate::access::{Ministry, may};
use crate::fault::Fault;
use crate::route::{Access, Proof};
use crate::state::App;
use crate::visitor::app;

/// Somebody, or something, that may see the figures.
pub struct FigureReader {
    /// The server's parts.
    pub app: web::Data<App>,
    /// Now.
    pub at: DateTime<Utc>,
}

impl Proof for FigureReader {
    const ACCESS: Access = Access::Needs(balai_rbac::Permission::AdoptionView);
}

impl FromRequest for FigureReader {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (app, request, mut payload) = (app(request), request.clone(), payload.take());
        Box::pin(async move {
            let at = app.clock.now();
            let Some(header) = request.headers().get(AUTHORIZATION) else {
                let ministry = Ministry::<may::AdoptionView>::from_request(&request, &mut payload).await?;
                return Ok(Self { at: ministry.act.at, app });
            };
            let text = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
            let token = text.and_then(|text| SecretToken::parse(text).ok()).ok_or(Fault::BadToken)?;
            let holder = app.identity.token_holder(&token, at).await?.ok_or(Fault::BadToken)?;
            let (id, version) = (holder.account.id, holder.account.grants_version);
            let set = app.authority.permissions(&app.control(), id, version, at).await?;
            let may = set.allows(Scope::AdoptionRead.permission(), &Domain::National);
            if holder.domain != Domain::National || holder.scope != Scope::AdoptionRead || !may {
                return Err(Fault::NotAllowed);
            }
            Ok(Self { app, at })
        })
    }
}
