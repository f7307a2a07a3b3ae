//! `/urusan/{slug}`: the services of one category.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, Page, Shelf};

use super::sight::{Sight, here};
use super::{ITEMS, pictures};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::glance::hit;
use crate::icons::Icon;
use crate::parts::Link;
use crate::parts::{Hit, Tab};
use crate::visitor::Visitor;
use crate::words::Words;

/// One category.
#[derive(Template)]
#[template(path = "hall/category.html")]
pub struct Category {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its picture.
    pub icon: Icon,
    /// Its name.
    pub name: String,
    /// Its published services.
    pub services: u64,
    /// The agencies that serve in it, as filters; empty when there is only one.
    pub filters: Vec<Tab>,
    /// This page's services.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
}

/// The name under which a list is narrowed to an agency.
pub(super) const AGENCY: &str = "instansi";

/// `GET /urusan/{slug}`
pub async fn show(visitor: Visitor, slug: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| compose(sight, &slug, &asked).await).await
}

async fn compose(sight: &Sight<'_>, slug: &str, asked: &Asked) -> Result<Category, Fault> {
    let (w, read) = (sight.w(), &sight.read);
    let found = queries::category_by_slug(read, slug).await?;
    let category = here(found, |slug| format!("/urusan/{slug}"))?;
    let all = Shelf { category: Some(category.id), agency: None };
    let counts = queries::shelf_counts(read, all).await?;
    let agencies = queries::agencies(read).await?;
    let chosen = agencies.iter().find(|agency| agency.slug == asked.text(AGENCY));
    let shelf = Shelf { agency: chosen.map(|agency| agency.id), ..all };
    let page = queries::public_services(read, shelf, Page { limit: ITEMS, after: asked.after()? }).await?;
    let path = format!("/urusan/{}", category.slug);
    let narrowed = chosen.map_or("", |agency| agency.slug.as_str());
    let name_of = |id| agencies.iter().find(|agency| agency.id == id).map_or("", |agency| agency.name.as_str());
    let serving = agencies.iter().filter(|agency| counts.by_agency.contains_key(&agency.id));
    let tabs = serving.map(|agency| (agency.short_name.as_str(), agency.slug.as_str()));
    Ok(Category {
        w,
        frame: sight.frame(Some(HallTab::Services)),
        icon: pictures::of_category(&category),
        name: category.name.clone(),
        services: shelf.agency.map_or(counts.total, |id| counts.by_agency.get(&id).copied().unwrap_or(0)),
        filters: filters(&w.t("filter-all"), tabs, narrowed, |slug| link(&path, [(AGENCY, slug)])),
        hits: page.items.iter().map(|row| hit(w, row, name_of(row.agency_id).to_owned(), "")).collect(),
        more: page.next.map(|id| link(&path, [(AGENCY, narrowed), (AFTER, id.to_string().as_str())])),
    })
}

/// Everything first, then each of `tabs` by text and slug; none when there is nothing to choose.
pub(super) fn filters<'t>(
    all: &str,
    tabs: impl Iterator<Item = (&'t str, &'t str)>,
    chosen: &str,
    address: impl Fn(&str) -> String,
) -> Vec<Tab> {
    let tab = |text: &str, slug: &str| Tab { link: Link::new(text, address(slug)), current: slug == chosen };
    let each: Vec<Tab> = tabs.map(|(text, slug)| tab(text, slug)).collect();
    if each.len() < 2 {
        return Vec::new();
    }
    std::iter::once(tab(all, "")).chain(each).collect()
}
