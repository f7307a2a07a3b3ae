//! `/maklumat`: the service pledge (maklumat pelayanan), which UU 25/2009 article 22 wants published.

use actix_web::HttpResponse;
use askama::Template;
use balai_tenancy::Pledge;

use super::sight::Sight;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::visitor::Visitor;
use crate::words::Words;

/// The pledge.
#[derive(Template)]
#[template(path = "hall/pledge.html")]
pub struct PledgePage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its words.
    pub pledge: Pledge,
    /// Where complaints go.
    pub complaints: Option<String>,
}

/// `GET /maklumat`
pub async fn show(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(compose).await
}

async fn compose(sight: &Sight<'_>) -> Result<PledgePage, Fault> {
    let hall = sight.hall.as_ref().ok_or(Fault::NotFound)?;
    let pledge = hall.pledge.clone().ok_or(Fault::NotFound)?;
    let frame = sight.frame(None);
    Ok(PledgePage { w: sight.w(), frame, pledge, complaints: hall.complaint_contact.clone() })
}
