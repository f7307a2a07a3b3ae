//! `/templat/{key}`: one national template: what stands, what its next version changes, who uses which version.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::national_templates::{Improvement, National, Use, Version};
use balai_catalog::{Component, Field as Part, Offer, TemplateRefused};
use balai_kernel::Slug;

use super::templates::address;
use super::{W, frame, moment};
use crate::access::{Ministry, may};
use crate::asked::{Asked, link};
use crate::desk::changes::said;
use crate::desk::compare::{Pair, pairs};
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::reply;
use crate::words::Words;

/// The permission of these pages.
pub(super) type Writing = Ministry<may::TemplatesEdit>;
/// What stands beside the standard, as one part of the address.
pub(super) const BESIDE: &str = "rincian";

/// The page.
#[derive(Template)]
#[template(path = "nation/template.html")]
pub struct TemplatePage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The template's name.
    pub name: String,
    /// Where its forms go.
    pub here: String,
    /// `Versi 3, sejak 2 Desember 2026`
    pub line: String,
    /// What was just done.
    pub news: Option<&'static str>,
    /// What the next version changes; none while nobody writes it.
    pub draft: Option<DraftShown>,
    /// What it says, part by part, with where that is changed.
    pub parts: Vec<PartShown>,
    /// What the ministry published, newest first.
    pub versions: Vec<VersionShown>,
    /// The regions that publish it, with their version.
    pub uses: Vec<(String, String)>,
}

/// The next version.
#[derive(Clone, Debug)]
pub struct DraftShown {
    /// Who wrote last, and when.
    pub line: String,
    /// The revision that is shown.
    pub seen: i32,
    /// What differs from what is in force.
    pub changes: Vec<(String, Vec<Pair>)>,
    /// What is better, as regions will read it.
    pub improvement: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub struct PartShown {
    /// What.
    pub title: String,
    /// What it says.
    pub lines: Vec<String>,
    /// Where it is changed.
    pub href: String,
}

/// A published version.
#[derive(Clone, Debug)]
pub struct VersionShown {
    /// `Versi 3`
    pub title: String,
    /// When.
    pub at: String,
    /// What was better.
    pub improvement: String,
}

/// `GET /templat/{key}`
pub async fn show(ministry: Writing, key: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let national = find(&ministry, &key).await?;
    let mut page = compose(&ministry, &national, Field::new("perbaikan")).await?;
    page.news = match asked.text("selesai") {
        "simpan" => Some("Tersimpan sebagai draf. Daerah belum melihatnya."),
        "terbit" => Some("Versi baru terbit. Daerah yang memakainya melihat perbedaannya untuk diterima atau ditolak."),
        "batal" => Some("Draf dibatalkan."),
        _ => None,
    };
    reply::page(&page)
}

/// `POST /templat/{key}/terbitan`. Pressed twice, the second finds no draft and says so.
pub async fn publish(ministry: Writing, key: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let national = find(&ministry, &key).await?;
    let mut improvement = typed.field("perbaikan");
    let said = improvement.need("Tulis apa yang diperbaiki. Daerah membacanya sebelum menerima.", Improvement::parse);
    let Some(said) = said else {
        return reply::to_correct(&compose(&ministry, &national, improvement).await?);
    };
    let seen = typed.text("draf").parse().unwrap_or_default();
    match ministry.app.templates.publish(&ministry.act, &national.key, seen, &said).await {
        Ok(_) => Ok(reply::see(link(&address(&key), [("selesai", "terbit")]))),
        Err(refused) => {
            improvement.error = Some(sentence(refused)?);
            let national = find(&ministry, &key).await?;
            reply::conflict(&compose(&ministry, &national, improvement).await?)
        }
    }
}

/// `POST /templat/{key}/batal`. Pressed twice is pressed once.
pub async fn discard(ministry: Writing, key: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let national = find(&ministry, &key).await?;
    let seen = typed.text("draf").parse().unwrap_or_default();
    match ministry.app.templates.discard(&ministry.act, &national.key, seen).await {
        Ok(()) => Ok(reply::see(link(&address(&key), [("selesai", "batal")]))),
        Err(refused) => {
            let improvement = Field::new("perbaikan").wrong(sentence(refused)?);
            let national = find(&ministry, &key).await?;
            reply::conflict(&compose(&ministry, &national, improvement).await?)
        }
    }
}

/// The template of an address.
pub(super) async fn find(ministry: &Writing, key: &str) -> Result<National, Fault> {
    let key = Slug::parse(key).map_err(|_| Fault::NotFound)?;
    ministry.app.templates.one(&key).await?.ok_or(Fault::NotFound)
}

/// Why nothing was saved, in a sentence; what is ours is a fault.
pub(super) fn sentence(refused: TemplateRefused) -> Result<String, Fault> {
    match refused {
        TemplateRefused::Gone => Err(Fault::NotFound),
        TemplateRefused::Storage(error) => Err(error.into()),
        refused => Ok(refused.to_string()),
    }
}

/// The parts of a template that the ministry writes. Complaints are each region's own.
pub(super) fn components() -> impl Iterator<Item = Component> {
    Component::ALL.into_iter().filter(|component| *component != Component::Complaints)
}

async fn compose(ministry: &Writing, national: &National, improvement: Field) -> Result<TemplatePage, Fault> {
    let here = address(national.key.as_str());
    let offer = national.draft.as_ref().map_or(&national.now, |draft| &draft.offer);
    let uses = ministry.app.templates.used_by(&national.key).await?;
    Ok(TemplatePage {
        w: W,
        frame: frame(ministry, NationTab::Templates).await?,
        form: ministry.form.clone(),
        name: national.now.name.to_string(),
        line: line(national),
        news: None,
        draft: national.draft.as_ref().map(|draft| DraftShown {
            line: format!("Disimpan {}", moment(draft.at)),
            seen: draft.revision,
            changes: changes(&national.now, &draft.offer),
            summary: ErrorSummary::of([&improvement]),
            improvement,
        }),
        parts: parts(&here, offer),
        versions: national.versions.iter().map(version).collect(),
        uses: uses.into_iter().map(|own| used(national, own)).collect(),
        here,
    })
}

fn line(national: &National) -> String {
    match national.versions.first() {
        Some(newest) => format!("Versi {}, terbit {}.", newest.number, moment(newest.at)),
        None => format!("Versi {}, bawaan Balai.", national.number),
    }
}

fn changes(now: &Offer, draft: &Offer) -> Vec<(String, Vec<Pair>)> {
    let changed = Part::all().filter(|field| !now.agrees(draft, *field));
    changed.map(|field| (field.title(), pairs(&said(now, field), &said(draft, field)))).collect()
}

fn parts(here: &str, offer: &Offer) -> Vec<PartShown> {
    let beside = [Part::Name, Part::Note, Part::System, Part::Channels].map(|part| PartShown {
        title: part.title(),
        lines: said(offer, part),
        href: format!("{here}/{BESIDE}"),
    });
    let inside = components().map(|component| PartShown {
        title: component.title().to_owned(),
        lines: said(offer, Part::Component(component)),
        href: format!("{here}/{}", component.number()),
    });
    beside.into_iter().chain(inside).collect()
}

fn version(version: &Version) -> VersionShown {
    VersionShown {
        title: format!("Versi {}", version.number),
        at: moment(version.at),
        improvement: version.improvement.clone(),
    }
}

/// A region and the version that it looked at: the newest of the template's own up to the one it answered.
fn used(national: &National, own: Use) -> (String, String) {
    let stands = match own.number {
        None => "belum diketahui".to_owned(),
        Some(seen) if seen >= national.number => "versi terbaru".to_owned(),
        Some(seen) => {
            let older = national.versions.iter().map(|version| version.number).find(|number| *number <= seen);
            older.map_or_else(|| "versi bawaan".to_owned(), |number| format!("versi {number}"))
        }
    };
    (own.region, stands)
}
