//! `/instansi`: who serves in this hall.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::AgencyKind;
use balai_catalog::queries::{self, Counts};
use balai_catalog::rows::agency;

use super::sight::Sight;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::visitor::Visitor;
use crate::words::Words;

/// All agencies, by kind.
#[derive(Template)]
#[template(path = "hall/agencies.html")]
pub struct Agencies {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// How many in all.
    pub total: u64,
    /// By kind.
    pub kinds: Vec<Kind>,
}

/// The agencies of one kind.
#[derive(Clone, Debug)]
pub struct Kind {
    /// For the address of this part of the page: `daerah`, `pusat`.
    pub id: &'static str,
    /// `Instansi daerah`.
    pub title: String,
    /// Its agencies by name.
    pub agencies: Vec<AgencyCard>,
}

/// An agency as a card.
#[derive(Clone, Debug)]
pub struct AgencyCard {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its published services.
    pub services: u64,
}

/// `GET /instansi`
pub async fn show(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(compose).await
}

async fn compose(sight: &Sight<'_>) -> Result<Agencies, Fault> {
    let w = sight.w();
    let counts = queries::public_counts(&sight.read).await?;
    let rows = queries::agencies(&sight.read).await?;
    let card = |row: &agency::Model| AgencyCard {
        name: row.name.clone(),
        href: format!("/instansi/{}", row.slug),
        services: counts.by_agency.get(&row.id).copied().unwrap_or(0),
    };
    let kind = |(kind, rows): (AgencyKind, Vec<&agency::Model>)| {
        let (id, key) = named(kind);
        Kind { id, title: w.t(key), agencies: rows.into_iter().map(card).collect() }
    };
    Ok(Agencies {
        w,
        frame: sight.frame(Some(HallTab::Agencies)),
        total: u64::try_from(counts.by_agency.len()).unwrap_or(u64::MAX),
        kinds: kinds(&rows, &counts).into_iter().map(kind).collect(),
    })
}

/// The agencies that have published something, by kind.
pub(super) fn kinds<'a>(rows: &'a [agency::Model], counts: &Counts) -> Vec<(AgencyKind, Vec<&'a agency::Model>)> {
    let serving = |kind| rows.iter().filter(move |row| row.kind == kind && counts.by_agency.contains_key(&row.id));
    let kinds = AgencyKind::ALL.into_iter().map(|kind| (kind, serving(kind).collect::<Vec<_>>()));
    kinds.filter(|(_, rows)| !rows.is_empty()).collect()
}

/// A kind's place in the page, and the key of its title.
pub(super) fn named(kind: AgencyKind) -> (&'static str, &'static str) {
    match kind {
        AgencyKind::Regional => ("daerah", "agencies-regional"),
        AgencyKind::Vertical => ("pusat", "agencies-vertical"),
        AgencyKind::StateCompany => ("bumn", "agencies-state-company"),
        AgencyKind::RegionalCompany => ("bumd", "agencies-regional-company"),
        AgencyKind::Other => ("lain", "agencies-other"),
    }
}
