//! `/instansi/{slug}`: one agency, how to reach it and what it serves.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, Page, Shelf};
use balai_catalog::rows::agency;
use balai_kernel::Phone;

use super::ITEMS;
use super::agencies::named;
use super::category::filters;
use super::sight::{Sight, here};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::glance::hit;
use crate::parts::{Contact, Hit, HoursLine, Tab};
use crate::visitor::Visitor;
use crate::words::Words;

/// One agency.
#[derive(Template)]
#[template(path = "hall/agency.html")]
pub struct Agency {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// `Instansi pusat`.
    pub kind: String,
    /// Its logo's address on this host.
    pub logo: Option<String>,
    /// Its own office, where that is not the hall.
    pub address: Option<String>,
    /// Its hours, where they are not the hall's.
    pub hours: Vec<HoursLine>,
    /// How to reach it.
    pub contacts: Vec<Contact>,
    /// Its published services.
    pub services: u64,
    /// The categories it serves in, as filters; empty when there is only one.
    pub filters: Vec<Tab>,
    /// This page's services.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
}

/// The name under which the list is narrowed to a category.
const CATEGORY: &str = "urusan";

/// `GET /instansi/{slug}`
pub async fn show(visitor: Visitor, slug: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| compose(sight, &slug, &asked).await).await
}

async fn compose(sight: &Sight<'_>, slug: &str, asked: &Asked) -> Result<Agency, Fault> {
    let (w, read) = (sight.w(), &sight.read);
    let found = queries::agency_by_slug(read, slug).await?;
    let agency = here(found, |slug| format!("/instansi/{slug}"))?;
    let all = Shelf { agency: Some(agency.id), category: None };
    let counts = queries::shelf_counts(read, all).await?;
    let categories = queries::categories(read).await?;
    let chosen = categories.iter().find(|category| category.slug == asked.text(CATEGORY));
    let shelf = Shelf { category: chosen.map(|category| category.id), ..all };
    let page = queries::public_services(read, shelf, Page { limit: ITEMS, after: asked.after()? }).await?;
    let path = format!("/instansi/{}", agency.slug);
    let narrowed = chosen.map_or("", |category| category.slug.as_str());
    let served = categories.iter().filter(|category| counts.by_category.contains_key(&category.id));
    let tabs = served.map(|category| (category.name.as_str(), category.slug.as_str()));
    Ok(Agency {
        w,
        frame: sight.frame(Some(HallTab::Agencies)),
        kind: w.t(named(agency.kind).1),
        logo: agency.logo_key.as_deref().map(|key| super::logo::address(&agency.slug, key)),
        address: agency.address.clone().filter(|address| !address.is_empty()),
        hours: agency.hours.as_ref().map(|hours| sight.times().week(&hours.0)).unwrap_or_default(),
        contacts: contacts(&agency),
        services: shelf.category.map_or(counts.total, |id| counts.by_category.get(&id).copied().unwrap_or(0)),
        filters: filters(&w.t("filter-all"), tabs, narrowed, |slug| link(&path, [(CATEGORY, slug)])),
        hits: page.items.iter().map(|row| hit(w, row, String::new(), "")).collect(),
        more: page.next.map(|id| link(&path, [(CATEGORY, narrowed), (AFTER, id.to_string().as_str())])),
        name: agency.name,
    })
}

/// How to reach an agency.
pub(super) fn contacts(agency: &agency::Model) -> Vec<Contact> {
    let phone = agency.phone.as_deref().and_then(|text| Phone::parse(text).ok());
    let phone = phone.as_ref().map(Contact::phone);
    let email = agency.email.as_deref().map(Contact::email);
    phone.into_iter().chain(email).chain(agency.website.as_deref().and_then(Contact::site)).collect()
}
