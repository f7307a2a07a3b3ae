//! `/berkas/{id}/versi/{version}`: the document itself.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use actix_web::{HttpResponse, web};
use balai_vault::Opened;
use uuid::Uuid;

use crate::account::acting::{Owner, Whole};
use crate::asked::Asked;
use crate::fault::Fault;

/// A document is shown and does nothing: it runs no script, sends no form and asks nobody for anything.
const POLICY: &str = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// `GET`: shown, or with `?unduh=1` downloaded.
pub async fn show(person: Owner<Whole>, path: web::Path<(Uuid, Uuid)>, asked: Asked) -> Result<HttpResponse, Fault> {
    let (document, version) = path.into_inner();
    let opened = person.app.vault.open(&person.act, person.subject, person.who.account, document, version).await?;
    Ok(serve(opened.ok_or(Fault::NotFound)?, !asked.text("unduh").is_empty()))
}

/// A document as an answer, under a name of ours.
pub fn serve(opened: Opened, download: bool) -> HttpResponse {
    let way = if download { "attachment" } else { "inline" };
    let name = format!("{}-{}.{}", opened.kind, opened.version, opened.media.ending());
    HttpResponse::Ok()
        .content_type(opened.media.as_str())
        .insert_header((CONTENT_DISPOSITION, format!("{way}; filename=\"{name}\"")))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(opened.bytes)
}
