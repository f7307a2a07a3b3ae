//! `/layanan`: every category of the region, with a search above.

use askama::Template;

use crate::frame::Frame;
use crate::icons::Icon;
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
