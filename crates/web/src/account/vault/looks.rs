//! `/berkas/catatan`: everybody who looked at one's documents.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use uuid::Uuid;

use super::kinds;
use super::shown::{LookLine, frame, lines};
use crate::account::acting::{Owner, Whole};
use crate::asked::{AFTER, Asked, link};
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// Lines of one page.
const PAGE: usize = 25;
/// The document whose looks are shown alone.
const OF: &str = "berkas";

/// The page.
#[derive(Template)]
#[template(path = "account/vault/looks.html")]
pub struct Looks {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The kind of the one document that is asked for.
    pub of: Option<String>,
    /// Who looked.
    pub looks: Vec<LookLine>,
    /// The next page.
    pub more: Option<String>,
}

/// `GET /berkas/catatan`
pub async fn show(person: Owner<Whole>, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let (w, account) = (Words::chosen(&request), person.subject);
    let vault = &person.app.vault;
    let of = match asked.text(OF) {
        "" => None,
        text => Some(Uuid::parse_str(text).map_err(|_| Fault::NotFound)?),
    };
    let kind = match of {
        Some(id) => Some(vault.document(account, id).await?.ok_or(Fault::NotFound)?.kind),
        None => None,
    };
    let mut looks = vault.looks(account, of, asked.after()?, PAGE as u64 + 1).await?;
    let more = looks.len() > PAGE;
    looks.truncate(PAGE);
    let last = looks.last().filter(|_| more).map(|look| look.id.to_string());
    let page = Looks {
        w,
        frame: frame(w, &person),
        of: kind.map(|kind| kinds::name_of(w, kind.as_str())),
        looks: lines(&person, w, looks).await?,
        more: last.map(|last| link("/berkas/catatan", [(OF, asked.text(OF)), (AFTER, &last)])),
    };
    caller::page(HttpResponse::Ok(), &page)
}
