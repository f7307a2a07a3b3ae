//! `/layanan/{slug}`: everything a citizen must know of one service before leaving the house.

use askama::Template;

use crate::frame::Frame;
use crate::icons::Icon;
use crate::parts::{Contact, Link};
use crate::words::Words;

/// One service, in a fixed order: facts, what to bring, steps, where, complaints, the standard behind it.
#[derive(Template)]
#[template(path = "hall/service.html")]
pub struct Service {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its category.
    pub category: Option<Link>,
    /// Its name.
    pub name: String,
    /// For whom and what for, in a sentence; may be empty.
    pub summary: String,
    /// Who serves.
    pub agency: Link,
    /// What the reader must know of the data itself.
    pub caution: Option<Caution>,
    /// Fee, time, product: the three facts that stand before everything.
    pub facts: [Fact; 3],
    /// The parts of a fee that has parts: `Paspor biasa 5 tahun`, `Rp 350.000`.
    pub fees: Vec<FeeLine>,
    /// What to bring.
    pub requirements: Vec<Requirement>,
    /// The page made for paper.
    pub checklist: String,
    /// The procedure.
    pub steps: Vec<String>,
    /// Where to ask for it.
    pub places: Vec<Place>,
    /// How complaints are handled here, one paragraph each.
    pub complaints: Vec<String>,
    /// Where to complain.
    pub complaint_contacts: Vec<Contact>,
    /// Laws and decrees.
    pub legal_basis: Vec<String>,
    /// Version, decree, date.
    pub standard: Standard,
}

/// One of the three facts.
#[derive(Clone, Debug)]
pub struct Fact {
    /// `Biaya`.
    pub label: String,
    /// `Gratis`.
    pub value: String,
    /// `dijamin undang-undang`; may be empty.
    pub note: String,
}

/// One part of a fee.
#[derive(Clone, Debug)]
pub struct FeeLine {
    /// What it is for.
    pub label: String,
    /// The amount as printed.
    pub amount: String,
}

/// Something to bring.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// `Kartu Keluarga`.
    pub name: String,
    /// When it is needed, what stands in for it; may be empty.
    pub note: String,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Somewhere the service can be asked for.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its picture.
    pub icon: Icon,
    /// `Di balai`.
    pub title: String,
    /// Address, hours, telephone: one line each.
    pub lines: Vec<String>,
}

/// Why the content should be read with care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Made for the demonstration.
    Sample,
    /// Taken from the starter catalogue; the agency has not confirmed it yet.
    Unverified,
}

/// The standard this page is printed from.
#[derive(Clone, Debug)]
pub struct Standard {
    /// `3`.
    pub version: u64,
    /// `SK Kepala Dinas 188/42/2026`; absent until it is decided.
    pub decree: Option<String>,
    /// Since when it holds, as printed.
    pub effective: Option<String>,
    /// When the agency last looked at it, as printed.
    pub reviewed: Option<String>,
}
