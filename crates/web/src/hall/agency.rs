//! `/instansi/{slug}`: one agency, how to reach it and what it serves.

use askama::Template;

use crate::frame::Frame;
use crate::parts::{Contact, Hit, HoursLine, Tab};
use crate::words::Words;

/// One agency.
#[derive(Template)]
#[template(path = "hall/agency.html")]
pub struct Agency {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// `Instansi pusat`.
    pub kind: String,
    /// Its logo's address on this host.
    pub logo: Option<String>,
    /// Its own office, where that is not the hall.
    pub address: Option<String>,
    /// Its hours, where they are not the hall's.
    pub hours: Vec<HoursLine>,
    /// How to reach it.
    pub contacts: Vec<Contact>,
    /// Its published services.
    pub services: u64,
    /// The categories it serves in, as filters; empty when there is only one.
    pub filters: Vec<Tab>,
    /// This page's services.
    pub hits: Vec<Hit>,
    /// The next page.
    pub more: Option<String>,
}
