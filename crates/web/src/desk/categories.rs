//! `/kelola/kategori`: the categories in the order in which citizens see them.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries;
use balai_kernel::grouped;

use super::answer;
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The list.
#[derive(Template)]
#[template(path = "desk/categories.html")]
pub struct CategoriesPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The categories.
    pub rows: Vec<CategoryRow>,
    /// Whether one was just saved.
    pub saved: bool,
}

/// One category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryRow {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What the law says about it.
    pub subject: &'static str,
    /// Its place.
    pub position: i32,
    /// How many services citizens see.
    pub published: String,
}

/// `GET /kelola/kategori`
pub async fn show(staff: Staff<may::CategoriesEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let counts = queries::public_counts(&read).await?.by_category;
    let rows = queries::categories(&read).await?.into_iter().map(|category| CategoryRow {
        href: format!("/kelola/kategori/{}", category.id),
        subject: category.subject.label(),
        position: category.position,
        published: grouped(counts.get(&category.id).copied().unwrap_or(0)),
        name: category.name,
    });
    answer::page(&CategoriesPage {
        w: Words::default(),
        rows: rows.collect(),
        frame: staff.frame(&read, Some(DeskTab::Categories)).await?,
        saved: !asked.text("tersimpan").is_empty(),
    })
}
