//! `/adopsi`: the sums, the map, the way from application to use, the growth, who needs help, and the groups.

use actix_web::HttpResponse;
use askama::Template;
use balai_adoption::{By, Funnel, Growth, Picture, Stage, Standing, places, subscriptions, tables};
use balai_rbac::{Domain, Permission};
use balai_storage::{Control, Read};
use chrono::{DateTime, Utc};

use super::chart::{Bar, Rise, funnel, rise};
use super::filters::{FilterForm, at, form as filter_form};
use super::map::{Block, Drawing, Key, blocks, drawing, legend};
use super::regions::{RegionRow, row};
use super::stalled::{StalledRow, stalled_row};
use super::{HERE, Seen, said};
use crate::access::{Ministry, may};
use crate::asked::Asked;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame, moment};
use crate::parts::{Link, Tab};
use crate::reply;
use crate::state::App;
use crate::words::Words;

/// Stalled regions that the dashboard shows.
const FIRST_STALLED: usize = 6;
/// The question that asks for squares where there are borders.
const MAP: &str = "peta";

/// The dashboard.
#[derive(Template)]
#[template(path = "nation/adoption/radar.html")]
pub struct RadarPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Of what and when: `514 kabupaten dan kota, keadaan 28 November 2026, 20.15 WIB.`
    pub line: String,
    /// What narrows it.
    pub filters: FilterForm,
    /// The sums: class, what, how many, of what.
    pub sums: Vec<Sum>,
    /// The legend.
    pub keys: Vec<Key>,
    /// The blocks of squares; empty where borders are drawn.
    pub blocks: Vec<Block>,
    /// The borders.
    pub drawing: Option<Drawing>,
    /// The two kinds of maps, where there are two.
    pub maps: Vec<Tab>,
    /// The same as a table.
    pub regions: Vec<RegionRow>,
    /// The funnel.
    pub funnel: Vec<Bar>,
    /// The growth.
    pub rise: Rise,
    /// Who does not go on, those that wait longest first.
    pub stalled: Vec<StalledRow>,
    /// All of them, where there are more.
    pub all_stalled: Option<Link>,
    /// By what the groups are made.
    pub groups: Vec<Tab>,
    /// The heading of the groups' first column.
    pub group: &'static str,
    /// The groups.
    pub places: Vec<PlaceRow>,
    /// Each table as a file.
    pub files: Vec<(&'static str, Vec<Link>)>,
    /// What each stage means.
    pub definitions: Vec<(&'static str, &'static str)>,
    /// Whether she gets the weekly letter.
    pub subscribed: bool,
    /// Where targets, data and typologies are edited, for whom may.
    pub desks: Vec<Link>,
    /// What was just done.
    pub news: Option<&'static str>,
}

/// A sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Its mood: `good`, `wait`, `bad` or none.
    pub class: &'static str,
    /// Of what.
    pub title: &'static str,
    /// How many.
    pub count: String,
    /// A line below.
    pub note: String,
    /// Who they are, where there is a list of them.
    pub href: Option<String>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// The dashboard of it alone.
    pub href: String,
    /// Autonomous regions, with a hall, in use, on the way, stalled, not joined.
    pub counts: [String; 6],
}

/// `GET /adopsi`
pub async fn show(ministry: Ministry<may::AdoptionView>, asked: Asked) -> Result<HttpResponse, Fault> {
    let account = ministry.who.account;
    let edits = ministry.permissions().await?.allows(Permission::AdoptionEdit, &Domain::National);
    let frame = frame(&ministry, NationTab::Adoption).await?;
    let borders = ministry.app.borders.clone();
    let seen = Seen::of(&ministry.app, &asked).await?;
    let Seen { picture, filter, marks, typologies } = &seen;
    let stalled = tables::stalled(picture);
    let read = ministry.app.control().read().await?;
    let subscribed = subscriptions::has(&read, account).await?;
    let first_stalled = first_stalled(&ministry.app, &read, &stalled, picture.at).await?;
    drop(read);
    let squares = borders.is_none() || asked.text(MAP) == "kotak";
    let by = By::of_key(asked.text("menurut"));
    let page = RadarPage {
        w: W,
        line: line(picture),
        filters: filter_form(HERE, filter, &picture.provinces, typologies, "sebab"),
        sums: sums(&seen),
        keys: legend(picture, filter),
        blocks: if squares { blocks(picture, filter) } else { Vec::new() },
        drawing: borders.as_ref().filter(|_| !squares).map(|borders| drawing(picture, borders)),
        maps: borders.as_ref().map_or_else(Vec::new, |_| maps(&seen, squares)),
        regions: picture.regions.iter().map(|standing| row(picture, standing)).collect(),
        funnel: funnel(&Funnel::of(picture)),
        rise: rise(&Growth::of(picture, marks)),
        all_stalled: (stalled.len() > FIRST_STALLED)
            .then(|| Link::new(format!("Semua {}", said::count(stalled.len())), at("/adopsi/tersendat", filter, &[]))),
        stalled: first_stalled,
        groups: By::ALL.map(|own| group(&seen, own, by)).to_vec(),
        group: by.title(),
        places: places(picture, by, typologies).iter().map(place).collect(),
        files: files(&seen, by),
        definitions: Stage::ALL.map(|stage| (stage.title(), stage.definition())).to_vec(),
        subscribed,
        desks: if edits { desks(typologies) } else { Vec::new() },
        news: news(asked.text("kabar")),
        form: ministry.form.clone(),
        frame,
    };
    reply::page(&page)
}

async fn first_stalled(
    app: &App,
    read: &Read<Control>,
    stalled: &[&Standing],
    now: DateTime<Utc>,
) -> Result<Vec<StalledRow>, Fault> {
    let mut rows = Vec::new();
    for standing in stalled.iter().take(FIRST_STALLED) {
        rows.push(stalled_row(app, read, standing, now).await?);
    }
    Ok(rows)
}

fn line(picture: &Picture) -> String {
    format!("{} kabupaten dan kota, keadaan {}.", said::count(picture.regions.len()), moment(picture.at))
}

fn sums(seen: &Seen) -> Vec<Sum> {
    let (picture, filter) = (&seen.picture, &seen.filter);
    let autonomous = picture.regions.iter().filter(|standing| standing.region.autonomous).count();
    let halls = picture.regions.iter().filter(|standing| standing.stage.has_hall()).count();
    let share = match autonomous {
        0 => "tidak ada daerah otonom".to_owned(),
        all => format!("{} % dari {} otonom", said::count(halls * 100 / all), said::count(all)),
    };
    let sum = |class, title, stage, note: &str| Sum {
        class,
        title,
        count: said::count(picture.count(stage)),
        note: note.to_owned(),
        href: Some(at("/adopsi/daerah", &balai_adoption::Filter { stage: Some(stage), ..filter.clone() }, &[])),
    };
    let open = Sum { class: "good", title: "Punya balai di sini", count: said::count(halls), note: share, href: None };
    vec![
        open,
        sum("good", "Dipakai", Stage::Used, "50 layanan terbit, dibuka dalam 30 hari"),
        sum("wait", "Mendaftar", Stage::Applied, "menunggu diperiksa"),
        sum("wait", "Lolos verifikasi", Stage::Verified, "menunggu balainya buka"),
        sum("bad", "Tersendat", Stage::Stalled, "perlu dibantu"),
        sum("", "Belum mendaftar", Stage::NotJoined, "daerah otonom"),
    ]
}

fn maps(seen: &Seen, squares: bool) -> Vec<Tab> {
    let tab = |text: &str, answer: &str, current| Tab {
        link: Link::new(text, at(HERE, &seen.filter, &[(MAP, answer)])),
        current,
    };
    vec![tab("Batas wilayah", "", !squares), tab("Kotak", "kotak", squares)]
}

fn group(seen: &Seen, own: By, by: By) -> Tab {
    let key = if own == By::default() { "" } else { own.key() };
    Tab {
        link: Link::new(own.title(), format!("{}#menurut", at(HERE, &seen.filter, &[("menurut", key)]))),
        current: own == by,
    }
}

fn place(place: &balai_adoption::Place) -> PlaceRow {
    let on_the_way = place.count(Stage::Applied) + place.count(Stage::Verified);
    let counts = [
        place.autonomous,
        place.halls(),
        place.count(Stage::Used),
        on_the_way,
        place.count(Stage::Stalled),
        place.count(Stage::NotJoined),
    ];
    PlaceRow { name: place.name.clone(), href: at(HERE, &place.filter, &[]), counts: counts.map(said::count) }
}

fn files(seen: &Seen, by: By) -> Vec<(&'static str, Vec<Link>)> {
    let tables = [
        ("Semua daerah", tables::Kind::Regions),
        ("Tersendat", tables::Kind::Stalled),
        ("Menurut kelompok", tables::Kind::Places(by)),
        ("Corong", tables::Kind::Funnel),
        ("Pertumbuhan", tables::Kind::Growth),
    ];
    tables.map(|(title, kind)| (title, super::export::links(kind, &seen.filter))).to_vec()
}

fn desks(typologies: &[(String, String)]) -> Vec<Link> {
    let mut desks = vec![
        Link::new("Target pertumbuhan", "/adopsi/target"),
        Link::new("Kelas fiskal dan tipologi daerah", "/adopsi/data"),
    ];
    desks.extend(
        typologies.iter().map(|(key, name)| Link::new(format!("Kriteria {name}"), format!("/adopsi/tipologi/{key}"))),
    );
    desks
}

fn news(key: &str) -> Option<&'static str> {
    match key {
        "langganan" => Some("Surat mingguan akan dikirim setiap Senin pagi."),
        "berhenti" => Some("Surat mingguan tidak dikirim lagi."),
        "data" => Some("Data daerah tersimpan."),
        "tipologi" => Some("Kriteria tipologi tersimpan."),
        _ => None,
    }
}
