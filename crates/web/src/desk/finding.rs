//! `/kelola/temuan/{id}`: answering a finding, or muting it for a reason that holds until its content changes.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::rows::finding::{Answered, Model};
use balai_catalog::{Answer, AnswerError, EditError, Prose, TextError};
use balai_storage::{Read, Tenant};

use super::answer;
use super::findings::{FindingRow, row};
use super::staff::parse_id;
use super::typed::Typed;
use crate::access::{Mark, Staff, may};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of answering.
type Editing = Staff<may::CatalogueEdit>;

/// One finding.
#[derive(Template)]
#[template(path = "desk/finding.html")]
pub struct FindingPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The finding.
    pub finding: FindingRow,
    /// What was answered, by when; may be empty.
    pub answered: String,
    /// What is answered.
    pub reason: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Whether it may be muted: it holds nothing.
    pub mutable: bool,
    /// Whether it can be opened again.
    pub closed: bool,
}

/// `GET /kelola/temuan/{id}`
pub async fn show(staff: Editing, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let (finding, desk) = find(&staff, &read, &id).await?;
    let reason = Field::new("alasan").with(finding.answer.clone().unwrap_or_default());
    answer::page(&compose(&staff, &read, &finding, &desk, reason).await?)
}

/// `POST /kelola/temuan/{id}`
pub async fn submit(staff: Editing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let (finding, desk) = find(&staff, &write, &id).await?;
    let mut reason = typed.field("alasan");
    let said = if typed.has("buka") {
        Some(Answer::Reopened)
    } else {
        let text = reason.read(|text| Prose::parse(text).map_err(reason_missing));
        text.map(|text| if typed.has("bisukan") { Answer::Muted(text) } else { Answer::Answered(text) })
    };
    let Some(said) = said else {
        return answer::wrong(&compose(&staff, &write, &finding, &desk, reason).await?);
    };
    match staff.editor(&write).answer(finding.id, said).await {
        Ok(_) => {
            write.commit().await?;
            answer::see("/kelola/temuan?dijawab=1")
        }
        Err(AnswerError::Gone) => Err(Fault::NotFound),
        Err(AnswerError::Edit(EditError::Storage(error))) => Err(error.into()),
        Err(refused) => {
            let reason = reason.wrong(refused.to_string());
            answer::wrong(&compose(&staff, &staff.afresh(write).await?, &finding, &desk, reason).await?)
        }
    }
}

fn reason_missing(error: TextError) -> String {
    match error {
        TextError::Empty => "Tulis alasannya, agar yang memeriksa kemudian mengerti.".to_owned(),
        long @ TextError::TooLong { .. } => long.to_string(),
    }
}

async fn find<M: Mark>(staff: &Staff<M>, read: &Read<Tenant>, id: &str) -> Result<(Model, DeskService), Fault> {
    let finding = queries::finding(read, parse_id(id)?).await?.ok_or(Fault::NotFound)?;
    let desk = staff.service(read, &finding.service_id.to_string()).await?;
    Ok((finding, desk))
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    finding: &Model,
    desk: &DeskService,
    reason: Field,
) -> Result<FindingPage, Fault> {
    let named = BTreeMap::from([(desk.service.id, (desk.service.name.as_str(), desk.service.code.as_str()))]);
    Ok(FindingPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Findings)).await?,
        finding: row(finding, &named),
        answered: finding.answered_at.map_or_else(String::new, |at| staff.written(at)),
        summary: ErrorSummary::of([&reason]),
        reason,
        mutable: !finding.blocks,
        closed: finding.state != Answered::Open,
    })
}
