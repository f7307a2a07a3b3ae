//! `/cari?q=` of the national entrance: services of all regions, the region named.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::national::{self, Hits, row};
use balai_catalog::queries::Page;
use balai_catalog::search::{Answer, MOST_FOUND};
use balai_storage::{Control, Read};
use balai_tenancy::{Region, regions};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::asked::{AFTER, Asked, WORDS, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::RootTab;
use crate::glance::{channel, fee, name, time};
use crate::hall::ITEMS;
use crate::hall::home::STARTERS;
use crate::hall::search::{Correction, EXACT, correction, meant};
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
    /// What may have been meant, where nothing was found.
    pub meant: Vec<Link>,
    /// How many names of services answer; none where one name is shown in all its regions.
    pub total: Option<u64>,
    /// Whether there may be more than that, which one search does not look at.
    pub most: bool,
    /// This page's answers; `who` names the region.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
    /// Words to try when nothing was found, or nothing typed yet.
    pub suggestions: Vec<Link>,
}

/// The name that is shown in all its regions.
const TITLE: &str = "layanan";

/// `GET /cari`
pub async fn show(guest: Guest, asked: Asked) -> Result<HttpResponse, Fault> {
    let (words, after) = (asked.words(), asked.after()?);
    let read = guest.app.control().read().await?;
    let answer = guest.app.searcher.everywhere(&read, words, !asked.text(EXACT).is_empty()).await?;
    let page = Page { limit: ITEMS, after };
    let title = title(&asked)?;
    let found = match title {
        Some(title) => national::of_title(&read, title, page).await?,
        None => national::hits(&read, &answer.found, page).await?,
    };
    if (after.is_some() || title.is_some()) && found.items.is_empty() {
        return Err(Fault::NotFound);
    }
    let regions = regions_of(&read, found.items.iter().map(|hit| &hit.row)).await?;
    drop(read);
    let view = View { guest: &guest, asked: &asked, regions: &regions };
    page::public(&guest.browser, &view.compose(&answer, &found))
}

fn title(asked: &Asked) -> Result<Option<Uuid>, Fault> {
    match asked.text(TITLE) {
        "" => Ok(None),
        text => Uuid::parse_str(text).map(Some).map_err(|_| Fault::NotFound),
    }
}

/// What the page is made of.
struct View<'v> {
    guest: &'v Guest,
    asked: &'v Asked,
    regions: &'v BTreeMap<String, Region>,
}

impl View<'_> {
    fn compose<T>(&self, answer: &Answer<T>, found: &Hits) -> Search {
        let (w, words, title) = (self.guest.w, self.asked.words(), self.asked.text(TITLE));
        let total = answer.found.len();
        let suggest = STARTERS.map(|words| Link::new(words, link("/cari", [(WORDS, words)])));
        let more = |id: Uuid| {
            let (exact, after) = (self.asked.text(EXACT), id.to_string());
            link("/cari", [(WORDS, words), (EXACT, exact), (TITLE, title), (AFTER, after.as_str())])
        };
        Search {
            w,
            frame: Frame::root(w, &self.guest.here, Some(RootTab::Search))
                .about(self.guest.origin(), w.t("about-search")),
            query: words.to_owned(),
            corrected: correction(answer, words),
            meant: meant(answer),
            total: title.is_empty().then(|| u64::try_from(total).unwrap_or(u64::MAX)),
            most: total >= MOST_FOUND,
            hits: found.items.iter().filter_map(|hit| self.hit(hit, answer)).collect(),
            more: found.next.map(more),
            suggestions: if found.items.is_empty() { suggest.to_vec() } else { Vec::new() },
        }
    }

    fn hit<T>(&self, hit: &national::Hit, answer: &Answer<T>) -> Option<Hit> {
        let region = self.regions.get(&hit.row.region_code)?;
        let others = (hit.others > 0).then_some(()).and(hit.row.title_id).map(|title| {
            let text = self.guest.w.say("root-search-others").put("count", hit.others).to_string();
            let title = title.to_string();
            Link::new(text, link("/cari", [(WORDS, self.asked.words()), (TITLE, title.as_str())]))
        });
        let marks = answer.marks(&hit.row.name).join(" ");
        Some(Hit { others, ..told(self.guest.w, &self.guest.app.base, &hit.row, region, &marks) })
    }
}

/// The regions of some services, by code.
pub async fn regions_of(
    read: &Read<Control>,
    rows: impl IntoIterator<Item = &row::Model>,
) -> Result<BTreeMap<String, Region>, Fault> {
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

fn told(w: Words, base: &Base, row: &row::Model, region: &Region, words: &str) -> Hit {
    let origin = base.origin(&Site::Region(region.slug.clone()));
    Hit {
        name: name(&row.name, words),
        href: format!("{origin}/layanan/{}", row.slug),
        who: format!("{}. {}", region.name, row.agency),
        fee: fee(w, &row.glance),
        time: time(w, &row.glance),
        channel: channel(w, &row.channels),
        others: None,
    }
}
