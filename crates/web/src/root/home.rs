//! `/` of the national entrance: which region are you looking for?

use askama::Template;

use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// The national entrance.
#[derive(Template)]
#[template(path = "root/home.html")]
pub struct Home {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Regions whose hall is open.
    pub joined: u64,
    /// Some of them, for one step instead of two; each with its province.
    pub regions: Vec<RegionCard>,
    /// Words that many search for over all regions.
    pub popular: Vec<Link>,
}

/// A region whose hall is open, as a card.
#[derive(Clone, Debug)]
pub struct RegionCard {
    /// `Kabupaten Sragen`.
    pub name: String,
    /// `Jawa Tengah`.
    pub province: String,
    /// Its hall, with scheme.
    pub href: String,
}
