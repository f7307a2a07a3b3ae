//! A page on its way out, for handlers whose pages are not kept in memory.

use actix_web::HttpResponse;
use askama::Template;

use crate::fault::Fault;
use crate::kept::{Browser, Kept};

/// Browsers ask again each time, and whatever stands between may keep nothing: the language is the visitor's.
pub const ASK_AGAIN: &str = "private, no-cache";
/// What of a request a public page depends on.
pub const DEPENDS: &str = "Cookie, Accept-Language, Accept-Encoding";
/// The media type of every page.
pub const HTML: &str = "text/html; charset=utf-8";

/// A public page that is made anew for each visitor; one who has it already is told so.
pub fn public(browser: &Browser, page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(Kept::new(HTML, page.render()?).answer(browser))
}
