//! `/layanan`: every category of the region, with a search above.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, Counts};
use balai_catalog::rows::category;

use super::pictures;
use super::sight::Sight;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::HallTab;
use crate::icons::Icon;
use crate::visitor::Visitor;
use crate::words::Words;

/// All services by category.
#[derive(Template)]
#[template(path = "hall/categories.html")]
pub struct Categories {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Published services in all.
    pub services: u64,
    /// Categories with at least one published service.
    pub categories: Vec<CategoryCard>,
}

/// A category as a card.
#[derive(Clone, Debug)]
pub struct CategoryCard {
    /// Its picture.
    pub icon: Icon,
    /// `Kependudukan`.
    pub name: String,
    /// Two or three of its services in few words: `KTP, KK, akta`; may be empty.
    pub examples: String,
    /// Its page.
    pub href: String,
    /// Its published services.
    pub services: u64,
}

/// `GET /layanan`
pub async fn show(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(compose).await
}

async fn compose(sight: &Sight<'_>) -> Result<Categories, Fault> {
    let counts = queries::public_counts(&sight.read).await?;
    let rows = queries::categories(&sight.read).await?;
    let categories = cards(sight.w(), &rows, &counts);
    Ok(Categories { w: sight.w(), frame: sight.frame(Some(HallTab::Services)), services: counts.total, categories })
}

/// The categories in which something is published, in the region's order.
pub(super) fn cards(w: Words, rows: &[category::Model], counts: &Counts) -> Vec<CategoryCard> {
    let published = |row: &category::Model| counts.by_category.get(&row.id).copied().unwrap_or(0);
    let card = |row: &category::Model| CategoryCard {
        icon: pictures::of_category(row),
        name: row.name.clone(),
        examples: w.say("hall-services").put("count", published(row)).to_string(),
        href: format!("/urusan/{}", row.slug),
        services: published(row),
    };
    rows.iter().filter(|row| published(row) > 0).map(card).collect()
}
