//! `/layanan/{slug}/daftar`: what to bring, on paper, with a box for the pencil.

use askama::Template;

use crate::frame::Frame;
use crate::hall::service::{Fact, Place, Requirement};
use crate::words::Words;

/// The list to print.
#[derive(Template)]
#[template(path = "hall/checklist.html")]
pub struct Checklist {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service's name.
    pub name: String,
    /// Who serves.
    pub agency: String,
    /// The service's page on this host.
    pub back: String,
    /// The service's whole address, to type from paper.
    pub address: String,
    /// The day it was asked for, as printed.
    pub today: String,
    /// Fee, time, product.
    pub facts: [Fact; 3],
    /// What to bring.
    pub requirements: Vec<Requirement>,
    /// Where to come.
    pub places: Vec<Place>,
}
