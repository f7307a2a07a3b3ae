//! What is done to many services of the list at once: those that are ticked, or all that its filters let through.

use actix_web::HttpResponse;
use balai_catalog::queries;
use balai_catalog::{EditError, Many, ViewError};
use balai_storage::{Tenant, Write};
use uuid::Uuid;

use super::answer;
use super::catalogue::{HERE, ITEMS, VIEW, asked_filter, compose};
use super::staff::parse_id;
use super::typed::Typed;
use crate::access::{Mark, Staff, may};
use crate::asked::{Asked, WORDS, link};
use crate::fault::Fault;

/// What of a list's address is kept.
const KEPT: [&str; 6] = ["tab", WORDS, "instansi", "kelengkapan", "temuan", "urut"];

/// `POST /kelola/katalog/terbitan`
pub async fn publish(staff: Staff<may::CataloguePublish>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let ids = chosen(&staff, &write, &typed).await?;
    let many = staff.editor(&write).publish_many(&ids).await;
    finish(write, &typed, many, ["terbit", "tertahan"]).await
}

/// `POST /kelola/katalog/arsip`
pub async fn archive(staff: Staff<may::CatalogueEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let ids = chosen(&staff, &write, &typed).await?;
    let many = staff.editor(&write).archive_many(&ids).await;
    finish(write, &typed, many, ["diarsipkan", "tetap"]).await
}

/// `POST /kelola/katalog/pemindahan`
pub async fn assign(staff: Staff<may::CatalogueEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    if typed.text("ke").is_empty() {
        return answer::see(address(&typed, &[("tujuan", "1")]));
    }
    let write = staff.db.write().await?;
    let agency = staff.agency(&write, typed.text("ke")).await?;
    let ids = chosen(&staff, &write, &typed).await?;
    let many = staff.editor(&write).assign_many(&ids, agency.id).await;
    finish(write, &typed, many, ["dipindah", "bernama-sama"]).await
}

/// `POST /kelola/katalog/tampilan`
pub async fn save_view(staff: Staff<may::CatalogueView>, typed: Typed) -> Result<HttpResponse, Fault> {
    let query = address(&typed, &[]).trim_start_matches(HERE).trim_start_matches('?').to_owned();
    let write = staff.db.write().await?;
    match staff.editor(&write).save_view(staff.who.account, typed.text(VIEW), &query).await {
        Ok(()) => {
            write.commit().await?;
            answer::see(address(&typed, &[]))
        }
        Err(ViewError::Storage(error)) => Err(error.into()),
        Err(error) => {
            let view = typed.field(VIEW).wrong(error.to_string());
            answer::wrong(&compose(&staff, &staff.afresh(write).await?, &Asked::read(&query), view).await?)
        }
    }
}

/// `POST /kelola/katalog/tampilan/hapus`
pub async fn forget_view(staff: Staff<may::CatalogueView>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    staff.editor(&write).forget_view(staff.who.account, typed.text("hapus")).await?;
    write.commit().await?;
    answer::see(address(&typed, &[]))
}

/// The services that are meant. One that is out of her reach is not there.
async fn chosen<M: Mark>(staff: &Staff<M>, write: &Write<Tenant>, typed: &Typed) -> Result<Vec<Uuid>, Fault> {
    if typed.has("semua") {
        let asked = Asked::read(typed.text("kembali"));
        return Ok(queries::ids_of(write, &asked_filter(&asked, staff)).await?);
    }
    let most = usize::try_from(ITEMS).expect("25 fit");
    let ids: Vec<Uuid> = typed.all("pilih").take(most).map(parse_id).collect::<Result<_, _>>()?;
    let homes = queries::agencies_of(write, &ids).await?;
    let within = |id: &Uuid| homes.get(id).is_some_and(|agency| staff.reach.includes(Some(*agency)));
    if ids.iter().all(within) { Ok(ids) } else { Err(Fault::NotFound) }
}

async fn finish(
    write: Write<Tenant>,
    typed: &Typed,
    many: Result<Many, EditError>,
    [done, left]: [&str; 2],
) -> Result<HttpResponse, Fault> {
    let many = match many {
        Ok(many) => many,
        Err(EditError::Storage(error)) => return Err(error.into()),
        Err(error) => return Err(Fault::ours(&error)),
    };
    write.commit().await?;
    let nothing =
        if many.done + many.left + many.own == 0 && !typed.has("pilih") && !typed.has("semua") { "1" } else { "" };
    let number = |count: usize| count.to_string();
    let (did, waits, not) = (number(many.done - many.waiting), number(many.waiting), number(many.left));
    let own = if many.own > 0 { number(many.own) } else { String::new() };
    let undo = many.undo.map(|id| id.to_string()).unwrap_or_default();
    answer::see(address(
        typed,
        &[
            (done, &did),
            ("menunggu", &waits),
            (left, &not),
            ("tulisan-sendiri", &own),
            ("kosong", nothing),
            ("urungan", &undo),
        ],
    ))
}

/// The list that the form came from, with what to say there.
fn address(typed: &Typed, said: &[(&str, &str)]) -> String {
    let kept: Vec<(String, String)> = url::form_urlencoded::parse(typed.text("kembali").as_bytes())
        .filter(|(name, _)| KEPT.contains(&name.as_ref()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let kept = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    link(HERE, kept.chain(said.iter().copied()))
}
