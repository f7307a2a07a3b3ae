//! `/cari?q=`: the services that answer the visitor's words.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::Query;
use balai_catalog::queries::{self, MOST_FOUND, Page, Shelf};
use balai_catalog::rows::{agency, service};
use std::collections::BTreeMap;
use uuid::Uuid;

use super::ITEMS;
use super::category::{AGENCY, filters};
use super::home::popular;
use super::sight::Sight;
use crate::asked::{AFTER, Asked, WORDS, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::glance::hit;
use crate::host::Site;
use crate::parts::{Hit, Link, Tab};
use crate::visitor::Visitor;
use crate::words::Words;

/// The search and its answers.
#[derive(Template)]
#[template(path = "hall/search.html")]
pub struct Search {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was typed, as it was typed.
    pub query: String,
    /// What was searched instead, after a typing error.
    pub corrected: Option<Correction>,
    /// How many services answer, in all.
    pub total: u64,
    /// Whether there may be more than that, which one search does not look at.
    pub most: bool,
    /// Narrower questions; empty when there is nothing to narrow.
    pub filters: Vec<Tab>,
    /// This page's answers.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
    /// Words to try when nothing was found, or nothing typed yet.
    pub suggestions: Vec<Link>,
    /// The same search over all regions.
    pub everywhere: String,
}

/// A search for other words than those typed.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The words that were searched.
    pub shown: String,
    /// The same page for exactly what was typed.
    pub exact: String,
}

/// Asks for nothing but the words as they were typed.
const EXACT: &str = "persis";
/// Agencies by which answers are narrowed, those with most answers first.
const MOST_FILTERS: usize = 8;

/// `GET /cari`
pub async fn show(visitor: Visitor, asked: Asked) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| compose(sight, &asked).await).await
}

async fn compose(sight: &Sight<'_>, asked: &Asked) -> Result<Search, Fault> {
    let (w, words, after) = (sight.w(), asked.words(), asked.after()?);
    let agencies = queries::agencies(&sight.read).await?;
    let Answers { all, corrected } = answers(sight, asked).await?;
    let searched = corrected.as_ref().map_or(words, |correction| correction.shown.as_str()).to_owned();
    let tabs = tabs(&agencies, &all);
    let chosen = agencies.iter().find(|agency| agency.slug == asked.text(AGENCY));
    let kept = |row: &service::Model| chosen.is_none_or(|agency| agency.id == row.agency_id);
    let found: Vec<_> = all.into_iter().filter(kept).collect();
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let page = queries::page_of(found, Page { limit: ITEMS, after }, |row| row.id);
    if after.is_some() && page.items.is_empty() {
        return Err(Fault::NotFound);
    }
    let narrowed = chosen.map_or("", |agency| agency.slug.as_str());
    let name_of = |id| agencies.iter().find(|agency| agency.id == id).map_or("", |agency| agency.name.as_str());
    let everywhere = link("/cari", [(WORDS, words)]);
    Ok(Search {
        w,
        frame: sight.frame(Some(HallTab::Services)),
        query: words.to_owned(),
        corrected,
        total,
        most: total >= MOST_FOUND,
        filters: filters(&w.t("filter-all"), tabs.into_iter(), narrowed, |slug| {
            link("/cari", [(WORDS, words), (AGENCY, slug)])
        }),
        hits: page.items.iter().map(|row| hit(w, row, name_of(row.agency_id).to_owned(), &searched)).collect(),
        more: page.next.map(|id| link("/cari", [(WORDS, words), (AGENCY, narrowed), (AFTER, id.to_string().as_str())])),
        suggestions: if total == 0 { popular(sight).await? } else { Vec::new() },
        everywhere: format!("{}{everywhere}", sight.visitor.app.base.origin(&Site::Root)),
    })
}

struct Answers {
    all: Vec<service::Model>,
    corrected: Option<Correction>,
}

/// What answers the words; where nothing does, what answers the words that were probably meant.
async fn answers(sight: &Sight<'_>, asked: &Asked) -> Result<Answers, Fault> {
    let (read, words) = (&sight.read, asked.words());
    let Some(query) = Query::parse(words) else { return Ok(Answers { all: Vec::new(), corrected: None }) };
    let all = queries::found(read, &query, Shelf::default()).await?;
    if !all.is_empty() || !asked.text(EXACT).is_empty() {
        return Ok(Answers { all, corrected: None });
    }
    let meant = query.corrected(&queries::words_in_use(read).await?);
    let Some((shown, query)) = meant.and_then(|meant| Query::parse(&meant).map(|query| (meant, query))) else {
        return Ok(Answers { all, corrected: None });
    };
    let all = queries::found(read, &query, Shelf::default()).await?;
    let exact = link("/cari", [(WORDS, words), (EXACT, "1")]);
    let corrected = (!all.is_empty()).then_some(Correction { shown, exact });
    Ok(Answers { all, corrected })
}

/// The agencies of these services by short name and slug, those with most first.
fn tabs<'a>(agencies: &'a [agency::Model], services: &[service::Model]) -> Vec<(&'a str, &'a str)> {
    let mut counts: BTreeMap<Uuid, usize> = BTreeMap::new();
    for service in services {
        *counts.entry(service.agency_id).or_default() += 1;
    }
    let mut serving: Vec<&agency::Model> = agencies.iter().filter(|agency| counts.contains_key(&agency.id)).collect();
    serving.sort_by_key(|agency| std::cmp::Reverse(counts[&agency.id]));
    serving.into_iter().take(MOST_FILTERS).map(|agency| (agency.short_name.as_str(), agency.slug.as_str())).collect()
}
