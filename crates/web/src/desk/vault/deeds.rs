//! What a clerk does with a request: open, decide, mark, take back.

use actix_web::{HttpResponse, web};
use balai_vault::{CopyRefused, MarkRefused, Reason};
use uuid::Uuid;

use super::one::{REASON, unmark_page};
use super::paused::{self, LAW};
use super::{Asking, HERE, find};
use crate::account::vault::open::serve;
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;

/// `POST /kelola/berkas/{id}/batal`
pub async fn close(staff: Asking, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let request = find(&staff, &id).await?;
    staff.app.vault.close_request(&staff.act, staff.tenant.code(), request.id).await?;
    answer::see(format!("{HERE}/{id}"))
}

/// `POST /kelola/berkas/{id}/putusan`
pub async fn decide(staff: Asking, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let request = find(&staff, &id).await?;
    let news = match staff.app.vault.decide(&staff.act, &staff.db, &request).await {
        Ok(true) => "?kabar=diputus",
        // its page says what stands in the way
        Ok(false) | Err(CopyRefused::Paused) => "",
        Err(CopyRefused::Unknown) => return Err(Fault::NotFound),
        Err(CopyRefused::Storage(error)) => return Err(error.into()),
    };
    answer::see(format!("{HERE}/{id}{news}"))
}

/// `GET /kelola/berkas/{id}/{item}/isi`
pub async fn open(staff: Asking, path: web::Path<(String, Uuid)>, asked: Asked) -> Result<HttpResponse, Fault> {
    let (id, item) = path.into_inner();
    opened(&staff, (&id, item), None, !asked.text("unduh").is_empty()).await
}

/// `POST /kelola/berkas/{id}/{item}/isi`: what its owner paused, because a law demands it.
pub async fn open_by_law(staff: Asking, path: web::Path<(String, Uuid)>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (id, item) = path.into_inner();
    let here = format!("{HERE}/{id}/{item}/isi");
    if !staff.app.vault.is_paused(&find(&staff, &id).await?).await? {
        return answer::see(here);
    }
    let mut field = typed.field(LAW);
    let Some(law) = field.need("Tulis peraturan dan pasal yang mewajibkannya.", Reason::parse) else {
        return answer::wrong(&paused::page(&staff, &id, here, Some(field)).await?);
    };
    opened(&staff, (&id, item), Some(&law), false).await
}

async fn opened(
    staff: &Asking,
    (id, item): (&str, Uuid),
    law: Option<&Reason>,
    download: bool,
) -> Result<HttpResponse, Fault> {
    let request = find(staff, id).await?;
    let by = (staff.tenant.code(), (staff.who.account, staff.who.name.as_str()));
    match staff.app.vault.open_copy(&staff.act, &staff.db, by, (request.id, item), law).await {
        Ok(opened) => Ok(serve(opened, download)),
        Err(CopyRefused::Unknown) => Err(Fault::NotFound),
        Err(CopyRefused::Paused) => {
            let here = format!("{HERE}/{id}/{item}/isi");
            answer::refused(&paused::page(staff, id, here, None).await?)
        }
        Err(CopyRefused::Storage(error)) => Err(error.into()),
    }
}

/// `POST /kelola/berkas/{id}/{item}/asli`
pub async fn mark(staff: Asking, path: web::Path<(String, Uuid)>) -> Result<HttpResponse, Fault> {
    let (id, item) = path.into_inner();
    let request = find(&staff, &id).await?;
    let by = (staff.who.account, staff.who.name.as_str());
    match staff.app.vault.mark(&staff.act, &request, item, by).await {
        Ok(_) | Err(MarkRefused::Stands) => answer::see(format!("{HERE}/{id}?kabar=asli")),
        Err(MarkRefused::Oneself) => answer::see(format!("{HERE}/{id}?kabar=sendiri")),
        Err(MarkRefused::Unknown) => Err(Fault::NotFound),
        Err(MarkRefused::Storage(error)) => Err(error.into()),
    }
}

/// `POST /kelola/berkas/{id}/{item}/asli/{mark}`
pub async fn unmark(staff: Asking, path: web::Path<(String, Uuid, Uuid)>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (id, item, mark) = path.into_inner();
    let mut field = typed.field(REASON);
    let Some(reason) = field.need("Tulis mengapa tanda ini dicabut.", Reason::parse) else {
        return answer::wrong(&unmark_page(&staff, (&id, item, mark), field).await?);
    };
    find(&staff, &id).await?;
    match staff.app.vault.unmark(&staff.act, staff.tenant.code(), mark, staff.who.name.as_str(), &reason).await {
        Ok(()) => answer::see(format!("{HERE}/{id}?kabar=bukan-asli")),
        Err(MarkRefused::Storage(error)) => Err(error.into()),
        Err(_) => Err(Fault::NotFound),
    }
}
