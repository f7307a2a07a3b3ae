//! `/`: the regions that want to join, longest waiting first.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_rbac::{Domain, Permission};
use balai_tenancy::onboarding::{After, Application, Stage, StageKind};
use balai_tenancy::regions::{self, Region};
use chrono::DateTime;
use serde::Deserialize;

use super::{W, frame, moment, waiting};
use crate::access::{Ministry, may};
use crate::caller;
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::parts::{Link, Tab};
use crate::reply;
use crate::root::signup::region::bare;
use crate::words::Words;

/// How many stand on one page.
const ON_A_PAGE: u64 = 25;

/// The list.
#[derive(Template)]
#[template(path = "nation/applications.html")]
pub struct Applications {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// `4 menunggu diperiksa, 2 menunggu persetujuan`.
    pub summary: String,
    /// One tab for each shelf, with its count.
    pub tabs: Vec<(Tab, String)>,
    /// What an empty shelf says.
    pub empty: &'static str,
    /// The rows.
    pub rows: Vec<Row>,
    /// The next page.
    pub more: Option<String>,
}

/// One application in the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its page.
    pub href: String,
    /// `Kabupaten Sragen`.
    pub region: String,
    /// `Jawa Tengah, kode 33.14`.
    pub place: String,
    /// Its number.
    pub reference: String,
    /// Who answers for it.
    pub official: String,
    /// The official's position.
    pub position: String,
    /// Since when it stands there.
    pub since: String,
    /// `3 hari`.
    pub waits: String,
    /// The address is not under `go.id`.
    pub foreign: bool,
}

/// The shelves of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// To be checked.
    #[default]
    Periksa,
    /// Checked, to be approved by a second person.
    Setujui,
    /// Sent back.
    Kembali,
    /// Approved.
    Disetujui,
    /// Rejected.
    Ditolak,
    /// Address not confirmed.
    Surel,
}

impl Shelf {
    /// Every shelf, in the order of the tabs.
    pub const ALL: [Self; 6] =
        [Self::Periksa, Self::Setujui, Self::Kembali, Self::Disetujui, Self::Ditolak, Self::Surel];

    /// The states that lie on it.
    pub const fn stages(self) -> &'static [StageKind] {
        match self {
            Self::Periksa => &[StageKind::Applied],
            Self::Setujui => &[StageKind::Verified],
            Self::Kembali => &[StageKind::Returned],
            Self::Disetujui => &[StageKind::Approved],
            Self::Ditolak => &[StageKind::Rejected],
            Self::Surel => &[StageKind::EmailUnconfirmed, StageKind::Lapsed],
        }
    }

    /// The tab's words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Periksa => "Perlu diperiksa",
            Self::Setujui => "Menunggu persetujuan",
            Self::Kembali => "Dikembalikan",
            Self::Disetujui => "Disetujui",
            Self::Ditolak => "Ditolak",
            Self::Surel => "Surel belum dikonfirmasi",
        }
    }

    /// What it says when nothing lies on it.
    pub const fn empty(self) -> &'static str {
        match self {
            Self::Periksa => "Semua pendaftaran sudah diperiksa.",
            Self::Setujui => "Tidak ada yang menunggu persetujuan.",
            Self::Kembali => "Tidak ada pendaftaran yang sedang diperbaiki.",
            Self::Disetujui => "Belum ada pendaftaran yang disetujui.",
            Self::Ditolak => "Belum ada pendaftaran yang ditolak.",
            Self::Surel => "Tidak ada surel yang menunggu dikonfirmasi.",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Periksa => "periksa",
            Self::Setujui => "setujui",
            Self::Kembali => "kembali",
            Self::Disetujui => "disetujui",
            Self::Ditolak => "ditolak",
            Self::Surel => "surel",
        }
    }

    fn href(self) -> String {
        format!("/?rak={}", self.key())
    }

    fn count(self, counts: &BTreeMap<String, u64>) -> u64 {
        self.stages().iter().filter_map(|stage| counts.get(&stage.key())).sum()
    }
}

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    rak: Shelf,
    setelah: String,
}

/// Shows one shelf; who may not read applications begins at the figures.
pub async fn show(ministry: Ministry<may::TenantsView>, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    if !ministry.permissions().await?.allows(Permission::ApplicationsView, &Domain::National) {
        return Ok(caller::to("/adopsi").finish());
    }
    let shelf = asked.rak;
    let sign_ups = &ministry.app.sign_ups;
    let counts = sign_ups.counts().await?;
    let mut found = sign_ups.list(shelf.stages(), after(&asked.setelah), ON_A_PAGE + 1).await?;
    let page = usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
    let more = found.get(page).and_then(|_| found.get(page - 1)).map(|last| next(shelf, last));
    found.truncate(page);
    let frame = frame(&ministry, NationTab::Applications).await?;
    let read = ministry.app.control().read().await?;
    let names = regions::provinces(&read).await?;
    let mut rows = Vec::with_capacity(found.len());
    for application in &found {
        let region = regions::by_code(&read, application.region).await?.ok_or(Fault::NotFound)?;
        let province = names.iter().find(|p| p.code == region.province_code).map_or("", |p| bare(&p.name));
        rows.push(row(application, &region, province, ministry.act.at));
    }
    reply::page(&Applications {
        w: W,
        frame,
        summary: summary(&counts),
        tabs: tabs(shelf, &counts),
        empty: shelf.empty(),
        rows,
        more,
    })
}

fn summary(counts: &BTreeMap<String, u64>) -> String {
    let count = |shelf: Shelf| W.number(i64::try_from(shelf.count(counts)).unwrap_or(i64::MAX));
    format!(
        "{} perlu diperiksa, {} menunggu persetujuan orang kedua. Yang terlama menunggu berdiri paling atas.",
        count(Shelf::Periksa),
        count(Shelf::Setujui)
    )
}

fn tabs(current: Shelf, counts: &BTreeMap<String, u64>) -> Vec<(Tab, String)> {
    let tab = |shelf: Shelf| {
        let count = W.number(i64::try_from(shelf.count(counts)).unwrap_or(i64::MAX));
        (Tab { link: Link::new(shelf.title(), shelf.href()), current: shelf == current }, count)
    };
    Shelf::ALL.map(tab).to_vec()
}

fn row(application: &Application, region: &Region, province: &str, now: DateTime<chrono::Utc>) -> Row {
    let since = since(application);
    Row {
        href: format!("/pendaftaran/{}", application.id),
        region: region.name.clone(),
        place: format!("{province}, kode {}", region.code),
        reference: application.reference.as_str().to_owned(),
        official: application.official.name.to_string(),
        position: application.official.position.to_string(),
        since: moment(since),
        waits: waiting(since, now),
        foreign: application.official.email_needs_look(),
    }
}

/// Since when an application stands where it stands.
pub fn since(application: &Application) -> DateTime<chrono::Utc> {
    match application.stage {
        Stage::EmailUnconfirmed { .. } => application.submitted_at,
        Stage::Lapsed { at }
        | Stage::Applied { at }
        | Stage::Returned { at, .. }
        | Stage::Rejected { at, .. }
        | Stage::Verified { at, .. }
        | Stage::Approved { at, .. } => at,
    }
}

/// `1732348800000000_0193…`: the last item of the page before.
fn after(text: &str) -> Option<After> {
    let (at, id) = text.split_once('_')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
}

fn next(shelf: Shelf, last: &Application) -> String {
    format!("{}&setelah={}_{}", shelf.href(), last.submitted_at.timestamp_micros(), last.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_lies_on_one_shelf() {
        use sea_orm::Iterable as _;
        for stage in StageKind::iter() {
            let shelves = Shelf::ALL.into_iter().filter(|shelf| shelf.stages().contains(&stage));
            assert_eq!(shelves.count(), 1, "{stage:?}");
        }
    }

    #[test]
    fn the_mark_of_a_page_reads_back() {
        let id = uuid::Uuid::from_u128(7);
        let at = DateTime::from_timestamp_micros(1_732_348_800_123_456).unwrap();
        assert_eq!(after(&format!("{}_{id}", at.timestamp_micros())), Some((at, id)));
        assert_eq!(after("x_y"), None);
        assert_eq!(after(""), None);
    }
}
