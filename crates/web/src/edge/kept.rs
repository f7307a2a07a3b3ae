//! The short way: a page that stands in memory goes out before anything is routed, and no database is asked.
//!
//! Only [`Visitor::page`](crate::visitor::Visitor) puts pages there, for whoever asks with GET at an open hall and has no
//! language to be remembered; whatever else a request may be takes the usual way and is answered alike. So does a page
//! whose handler notes something each time.

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse};
use balai_kernel::RegionCode;

use super::headers;
use crate::host::Site;
use crate::memory::Key;
use crate::state::App;
use crate::visitor::{browser, here, is_served};
use crate::words::{Lang, Words};

/// An answer from memory.
pub struct Answer {
    /// With all its headers but the request's number.
    pub response: HttpResponse,
    /// Whose page it is.
    pub tenant: RegionCode,
    /// The pattern of the route that the page was made on.
    pub route: String,
}

/// The answer to a request at a site, when it stands in memory.
pub fn answer(app: &App, request: &HttpRequest, site: Option<&Site>) -> Option<Answer> {
    let (site, slug) = site.and_then(|site| Some((site, site.slug()?)))?;
    if request.method() != Method::GET || Lang::asked(request.query_string()).is_some() {
        return None;
    }
    let tenant = app.directory.known(slug).filter(|tenant| is_served(app, tenant) && site.is_of(tenant))?;
    let key = Key::new(tenant.code(), Words::chosen(request).lang(), &here(request));
    let sheet = app.pages.find(&key, &tenant, app.clock.now())?;
    let route = sheet.route.clone()?;
    let mut response = sheet.kept.answer(&browser(request));
    headers::complete(response.headers_mut());
    Some(Answer { response, tenant: tenant.code(), route })
}
