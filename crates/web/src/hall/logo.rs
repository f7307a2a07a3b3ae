//! `/instansi/{slug}/logo`: the picture by which people know an agency, out of the region's own objects.

use actix_web::{HttpResponse, web};
use balai_catalog::queries;

use super::pictures::{serve, versioned};
use super::sight::here;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// Where the logo is; a new logo has a new key and so a new address.
pub fn address(slug: &str, key: &str) -> String {
    versioned(&format!("/instansi/{slug}/logo"), key)
}

/// `GET /instansi/{slug}/logo`
pub async fn show(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    let found = {
        let read = visitor.db.read().await?;
        queries::agency_by_slug(&read, &slug).await?
    };
    let agency = here(found, |slug| format!("/instansi/{slug}/logo"))?;
    serve(&visitor, agency.logo_key).await
}
