//! `/kelola/katalog/sampah`: services that were deleted and can be had back for thirty days.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::lifecycle::TRASH_KEPT;
use balai_catalog::queries::{self, Page};
use balai_catalog::rows::service::Model;
use balai_catalog::{EditError, Refusal};
use balai_rbac::Permission;

use super::answer;
use super::staff::parse_id;
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Services of one page.
const ITEMS: u64 = 50;
const HERE: &str = "/kelola/katalog/sampah";

/// The trash.
#[derive(Template)]
#[template(path = "desk/trash.html")]
pub struct TrashPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What lies there.
    pub rows: Vec<TrashRow>,
    /// Whether the reader may have any of it back.
    pub may_edit: bool,
    /// The next page.
    pub next: Option<String>,
    /// What was just done.
    pub done: Option<&'static str>,
    /// Why a service was not had back.
    pub refused: Option<String>,
}

/// A deleted service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashRow {
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// When it was deleted.
    pub since: String,
    /// Until when it can be had back.
    pub until: String,
    /// Where it is had back.
    pub action: String,
}

/// `GET /kelola/katalog/sampah`
pub async fn show(staff: Staff<may::CatalogueView>, asked: Asked) -> Result<HttpResponse, Fault> {
    let done = match asked.text("selesai") {
        "hapus" => Some("Layanan dihapus. Selama 30 hari masih dapat diambil lagi dari sini."),
        "ambil" => Some("Layanan diambil lagi dan berada di arsip."),
        _ => None,
    };
    answer::page(&compose(&staff, &asked, done, None).await?)
}

/// `POST /kelola/layanan/{id}/penghapusan`
pub async fn trash(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let desk = staff.service(&write, &id).await?;
    match staff.editor(&write).trash(desk.service.id).await {
        Ok(_) => {
            write.commit().await?;
            answer::see(format!("{HERE}?selesai=hapus"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(_) => answer::see(format!("/kelola/layanan/{id}/terbit")),
    }
}

/// `POST /kelola/katalog/sampah/{id}/pengambilan`
pub async fn recover(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let service = within_reach(&staff, queries::trashed_service(&write, parse_id(&id)?).await?)?;
    match staff.editor(&write).recover(service.id).await {
        Ok(_) => {
            write.commit().await?;
            answer::see(format!("{HERE}?selesai=ambil"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(EditError::Refused(Refusal::NotTrashed)) => answer::see(HERE),
        Err(refused) => {
            drop(write);
            answer::wrong(&compose(&staff, &Asked::default(), None, Some(refused.to_string())).await?)
        }
    }
}

fn within_reach<M: Mark>(staff: &Staff<M>, found: Option<Model>) -> Result<Model, Fault> {
    found.filter(|service| staff.reach.includes(Some(service.agency_id))).ok_or(Fault::NotFound)
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    asked: &Asked,
    done: Option<&'static str>,
    refused: Option<String>,
) -> Result<TrashPage, Fault> {
    let read = staff.db.read().await?;
    let page = Page { limit: ITEMS, after: parse_id(asked.text("setelah")).ok() };
    let found = queries::trashed(&read, staff.within().as_ref(), page).await?;
    Ok(TrashPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        rows: found.items.into_iter().map(|service| row(staff, service)).collect(),
        may_edit: staff.may_somewhere(Permission::CatalogueEdit).await?,
        next: found.next.map(|after| format!("{HERE}?setelah={after}")),
        done,
        refused,
    })
}

fn row<M: Mark>(staff: &Staff<M>, service: Model) -> TrashRow {
    let since = service.trashed_at.unwrap_or(service.updated_at);
    TrashRow {
        action: format!("{HERE}/{}/pengambilan", service.id),
        name: service.name,
        code: service.code,
        since: staff.written(since),
        until: staff.written(since + TRASH_KEPT),
    }
}
