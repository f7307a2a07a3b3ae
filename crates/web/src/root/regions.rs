//! `/daerah?q=`: regions by name, old name or code; without a question, by province.

use askama::Template;

use crate::frame::Frame;
use crate::words::Words;

/// The found regions, or the provinces.
#[derive(Template)]
#[template(path = "root/regions.html")]
pub struct Regions {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was typed, as it was typed.
    pub query: String,
    /// The chosen province, when one was.
    pub province: Option<String>,
    /// The regions that answer; empty when nothing was asked.
    pub found: Vec<Region>,
    /// All provinces, to choose by reading; shown when nothing answers or nothing was asked.
    pub provinces: Vec<Province>,
}

/// A region among the answers.
#[derive(Clone, Debug)]
pub struct Region {
    /// `Kota Semarang`.
    pub name: String,
    /// `Jawa Tengah`.
    pub province: String,
    /// `33.74`.
    pub code: String,
    /// Why it was found when its name does not say so: `Dahulu Ujung Pandang`; may be empty.
    pub formerly: String,
    /// Whether it has a hall here.
    pub state: RegionState,
}

/// Whether a region has a hall here.
#[derive(Clone, Debug)]
pub enum RegionState {
    /// It has; this is its address with scheme.
    Open(String),
    /// Not yet; it may sign up.
    NotYet,
    /// Part of DKI Jakarta, whose province serves.
    Administrative,
}

/// A province in the list.
#[derive(Clone, Debug)]
pub struct Province {
    /// `Jawa Tengah`.
    pub name: String,
    /// Its regions on this page's host.
    pub href: String,
    /// How many regions it has.
    pub regions: u64,
    /// How many of them have a hall here.
    pub joined: u64,
}
