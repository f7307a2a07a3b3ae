//! `/adopsi/daerah/{code}`: one region: how far it has come, its figures with what they mean, whom to ask.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_adoption::{Filter, Stage, Standing, typologies};
use balai_kernel::RegionCode;
use balai_rbac::{Domain, Permission, PermissionSet};

use super::said;
use super::stalled::asked_of;
use crate::access::{Ministry, may};
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame, moment};
use crate::parts::{Contact, Link};
use crate::reply;
use crate::timeline::{Milestone, Reached};
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "nation/adoption/region.html")]
pub struct AdoptionRegion {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// `Kabupaten Sragen`.
    pub name: String,
    /// `Jawa Tengah, kode 33.14. Keadaan 28 November 2026, 20.15 WIB.`
    pub line: String,
    /// The class of its stage's tag.
    pub class: &'static str,
    /// Its stage.
    pub stage: &'static str,
    /// What the stage means.
    pub definition: &'static str,
    /// Why it does not go on, for how long, and what would help.
    pub stalled: Option<(String, &'static str)>,
    /// The way so far.
    pub way: Vec<Milestone>,
    /// What, how many, what it means.
    pub figures: Vec<(&'static str, String, &'static str)>,
    /// What decrees say: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// Whom to ask.
    pub who: String,
    /// How to reach her.
    pub ways: Vec<Contact>,
    /// Other pages about it.
    pub links: Vec<Link>,
}

/// `GET /adopsi/daerah/{code}`
pub async fn show(ministry: Ministry<may::AdoptionView>, code: web::Path<String>) -> Result<HttpResponse, Fault> {
    let code = RegionCode::parse(&code).map_err(|_| Fault::NotFound)?;
    let permissions = ministry.permissions().await?;
    let frame = frame(&ministry, NationTab::Adoption).await?;
    let picture = ministry.app.pictures.take().await?;
    let standing = picture.of(code).ok_or(Fault::NotFound)?;
    let read = ministry.app.control().read().await?;
    let (who, ways) = asked_of(&ministry.app, &read, standing).await?;
    let typology = match &standing.facts.typology {
        Some(key) => typologies::find(&read, key).await?.map(|kind| kind.name),
        None => None,
    };
    drop(read);
    let province = picture.province(&standing.region.province_code);
    reply::page(&AdoptionRegion {
        w: W,
        frame,
        line: format!("{province}, kode {code}. Keadaan {}.", moment(picture.at)),
        name: standing.region.name.clone(),
        class: said::tag(standing.stage),
        stage: standing.stage.title(),
        definition: standing.stage.definition(),
        stalled: standing.stalled.map(|(reason, since)| {
            (format!("{}, sudah {}", reason.title(), said::days_since(since, picture.at)), reason.help())
        }),
        way: way(standing),
        figures: figures(standing),
        facts: facts(standing, typology),
        who,
        ways,
        links: links(standing, province, &permissions),
    })
}

fn way(standing: &Standing) -> Vec<Milestone> {
    let moments = &standing.moments;
    let come = |stage: Stage| match standing.stage {
        Stage::Stalled => stage <= Stage::Active,
        Stage::Administrative => false,
        own => own >= stage,
    };
    let steps = [
        ("Mendaftar", moments.applied, come(Stage::Applied)),
        ("Lolos verifikasi", moments.verified, come(Stage::Verified)),
        ("Balai dibuka", moments.opened, come(Stage::Active)),
        ("50 layanan terbit", moments.fifty, moments.fifty.is_some()),
        ("Dipakai pertama kali", moments.used, moments.used.is_some()),
    ];
    let step = |(title, at, come): (&'static str, Option<_>, bool)| match (at, come) {
        (Some(at), _) => Milestone::new(Reached::Done, title).at(W.date(standing.region.zone.date(at))),
        (None, true) => Milestone::new(Reached::Done, title).note("Waktunya tidak tercatat.".to_owned()),
        (None, false) => Milestone::new(Reached::ToCome, title),
    };
    steps.map(step).to_vec()
}

fn figures(standing: &Standing) -> Vec<(&'static str, String, &'static str)> {
    let counted = standing.counted_at.map_or_else(|| said::MISSING.to_owned(), moment);
    let never = standing.counted_at.is_some() && standing.last_use.is_none();
    let last_use = if never { "belum pernah".to_owned() } else { said::day(standing.last_use) };
    vec![
        (
            "Layanan terbit",
            said::number(standing.published),
            "Layanan yang dilihat warga sekarang. Dihitung daerah, sampai di sini dalam semenit.",
        ),
        (
            "Layanan di katalog",
            said::number(standing.services),
            "Semua layanan yang tidak di tempat sampah: draf, terbit, dan arsip.",
        ),
        (
            "Pegawai",
            said::people(standing.staff),
            "Orang yang memegang peran di daerah atau instansinya. Jumlah di bawah 5 tidak disebut.",
        ),
        (
            "Halaman dibuka, 30 hari",
            said::people(standing.visits),
            "Berapa kali halaman publik balai dibuka dalam 30 hari sampai hari ini, tanpa mesin pencari dan tanpa data siapa. Hari ini dihitung per jam. Jumlah di bawah 5 tidak disebut.",
        ),
        ("Terakhir dipakai", last_use, "Hari terakhir halaman publiknya dibuka paling sedikit 5 kali."),
        ("Dihitung pada", counted, "Kapan kabar terakhir dari daerah ini sampai."),
    ]
}

fn facts(standing: &Standing, typology: Option<String>) -> Vec<(&'static str, String)> {
    let fiscal = standing.facts.fiscal.as_ref();
    let said = |text: Option<String>| text.unwrap_or_else(|| said::MISSING.to_owned());
    vec![
        ("Kelas fiskal", said(fiscal.map(|fiscal| fiscal.class.title().to_owned()))),
        ("Keputusan", said(fiscal.map(|fiscal| format!("{}, tahun {}", fiscal.decree, fiscal.year)))),
        ("Tipologi", said(typology)),
    ]
}

fn links(standing: &Standing, province: &str, permissions: &PermissionSet) -> Vec<Link> {
    let may = |permission| permissions.allows(permission, &Domain::National);
    let code = standing.region.code;
    let narrowed = Filter { province: Some(standing.region.province_code.clone()), ..Filter::default() };
    let mut links = vec![Link::new(format!("Radar {province}"), super::filters::at(super::HERE, &narrowed, &[]))];
    if let Some(id) = standing.sign_up.filter(|_| may(Permission::ApplicationsView)) {
        links.push(Link::new("Pendaftarannya", format!("/pendaftaran/{id}")));
    }
    if standing.moments.opened.is_some() && may(Permission::TenantsView) {
        links.push(Link::new("Balai dan riwayatnya", format!("/daerah/{code}")));
    }
    links
}
