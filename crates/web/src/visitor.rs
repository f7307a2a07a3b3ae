//! A citizen at a region's door: the proof that the host is an open hall.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use balai_storage::TenantDb;
use balai_tenancy::{Tenant, TenantState};

use crate::fault::Fault;
use crate::host::{self, Site};
use crate::state::App;
use crate::words::Words;

/// An open hall, and somebody who looks at it.
pub struct Visitor {
    /// The server's parts.
    pub app: web::Data<App>,
    /// Whose hall it is.
    pub tenant: Tenant,
    /// The door to its rows.
    pub db: TenantDb,
    /// The visitor's language.
    pub w: Words,
    /// Path and query.
    pub here: String,
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
            Ok(Self { db, tenant, w: Words::chosen(&request), here: here(&request), app })
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

/// The tenant of the request's host. One that is being made is nobody's yet; one behind this binary
/// waits; a suspended one says so.
pub async fn open_tenant(app: &App, request: &HttpRequest) -> Result<Tenant, Fault> {
    let site = host::named(request.head()).and_then(|name| app.base.site(name));
    let Some(Site::Region(slug)) = site else { return Err(Fault::NotFound) };
    let tenant = app.directory.find(&slug).await?.ok_or(Fault::NotFound)?;
    request.extensions_mut().insert(tenant.code());
    match tenant.state {
        TenantState::Provisioning | TenantState::Archived => Err(Fault::NotFound),
        TenantState::Suspended => Err(Fault::Suspended),
        TenantState::Active if tenant.schema_version != app.schema_version => Err(Fault::Maintenance),
        TenantState::Active => Ok(tenant),
    }
}
