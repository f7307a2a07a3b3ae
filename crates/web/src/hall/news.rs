//! `/kabar` and `/kabar/{slug}`: what goes on in the hall as a public space.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_tenancy::happening::{self, Happening, MOST_COMING, State, When};
use uuid::Uuid;

use super::sight::Sight;
use crate::asked::{Asked, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::visitor::Visitor;
use crate::words::Words;

/// News of one page.
const ITEMS: u64 = 20;

/// What is new and what comes.
#[derive(Template)]
#[template(path = "hall/news.html")]
pub struct NewsPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whether this is a later part of the news.
    pub later: bool,
    /// Occasions, the next first.
    pub coming: Vec<NewsCard>,
    /// News, the newest first.
    pub news: Vec<NewsCard>,
    /// To older news.
    pub more: Option<String>,
}

/// A happening in a list.
#[derive(Clone, Debug)]
pub struct NewsCard {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it takes place, or was written.
    pub when: String,
    /// Where.
    pub place: Option<String>,
    /// Whether it does not take place.
    pub cancelled: bool,
}

/// One happening.
#[derive(Template)]
#[template(path = "hall/happening.html")]
pub struct HappeningPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// In short.
    pub card: NewsCard,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// Whether it is an occasion, with a time.
    pub occasion: bool,
    /// Whether it is over.
    pub over: bool,
    /// Its calendar file, while it is to come.
    pub calendar: Option<String>,
}

/// `GET /kabar`
pub async fn list(visitor: Visitor, asked: Asked) -> Result<HttpResponse, Fault> {
    let after = Uuid::parse_str(asked.text("setelah")).ok();
    visitor.page(async |sight: &Sight<'_>| compose(sight, after).await).await
}

async fn compose(sight: &Sight<'_>, after: Option<Uuid>) -> Result<NewsPage, Fault> {
    let coming = match after {
        None => happening::coming(&sight.read, today(sight), MOST_COMING).await?,
        Some(_) => Vec::new(),
    };
    let mut news = happening::news(&sight.read, after, ITEMS + 1).await?;
    let full = u64::try_from(news.len()).is_ok_and(|count| count > ITEMS);
    if full {
        news.pop();
    }
    let last = news.last().filter(|_| full).map(|last| last.id.to_string());
    let cards = |all: &[Happening]| all.iter().map(|happening| card(sight, happening)).collect();
    Ok(NewsPage {
        w: sight.w(),
        frame: sight.frame(None),
        later: after.is_some(),
        coming: cards(&coming),
        news: cards(&news),
        more: last.map(|last| link("/kabar", [("setelah", last.as_str())])),
    })
}

/// `GET /kabar/{slug}`
pub async fn show(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| one(sight, &slug).await).await
}

async fn one(sight: &Sight<'_>, slug: &str) -> Result<HappeningPage, Fault> {
    let happening = happening::public(&sight.read, slug).await?.ok_or(Fault::NotFound)?;
    let over = happening.story.when.is_some_and(|when| when.last() < today(sight));
    let paragraphs = happening.story.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = paragraphs.clone().next().unwrap_or_default();
    Ok(HappeningPage {
        w: sight.w(),
        frame: sight.frame(None).says(first),
        card: card(sight, &happening),
        text: paragraphs.map(str::to_owned).collect(),
        occasion: happening.story.when.is_some(),
        over,
        calendar: (happening.story.when.is_some() && !over).then(|| format!("/kabar/{}.ics", happening.slug)),
    })
}

/// A happening in short.
pub(super) fn card(sight: &Sight<'_>, happening: &Happening) -> NewsCard {
    let (w, zone) = (sight.w(), sight.visitor.tenant.zone());
    let when = happening.story.when.map_or_else(
        || w.say("news-written").put("date", w.date(zone.date(happening.created_at))).to_string(),
        |when| said(w, when, zone.abbreviation()),
    );
    NewsCard {
        title: happening.story.title.clone(),
        href: format!("/kabar/{}", happening.slug),
        when,
        place: happening.story.place.clone(),
        cancelled: happening.state == State::Cancelled,
    }
}

/// `Senin, 7 Desember 2026, 09.00–12.00 WIB`; over several days from which to which.
fn said(w: Words, when: When, zone: &str) -> String {
    let date = if when.days() == 1 {
        w.long_date(when.first())
    } else {
        w.say("news-daily").put("from", w.long_date(when.first())).put("to", w.long_date(when.last())).to_string()
    };
    let hours = w.hours(when.hours().open(), when.hours().close(), zone);
    w.say("news-date").put("date", date).put("hours", hours).to_string()
}

fn today(sight: &Sight<'_>) -> chrono::NaiveDate {
    sight.visitor.tenant.zone().date(sight.now)
}
