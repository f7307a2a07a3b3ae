//! `/kelola/katalog/empat-mata`: whether a standard is published by somebody who did not write it.

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

const HERE: &str = "/kelola/katalog/empat-mata";

/// The region's rule.
#[derive(Template)]
#[template(path = "desk/rules.html")]
pub struct RulesPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whether the rule holds.
    pub four_eyes: bool,
    /// Whether it was just changed.
    pub saved: bool,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// `GET /kelola/katalog/empat-mata`
pub async fn show(staff: Staff<may::SettingsView>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    answer::page(&RulesPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        four_eyes: queries::four_eyes(&read).await?,
        saved: !asked.text("tersimpan").is_empty(),
        may_edit: staff.may_here(Permission::SettingsEdit).await?,
    })
}

/// `POST /kelola/katalog/empat-mata`
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let four_eyes = match typed.text("aturan") {
        "ya" => true,
        "tidak" => false,
        _ => return answer::see(HERE),
    };
    let write = staff.db.write().await?;
    match staff.editor(&write).rule_four_eyes(four_eyes).await {
        Ok(()) => {
            write.commit().await?;
            answer::see(format!("{HERE}?tersimpan=1"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(error) => Err(Fault::ours(&error)),
    }
}
