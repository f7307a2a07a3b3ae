//! `/templat`: the national templates, and how many regions use which.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::national_templates::Uses;

use super::{W, frame};
use crate::access::{Ministry, may};
use crate::asked::{Asked, WORDS};
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::reply;
use crate::words::Words;

/// The list.
pub const HERE: &str = "/templat";

/// The list.
#[derive(Template)]
#[template(path = "nation/templates.html")]
pub struct TemplatesPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What is looked for.
    pub asked: String,
    /// `98 templat, 3 sedang ditulis`
    pub line: String,
    /// The templates, agency by agency.
    pub groups: Vec<Group>,
}

/// The templates of one agency.
#[derive(Clone, Debug)]
pub struct Group {
    /// The agency.
    pub agency: String,
    /// Its templates.
    pub rows: Vec<Row>,
}

/// One template.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whether its next version is being written.
    pub draft: bool,
    /// `12 daerah, 10 memakai versi terbaru`
    pub uses: String,
}

/// `GET /templat`
pub async fn show(ministry: Ministry<may::TemplatesEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    let national = &ministry.app.templates;
    let (templates, uses, drafted) = (national.in_force().await?, national.uses().await?, national.drafted().await?);
    let words = asked.text(WORDS).trim().to_lowercase();
    let group = |agency: &balai_catalog::AgencyTemplate| {
        let own = templates.services.iter().filter(|service| service.agency == agency.key);
        let found = own.filter(|service| service.name.as_str().to_lowercase().contains(&words));
        let row = |service: &balai_catalog::ServiceTemplate| Row {
            name: service.name.to_string(),
            href: address(service.key.as_str()),
            draft: drafted.iter().any(|key| key == service.key.as_str()),
            uses: used(uses.get(service.key.as_str()).copied().unwrap_or_default()),
        };
        Group { agency: agency.name.to_string(), rows: found.map(row).collect() }
    };
    let groups = templates.agencies.iter().map(group).filter(|group| !group.rows.is_empty());
    reply::page(&TemplatesPage {
        w: W,
        frame: frame(&ministry, NationTab::Templates).await?,
        asked: asked.text(WORDS).to_owned(),
        line: format!("{} templat, {} sedang ditulis.", templates.services.len(), drafted.len()),
        groups: groups.collect(),
    })
}

/// The page of a template.
pub(super) fn address(key: &str) -> String {
    format!("{HERE}/{key}")
}

/// How many regions use a template.
pub(super) fn used(uses: Uses) -> String {
    match uses {
        Uses { regions: 0, .. } => "Belum dipakai".to_owned(),
        Uses { regions, newest } if regions == newest => format!("{regions} daerah, semua memakai versi terbaru"),
        Uses { regions, newest } => format!("{regions} daerah, {newest} memakai versi terbaru"),
    }
}
