//! `/kelola/layanan/{id}/isi`: the newest version of a standard to be read, for who does not write it.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::{Component, Standard};

use super::answer;
use super::bench::{Bench, Sitting};
use super::compare::said;
use super::spoken::spoken;
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The whole standard.
#[derive(Template)]
#[template(path = "desk/reading.html")]
pub struct ReadingPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// The fourteen components and the decree.
    pub parts: Vec<ReadPart>,
}

/// One component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPart {
    /// Its anchor.
    pub anchor: String,
    /// `4. Biaya/tarif`
    pub title: String,
    /// Line by line; empty where nothing is written yet.
    pub lines: Vec<String>,
}

/// `GET /kelola/layanan/{id}/isi`
pub async fn show(staff: Staff<may::CatalogueView>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    answer::page(&ReadingPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        bench: staff.bench(&desk, Sitting::Reading).await?,
        parts: parts(&desk.newest.content),
    })
}

/// A standard in the words of its readers.
pub fn parts(standard: &Standard) -> Vec<ReadPart> {
    let component = |component: Component| ReadPart {
        anchor: anchor(component),
        title: format!("{}. {}", component.number(), component.title()),
        lines: spoken(component, standard),
    };
    let decree =
        ReadPart { anchor: "sk".to_owned(), title: "SK penetapan".to_owned(), lines: said(standard.decree.as_ref()) };
    Component::ALL.into_iter().map(component).chain([decree]).collect()
}

/// Where a component begins on the page.
pub fn anchor(component: Component) -> String {
    format!("komponen-{}", component.number())
}
