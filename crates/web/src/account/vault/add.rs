//! `/berkas/tambah`: which document it is.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::file::KIND;
use super::kinds;
use super::shown::frame;
use crate::access::Person;
use crate::account::acting::{Owner, Whole};
use crate::caller;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/vault/add.html")]
pub struct Add {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The kind.
    pub kind: Field,
    /// All kinds.
    pub kinds: Vec<Choice>,
}

/// `GET /berkas/tambah`
pub async fn show(person: Owner<Whole>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    caller::page(HttpResponse::Ok(), &page(&person, w, Field::new(KIND)).await?)
}

/// The page with a complaint, or without.
pub async fn page(person: &Person, w: Words, kind: Field) -> Result<Add, Fault> {
    let all = kinds::all(&person.app, w).await?;
    let choice = |known: kinds::Kind| Choice::new(known.code.as_str(), known.name).chosen_in(&kind);
    let (frame, summary) = (frame(w, person), ErrorSummary::of([&kind]));
    Ok(Add { w, frame, summary, kinds: all.into_iter().map(choice).collect(), kind })
}
