//! Signing in at a region's or the ministry's host: away to the account host, and back with a code.

pub mod come;
pub mod go;
pub mod leave;
pub mod resume;
pub mod stay;
pub mod travel;

use std::sync::Arc;

use actix_web::http::Method;
use balai_identity::oidc::ClientId;
use balai_tenancy::Tenant;

use crate::caller::Caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::host::{Site, SiteKind};
use crate::places;
use crate::route::{Route, guarded, open};
use crate::state::App;
use crate::words::Words;

/// The routes of sign-in at the hosts that cross over.
pub fn routes() -> Vec<Route> {
    [SiteKind::Region, SiteKind::National].into_iter().flat_map(at).collect()
}

fn at(site: SiteKind) -> Vec<Route> {
    vec![
        open(site, Method::GET, "/masuk", "leads to the account host", go::show),
        open(site, Method::GET, "/masuk/kembali", "whoever comes back is not signed in yet", come::show),
        open(site, Method::GET, "/keluar", "asks whether to sign out", leave::show),
        open(site, Method::POST, "/keluar", "signing out twice does no harm", leave::submit),
        guarded(site, Method::GET, "/lanjut/{id}", resume::show),
        guarded(site, Method::GET, "/sesi/tetap", stay::show),
    ]
}

/// The host that somebody signs in at.
pub struct Door {
    /// As the account host knows it.
    pub client: ClientId,
    /// The region, unless it is the ministry's.
    pub tenant: Option<Arc<Tenant>>,
    /// Where work begins, when no other way back was asked.
    pub home: &'static str,
}

impl Door {
    /// The host of a request.
    pub async fn of(caller: &Caller) -> Result<Self, Fault> {
        match &caller.site {
            Site::National => Ok(Self { client: ClientId::National, tenant: None, home: "/" }),
            Site::Region(_) | Site::Own { .. } => {
                let tenant = caller.tenant().await?;
                Ok(Self { client: ClientId::Region(tenant.code()), tenant: Some(tenant), home: places::DESK })
            }
            Site::Root | Site::Account => Err(Fault::NotFound),
        }
    }

    /// The frame of this host's pages.
    pub fn frame(&self, caller: &Caller) -> Frame {
        frame(&caller.app, self.tenant.as_deref(), caller.w, &caller.here)
    }
}

/// The frame of a page about signing in: the region's own, or the ministry's.
pub fn frame(app: &App, tenant: Option<&Tenant>, w: Words, here: &str) -> Frame {
    match tenant {
        Some(tenant) => crate::hall::bare_frame(app, tenant, w, here),
        None => Frame { name: w.t("place-ministry"), nav: Vec::new(), ..Frame::root(w, here, None) },
    }
}
