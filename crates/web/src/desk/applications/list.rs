//! `/kelola/aplikasi`: all applications, the oldest first.

use std::collections::HashMap;

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries;
use balai_identity::applications::{Application, ApplicationState};
use uuid::Uuid;

use super::{HERE, Keeping, page_of};
use crate::asked::{AFTER, Asked, link};
use crate::desk::answer;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Applications of one page.
const PAGE: usize = 25;

/// The page.
#[derive(Template)]
#[template(path = "desk/applications/list.html")]
pub struct List {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// The applications.
    pub lines: Vec<Line>,
    /// The next page.
    pub more: Option<String>,
}

/// One application.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The agency whose it is.
    pub agency: String,
    /// Its host.
    pub host: String,
    /// Where it stands: the colour and the word.
    pub state: (&'static str, &'static str),
    /// How many citizens use it.
    pub citizens: String,
}

/// `GET /kelola/aplikasi`
pub async fn show(staff: Keeping, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let (identity, owner) = (&staff.app.identity, Some(staff.tenant.code()));
    let mut applications = identity.applications_of(owner, asked.after()?, PAGE as u64 + 1).await?;
    let more = applications.len() > PAGE;
    applications.truncate(PAGE);
    let last = applications.last().filter(|_| more).map(|application| application.id.to_string());
    let mut counts = Vec::new();
    for application in &applications {
        counts.push(identity.citizens_of_application(application.id).await?);
    }
    let read = staff.db.read().await?;
    let agencies: HashMap<Uuid, String> =
        queries::agencies(&read).await?.into_iter().map(|agency| (agency.id, agency.short_name)).collect();
    let page = List {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Hall)).await?,
        news: (asked.text("selesai") == "hapus").then_some("Aplikasi dihapus, bersama semua izin warga kepadanya."),
        lines: applications
            .iter()
            .zip(counts)
            .map(|(application, count)| line(application, count, &agencies))
            .collect(),
        more: last.map(|last| link(HERE, [(AFTER, last.as_str())])),
    };
    answer::page(&page)
}

fn line(application: &Application, citizens: u64, agencies: &HashMap<Uuid, String>) -> Line {
    let agency = application.agency.and_then(|id| agencies.get(&id).cloned());
    Line {
        href: page_of(application),
        name: application.name.clone(),
        agency: agency.unwrap_or_else(|| "Daerah".to_owned()),
        host: application.sector.clone(),
        state: state(application.state),
        citizens: citizens.to_string(),
    }
}

/// Where an application stands, in a colour and a word.
pub fn state(state: ApplicationState) -> (&'static str, &'static str) {
    match state {
        ApplicationState::Active => ("green", "Aktif"),
        ApplicationState::Paused => ("grey", "Dihentikan"),
    }
}
