//! `/layanan/{slug}`: everything a citizen must know of one service before leaving the house.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::Provenance;
use balai_catalog::queries::{self, ServicePage};
use balai_catalog::rows::standard;

use super::home::contacts;
use super::sight::{Sight, here};
use super::standard::{facts, fees, legal_basis, places, requirements};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::icons::Icon;
use crate::linked::Linked;
use crate::parts::{Contact, Link};
use crate::visitor::Visitor;
use crate::words::Words;

/// One service, in a fixed order: facts, what to bring, steps, where, complaints, the standard behind it.
#[derive(Template)]
#[template(path = "hall/service.html")]
pub struct Service {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its category.
    pub category: Option<Link>,
    /// Its name.
    pub name: String,
    /// For whom and what for, in a sentence; may be empty.
    pub summary: String,
    /// Who serves.
    pub agency: Link,
    /// What the reader must know of the data itself.
    pub caution: Option<Caution>,
    /// Fee, time, product: the three facts that stand before everything.
    pub facts: [Fact; 3],
    /// The parts of a fee that has parts: `Paspor biasa 5 tahun`, `Rp 350.000`.
    pub fees: Vec<FeeLine>,
    /// What to bring.
    pub requirements: Vec<Requirement>,
    /// The page made for paper.
    pub checklist: String,
    /// The procedure.
    pub steps: Vec<String>,
    /// Where to ask for it.
    pub places: Vec<Place>,
    /// How complaints are handled here, one paragraph each.
    pub complaints: Vec<String>,
    /// Where to complain.
    pub complaint_contacts: Vec<Contact>,
    /// Laws and decrees.
    pub legal_basis: Vec<String>,
    /// Version, decree, date.
    pub standard: Standard,
    /// The same for machines.
    pub linked: Linked,
}

/// One of the three facts.
#[derive(Clone, Debug)]
pub struct Fact {
    /// `Biaya`.
    pub label: String,
    /// `Gratis`.
    pub value: String,
    /// `dijamin undang-undang`; may be empty.
    pub note: String,
}

/// One part of a fee.
#[derive(Clone, Debug)]
pub struct FeeLine {
    /// What it is for.
    pub label: String,
    /// The amount as printed.
    pub amount: String,
}

/// Something to bring.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// `Kartu Keluarga`.
    pub name: String,
    /// When it is needed, what stands in for it; may be empty.
    pub note: String,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Somewhere the service can be asked for.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its picture.
    pub icon: Icon,
    /// `Di balai`.
    pub title: String,
    /// Address, hours, telephone: one line each.
    pub lines: Vec<String>,
    /// The agency's own site, where it is asked for there.
    pub link: Option<Link>,
    /// Whether the link signs people in there with their account here.
    pub carried: bool,
}

/// Why the content should be read with care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Made for the demonstration.
    Sample,
    /// Taken from the starter catalogue or another region; the agency has not confirmed it yet.
    Unverified,
}

/// The standard this page is printed from.
#[derive(Clone, Debug)]
pub struct Standard {
    /// `3`.
    pub version: u64,
    /// `SK Kepala Dinas 188/42/2026`; absent until it is decided.
    pub decree: Option<String>,
    /// Since when it holds, as printed.
    pub effective: Option<String>,
    /// When the agency last looked at it, as printed.
    pub reviewed: Option<String>,
}

/// `GET /layanan/{slug}`
pub async fn show(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| compose(sight, &slug).await).await
}

async fn compose(sight: &Sight<'_>, slug: &str) -> Result<Service, Fault> {
    let found = queries::service_by_slug(&sight.read, slug).await?;
    let page = here(found, |slug| format!("/layanan/{slug}"))?;
    let (w, content) = (sight.w(), &page.standard.content);
    let hall = sight.hall.as_ref();
    Ok(Service {
        w,
        frame: sight.frame(Some(HallTab::Services)).says(&said(sight, &page)),
        category: Some(Link::new(&page.category.name, format!("/urusan/{}", page.category.slug))),
        name: page.service.name.clone(),
        summary: page.service.note.clone().unwrap_or_default(),
        agency: Link::new(&page.agency.name, format!("/instansi/{}", page.agency.slug)),
        caution: caution(content.provenance),
        facts: facts(w, content),
        fees: fees(w, content),
        requirements: requirements(content),
        checklist: format!("/layanan/{}/daftar", page.service.slug),
        steps: content.procedure.iter().map(ToString::to_string).collect(),
        places: places(sight, &page),
        complaints: complaints(sight, &page),
        complaint_contacts: hall.map(contacts).unwrap_or_default(),
        legal_basis: legal_basis(content),
        standard: version(sight, &page.standard),
        linked: Linked::service(sight, &page),
    })
}

/// What is said of it elsewhere: what it is for, or that everything about it stands here.
fn said(sight: &Sight<'_>, page: &ServicePage) -> String {
    let (name, region) = (page.service.name.as_str(), sight.visitor.tenant.region.name.as_str());
    let plain = || sight.w().say("about-service").put("name", name).put("region", region).to_string();
    page.service.note.clone().filter(|note| !note.is_empty()).unwrap_or_else(plain)
}

fn caution(provenance: Provenance) -> Option<Caution> {
    match provenance {
        Provenance::Own => None,
        Provenance::Starter | Provenance::Copied => Some(Caution::Unverified),
        Provenance::Sample => Some(Caution::Sample),
    }
}

fn complaints(sight: &Sight<'_>, page: &ServicePage) -> Vec<String> {
    let of_region = sight.hall.as_ref().and_then(|hall| hall.complaint_contact.as_deref()).unwrap_or_default();
    let text = page.standard.content.complaints.text(of_region);
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn version(sight: &Sight<'_>, row: &standard::Model) -> Standard {
    let (w, zone) = (sight.w(), sight.visitor.tenant.zone());
    let decree = row.content.decree.as_ref();
    Standard {
        version: u64::from(row.version.unsigned_abs()),
        decree: decree.map(|decree| decree.number().to_string()),
        effective: decree.map(|decree| w.date(decree.effective_from())),
        reviewed: row.published_at.map(|at| w.date(zone.date(at))),
    }
}
