//! How a desk's page answers.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use askama::Template;

use crate::fault::Fault;

/// The page as it is asked for.
pub(super) fn page(page: &impl Template) -> Result<HttpResponse, Fault> {
    with(StatusCode::OK, page)
}

/// The form again, with what is wrong in it.
pub(super) fn wrong(page: &impl Template) -> Result<HttpResponse, Fault> {
    with(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// The form again, beside what somebody else saved meanwhile.
pub(super) fn conflict(page: &impl Template) -> Result<HttpResponse, Fault> {
    with(StatusCode::CONFLICT, page)
}

/// A page that says why something is not shown, and what can be done.
pub(super) fn refused(page: &impl Template) -> Result<HttpResponse, Fault> {
    with(StatusCode::FORBIDDEN, page)
}

/// After a form: the page that shows the current state.
#[expect(clippy::unnecessary_wraps, reason = "an answer like the others here, so that handlers end alike")]
pub(super) fn see(to: impl Into<String>) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::SeeOther().insert_header((LOCATION, to.into())).finish())
}

fn with(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page.render()?))
}
