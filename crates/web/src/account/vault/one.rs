//! `/berkas/{id}`: one document with its versions; and its end.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_tenancy::regions;
use balai_vault::{Document, MarkKind, Version};
use uuid::Uuid;

use super::kinds;
use super::shown::{Card, ZONE, cards, frame, opens, size};
use crate::access::Person;
use crate::account::acting::{Herself, Owner, Whole};
use crate::asked::Asked;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::reply::see;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/vault/one.html")]
pub struct One {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<String>,
    /// The document as in the list.
    pub card: Card,
    /// What stands on it, as its owner says.
    pub rows: Vec<Row>,
    /// Older versions.
    pub older: Vec<OldVersion>,
    /// Who looked at it.
    pub looks: String,
}

/// A line of the summary.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub key: String,
    /// What stands there.
    pub value: String,
    /// Where it is changed.
    pub change: Option<String>,
}

/// A version that counts no more.
#[derive(Clone, Debug)]
pub struct OldVersion {
    /// Which, since when.
    pub text: String,
    /// Where it opens.
    pub open: String,
}

/// The page that asks before a document goes.
#[derive(Template)]
#[template(path = "account/vault/remove.html")]
pub struct Remove {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Its kind.
    pub name: String,
    /// Its page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
}

/// `GET /berkas/{id}`
pub async fn show(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let document = find(&person, *id).await?;
    let news = match asked.text("kabar") {
        "tersimpan" => Some(w.t("vault-saved")),
        "sama" => Some(w.t("vault-same")),
        _ => None,
    };
    let issuer = match document.newest().details.issuer {
        Some(code) => regions::by_code(&person.app.control().read().await?, code).await?.map(|region| region.name),
        None => None,
    };
    let card = cards(&person, w, std::slice::from_ref(&document)).await?.remove(0);
    let older = |version: &Version| OldVersion {
        text: w
            .say("vault-version-line")
            .put("number", version.number.unsigned_abs().to_string())
            .put("date", w.date(ZONE.date(version.added_at)))
            .to_string(),
        open: opens(&document, version),
    };
    let page = One {
        w,
        frame: frame(w, &person),
        news,
        card,
        rows: rows(w, &document, issuer, issued_by_a_region(&person, &document).await?),
        older: document.versions[1..].iter().map(older).collect(),
        looks: format!("/berkas/catatan?berkas={}", document.id),
    };
    caller::page(HttpResponse::Ok(), &page)
}

fn rows(w: Words, document: &Document, issuer: Option<String>, fixed: bool) -> Vec<Row> {
    let (newest, none) = (document.newest(), || w.t("vault-not-said"));
    let change = |page: &str| (!fixed).then(|| format!("/berkas/{}/{page}", document.id));
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(none, |day| w.date(day));
    let number = newest.details.number.as_ref().map(balai_vault::Number::masked);
    let file = w
        .say("vault-file-line")
        .put("name", newest.name.as_str())
        .put("pages", u64::from(newest.pages.unsigned_abs()))
        .put("size", size(w, newest.size))
        .to_string();
    let row = |key: &str, value: String, change: Option<String>| Row { key: w.t(key), value, change };
    vec![
        row("vault-number", number.unwrap_or_else(none), change("nomor")),
        row("vault-issued", day(newest.details.issued_on), change("tanggal")),
        row("vault-expires", day(newest.details.expires_on), change("tanggal")),
        row("vault-issuer", issuer.unwrap_or_else(none), change("daerah")),
        row("vault-file", file, None),
    ]
}

/// `GET /berkas/{id}/hapus`
pub async fn ask(person: Owner<Herself>, request: HttpRequest, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let document = find(&person, *id).await?;
    let page = Remove {
        w,
        frame: frame(w, &person),
        form: person.form.clone(),
        name: kinds::name_of(w, document.kind.as_str()),
        back: format!("/berkas/{id}"),
        action: format!("/berkas/{id}/hapus"),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// `POST /berkas/{id}/hapus`
pub async fn remove(person: Owner<Herself>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    if !person.app.vault.remove(&person.act, person.subject, *id).await? {
        return Err(Fault::NotFound);
    }
    Ok(see("/berkas?kabar=dihapus"))
}

/// Whether a region vouches for what stands on a document, as its issuer: then nobody else changes it.
pub async fn issued_by_a_region(person: &Person, document: &Document) -> Result<bool, Fault> {
    let marks = person.app.vault.marks(&[document.newest().id]).await?;
    Ok(marks.iter().any(|mark| mark.kind == MarkKind::Issued && mark.withdrawn.is_none()))
}

/// One's own document.
pub async fn find(person: &Person, id: Uuid) -> Result<Document, Fault> {
    person.app.vault.document(person.subject, id).await?.ok_or(Fault::NotFound)
}
