//! Answers of pages that are one person's own: forms, desks, letters. The edge keeps them out of every memory.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use askama::Template;

use crate::fault::Fault;

const HTML: &str = "text/html; charset=utf-8";

/// A page.
pub fn page(page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::Ok().content_type(HTML).body(page.render()?))
}

/// A form shown again with what is wrong in it.
pub fn to_correct(page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::UnprocessableEntity().content_type(HTML).body(page.render()?))
}

/// A form shown again beside what somebody else did meanwhile.
pub fn conflict(page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::Conflict().content_type(HTML).body(page.render()?))
}

/// After a post: the page that shows what came of it.
pub fn see(to: impl Into<String>) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, to.into())).finish()
}
