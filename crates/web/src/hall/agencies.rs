//! `/instansi`: who serves in this hall.

use askama::Template;

use crate::frame::Frame;
use crate::words::Words;

/// All agencies, by kind.
#[derive(Template)]
#[template(path = "hall/agencies.html")]
pub struct Agencies {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// How many in all.
    pub total: u64,
    /// By kind.
    pub kinds: Vec<Kind>,
}

/// The agencies of one kind.
#[derive(Clone, Debug)]
pub struct Kind {
    /// For the address of this part of the page: `daerah`, `pusat`.
    pub id: &'static str,
    /// `Instansi daerah`.
    pub title: String,
    /// Its agencies by name.
    pub agencies: Vec<AgencyCard>,
}

/// An agency as a card.
#[derive(Clone, Debug)]
pub struct AgencyCard {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its published services.
    pub services: u64,
}
