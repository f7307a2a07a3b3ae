//! `/kelola/katalog/ekspor.…` and `/kelola/katalog/templat.…`: the catalogue as a file, or an empty one to fill.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use balai_catalog::exchange::{Known, table, template};
use balai_catalog::queries;
use balai_sheets::{Table, WriteError};
use chrono::{DateTime, NaiveDateTime, Utc};

use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::desk::catalogue::asked_filter;
use crate::fault::Fault;

/// The shape of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Excel.
    Xlsx,
    /// Text with semicolons.
    Csv,
    /// For machines.
    Json,
}

impl Shape {
    /// The shape whose files end so.
    pub fn from_ending(ending: &str) -> Option<Self> {
        [Self::Xlsx, Self::Csv, Self::Json].into_iter().find(|shape| shape.ending() == ending)
    }

    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// Writes tables; shapes of one sheet take the first. `at` is when the file is made.
    pub fn write(self, tables: &[Table], at: NaiveDateTime) -> Result<Vec<u8>, WriteError> {
        match (self, tables.first()) {
            (Self::Xlsx, _) => balai_sheets::xlsx(tables, at),
            (Self::Csv, Some(table)) => balai_sheets::csv(table),
            (Self::Json, Some(table)) => balai_sheets::json(table),
            (_, None) => Ok(Vec::new()),
        }
    }
}

/// `GET /kelola/katalog/ekspor.{bentuk}`: the services that the list shows with the same filters.
pub async fn show(
    staff: Staff<may::CatalogueView>,
    shape: web::Path<String>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let shape = Shape::from_ending(&shape).ok_or(Fault::NotFound)?;
    let read = staff.db.read().await?;
    let known: Vec<Known> = queries::known_of(&read, &asked_filter(&asked, &staff)).await?;
    let ledger = queries::names(&read, staff.within(), staff.today()).await?;
    drop(read);
    let table = web::block(move || table(&known, &ledger)).await.map_err(|error| Fault::ours(&error))?;
    sent(&staff, vec![table], shape, "layanan").await
}

/// `GET /kelola/katalog/templat.{bentuk}`
pub async fn blank(staff: Staff<may::CatalogueEdit>, shape: web::Path<String>) -> Result<HttpResponse, Fault> {
    let shape = Shape::from_ending(&shape).filter(|shape| *shape != Shape::Json).ok_or(Fault::NotFound)?;
    let read = staff.db.read().await?;
    let ledger = queries::names(&read, staff.within(), staff.today()).await?;
    drop(read);
    sent(&staff, template(&ledger), shape, "templat-layanan").await
}

/// Tables as a file to keep; shapes of one sheet take the first.
pub(super) async fn sent<M: Mark>(
    staff: &Staff<M>,
    tables: Vec<Table>,
    shape: Shape,
    name: &str,
) -> Result<HttpResponse, Fault> {
    let name = format!("{name}-{}-{}", staff.tenant.region.slug, staff.today());
    file(tables, shape, &name, staff.act.at).await
}

/// The same under a name of the caller's own; its ending is put behind it.
pub(crate) async fn file(
    tables: Vec<Table>,
    shape: Shape,
    name: &str,
    at: DateTime<Utc>,
) -> Result<HttpResponse, Fault> {
    let at = at.naive_utc();
    let body = web::block(move || shape.write(&tables, at))
        .await
        .map_err(|error| Fault::ours(&error))?
        .map_err(|error| Fault::ours(&error))?;
    let file = format!("{name}.{}", shape.ending());
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, shape.media_type()))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")))
        .body(body))
}
