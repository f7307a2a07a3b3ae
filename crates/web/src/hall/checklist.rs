//! `/layanan/{slug}/daftar`: what to bring, on paper, with a box for the pencil.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries;

use super::sight::{Sight, here};
use super::standard::{facts, places, requirements};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::hall::service::{Fact, Place, Requirement};
use crate::host::Site;
use crate::visitor::Visitor;
use crate::words::Words;

/// The list to print.
#[derive(Template)]
#[template(path = "hall/checklist.html")]
pub struct Checklist {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service's name.
    pub name: String,
    /// Who serves.
    pub agency: String,
    /// The service's page on this host.
    pub back: String,
    /// The service's whole address, to type from paper.
    pub address: String,
    /// The day it was asked for, as printed.
    pub today: String,
    /// Fee, time, product.
    pub facts: [Fact; 3],
    /// What to bring.
    pub requirements: Vec<Requirement>,
    /// Where to come.
    pub places: Vec<Place>,
}

/// `GET /layanan/{slug}/daftar`
pub async fn show(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| compose(sight, &slug).await).await
}

async fn compose(sight: &Sight<'_>, slug: &str) -> Result<Checklist, Fault> {
    let found = queries::service_by_slug(&sight.read, slug).await?;
    let page = here(found, |slug| format!("/layanan/{slug}/daftar"))?;
    let (w, tenant, content) = (sight.w(), &sight.visitor.tenant, &page.standard.content);
    let back = format!("/layanan/{}", page.service.slug);
    let host = sight.visitor.app.base.host(&Site::of(tenant));
    Ok(Checklist {
        w,
        frame: sight.frame(Some(HallTab::Services)),
        name: page.service.name.clone(),
        agency: page.agency.name.clone(),
        address: format!("{host}{back}"),
        back,
        today: w.date(tenant.zone().date(sight.now)),
        facts: facts(w, content),
        requirements: requirements(content),
        places: places(sight, &page),
    })
}
