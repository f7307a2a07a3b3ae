//! `/cari?q=`: the services that answer the visitor's words.

use askama::Template;

use crate::frame::Frame;
use crate::parts::{Hit, Link, Tab};
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
