//! `/urusan/{slug}`: the services of one category.

use askama::Template;

use crate::frame::Frame;
use crate::icons::Icon;
use crate::parts::{Hit, Tab};
use crate::words::Words;

/// One category.
#[derive(Template)]
#[template(path = "hall/category.html")]
pub struct Category {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its picture.
    pub icon: Icon,
    /// Its name.
    pub name: String,
    /// Its published services.
    pub services: u64,
    /// The agencies that serve in it, as filters; empty when there is only one.
    pub filters: Vec<Tab>,
    /// This page's services.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
}
