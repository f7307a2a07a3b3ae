//! `/kelola/layanan/{id}/terbit`: what is found, publishing, and what follows.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::rows::finding::{self, Answered};
use balai_catalog::rows::service::StateWord;
use balai_catalog::rows::standard::{self, VersionState};
use balai_catalog::standard::Place;
use balai_catalog::{EditError, Finding, Rule};
use balai_kernel::{Language, long_date};
use balai_rbac::Permission;
use balai_storage::{Read, Tenant};

use super::answer;
use super::bench::{Bench, Sitting, Tag, reading_href, remedy_href};
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Publishing.
#[derive(Template)]
#[template(path = "desk/publication.html")]
pub struct PublicationPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// What must be put right.
    pub blocking: Vec<FindingLine>,
    /// What asks for a look.
    pub looks: Vec<FindingLine>,
    /// What can be done now.
    pub open: Deeds,
    /// Whether publishing was tried and refused.
    pub refused: bool,
    /// Whether the reader wrote on the draft, so that by the region's rule somebody else publishes it.
    pub own_work: bool,
    /// What was just done.
    pub done: Option<&'static str>,
    /// The versions, newest first.
    pub versions: Vec<VersionLine>,
    /// The day for which the next version waits.
    pub waits: Option<String>,
    /// The day from which the draft would hold, when that is not today.
    pub begins: Option<String>,
    /// Where it came from, when that is another region.
    pub source: Option<String>,
    /// Whether its template changed.
    pub template_changed: bool,
}

/// A finding with the way to where it is put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    /// In component 4, in the decree.
    pub place: String,
    /// What to do.
    pub remedy: String,
    /// By which law.
    pub law: Option<&'static str>,
    /// Where.
    pub href: String,
    /// The page on which it is answered, once it is kept.
    pub answer_href: Option<String>,
    /// What the region said to it.
    pub answer: Option<String>,
}

/// A version of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLine {
    /// Its number.
    pub number: i32,
    /// Where it stands.
    pub state: Tag,
    /// Since when.
    pub since: String,
    /// Its decree.
    pub decree: String,
    /// Beside the version before it.
    pub compare: Option<String>,
    /// Whether a draft can be made of it.
    pub revive: bool,
}

/// Which deeds the state allows.
#[expect(clippy::struct_excessive_bools, reason = "seven independent buttons, each named")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deeds {
    /// There is a draft to publish.
    pub publish: bool,
    /// Citizens see it.
    pub withdraw: bool,
    /// Nobody sees it and it is not put away.
    pub archive: bool,
    /// It is put away.
    pub restore: bool,
    /// A draft stands beside what citizens see.
    pub discard: bool,
    /// The content waits to be confirmed.
    pub confirm: bool,
    /// The next version waits for its day.
    pub stop_waiting: bool,
}

impl Deeds {
    /// What the state allows and her permissions do.
    fn of(desk: &DeskService, may_edit: bool, may_publish: bool) -> Self {
        let (state, draft) = (desk.service.state, desk.service.draft_version.is_some());
        let waits = desk.newest.waits_for.is_some();
        Self {
            publish: may_publish && draft && !waits && state != StateWord::Archived,
            withdraw: may_publish && state == StateWord::Published,
            archive: may_edit && state == StateWord::Draft && !waits,
            restore: may_edit && state == StateWord::Archived,
            discard: may_edit && draft && !waits && state == StateWord::Published,
            confirm: may_edit && desk.newest.content.needs_verification(),
            stop_waiting: may_publish && waits,
        }
    }
}

/// `GET /kelola/layanan/{id}/terbit`
pub async fn show(
    staff: Staff<may::CatalogueView>,
    id: web::Path<String>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let mut page = compose(&staff, &read, &desk).await?;
    page.done = done(asked.text("selesai"));
    answer::page(&page)
}

/// `POST /kelola/layanan/{id}/terbit`
pub async fn submit(staff: Staff<may::CataloguePublish>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let desk = staff.service(&write, &id).await?;
    match staff.editor(&write).publish(desk.service.id).await {
        Ok(_) => {
            write.commit().await?;
            let waits = desk.newest.content.begins_after(staff.today()).is_some();
            let done = if waits && desk.service.draft_version.is_some() { "tunggu" } else { "terbit" };
            answer::see(format!("/kelola/layanan/{id}/terbit?selesai={done}"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(EditError::NotPublishable(_)) => {
            let mut page = compose(&staff, &staff.afresh(write).await?, &desk).await?;
            page.refused = true;
            answer::wrong(&page)
        }
        Err(_) => answer::see(format!("/kelola/layanan/{id}/terbit")),
    }
}

async fn compose<M: Mark>(staff: &Staff<M>, read: &Read<Tenant>, desk: &DeskService) -> Result<PublicationPage, Fault> {
    let others = queries::comparison(read, desk.service.template_key.as_deref()).await?;
    let findings = desk.newest.content.findings_among(&desk.about(staff.today()), others.as_ref());
    let kept = queries::findings_of(read, desk.service.id).await?;
    let kept = |finding: &Finding| {
        kept.iter().find(|row| row.rule == finding.rule.code() && row.detail == finding.rule.detail())
    };
    let waits = desk.newest.waits_for.is_some();
    let muted = |finding: &Finding| kept(finding).is_some_and(|row| row.state == Answered::Muted);
    // that it waits for its day is said by a card of its own
    let told = |finding: &Finding| waits && finding.rule == Rule::DecreeNotInForce;
    let shown = findings.iter().filter(|finding| !muted(finding) && !told(finding));
    let id = desk.service.id.to_string();
    let (blocking, looks): (Vec<_>, Vec<_>) = shown.partition(|finding| finding.blocks());
    let may_edit = staff.may_in(Permission::CatalogueEdit, desk.service.agency_id).await?;
    let line = |finding: &Finding| {
        let line = finding_line(&id, finding, kept(finding));
        if may_edit { line } else { FindingLine { href: reading_href(&id), answer_href: None, ..line } }
    };
    let versions = queries::versions(read, desk.service.id).await?;
    let origin = queries::origin(read, desk.service.id).await?;
    let templates = &staff.app.templates.in_force().await?;
    let changed = queries::changed(read, templates, &desk.service, &desk.newest.content).await?;
    let day = |day| long_date(day, Language::Indonesian);
    let draft = desk.service.draft_version.is_some();
    let may_publish = staff.may_in(Permission::CataloguePublish, desk.service.agency_id).await?;
    let taken = !may_edit || draft || desk.service.state == StateWord::Archived;
    Ok(PublicationPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        bench: staff.bench(desk, Sitting::Publication).await?,
        blocking: blocking.into_iter().map(line).collect(),
        looks: looks.into_iter().filter(|finding| !of_the_whole(finding)).map(line).collect(),
        open: Deeds::of(desk, may_edit, may_publish),
        refused: false,
        own_work: desk.newest.is_written_by(&staff.act.by.to_string()) && queries::four_eyes(read).await?,
        done: None,
        versions: version_lines(staff, &versions, taken),
        waits: desk.newest.waits_for.filter(|_| draft).map(day),
        begins: desk.newest.content.begins_after(staff.today()).map(day),
        source: origin.and_then(|origin| origin.source).map(|source| {
            format!("{}, {} ({}), versi {}", source.region_name, source.name, source.agency, source.version)
        }),
        template_changed: may_edit && changed.is_some(),
    })
}

/// What has a card of its own on this page.
fn of_the_whole(finding: &Finding) -> bool {
    matches!(finding.rule, Rule::Unverified | Rule::UnverifiedCopy)
}

fn finding_line(id: &str, finding: &Finding, kept: Option<&finding::Model>) -> FindingLine {
    FindingLine {
        place: match finding.place {
            Place::Name => "Nama layanan".to_owned(),
            Place::Component(component) => format!("{}. {}", component.number(), component.title()),
            Place::Decree => "SK penetapan".to_owned(),
            Place::Whole => "Seluruh isi".to_owned(),
        },
        remedy: finding.rule.remedy(),
        law: finding.rule.law(),
        href: remedy_href(id, finding),
        answer_href: kept.map(|row| format!("/kelola/temuan/{}", row.id)),
        answer: kept.and_then(|row| row.answer.clone()),
    }
}

/// The versions; `taken` while a draft stands or the service is put away, so that no other becomes the draft.
fn version_lines<M: Mark>(staff: &Staff<M>, versions: &[standard::Model], taken: bool) -> Vec<VersionLine> {
    let line = |(place, version): (usize, &standard::Model)| {
        let older = versions.get(place + 1).map(|older| older.version);
        version_line(staff, version, older, !taken && version.state != VersionState::Published)
    };
    versions.iter().enumerate().map(line).collect()
}

fn version_line<M: Mark>(staff: &Staff<M>, version: &standard::Model, older: Option<i32>, revive: bool) -> VersionLine {
    let (class, word, at) = match version.state {
        VersionState::Draft if version.waits_for.is_some() => ("govuk-tag--blue", "Menunggu", Some(version.updated_at)),
        VersionState::Draft => ("", "Draf", Some(version.updated_at)),
        VersionState::Published => ("govuk-tag--green", "Terbit", version.published_at),
        VersionState::Superseded => ("", "Digantikan", version.ended_at),
        VersionState::Withdrawn => ("govuk-tag--yellow", "Ditarik", version.ended_at),
    };
    VersionLine {
        number: version.version,
        state: Tag { class, word: word.to_owned() },
        since: at.map_or_else(String::new, |at| staff.written(at)),
        decree: version.content.decree.as_ref().map_or_else(String::new, |decree| {
            let from = long_date(decree.effective_from(), Language::Indonesian);
            format!("SK {}, berlaku {from}", decree.number())
        }),
        compare: older
            .map(|older| format!("/kelola/layanan/{}/banding?dari={older}&ke={}", version.service_id, version.version)),
        revive: revive && version.state != VersionState::Draft,
    }
}

/// What was just done, said once.
fn done(deed: &str) -> Option<&'static str> {
    match deed {
        "terbit" => Some("Layanan terbit. Warga melihatnya mulai sekarang."),
        "tunggu" => Some("Versi ini menunggu tanggal berlakunya, lalu terbit dengan sendirinya."),
        "batal-tunggu" => Some("Penantian dibatalkan. Versi ini menjadi draf lagi."),
        "kembali" => Some("Draf dibuat dari versi lama. Periksa SK-nya, lalu terbitkan."),
        "templat" => Some("Perubahan templat sudah dijawab. Yang diterima masuk ke draf."),
        "salin" => Some("Layanan disalin sebagai draf. Cocokkan isinya dengan keadaan di daerah Anda."),
        "tarik" => Some("Layanan ditarik. Warga tidak melihatnya lagi, isinya menjadi draf."),
        "arsip" => Some("Layanan diarsipkan."),
        "pulih" => Some("Layanan dipulihkan sebagai draf."),
        "buang" => Some("Draf dibuang. Versi yang terbit tidak berubah."),
        "sesuai" => Some("Isi dinyatakan sesuai dengan keadaan di daerah Anda."),
        _ => None,
    }
}
