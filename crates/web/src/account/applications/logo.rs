//! `/aplikasi-saya/{id}/logo`: the picture by which people know an application.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};
use balai_identity::applications::Application;
use uuid::Uuid;

use crate::caller::Caller;
use crate::fault::Fault;
use crate::hall::pictures::versioned;

/// Where it is; a new one has a new address.
pub fn address(of: &Application) -> Option<String> {
    of.logo.as_deref().map(|print| versioned(&format!("/aplikasi-saya/{}/logo", of.id), print))
}

/// `GET /aplikasi-saya/{id}/logo`
pub async fn show(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let image = caller.app.identity.application_logo(*id).await?;
    Ok(picture(image.ok_or(Fault::NotFound)?))
}

/// A logo as it goes out: it was written as PNG when it was taken.
pub fn picture(image: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type("image/png").insert_header((CACHE_CONTROL, "public, max-age=86400")).body(image)
}
