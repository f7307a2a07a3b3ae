//! `/` of the national entrance: which region are you looking for?

use actix_web::HttpResponse;
use askama::Template;
use balai_tenancy::{TenantState, regions, tenants};

use crate::asked::{WORDS, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::hall::home::STARTERS;
use crate::host::Site;
use crate::page;
use crate::parts::Link;
use crate::visitor::Guest;
use crate::words::Words;

/// The national entrance.
#[derive(Template)]
#[template(path = "root/home.html")]
pub struct Home {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Regions whose hall is open.
    pub joined: u64,
    /// Some of them, for one step instead of two; each with its province.
    pub regions: Vec<RegionCard>,
    /// Words that many search for over all regions.
    pub popular: Vec<Link>,
}

/// A region whose hall is open, as a card.
#[derive(Clone, Debug)]
pub struct RegionCard {
    /// `Kabupaten Sragen`.
    pub name: String,
    /// `Jawa Tengah`.
    pub province: String,
    /// Its hall, with scheme.
    pub href: String,
}

/// Regions on the page; the others are found by name.
const FEW: usize = 12;

/// `GET /`
pub async fn show(guest: Guest) -> Result<HttpResponse, Fault> {
    let read = guest.app.control().read().await?;
    let provinces = regions::provinces(&read).await?;
    let mut open = tenants::all(&read).await?;
    drop(read);
    open.retain(|tenant| tenant.state == TenantState::Active);
    open.sort_by_key(|tenant| std::cmp::Reverse(tenant.active_at));
    let joined = u64::try_from(open.len()).unwrap_or(u64::MAX);
    let province = |code: &str| provinces.iter().find(|p| p.code == code).map_or("", |p| p.name.as_str());
    let mut cards: Vec<RegionCard> = open
        .into_iter()
        .take(FEW)
        .map(|tenant| RegionCard {
            province: bare(province(&tenant.region.province_code)).to_owned(),
            href: format!("{}/", guest.app.base.origin(&Site::of(&tenant))),
            name: tenant.region.name,
        })
        .collect();
    cards.sort_by(|a, b| a.name.cmp(&b.name));
    let popular = STARTERS.map(|words| Link::new(words, link("/cari", [(WORDS, words)]))).to_vec();
    let frame = Frame::root(guest.w, &guest.here, None).about(guest.origin(), guest.w.t("about-root"));
    page::public(&guest.browser, &Home { w: guest.w, frame, joined, regions: cards, popular })
}

/// `Jawa Tengah` of `Provinsi Jawa Tengah`.
pub(super) fn bare(province: &str) -> &str {
    province.strip_prefix("Provinsi ").unwrap_or(province)
}
