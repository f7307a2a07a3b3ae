//! `/daerah?q=`: regions by name, old name or code; without a question, by province.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::{RegionCode, fold};
use balai_storage::{Control, Read};
use balai_tenancy::{TenantState, regions, tenants};
use std::collections::BTreeSet;

use super::home::bare;
use crate::asked::{Asked, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::frame::RootTab;
use crate::host::{Base, Site};
use crate::page;
use crate::visitor::Guest;
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

/// The name under which a province is chosen.
const PROVINCE: &str = "provinsi";

/// `GET /daerah`
pub async fn show(guest: Guest, asked: Asked) -> Result<HttpResponse, Fault> {
    let (w, query) = (guest.w, asked.words());
    let read = guest.app.control().read().await?;
    let all = regions::provinces(&read).await?;
    let chosen = all.iter().find(|province| province.code == asked.text(PROVINCE));
    let (rows, province) = match chosen {
        _ if !query.is_empty() => (regions::search(&read, query).await?, None),
        Some(province) => (regions::of_province(&read, &province.code).await?, Some(bare(&province.name).to_owned())),
        None => (Vec::new(), None),
    };
    let joined = joined(&read).await?;
    let provinces = if rows.is_empty() { provinces(&read, &all, &joined).await? } else { Vec::new() };
    drop(read);
    let name_of = |code: &str| all.iter().find(|p| p.code == code).map_or("", |p| bare(&p.name)).to_owned();
    let found = rows
        .into_iter()
        .map(|region| Region {
            province: name_of(&region.province_code),
            code: region.code.to_string(),
            formerly: other_name(w, &region, query),
            state: state(&guest.app.base, &region, &joined),
            name: region.name,
        })
        .collect();
    let frame = Frame::root(w, &guest.here, Some(RootTab::Regions)).about(guest.origin(), w.t("about-regions"));
    page::public(&guest.browser, &Regions { w, frame, query: query.to_owned(), province, found, provinces })
}

/// The codes of the regions whose hall is open.
async fn joined(read: &Read<Control>) -> Result<BTreeSet<RegionCode>, Fault> {
    let open = tenants::all(read).await?.into_iter().filter(|tenant| tenant.state == TenantState::Active);
    Ok(open.map(|tenant| tenant.code()).collect())
}

async fn provinces(
    read: &Read<Control>,
    all: &[regions::Province],
    joined: &BTreeSet<RegionCode>,
) -> Result<Vec<Province>, Fault> {
    let rows = regions::all(read).await?;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let province = |province: &regions::Province| {
        let within = || rows.iter().filter(|region| region.province_code == province.code);
        Province {
            name: bare(&province.name).to_owned(),
            href: link("/daerah", [(PROVINCE, province.code.as_str())]),
            regions: count(within().count()),
            joined: count(within().filter(|region| joined.contains(&region.code)).count()),
        }
    };
    let mut provinces: Vec<Province> = all.iter().map(province).collect();
    provinces.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(provinces)
}

/// The name by which it was found, when it is not the one it bears.
fn other_name(w: Words, region: &regions::Region, query: &str) -> String {
    let asked = fold(query);
    let hit = |name: &&String| !asked.is_empty() && fold(name).contains(&asked);
    let name = region.other_names.iter().find(hit).filter(|_| !fold(&region.name).contains(&asked));
    name.map(|name| w.say("regions-other-name").put("name", name.as_str()).to_string()).unwrap_or_default()
}

fn state(base: &Base, region: &regions::Region, joined: &BTreeSet<RegionCode>) -> RegionState {
    if !region.autonomous {
        RegionState::Administrative
    } else if joined.contains(&region.code) {
        RegionState::Open(format!("{}/", base.origin(&Site::Region(region.slug.clone()))))
    } else {
        RegionState::NotYet
    }
}
