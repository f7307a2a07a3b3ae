//! `/kelola/katalog/izin-salin`: whether other regions may copy what is published here. They may not until the region says so.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::{EditError, queries};
use balai_rbac::Permission;

use super::answer;
use super::typed::Typed;
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const HERE: &str = "/kelola/katalog/izin-salin";

/// The region's word.
#[derive(Template)]
#[template(path = "desk/lending.html")]
pub struct LendingPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whether they may now.
    pub allowed: bool,
    /// Whether it was just changed.
    pub saved: bool,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// `GET /kelola/katalog/izin-salin`
pub async fn show(staff: Staff<may::SettingsView>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    answer::page(&LendingPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        allowed: queries::lends(&read).await?,
        saved: !asked.text("tersimpan").is_empty(),
        may_edit: staff.may_here(Permission::SettingsEdit).await?,
    })
}

/// `POST /kelola/katalog/izin-salin`
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let allowed = match typed.text("izin") {
        "ya" => true,
        "tidak" => false,
        _ => return answer::see(HERE),
    };
    let write = staff.db.write().await?;
    match staff.editor(&write).lend(allowed).await {
        Ok(()) => {
            write.commit().await?;
            answer::see(format!("{HERE}?tersimpan=1"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(error) => Err(Fault::ours(&error)),
    }
}
