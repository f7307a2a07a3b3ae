//! `/cari?q=` of the national entrance: services of all regions, the region named.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::Query;
use balai_catalog::national::{self, row};
use balai_catalog::queries::{MOST_FOUND, Page, page_of};
use balai_storage::{Control, Read};
use balai_tenancy::{Region, regions};
use std::collections::BTreeMap;

use crate::asked::{AFTER, Asked, WORDS, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::RootTab;
use crate::glance::{channel, fee, name, time};
use crate::hall::ITEMS;
use crate::hall::home::STARTERS;
use crate::hall::search::Correction;
use crate::host::{Base, Site};
use crate::page;
use crate::parts::{Hit, Link};
use crate::visitor::Guest;
use crate::words::Words;

/// The search over all regions and its answers.
#[derive(Template)]
#[template(path = "root/search.html")]
pub struct Search {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was typed, as it was typed.
    pub query: String,
    /// What was searched instead, after a typing error.
    pub corrected: Option<Correction>,
    /// How many services answer, in all regions.
    pub total: u64,
    /// Whether there may be more than that, which one search does not look at.
    pub most: bool,
    /// This page's answers; `who` names the region.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
    /// Words to try when nothing was found, or nothing typed yet.
    pub suggestions: Vec<Link>,
}

/// `GET /cari`
pub async fn show(guest: Guest, asked: Asked) -> Result<HttpResponse, Fault> {
    let (w, words, after) = (guest.w, asked.words(), asked.after()?);
    let read = guest.app.control().read().await?;
    let found = match Query::parse(words) {
        Some(query) => national::found(&read, &query, None).await?,
        None => Vec::new(),
    };
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let page = page_of(found, Page { limit: ITEMS, after }, |row| row.id);
    if after.is_some() && page.items.is_empty() {
        return Err(Fault::NotFound);
    }
    let regions = regions_of(&read, &page.items).await?;
    drop(read);
    let hits = page.items.iter().filter_map(|row| hit(w, &guest.app.base, row, regions.get(&row.region_code), words));
    let suggest = STARTERS.map(|words| Link::new(words, link("/cari", [(WORDS, words)])));
    page::public(
        &guest.browser,
        &Search {
            w,
            frame: Frame::root(w, &guest.here, Some(RootTab::Search)).about(guest.origin(), w.t("about-search")),
            query: words.to_owned(),
            corrected: None,
            total,
            most: total >= MOST_FOUND,
            hits: hits.collect(),
            more: page.next.map(|id| link("/cari", [(WORDS, words), (AFTER, id.to_string().as_str())])),
            suggestions: if total == 0 { suggest.to_vec() } else { Vec::new() },
        },
    )
}

/// The regions of some services, by code.
pub async fn regions_of(read: &Read<Control>, rows: &[row::Model]) -> Result<BTreeMap<String, Region>, Fault> {
    let mut known = BTreeMap::new();
    for row in rows {
        let Ok(code) = row.region_code.parse() else { continue };
        if known.contains_key(&row.region_code) {
            continue;
        }
        if let Some(region) = regions::by_code(read, code).await? {
            known.insert(row.region_code.clone(), region);
        }
    }
    Ok(known)
}

fn hit(w: Words, base: &Base, row: &row::Model, region: Option<&Region>, words: &str) -> Option<Hit> {
    let region = region?;
    let origin = base.origin(&Site::Region(region.slug.clone()));
    Some(Hit {
        name: name(&row.name, words),
        href: format!("{origin}/layanan/{}", row.slug),
        who: format!("{}. {}", region.name, row.agency),
        fee: fee(w, &row.glance),
        time: time(w, &row.glance),
        channel: channel(w, &row.channels),
    })
}
