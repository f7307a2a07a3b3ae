//! `/` of a region: search first, then today, the categories, the agencies, and how to come.

use askama::Template;

use crate::frame::Frame;
use crate::hall::categories::CategoryCard;
use crate::parts::{Contact, HoursLine, Link, Opening};
use crate::words::Words;

/// The region's home.
#[derive(Template)]
#[template(path = "hall/home.html")]
pub struct Home {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Open now, or when again; absent until the region has set its hours.
    pub opening: Option<Opening>,
    /// The hall and its address; absent until the region has written it.
    pub place: Option<Place>,
    /// How to reach the hall.
    pub contacts: Vec<Contact>,
    /// Names that many look for, each leading to its page or search.
    pub popular: Vec<Link>,
    /// Published services.
    pub services: u64,
    /// Categories with at least one published service.
    pub categories: Vec<CategoryCard>,
    /// Agencies with at least one published service.
    pub agencies: u64,
    /// The agencies by kind, a few of each.
    pub groups: Vec<AgencyGroup>,
    /// The week's hours, then the next days that differ.
    pub hours: Vec<HoursLine>,
}

/// Where the hall is.
#[derive(Clone, Debug)]
pub struct Place {
    /// `Mal Pelayanan Publik Kabupaten Sragen`.
    pub name: String,
    /// Street, village, district.
    pub address: String,
    /// Ramps, a nursing room, a priority counter: one line each.
    pub facilities: Vec<String>,
}

/// The agencies of one kind.
#[derive(Clone, Debug)]
pub struct AgencyGroup {
    /// `Instansi daerah`.
    pub title: String,
    /// The first few.
    pub agencies: Vec<Link>,
    /// To all of the kind, where there are more.
    pub rest: Option<Link>,
}
