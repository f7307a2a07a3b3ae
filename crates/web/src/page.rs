//! A page on its way out, for handlers whose pages are not kept in memory.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, VARY};
use askama::Template;

use crate::fault::Fault;

/// Browsers ask again each time, and whatever stands between may keep nothing: the language is the visitor's.
pub const ASK_AGAIN: &str = "private, no-cache";
/// What of a request a public page depends on.
pub const DEPENDS: &str = "Cookie, Accept-Language, Accept-Encoding";
/// The media type of every page.
pub const HTML: &str = "text/html; charset=utf-8";

/// A public page.
pub fn public(page: &impl Template) -> Result<HttpResponse, Fault> {
    let mut response = HttpResponse::Ok();
    response.content_type(HTML).insert_header((CACHE_CONTROL, ASK_AGAIN)).insert_header((VARY, DEPENDS));
    Ok(response.body(page.render()?))
}
