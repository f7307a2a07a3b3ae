//! `/kelola/instansi`: the agencies within her reach.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries;
use balai_kernel::grouped;
use balai_rbac::Reach;

use super::answer;
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The list.
#[derive(Template)]
#[template(path = "desk/agencies.html")]
pub struct AgenciesPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The agencies.
    pub rows: Vec<AgencyRow>,
    /// Whether she may open new ones.
    pub may_add: bool,
    /// Whether one was just saved.
    pub saved: bool,
}

/// One agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyRow {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What people call it, and its code.
    pub short: String,
    /// Its kind.
    pub kind: &'static str,
    /// How many services citizens see.
    pub published: String,
    /// Its list of services.
    pub services: String,
    /// What citizens cannot see yet.
    pub missing: Vec<&'static str>,
    /// Its logo.
    pub logo: Option<String>,
}

/// `GET /kelola/instansi`
pub async fn show(staff: Staff<may::AgenciesEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let agencies = staff.agencies(&read).await?;
    let counts: BTreeMap<_, _> = queries::public_counts(&read).await?.by_agency;
    let rows = agencies.into_iter().map(|agency| AgencyRow {
        href: format!("/kelola/instansi/{}", agency.id),
        short: format!("{}, {}", agency.short_name, agency.code),
        kind: agency.kind.label(),
        published: grouped(counts.get(&agency.id).copied().unwrap_or(0)),
        services: format!("/kelola/katalog?instansi={}", agency.id),
        missing: [(agency.phone.is_none(), "Telepon"), (agency.email.is_none(), "Surel")]
            .into_iter()
            .filter_map(|(missing, what)| missing.then_some(what))
            .collect(),
        logo: super::logo::href(&agency),
        name: agency.name,
    });
    answer::page(&AgenciesPage {
        w: Words::default(),
        rows: rows.collect(),
        frame: staff.frame(&read, Some(DeskTab::Agencies)).await?,
        may_add: staff.reach == Reach::Region,
        saved: !asked.text("tersimpan").is_empty(),
    })
}
