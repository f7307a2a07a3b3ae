//! What stands on a document, one thing a page: its number, its days, the region that issued it. Each may be left out.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_kernel::RegionCode;
use balai_tenancy::regions;
use balai_vault::{Details, Document, Number};
use uuid::Uuid;

use super::kinds;
use super::one::{find, issued_by_a_region};
use super::shown::{frame, today};
use crate::access::Person;
use crate::account::acting::{Owner, Whole};
use crate::caller;
use crate::desk::dates::{date_or_none, typed_date};
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply::see;
use crate::words::Words;

const NUMBER: &str = "nomor";
const ISSUED: &str = "terbit";
const EXPIRES: &str = "sampai";
const ISSUER: &str = "daerah";

/// What one of the three pages stands in.
pub struct Around {
    /// The form's token.
    pub form: FormToken,
    /// Which document.
    pub name: String,
    /// Its page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
}

/// The number.
#[derive(Template)]
#[template(path = "account/vault/number.html")]
pub struct NumberPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What it stands in.
    pub around: Around,
    /// The number.
    pub number: Field,
}

/// The days.
#[derive(Template)]
#[template(path = "account/vault/days.html")]
pub struct DaysPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What it stands in.
    pub around: Around,
    /// The day it was issued.
    pub issued: Field,
    /// The last day it holds.
    pub expires: Field,
}

/// The region.
#[derive(Template)]
#[template(path = "account/vault/issuer.html")]
pub struct IssuerPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What it stands in.
    pub around: Around,
    /// The region.
    pub issuer: Field,
    /// All regions.
    pub regions: Vec<Choice>,
}

/// `GET /berkas/{id}/nomor`
pub async fn show_number(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Fault> {
    let document = changeable(&person, *id).await?;
    let number = document.newest().details.number.as_ref().map_or("", Number::as_str);
    number_page(&person, Words::chosen(&request), HttpResponse::Ok(), &document, Field::new(NUMBER).with(number))
}

/// `POST /berkas/{id}/nomor`
pub async fn submit_number(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let (w, document) = (Words::chosen(&request), changeable(&person, *id).await?);
    let mut field = typed.field(NUMBER);
    let number = match field.value.trim() {
        "" => Some(None),
        _ => field.read(|text| Number::parse(text).map_err(|_| w.t("vault-number-wrong"))).map(Some),
    };
    let Some(number) = number else {
        return number_page(&person, w, HttpResponse::UnprocessableEntity(), &document, field);
    };
    keep(&person, &document, "tanggal", |details| Details { number, ..details }).await
}

fn number_page(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    document: &Document,
    number: Field,
) -> Result<HttpResponse, Fault> {
    let around = around(person, w, document, NUMBER, &[&number]);
    caller::page(status, &NumberPage { w, frame: frame(w, person), around, number })
}

/// `GET /berkas/{id}/tanggal`
pub async fn show_days(person: Owner<Whole>, request: HttpRequest, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let document = changeable(&person, *id).await?;
    let day = |name, day: Option<chrono::NaiveDate>| Field::new(name).with(day.map_or_else(String::new, typed_date));
    let details = &document.newest().details;
    let days = [day(ISSUED, details.issued_on), day(EXPIRES, details.expires_on)];
    days_page(&person, Words::chosen(&request), HttpResponse::Ok(), &document, days)
}

/// `POST /berkas/{id}/tanggal`
pub async fn submit_days(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let (w, document) = (Words::chosen(&request), changeable(&person, *id).await?);
    let (mut issued, mut expires) = (typed.field(ISSUED), typed.field(EXPIRES));
    let read = |text: &str| date_or_none(text).map_err(|_| w.t("vault-date-wrong"));
    let (from, to) = (issued.read(read), expires.read(read));
    if from.flatten().is_some_and(|day| day > today(person.act.at)) {
        issued.error = Some(w.t("vault-issued-later"));
    }
    if let (Some(Some(from)), Some(Some(to))) = (from, to)
        && to < from
    {
        expires.error = Some(w.t("vault-expires-before"));
    }
    let (Some(issued_on), Some(expires_on), true) = (from, to, issued.error.is_none() && expires.error.is_none())
    else {
        return days_page(&person, w, HttpResponse::UnprocessableEntity(), &document, [issued, expires]);
    };
    keep(&person, &document, "daerah", |details| Details { issued_on, expires_on, ..details }).await
}

fn days_page(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    document: &Document,
    [issued, expires]: [Field; 2],
) -> Result<HttpResponse, Fault> {
    let around = around(person, w, document, "tanggal", &[&issued, &expires]);
    caller::page(status, &DaysPage { w, frame: frame(w, person), around, issued, expires })
}

/// `GET /berkas/{id}/daerah`
pub async fn show_issuer(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Fault> {
    let document = changeable(&person, *id).await?;
    let issuer = document.newest().details.issuer.map_or_else(String::new, |code| code.to_string());
    issuer_page(&person, Words::chosen(&request), HttpResponse::Ok(), &document, Field::new(ISSUER).with(issuer)).await
}

/// `POST /berkas/{id}/daerah`
pub async fn submit_issuer(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let (w, document) = (Words::chosen(&request), changeable(&person, *id).await?);
    let mut field = typed.field(ISSUER);
    let issuer = match field.value.trim().parse::<RegionCode>() {
        _ if field.value.trim().is_empty() => Some(None),
        Ok(code) => {
            let known = regions::by_code(&person.app.control().read().await?, code).await?;
            known.map(|region| Some(region.code))
        }
        Err(_) => None,
    };
    let Some(issuer) = issuer else {
        field.error = Some(w.t("vault-issuer-wrong"));
        return issuer_page(&person, w, HttpResponse::UnprocessableEntity(), &document, field).await;
    };
    keep(&person, &document, "", |details| Details { issuer, ..details }).await
}

async fn issuer_page(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    document: &Document,
    issuer: Field,
) -> Result<HttpResponse, Fault> {
    let mut all = regions::all(&person.app.control().read().await?).await?;
    all.sort_by(|one, other| one.short_name.cmp(&other.short_name).then(one.name.cmp(&other.name)));
    let nowhere = Choice::new("", w.t("vault-issuer-none")).chosen_in(&issuer);
    let choice = |region: regions::Region| Choice::new(region.code.to_string(), region.name).chosen_in(&issuer);
    let regions = std::iter::once(nowhere).chain(all.into_iter().map(choice)).collect();
    let around = around(person, w, document, ISSUER, &[&issuer]);
    caller::page(status, &IssuerPage { w, frame: frame(w, person), around, issuer, regions })
}

/// One's own document, unless a region vouches for what stands on it.
async fn changeable(person: &Person, id: Uuid) -> Result<Document, Fault> {
    let document = find(person, id).await?;
    if issued_by_a_region(person, &document).await? { Err(Fault::NotFound) } else { Ok(document) }
}

fn around(person: &Person, w: Words, document: &Document, page: &str, fields: &[&Field]) -> Around {
    Around {
        form: person.form.clone(),
        name: kinds::name_of(w, document.kind.as_str()),
        back: format!("/berkas/{}", document.id),
        action: format!("/berkas/{}/{page}", document.id),
        summary: ErrorSummary::of(fields.iter().copied()),
    }
}

/// Writes it down and goes to the next page; after the last one, to the document.
async fn keep(
    person: &Person,
    document: &Document,
    next: &str,
    change: impl FnOnce(Details) -> Details,
) -> Result<HttpResponse, Fault> {
    let was = document.newest().details.clone();
    let details = change(was.clone());
    if details != was && !person.app.vault.describe(&person.act, person.subject, document.id, details).await? {
        return Err(Fault::NotFound);
    }
    Ok(see(match next {
        "" => format!("/berkas/{}?kabar=tersimpan", document.id),
        next => format!("/berkas/{}/{next}", document.id),
    }))
}
