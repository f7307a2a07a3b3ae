//! `/adopsi/daerah`: every region in a row.

use actix_web::HttpResponse;
use askama::Template;
use balai_adoption::{Picture, Standing, tables};
use balai_kernel::RegionCode;

use super::filters::{FilterForm, at, form};
use super::{Seen, said};
use crate::access::{Ministry, may};
use crate::asked::{AFTER, Asked};
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame, moment};
use crate::parts::Link;
use crate::reply;
use crate::words::Words;

/// Rows of a page.
const ON_A_PAGE: usize = 100;
const PATH: &str = "/adopsi/daerah";

/// The list.
#[derive(Template)]
#[template(path = "nation/adoption/regions.html")]
pub struct RegionsPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// How many and when.
    pub line: String,
    /// What narrows it.
    pub filters: FilterForm,
    /// The rows.
    pub rows: Vec<RegionRow>,
    /// The next page.
    pub more: Option<String>,
    /// The list as a file.
    pub files: Vec<Link>,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionRow {
    /// Its name.
    pub name: String,
    /// `Jawa Tengah, kode 33.14`.
    pub place: String,
    /// Its page.
    pub href: String,
    /// The class of its stage's tag.
    pub class: &'static str,
    /// Its stage, and why it does not go on.
    pub stage: String,
    /// Published services.
    pub published: String,
    /// People with a role.
    pub staff: String,
    /// Openings within 30 days.
    pub visits: String,
    /// Its fiscal class.
    pub fiscal: String,
}

/// A region's row.
pub fn row(picture: &Picture, standing: &Standing) -> RegionRow {
    let region = &standing.region;
    let stage = standing.stage.title();
    RegionRow {
        name: region.name.clone(),
        place: format!("{}, kode {}", picture.province(&region.province_code), region.code),
        href: format!("{PATH}/{}", region.code),
        class: said::tag(standing.stage),
        stage: standing
            .stalled
            .map_or_else(|| stage.to_owned(), |(reason, _)| format!("{stage}: {}", reason.title().to_lowercase())),
        published: if standing.stage.has_hall() { said::number(standing.published) } else { "–".to_owned() },
        staff: if standing.stage.has_hall() { said::people(standing.staff) } else { "–".to_owned() },
        visits: if standing.stage.has_hall() { said::people(standing.visits) } else { "–".to_owned() },
        fiscal: standing.facts.fiscal.as_ref().map_or(said::MISSING, |fiscal| fiscal.class.title()).to_owned(),
    }
}

/// `GET /adopsi/daerah`
pub async fn show(ministry: Ministry<may::AdoptionView>, asked: Asked) -> Result<HttpResponse, Fault> {
    let seen = Seen::of(&ministry.app, &asked).await?;
    let Seen { picture, filter, typologies, .. } = &seen;
    let after = match asked.text(AFTER) {
        "" => None,
        text => Some(RegionCode::parse(text).map_err(|_| Fault::NotFound)?),
    };
    let rest: Vec<&Standing> =
        picture.regions.iter().filter(|standing| after.is_none_or(|after| standing.region.code > after)).collect();
    let shown = &rest[..rest.len().min(ON_A_PAGE)];
    let last = shown.last().filter(|_| rest.len() > shown.len());
    let line = format!("{} daerah, keadaan {}.", said::count(picture.regions.len()), moment(picture.at));
    reply::page(&RegionsPage {
        w: W,
        frame: frame(&ministry, NationTab::Adoption).await?,
        line,
        filters: form(PATH, filter, &picture.provinces, typologies, "sebab"),
        rows: shown.iter().map(|standing| row(picture, standing)).collect(),
        more: last.map(|last| at(PATH, filter, &[(AFTER, &last.region.code.to_string())])),
        files: super::export::links(tables::Kind::Regions, filter),
    })
}
