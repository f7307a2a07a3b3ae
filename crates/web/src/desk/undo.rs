//! `/kelola/katalog/urungan/{id}`: taking back what was done to many services, for ten minutes.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::UndoError;
use balai_catalog::imports;
use balai_catalog::rows::undo::{Deed, Model, Names};
use balai_kernel::grouped;
use balai_rbac::{Permission, Reach};

use super::answer;
use super::staff::parse_id;
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// What was done, and whether it can be taken back.
#[derive(Template)]
#[template(path = "desk/undo.html")]
pub struct UndoPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its id.
    pub id: String,
    /// What was done to how many, and when.
    pub line: String,
    /// Until when it can be taken back.
    pub until: String,
    /// How it stands.
    pub stand: Stand,
    /// The services that stayed as they are, by code and name.
    pub kept: Vec<String>,
}

/// How a deed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It can be taken back.
    Open,
    /// It was.
    Undone,
    /// The time is over.
    Late,
}

/// `GET /kelola/katalog/urungan/{id}`
pub async fn show(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let deed = imports::find_undo(&read, &staff.act, parse_id(&id)?).await?.ok_or(Fault::NotFound)?;
    let stand = match deed.undone_at {
        Some(_) => Stand::Undone,
        None if deed.until < staff.act.at => Stand::Late,
        None => Stand::Open,
    };
    answer::page(&UndoPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        id: deed.id.to_string(),
        line: line(&staff, &deed),
        until: staff.written(deed.until),
        stand,
        kept: deed.kept.map(|Names(names)| names).unwrap_or_default(),
    })
}

/// `POST /kelola/katalog/urungan/{id}`
pub async fn submit(staff: Staff<may::CatalogueEdit>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let own = parse_id(&id)?;
    let write = staff.db.write().await?;
    let deed = imports::find_undo(&write, &staff.act, own).await?.ok_or(Fault::NotFound)?;
    if deed.deed == Deed::Publish {
        let set = staff.permissions().await?;
        if set.reach(Permission::CataloguePublish, staff.tenant.code()) == Reach::Nothing {
            return Err(Fault::NotAllowed);
        }
    }
    match staff.editor(&write).undo(own).await {
        Ok(_) => write.commit().await?,
        Err(UndoError::Gone) => return Err(Fault::NotFound),
        Err(UndoError::TooLate) => {}
        Err(error) => return Err(Fault::ours(&error)),
    }
    answer::see(format!("/kelola/katalog/urungan/{own}"))
}

fn line(staff: &Staff<may::CatalogueEdit>, deed: &Model) -> String {
    let what = match deed.deed {
        Deed::Import => "layanan diimpor",
        Deed::Publish => "layanan diterbitkan",
        Deed::Archive => "layanan diarsipkan",
        Deed::Assign => "layanan dipindahkan ke instansi lain",
    };
    format!("{} {what} pada {}.", grouped(u64::from(deed.count.unsigned_abs())), staff.written(deed.done_at))
}
