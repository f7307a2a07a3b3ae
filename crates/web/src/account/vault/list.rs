//! `/berkas`: the documents, and who looked lately.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::shown::{Card, LookLine, frame, lines, today};
use crate::access::Person;
use crate::asked::Asked;
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// Looks beside the list.
const FEW: u64 = 3;

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
    /// The documents.
    pub cards: Vec<Card>,
    /// Who looked lately.
    pub looks: Vec<LookLine>,
}

/// `GET /berkas`
pub async fn show(person: Person, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let (w, account) = (Words::chosen(&request), person.who.account);
    let vault = &person.app.vault;
    let documents = vault.documents(account).await?;
    let looks = vault.looks(account, None, None, FEW).await?;
    let page = List {
        w,
        frame: frame(w, &person),
        news: (asked.text("kabar") == "dihapus").then(|| w.t("vault-removed")),
        cards: documents.iter().map(|document| Card::of(w, document, today(person.act.at))).collect(),
        looks: lines(&person.app, w, looks).await?,
    };
    caller::page(HttpResponse::Ok(), &page)
}
