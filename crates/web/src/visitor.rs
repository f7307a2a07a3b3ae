//! A citizen at a region's door: the proof that the host is an open hall.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use balai_kernel::{RegionKind, Slug};
use balai_storage::TenantDb;
use balai_tenancy::{Tenant, TenantState};

use crate::fault::Fault;
use crate::host::{self, Site};
use crate::kept::Browser;
use crate::packing::Packing;
use crate::state::App;
use crate::words::Words;

/// An open hall, and somebody who looks at it.
pub struct Visitor {
    /// The server's parts.
    pub app: web::Data<App>,
    /// Whose hall it is.
    pub tenant: Arc<Tenant>,
    /// The door to its rows.
    pub db: TenantDb,
    /// The visitor's language.
    pub w: Words,
    /// Path and query.
    pub here: String,
    /// The pattern of the route that she takes.
    pub route: String,
    /// What the browser has and takes.
    pub browser: Browser,
}

/// Somebody at the national entrance.
pub struct Guest {
    /// The server's parts.
    pub app: web::Data<App>,
    /// The visitor's language.
    pub w: Words,
    /// Path and query.
    pub here: String,
    /// What the browser has and takes.
    pub browser: Browser,
}

impl Guest {
    /// The national entrance, with scheme.
    pub fn origin(&self) -> String {
        self.app.base.origin(&Site::Root)
    }
}

impl FromRequest for Guest {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (app, w, here) = (app(request), Words::chosen(request), here(request));
        ready(Ok(Self { app, w, here, browser: browser(request) }))
    }
}

impl FromRequest for Visitor {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app(&request);
            let tenant = open_tenant(&app, &request).await?;
            let db = app.tenant(&tenant);
            let (w, here, browser) = (Words::chosen(&request), here(&request), browser(&request));
            let route = request.match_pattern().unwrap_or_default();
            Ok(Self { app, tenant, db, w, here, route, browser })
        })
    }
}

/// The server's parts.
pub fn app(request: &HttpRequest) -> web::Data<App> {
    request.app_data::<web::Data<App>>().expect("the binary gives every server its parts").clone()
}

/// Path and query of a request.
pub fn here(request: &HttpRequest) -> String {
    request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// What the browser has and takes.
pub fn browser(request: &HttpRequest) -> Browser {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let takes = Packing::wanted(header(ACCEPT_ENCODING).unwrap_or_default());
    Browser { has: header(IF_NONE_MATCH).map(str::to_owned), takes }
}

/// The tenant of the request's host, while it is open.
pub async fn open_tenant(app: &App, request: &HttpRequest) -> Result<Arc<Tenant>, Fault> {
    let tenant = known_tenant(app, request).await?;
    match tenant.state {
        TenantState::Suspended => Err(Fault::Suspended),
        _ => Ok(tenant),
    }
}

/// The tenant of the request's host, open or closed for a time. One that is being made is nobody's yet, one that was put
/// away nobody's any more; one behind this binary waits.
pub async fn known_tenant(app: &App, request: &HttpRequest) -> Result<Arc<Tenant>, Fault> {
    let site = host::of(request).ok_or(Fault::NotFound)?;
    let slug = site.slug().ok_or(Fault::NotFound)?;
    let Some(tenant) = app.directory.find(slug).await? else { return Err(elsewhere(app, request, slug).await?) };
    if !site.is_of(&tenant) {
        return Err(Fault::NotFound);
    }
    request.extensions_mut().insert(tenant.code());
    match tenant.state {
        TenantState::Provisioning | TenantState::Archived => Err(Fault::NotFound),
        TenantState::Active if !is_served(app, &tenant) => Err(Fault::Maintenance),
        TenantState::Active | TenantState::Suspended => Ok(tenant),
    }
}

/// Whether a hall is open, with tables that this binary knows.
pub fn is_served(app: &App, tenant: &Tenant) -> bool {
    tenant.state == TenantState::Active && tenant.schema_version == app.schema_version
}

/// `kab-sragen` is another name of Kabupaten Sragen's host.
async fn elsewhere(app: &App, request: &HttpRequest, slug: &Slug) -> Result<Fault, Fault> {
    let bare = slug.as_str().strip_prefix("kab-").and_then(|bare| Slug::parse(bare).ok());
    let Some(bare) = bare else { return Ok(Fault::NotFound) };
    let known = app.directory.find(&bare).await?.filter(|tenant| tenant.region.kind() == RegionKind::Kabupaten);
    Ok(match known {
        Some(_) => Fault::Moved(format!("{}{}", app.base.origin(&Site::Region(bare)), here(request))),
        None => Fault::NotFound,
    })
}
