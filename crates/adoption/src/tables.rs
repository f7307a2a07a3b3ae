//! The figures as tables to take along: for people with headings in their words, for machines with keys.

use balai_kernel::Zone;
use balai_sheets::{Cell, Column, Row, Table};
use chrono::{DateTime, Utc};

use crate::funnel::Funnel;
use crate::growth::Growth;
use crate::marks::Mark;
use crate::picture::{Picture, Standing};
use crate::places::{By, places};
use crate::shown::{FEWEST, Shown};
use crate::stage::Stage;

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One row for each region.
    Regions,
    /// One for each region that does not go on.
    Stalled,
    /// One for each group.
    Places(By),
    /// One for each step.
    Funnel,
    /// One for each month.
    Growth,
}

/// For whom a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// With headings.
    Person,
    /// With keys.
    Machine,
}

/// What all tables are made of.
pub struct Source<'a> {
    /// The regions that are looked at.
    pub picture: &'a Picture,
    /// The line and what to compare with.
    pub marks: &'a [Mark],
    /// Keys and names of the typologies.
    pub typologies: &'a [(String, String)],
}

type Heads = &'static [(&'static str, &'static str, u16)];

const REGIONS: Heads = &[
    ("code", "Kode", 8),
    ("name", "Daerah", 34),
    ("province", "Provinsi", 26),
    ("stage", "Tahap", 24),
    ("reason", "Sebab tersendat", 22),
    ("stalled_since", "Tersendat sejak", 14),
    ("services", "Layanan di katalog", 12),
    ("published", "Layanan terbit", 12),
    ("staff", "Pegawai", 10),
    ("visits_30_days", "Halaman dibuka, 30 hari", 14),
    ("last_use", "Terakhir dipakai", 14),
    ("applied_at", "Mendaftar", 12),
    ("verified_at", "Lolos verifikasi", 12),
    ("opened_at", "Balai buka", 12),
    ("fifty_at", "50 layanan terbit", 12),
    ("first_use", "Dipakai pertama kali", 14),
    ("fiscal_class", "Kelas fiskal", 14),
    ("decree", "Keputusan", 22),
    ("year", "Tahun keputusan", 10),
    ("typology", "Tipologi", 10),
    ("counted_at", "Dihitung pada", 20),
];
const PLACES: Heads = &[
    ("name", "Kelompok", 28),
    ("autonomous", "Daerah otonom", 12),
    ("halls", "Punya balai", 12),
    ("not_joined", "Belum mendaftar", 12),
    ("applied", "Mendaftar", 12),
    ("verified", "Lolos verifikasi", 12),
    ("active", "Aktif", 12),
    ("fifty", "50 layanan terbit", 12),
    ("used", "Dipakai 30 hari terakhir", 12),
    ("stalled", "Tersendat", 12),
];
const FUNNEL: Heads = &[
    ("step", "Langkah", 24),
    ("regions", "Daerah", 10),
    ("median_days", "Hari, median", 12),
    ("most_days", "Hari, 90 %", 12),
    ("known", "Daerah yang waktunya diketahui", 16),
    ("definition", "Arti", 70),
];
const GROWTH: Heads = &[("day", "Sampai tanggal", 14), ("open", "Balai buka", 12), ("target", "Target", 12)];

impl Kind {
    /// Every table.
    pub const ALL: [Self; 8] = [
        Self::Regions,
        Self::Stalled,
        Self::Places(By::Province),
        Self::Places(By::Kind),
        Self::Places(By::Fiscal),
        Self::Places(By::Typology),
        Self::Funnel,
        Self::Growth,
    ];

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Regions => "daerah",
            Self::Stalled => "tersendat",
            Self::Places(by) => by.key(),
            Self::Funnel => "corong",
            Self::Growth => "pertumbuhan",
        }
    }

    /// The table of a word in addresses.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    const fn heads(self) -> Heads {
        match self {
            Self::Regions | Self::Stalled => REGIONS,
            Self::Places(_) => PLACES,
            Self::Funnel => FUNNEL,
            Self::Growth => GROWTH,
        }
    }
}

/// Makes a table. Its first column tells its rows apart.
pub fn table(kind: Kind, source: &Source<'_>, reader: Reader) -> Table {
    let columns = kind.heads().iter().map(|(key, title, width)| Column {
        title: if reader == Reader::Machine { *key } else { *title }.to_owned(),
        width: *width,
        pick: None,
    });
    let cells: Vec<Vec<Cell>> = match kind {
        Kind::Regions => source.picture.regions.iter().map(|s| region(source.picture, s)).collect(),
        Kind::Stalled => stalled(source.picture).into_iter().map(|s| region(source.picture, s)).collect(),
        Kind::Places(by) => places(source.picture, by, source.typologies).iter().map(place).collect(),
        Kind::Funnel => Funnel::of(source.picture).0.iter().map(step).collect(),
        Kind::Growth => {
            let growth = Growth::of(source.picture, source.marks);
            let row = |month: &crate::Month| vec![day(month.day), count(month.open), whole(month.target)];
            growth.months.iter().map(row).collect()
        }
    };
    let rows = (2..).zip(cells).map(|(number, cells)| Row { number, cells }).collect();
    Table { name: "Data".to_owned(), columns: columns.collect(), rows }
}

/// The regions that do not go on, those that wait longest first.
pub fn stalled(picture: &Picture) -> Vec<&Standing> {
    let mut all: Vec<&Standing> = picture.regions.iter().filter(|standing| standing.stalled.is_some()).collect();
    all.sort_by_key(|standing| (standing.stalled.map(|(_, since)| since), standing.region.code));
    all
}

fn region(picture: &Picture, standing: &Standing) -> Vec<Cell> {
    let (region, facts, moments) = (&standing.region, &standing.facts, &standing.moments);
    let on = |at: Option<DateTime<Utc>>| at.map_or(Cell::Empty, |at| day(region.zone.date(at)));
    let fiscal = facts.fiscal.as_ref();
    vec![
        Cell::text(region.code.to_string()),
        Cell::text(&region.name),
        Cell::text(picture.province(&region.province_code)),
        Cell::text(standing.stage.title()),
        standing.stalled.map_or(Cell::Empty, |(reason, _)| Cell::text(reason.title())),
        on(standing.stalled.map(|(_, since)| since)),
        whole(standing.services),
        whole(standing.published),
        people(standing.staff),
        people(standing.visits),
        standing.last_use.map_or(Cell::Empty, day),
        on(moments.applied),
        on(moments.verified),
        on(moments.opened),
        on(moments.fifty),
        on(moments.used),
        fiscal.map_or(Cell::Empty, |fiscal| Cell::text(fiscal.class.title())),
        fiscal.map_or(Cell::Empty, |fiscal| Cell::text(&fiscal.decree)),
        whole(fiscal.map(|fiscal| i64::from(fiscal.year))),
        facts.typology.as_ref().map_or(Cell::Empty, Cell::text),
        standing
            .counted_at
            .map_or(Cell::Empty, |at| Cell::text(Zone::Wib.local(at).format("%Y-%m-%d %H:%M WIB").to_string())),
    ]
}

fn place(place: &crate::Place) -> Vec<Cell> {
    let stages = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Administrative);
    let counts = stages.map(|stage| count(place.count(stage)));
    [Cell::text(&place.name), count(place.autonomous), count(place.halls())].into_iter().chain(counts).collect()
}

fn step(step: &crate::Step) -> Vec<Cell> {
    let wait = |read: fn(&crate::Wait) -> i64| whole(step.wait.as_ref().map(read));
    vec![
        Cell::text(step.title),
        count(step.regions),
        wait(|wait| wait.median),
        wait(|wait| wait.most),
        step.wait.map_or(Cell::Empty, |wait| count(wait.known)),
        Cell::text(step.definition),
    ]
}

fn day(day: chrono::NaiveDate) -> Cell {
    Cell::text(day.to_string())
}

fn count(count: usize) -> Cell {
    whole(i64::try_from(count).ok())
}

#[expect(clippy::cast_precision_loss, reason = "counts of regions, services and openings are far below 2^52")]
fn whole(number: Option<i64>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Number(number as f64))
}

fn people(shown: Shown) -> Cell {
    match shown {
        Shown::Unknown => Cell::Empty,
        Shown::None => whole(Some(0)),
        Shown::Few => Cell::text(format!("<{FEWEST}")),
        Shown::Number(number) => whole(Some(number)),
    }
}
