//! `/kelola/layanan/{id}/terbit`: what is found, publishing, and what follows.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::rows::service::StateWord;
use balai_catalog::rows::standard::{self, VersionState};
use balai_catalog::standard::Place;
use balai_catalog::{EditError, Finding, Rule};
use balai_storage::{Read, Tenant};

use super::answer;
use super::bench::{Bench, Sitting, Tag, remedy_href};
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
    /// Whether the content waits to be confirmed.
    pub unverified: bool,
    /// What can be done now.
    pub open: Deeds,
    /// Whether publishing was tried and refused.
    pub refused: bool,
    /// What was just done.
    pub done: Option<&'static str>,
    /// The versions, newest first.
    pub versions: Vec<VersionLine>,
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
}

/// Which deeds the state allows.
#[expect(clippy::struct_excessive_bools, reason = "five independent buttons, each named")]
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
}

impl Deeds {
    fn of(desk: &DeskService) -> Self {
        let (state, draft) = (desk.service.state, desk.service.draft_version.is_some());
        Self {
            publish: draft && state != StateWord::Archived,
            withdraw: state == StateWord::Published,
            archive: state == StateWord::Draft,
            restore: state == StateWord::Archived,
            discard: draft && state == StateWord::Published,
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
            answer::see(format!("/kelola/layanan/{id}/terbit?selesai=terbit"))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(EditError::NotPublishable(_)) => {
            let mut page = compose(&staff, &write, &desk).await?;
            page.refused = true;
            answer::wrong(&page)
        }
        Err(_) => answer::see(format!("/kelola/layanan/{id}/terbit")),
    }
}

async fn compose<M: Mark>(staff: &Staff<M>, read: &Read<Tenant>, desk: &DeskService) -> Result<PublicationPage, Fault> {
    let findings = desk.newest.content.findings(&desk.about(staff.today()));
    let id = desk.service.id.to_string();
    let (blocking, looks): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.blocks());
    let line = |finding: &Finding| finding_line(&id, finding);
    let versions = queries::versions(read, desk.service.id).await?;
    Ok(PublicationPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        bench: Bench::of(desk, Sitting::Publication, staff.today(), staff.tenant.zone()),
        blocking: blocking.into_iter().map(line).collect(),
        unverified: findings.iter().any(|finding| finding.rule == Rule::Unverified),
        looks: looks.into_iter().filter(|finding| finding.rule != Rule::Unverified).map(line).collect(),
        open: Deeds::of(desk),
        refused: false,
        done: None,
        versions: versions.iter().map(|version| version_line(staff, version)).collect(),
    })
}

fn finding_line(id: &str, finding: &Finding) -> FindingLine {
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
    }
}

fn version_line<M: Mark>(staff: &Staff<M>, version: &standard::Model) -> VersionLine {
    let (class, word, at) = match version.state {
        VersionState::Draft => ("", "Draf", Some(version.updated_at)),
        VersionState::Published => ("govuk-tag--green", "Terbit", version.published_at),
        VersionState::Superseded => ("", "Digantikan", version.ended_at),
        VersionState::Withdrawn => ("govuk-tag--yellow", "Ditarik", version.ended_at),
    };
    VersionLine {
        number: version.version,
        state: Tag { class, word: word.to_owned() },
        since: at.map_or_else(String::new, |at| staff.written(at)),
    }
}

/// What was just done, said once.
fn done(deed: &str) -> Option<&'static str> {
    match deed {
        "terbit" => Some("Layanan terbit. Warga melihatnya mulai sekarang."),
        "tarik" => Some("Layanan ditarik. Warga tidak melihatnya lagi, isinya menjadi draf."),
        "arsip" => Some("Layanan diarsipkan."),
        "pulih" => Some("Layanan dipulihkan sebagai draf."),
        "buang" => Some("Draf dibuang. Versi yang terbit tidak berubah."),
        "sesuai" => Some("Isi dinyatakan sesuai dengan keadaan di daerah Anda."),
        _ => None,
    }
}
