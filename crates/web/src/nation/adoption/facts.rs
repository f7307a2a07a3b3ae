//! `/adopsi/data`: fiscal class, decree, year and typology of regions, from a table that is looked at first.

use std::collections::{BTreeMap, BTreeSet};

use actix_multipart::Multipart;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_adoption::facts::{self, Change, Facts, HEADINGS, MOST_ROWS, Plan, plan};
use balai_adoption::typologies;
use balai_kernel::RegionCode;
use balai_sheets::{Cell, Column, Limits, Row, Sheet, Table};
use balai_storage::{Control, Read};
use balai_tenancy::regions;
use bytes::BytesMut;
use futures_util::TryStreamExt as _;

use super::said;
use crate::access::{Ministry, may};
use crate::desk::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame};
use crate::reply;
use crate::words::Words;

/// The name of the field.
const FILE: &str = "berkas";
/// The largest file.
const LARGEST: usize = 200 * 1024;
/// Changes that the preview shows; all are taken.
const SHOWN: usize = 100;
/// Wrong cells that the preview shows.
const MOST_WRONG: usize = 50;

/// The page with the file's field.
#[derive(Template)]
#[template(path = "nation/adoption/facts.html")]
pub struct FactsPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The file.
    pub file: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// How many regions have a fiscal class, and a typology.
    pub known: (String, String),
}

/// What a table would do.
#[derive(Template)]
#[template(path = "nation/adoption/facts_preview.html")]
pub struct FactsPreview {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The table's text, which the decision reads again.
    pub text: String,
    /// How many change, as the decision sends it back.
    pub changes: usize,
    /// How many change, are the same, are wrong.
    pub sums: [String; 3],
    /// Name and code, before, after.
    pub rows: Vec<[String; 3]>,
    /// How many changes more there are.
    pub more: usize,
    /// Row, column, value, remedy.
    pub wrong: Vec<[String; 4]>,
    /// Whether what is known changed since the preview.
    pub again: bool,
}

type Editing = Ministry<may::AdoptionEdit>;

/// `GET /adopsi/data`
pub async fn show(ministry: Editing) -> Result<HttpResponse, Fault> {
    reply::page(&start(&ministry, Field::new(FILE)).await?)
}

/// `GET /adopsi/data/templat.csv`: every region with what is known of it.
pub async fn blank(ministry: Editing) -> Result<HttpResponse, Fault> {
    let read = ministry.app.control().read().await?;
    let (all, known) = (regions::all(&read).await?, facts::all(&read).await?);
    drop(read);
    let column = |title: &&str| Column { title: (*title).to_owned(), width: 16, pick: None };
    let rows = all.iter().filter(|region| region.autonomous).map(|region| {
        let facts = known.get(&region.code.to_string()).cloned().unwrap_or_default();
        let [class, decree, year, typology] = cells(&facts);
        vec![region.code.to_string(), class, decree, year, typology, region.name.clone()]
    });
    let rows =
        (2..).zip(rows).map(|(number, cells)| Row { number, cells: cells.into_iter().map(Cell::text).collect() });
    let columns = HEADINGS.iter().chain(&["daerah"]).map(column).collect();
    let table = Table { name: "Data".to_owned(), columns, rows: rows.collect() };
    let body = balai_sheets::csv(&table).map_err(|error| Fault::ours(&error))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"data-daerah.csv\""))
        .body(body))
}

/// `POST /adopsi/data`: shows what the table would do. Nothing is kept.
pub async fn receive(ministry: Editing, form: Multipart) -> Result<HttpResponse, Fault> {
    let bytes = received(form).await?;
    let mut field = Field::new(FILE);
    let sheet = match opened(bytes).await? {
        Ok(sheet) => sheet,
        Err(sentence) => {
            field.error = Some(sentence);
            return reply::to_correct(&start(&ministry, field).await?);
        }
    };
    reply::page(&preview(&ministry, sheet, false).await?)
}

/// `POST /adopsi/data/keputusan`: takes in what the preview showed.
pub async fn decide(ministry: Editing, typed: Typed) -> Result<HttpResponse, Fault> {
    let text = typed.text("isi").to_owned();
    let sheet = opened(text.into_bytes()).await?.map_err(Fault::BadRequest)?;
    let write = ministry.app.control().write().await?;
    let plan = planned(&write, &sheet).await?;
    if plan.changes.len().to_string() != typed.text("perubahan") {
        drop(write);
        return reply::conflict(&preview(&ministry, sheet, true).await?);
    }
    facts::take(&write, &ministry.act, &plan).await?;
    write.commit().await?;
    Ok(reply::see("/adopsi?kabar=data"))
}

async fn received(mut form: Multipart) -> Result<Vec<u8>, Fault> {
    let unreadable = |error: actix_multipart::MultipartError| Fault::BadRequest(error.to_string());
    while let Some(mut part) = form.try_next().await.map_err(unreadable)? {
        if part.name() != Some(FILE) {
            continue;
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
            // one byte too many says that it is too large; the rest is read and forgotten
            let room = (LARGEST + 1).saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        return Ok(body.to_vec());
    }
    Ok(Vec::new())
}

/// The sheet of a file, or what is wrong with it.
async fn opened(bytes: Vec<u8>) -> Result<Result<Sheet, String>, Fault> {
    if bytes.is_empty() {
        return Ok(Err("Pilih berkas yang akan diimpor.".to_owned()));
    }
    if bytes.len() > LARGEST {
        return Ok(Err(format!(
            "Berkas ini lebih besar dari {} kB. Salin tabelnya saja ke berkas CSV.",
            LARGEST / 1024
        )));
    }
    let limits = Limits { rows: MOST_ROWS + 1, ..Limits::default() };
    let read =
        web::block(move || balai_sheets::read(&bytes, None, &limits)).await.map_err(|error| Fault::ours(&error))?;
    Ok(read.map(|book| book.sheet).map_err(|error| error.to_string()))
}

async fn planned(read: &Read<Control>, sheet: &Sheet) -> Result<Plan, Fault> {
    let names: BTreeMap<RegionCode, String> =
        regions::all(read).await?.into_iter().map(|region| (region.code, region.name)).collect();
    let kinds: BTreeSet<String> = typologies::all(read).await?.into_iter().map(|kind| kind.key).collect();
    Ok(plan(sheet, &names, &facts::all(read).await?, &kinds))
}

async fn preview(ministry: &Editing, sheet: Sheet, again: bool) -> Result<FactsPreview, Fault> {
    let read = ministry.app.control().read().await?;
    let plan = planned(&read, &sheet).await?;
    drop(read);
    Ok(FactsPreview {
        w: W,
        frame: frame(ministry, NationTab::Adoption).await?,
        form: ministry.form.clone(),
        text: rewritten(&sheet)?,
        changes: plan.changes.len(),
        sums: [plan.changes.len(), plan.same, plan.wrong.len()].map(said::count),
        rows: plan.changes.iter().take(SHOWN).map(row).collect(),
        more: plan.changes.len().saturating_sub(SHOWN),
        wrong: plan
            .wrong
            .into_iter()
            .take(MOST_WRONG)
            .map(|wrong| [wrong.row.to_string(), wrong.column.to_owned(), wrong.value, wrong.remedy])
            .collect(),
        again,
    })
}

/// The sheet as text that reads as the same sheet.
fn rewritten(sheet: &Sheet) -> Result<String, Fault> {
    let Some((heads, rows)) = sheet.rows.split_first() else { return Ok(String::new()) };
    let column = |cell: &Cell| Column { title: cell.shown(), width: 10, pick: None };
    let table = Table { name: String::new(), columns: heads.cells.iter().map(column).collect(), rows: rows.to_vec() };
    let bytes = balai_sheets::csv(&table).map_err(|error| Fault::ours(&error))?;
    Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
}

fn cells(facts: &Facts) -> [String; 4] {
    let fiscal = facts.fiscal.as_ref();
    [
        fiscal.map_or_else(String::new, |fiscal| fiscal.class.title().to_lowercase()),
        fiscal.map_or_else(String::new, |fiscal| fiscal.decree.clone()),
        fiscal.map_or_else(String::new, |fiscal| fiscal.year.to_string()),
        facts.typology.clone().unwrap_or_default(),
    ]
}

fn row(change: &Change) -> [String; 3] {
    let told = |facts: &Facts| {
        let [class, decree, year, typology] = cells(facts);
        let kind = if typology.is_empty() { String::new() } else { format!("tipologi {typology}") };
        let parts: Vec<String> = [class, decree, year, kind].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { said::MISSING.to_owned() } else { parts.join(", ") }
    };
    [format!("{}, {}", change.name, change.code), told(&change.before), told(&change.after)]
}

async fn start(ministry: &Editing, file: Field) -> Result<FactsPage, Fault> {
    let read = ministry.app.control().read().await?;
    let known = facts::all(&read).await?;
    drop(read);
    let count = |has: fn(&Facts) -> bool| said::count(known.values().filter(|facts| has(facts)).count());
    Ok(FactsPage {
        w: W,
        frame: frame(ministry, NationTab::Adoption).await?,
        form: ministry.form.clone(),
        summary: ErrorSummary::of([&file]),
        file,
        known: (count(|facts| facts.fiscal.is_some()), count(|facts| facts.typology.is_some())),
    })
}
