//! `/cari?q=`: the services that answer the visitor's words.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, Page};
use balai_catalog::rows::{agency, service};
use balai_catalog::search::{Answer, Found, MOST_FOUND};
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
    /// What may have been meant, where nothing was found.
    pub meant: Vec<Link>,
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
pub const EXACT: &str = "persis";
/// Agencies by which answers are narrowed, those with most answers first.
const MOST_FILTERS: usize = 8;

/// `GET /cari`
pub async fn show(visitor: Visitor, asked: Asked) -> Result<HttpResponse, Fault> {
    let answer = visitor.noted_page(async |sight: &Sight<'_>| compose(sight, &asked).await).await?;
    visitor.app.unanswered.asked(visitor.tenant.code(), asked.words(), visitor.app.clock.now());
    Ok(answer)
}

async fn compose(sight: &Sight<'_>, asked: &Asked) -> Result<Search, Fault> {
    let (w, words, after) = (sight.w(), asked.words(), asked.after()?);
    let exact = asked.text(EXACT);
    let (app, region) = (&sight.visitor.app, sight.visitor.tenant.code());
    let answer = app.searcher.search(&sight.read, region, words, !exact.is_empty()).await?;
    if exact.is_empty() {
        app.unanswered.learn(region, words, answer.found.is_empty());
    }
    let agencies = queries::agencies(&sight.read).await?;
    let tabs = tabs(&agencies, &answer.found);
    let chosen = agencies.iter().find(|agency| agency.slug == asked.text(AGENCY));
    let kept = |found: &Found| chosen.is_none_or(|agency| agency.id == found.agency);
    let found: Vec<Found> = answer.found.iter().copied().filter(kept).collect();
    let (total, most) = (u64::try_from(found.len()).unwrap_or(u64::MAX), found.len() >= MOST_FOUND);
    let page = queries::page_of(found, Page { limit: ITEMS, after }, |found| found.id);
    if after.is_some() && page.items.is_empty() {
        return Err(Fault::NotFound);
    }
    let narrowed = chosen.map_or("", |agency| agency.slug.as_str());
    let again =
        |agency: &str, after: &str| link("/cari", [(WORDS, words), (EXACT, exact), (AGENCY, agency), (AFTER, after)]);
    Ok(Search {
        w,
        frame: sight.frame(Some(HallTab::Services)),
        query: words.to_owned(),
        corrected: correction(&answer, words),
        meant: meant(&answer),
        total,
        most,
        filters: filters(&w.t("filter-all"), tabs.into_iter(), narrowed, |slug| again(slug, "")),
        hits: hits(sight, &page.items, &agencies, &answer).await?,
        more: page.next.map(|id| again(narrowed, &id.to_string())),
        suggestions: if total == 0 { popular(sight).await? } else { Vec::new() },
        everywhere: format!("{}{}", app.base.origin(&Site::Root), link("/cari", [(WORDS, words)])),
    })
}

async fn hits(
    sight: &Sight<'_>,
    found: &[Found],
    agencies: &[agency::Model],
    answer: &Answer<Found>,
) -> Result<Vec<Hit>, Fault> {
    let ids: Vec<Uuid> = found.iter().map(|found| found.id).collect();
    let name_of = |id| agencies.iter().find(|agency| agency.id == id).map_or("", |agency| agency.name.as_str());
    let rows = queries::services(&sight.read, &ids).await?;
    let shown = |row: &service::Model| {
        let marks = answer.marks(&row.name).join(" ");
        hit(sight.w(), row, name_of(row.agency_id).to_owned(), &marks)
    };
    Ok(rows.iter().map(shown).collect())
}

/// The words that were searched instead, with the way back to those that were typed.
pub fn correction<T>(answer: &Answer<T>, words: &str) -> Option<Correction> {
    let exact = link("/cari", [(WORDS, words), (EXACT, "1")]);
    answer.corrected.clone().map(|shown| Correction { shown, exact })
}

/// The questions that may have been meant.
pub fn meant<T>(answer: &Answer<T>) -> Vec<Link> {
    answer.guesses.iter().map(|guess| Link::new(guess, link("/cari", [(WORDS, guess.as_str())]))).collect()
}

/// The agencies of these services by short name and slug, those with most first.
fn tabs<'a>(agencies: &'a [agency::Model], services: &[Found]) -> Vec<(&'a str, &'a str)> {
    let mut counts: BTreeMap<Uuid, usize> = BTreeMap::new();
    for service in services {
        *counts.entry(service.agency).or_default() += 1;
    }
    let mut serving: Vec<&agency::Model> = agencies.iter().filter(|agency| counts.contains_key(&agency.id)).collect();
    serving.sort_by_key(|agency| std::cmp::Reverse(counts[&agency.id]));
    serving.into_iter().take(MOST_FILTERS).map(|agency| (agency.short_name.as_str(), agency.slug.as_str())).collect()
}
