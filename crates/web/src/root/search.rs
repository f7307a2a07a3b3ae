//! `/cari?q=` of the national entrance: services of all regions, the region named.

use askama::Template;

use crate::frame::Frame;
use crate::hall::search::Correction;
use crate::parts::{Hit, Link};
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
    /// This page's answers; `who` names the region.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
    /// Words to try when nothing was found, or nothing typed yet.
    pub suggestions: Vec<Link>,
}
