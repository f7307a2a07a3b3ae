//! `/instansi/{slug}/logo`: the picture by which people know an agency, out of the region's own objects.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};
use balai_catalog::queries;
use balai_storage::objects::ObjectKey;

use super::sight::here;
use crate::asked::link;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// What a browser may be told a logo is. A drawing in SVG could carry a script.
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// Where the logo is; a new logo has a new key and so a new address.
pub fn address(slug: &str, key: &str) -> String {
    let version = key.rsplit('/').next().unwrap_or_default();
    link(&format!("/instansi/{slug}/logo"), [("v", version)])
}

/// `GET /instansi/{slug}/logo`
pub async fn show(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    let found = {
        let read = visitor.db.read().await?;
        queries::agency_by_slug(&read, &slug).await?
    };
    let agency = here(found, |slug| format!("/instansi/{slug}/logo"))?;
    let key = agency.logo_key.and_then(|key| ObjectKey::parse(&key).ok()).ok_or(Fault::NotFound)?;
    let object = visitor.app.objects.of_tenant(visitor.tenant.code()).get(&key).await?.ok_or(Fault::NotFound)?;
    if !KINDS.contains(&object.content_type.as_str()) {
        return Err(Fault::NotFound);
    }
    Ok(HttpResponse::Ok()
        .content_type(object.content_type)
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(object.body))
}
