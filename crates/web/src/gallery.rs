//! Every page with its samples (typical, empty, longest, error), for the eye and for the checks.
//!
//! A page without a sample here is not looked at: add one next to the page's struct.

mod account;
mod adoption;
mod applications;
mod citizens;
mod desk;
mod editor;
mod exchange;
mod family;
mod forms;
mod hall;
mod house;
mod lists;
mod nation;
mod people;
mod reach;
mod rights;
mod root;
mod searches;
mod service;
mod signup;
mod standards;
mod templates;
mod trail;
mod vault;
mod whole;

use askama::Template;

use crate::brand::{Brand, Theme};
use crate::frame::{Frame, HallHead, HallTab, RootTab};
use crate::parts::Link;
use crate::words::{Lang, Words};

/// One rendered sample.
pub struct Sample {
    /// `hall_home_typical`: the folder, the page, which sample.
    pub name: String,
    /// The whole document.
    pub html: String,
}

/// Every sample in one language.
pub fn samples(lang: Lang) -> Vec<Sample> {
    let w = Words::of(lang);
    [
        hall::samples(w),
        house::samples(w),
        lists::samples(w),
        service::samples(w),
        root::samples(w),
        whole::samples(w),
        forms::samples(w),
        account::samples(w),
        people::samples(w),
        signup::samples(w),
        nation::samples(w),
        desk::samples(w),
        editor::samples(w),
        searches::samples(w),
        reach::samples(w),
        exchange::samples(w),
        standards::samples(w),
        templates::samples(w),
        trail::samples(w),
        vault::samples(w),
        applications::samples(w),
        citizens::samples(w),
        rights::samples(w),
        family::samples(w),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The style sheet of the samples' region, and its address.
///
/// # Panics
/// Never: the colour is one that passes.
pub fn theme() -> (String, String) {
    let brand = Brand::of("#0e6b5c").expect("Sragen's green passes");
    (brand.href(), brand.css())
}

fn sample(name: &str, page: &impl Template) -> Sample {
    Sample { name: name.to_owned(), html: page.render().expect("writing to a string cannot fail") }
}

fn head() -> HallHead {
    HallHead {
        name: "Kabupaten Sragen".into(),
        theme: Brand::of("#0e6b5c").expect("Sragen's green passes").theme(),
        logo: None,
        words: balai_tenancy::Vocabulary::USUAL,
        pledge: true,
        phone: Some(Link::new("(0271) 000 000", "tel:+62271000000")),
        root: "https://balai.test".into(),
        origin: "https://sragen.balai.test".into(),
        sample: true,
    }
}

fn longest_head() -> HallHead {
    HallHead {
        name: "Kabupaten Pangkajene dan Kepulauan Bolaang Mongondow Selatan".into(),
        theme: Theme::default(),
        phone: None,
        sample: false,
        ..head()
    }
}

fn hall(w: Words, here: &str, tab: Option<HallTab>) -> Frame {
    Frame::hall(w, &head(), here, tab)
}

fn root_frame(w: Words, here: &str, tab: Option<RootTab>) -> Frame {
    Frame::root(w, here, tab)
}

/// As long a word as people write, and no place to break it.
fn long_word() -> String {
    "pertanggungjawabankeberlanjutan".repeat(3)
}

#[cfg(test)]
mod tests;
