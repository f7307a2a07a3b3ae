//! `/kelola/katalog/pembaruan` and `/kelola/layanan/{id}/pembaruan`: what national templates changed since the region
//! adopted them, field by field, to accept or to refuse. What the region wrote stays until it accepts.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, Changed, DeskService};
use balai_catalog::{Decision, EditError, Field as Part, Offer};
use balai_kernel::Slug;
use balai_storage::{Read, Tenant};

use super::answer;
use super::bench::{Bench, Sitting};
use super::compare::{Pair, pairs};
use super::spoken::spoken;
use super::typed::Typed;
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

/// The permission of these pages.
type Editing = Staff<may::CatalogueEdit>;

/// The services whose templates changed.
#[derive(Template)]
#[template(path = "desk/changes.html")]
pub struct ChangesPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Each service with what changed, by name.
    pub services: Vec<ChangedLine>,
}

/// A service whose template changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedLine {
    /// The service.
    pub link: Link,
    /// What changed.
    pub fields: String,
}

/// What the template of one service changed.
#[derive(Template)]
#[template(path = "desk/change.html")]
pub struct ChangePage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// What is better, in the ministry's words, newest first.
    pub improvements: Vec<String>,
    /// Field by field.
    pub changes: Vec<ChangeRow>,
    /// The revision of the draft that these are compared with.
    pub seen: i32,
    /// Why nothing was saved.
    pub refusal: Option<String>,
}

/// One changed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its name in the form.
    pub name: String,
    /// Its name on screen.
    pub title: String,
    /// Whether the region changed it too.
    pub own: bool,
    /// What the template said when the region adopted it, where the region changed that.
    pub base: Vec<String>,
    /// What stands here, beside what the template says now.
    pub lines: Vec<Pair>,
    /// `terima`, `tolak`, or nothing.
    pub chosen: String,
}

/// `GET /kelola/katalog/pembaruan`
pub async fn list(staff: Editing) -> Result<HttpResponse, Fault> {
    let templates = staff.app.templates.in_force().await?;
    let read = staff.db.read().await?;
    let changed = queries::all_changed(&read, &templates).await?;
    let within = changed.into_iter().filter(|changed| staff.reach.includes(Some(changed.service.agency_id)));
    answer::page(&ChangesPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        services: within.map(|changed| line(&changed)).collect(),
    })
}

fn line(changed: &Changed) -> ChangedLine {
    let fields: Vec<String> = changed.changes.iter().map(|change| change.field.title()).collect();
    ChangedLine {
        link: Link::new(changed.service.name.as_str(), format!("/kelola/layanan/{}/pembaruan", changed.service.id)),
        fields: fields.join("; "),
    }
}

/// `GET /kelola/layanan/{id}/pembaruan`
pub async fn show(staff: Editing, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    answer::page(&compose(&staff, &read, &desk, &Typed::default(), None).await?)
}

/// `POST /kelola/layanan/{id}/pembaruan`
pub async fn submit(staff: Editing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let templates = staff.app.templates.in_force().await?;
    let write = staff.db.write().await?;
    let desk = staff.service(&write, &id).await?;
    let decisions: BTreeMap<Part, Decision> =
        Part::all().filter_map(|field| Some((field, decision(typed.text(&field.code()))?))).collect();
    if decisions.is_empty() {
        let refusal = Some("Pilih terima atau tolak pada sedikitnya satu bagian.".to_owned());
        return answer::wrong(&compose(&staff, &write, &desk, &typed, refusal).await?);
    }
    // what the form was compared with has moved on: the differences may be others now
    if typed.text("draf") != desk.draft_revision().to_string() {
        let refusal = Some(EditError::Changed.to_string());
        return answer::conflict(&compose(&staff, &write, &desk, &typed, refusal).await?);
    }
    let editor = staff.editor(&write);
    match editor.decide(desk.service.id, desk.draft_revision(), &templates, &decisions).await {
        Ok(()) => {
            write.commit().await?;
            answer::see(format!("/kelola/layanan/{id}/terbit?selesai=templat"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(refused) => {
            let refusal = Some(refused.to_string());
            drop(write);
            let read = staff.db.read().await?;
            let desk = staff.service(&read, &id).await?;
            answer::conflict(&compose(&staff, &read, &desk, &typed, refusal).await?)
        }
    }
}

fn decision(word: &str) -> Option<Decision> {
    match word {
        "terima" => Some(Decision::Accept),
        "tolak" => Some(Decision::Refuse),
        _ => None,
    }
}

async fn compose(
    staff: &Editing,
    read: &Read<Tenant>,
    desk: &DeskService,
    typed: &Typed,
    refusal: Option<String>,
) -> Result<ChangePage, Fault> {
    let templates = staff.app.templates.in_force().await?;
    let changed = queries::changed(read, &templates, &desk.service, &desk.newest.content).await?;
    Ok(ChangePage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        bench: Bench::of(desk, Sitting::Publication, staff.today(), staff.tenant.zone()),
        improvements: improvements(staff, read, desk).await?,
        changes: changed.iter().flat_map(|changed| rows(changed, typed)).collect(),
        seen: desk.draft_revision(),
        refusal,
    })
}

/// What the ministry says of the versions that the region has not answered.
async fn improvements(staff: &Editing, read: &Read<Tenant>, desk: &DeskService) -> Result<Vec<String>, Fault> {
    let key = desk.service.template_key.as_deref().and_then(|key| Slug::parse(key).ok());
    let Some(key) = key else { return Ok(Vec::new()) };
    let answered = queries::origin(read, desk.service.id).await?.and_then(|origin| origin.template_version);
    let national = staff.app.templates.one(&key).await?;
    let versions = national.into_iter().flat_map(|national| national.versions);
    let newer = versions.filter(|version| answered.is_none_or(|answered| version.number > answered));
    Ok(newer.map(|version| version.improvement).collect())
}

fn rows(changed: &Changed, typed: &Typed) -> Vec<ChangeRow> {
    let row = |change: &balai_catalog::Change| {
        let field = change.field;
        ChangeRow {
            name: field.code(),
            title: field.title(),
            own: change.own,
            base: if change.own { said(&changed.base, field) } else { Vec::new() },
            lines: pairs(&said(&changed.region, field), &said(&changed.now, field)),
            chosen: typed.text(&field.code()).to_owned(),
        }
    };
    changed.changes.iter().map(row).collect()
}

/// A field in the words of its readers.
pub(crate) fn said(offer: &Offer, field: Part) -> Vec<String> {
    match field {
        Part::Name => vec![offer.name.to_string()],
        Part::Note => offer.note.iter().map(ToString::to_string).collect(),
        Part::System => offer.system.iter().map(ToString::to_string).collect(),
        Part::Channels => offer.channels.iter().map(|channel| channel.label().to_owned()).collect(),
        Part::Component(component) => spoken(component, &offer.standard),
    }
}
