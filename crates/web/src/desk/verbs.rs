//! What is done to a service with one button. Doing it twice leads to the same state.

use actix_web::{HttpResponse, web};
use balai_catalog::EditError;

use super::answer;
use super::typed::Typed;
use crate::access::{Mark, Staff, may};
use crate::fault::Fault;

/// `POST /kelola/layanan/{id}/penarikan`
pub async fn withdraw(staff: Staff<may::CataloguePublish>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    perform(&staff, &id, Deed::Withdraw).await
}

/// `POST /kelola/layanan/{id}/arsip`
pub async fn archive(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    perform(&staff, &id, Deed::Archive).await
}

/// `POST /kelola/layanan/{id}/pemulihan`
pub async fn restore(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    perform(&staff, &id, Deed::Restore).await
}

/// `POST /kelola/layanan/{id}/pembuangan`
pub async fn discard(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    perform(&staff, &id, Deed::Discard).await
}

/// `POST /kelola/layanan/{id}/kesesuaian`
pub async fn confirm(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    perform(&staff, &id, Deed::Confirm).await
}

/// `POST /kelola/layanan/{id}/batal-tunggu`
pub async fn stop_waiting(staff: Staff<may::CataloguePublish>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    perform(&staff, &id, Deed::StopWaiting).await
}

/// `POST /kelola/layanan/{id}/pengembalian`
pub async fn roll_back(
    staff: Staff<may::CatalogueEdit>,
    id: web::Path<String>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let version = typed.text("versi").parse().map_err(|_| Fault::NotFound)?;
    perform(&staff, &id, Deed::RollBack(version)).await
}

#[derive(Clone, Copy)]
enum Deed {
    Withdraw,
    Archive,
    Restore,
    Discard,
    Confirm,
    StopWaiting,
    RollBack(u32),
}

async fn perform<M: Mark>(staff: &Staff<M>, id: &str, deed: Deed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let desk = staff.service(&write, id).await?;
    let (editor, service) = (staff.editor(&write), desk.service.id);
    let done = match deed {
        Deed::Withdraw => editor.withdraw(service).await.map(|_| "tarik"),
        Deed::Archive => editor.archive(service).await.map(|_| "arsip"),
        Deed::Restore => editor.restore(service).await.map(|_| "pulih"),
        Deed::Discard => editor.discard_draft(service).await.map(|_| "buang"),
        Deed::Confirm if !desk.newest.content.needs_verification() => Ok("sesuai"),
        Deed::Confirm => editor.confirm_draft(service, desk.draft_revision()).await.map(|_| "sesuai"),
        Deed::StopWaiting => editor.stop_waiting(service).await.map(|_| "batal-tunggu"),
        Deed::RollBack(version) => editor.roll_back(service, version).await.map(|_| "kembali"),
    };
    let page = format!("/kelola/layanan/{id}/terbit");
    match done {
        Ok(word) => {
            write.commit().await?;
            answer::see(format!("{page}?selesai={word}"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        // The state does not allow it any more: somebody was faster, or the form came twice.
        Err(_) => answer::see(page),
    }
}
