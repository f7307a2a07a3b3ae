//! `/berkas`: the documents, and who looked lately.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use balai_identity::MandateScope;

use super::shown::{Card, LookLine, cards, frame, lines};
use crate::account::acting::{Owner, Whole};
use crate::asked::Asked;
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// Looks beside the list.
const FEW: u64 = 3;

/// The newest requests, among which those that wait are counted: they wait for a week at most.
const MOST_WAITING: u64 = 100;

/// The page.
#[derive(Template)]
#[template(path = "account/vault/list.html")]
pub struct List {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<String>,
    /// Requests that wait for an answer.
    pub waiting: u64,
    /// The documents.
    pub cards: Vec<Card>,
    /// Who looked lately.
    pub looks: Vec<LookLine>,
}

/// `GET /berkas`
pub async fn show(person: Owner<Whole>, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let (w, account) = (Words::chosen(&request), person.subject);
    let vault = &person.app.vault;
    let documents = vault.documents(account).await?;
    let requests = vault.requests_to(account, &MandateScope::All, None, MOST_WAITING).await?;
    let looks = vault.looks(account, None, None, FEW).await?;
    let page = List {
        w,
        frame: frame(w, &person),
        waiting: requests.iter().filter(|request| request.waits(person.act.at)).count() as u64,
        news: (asked.text("kabar") == "dihapus").then(|| w.t("vault-removed")),
        cards: cards(&person, w, &documents).await?,
        looks: lines(&person, w, looks).await?,
    };
    caller::page(HttpResponse::Ok(), &page)
}
