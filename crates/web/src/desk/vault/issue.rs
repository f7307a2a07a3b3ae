//! `/kelola/berkas/{id}/hasil`: what the service issued goes into the citizen's vault.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_vault::file::LARGEST;
use balai_vault::{AddRefused, Details, FileName, Issued, Number, Request};
use chrono::NaiveDate;

use super::{Asking, HERE, find};
use crate::account::vault::shown::today;
use crate::account::vault::{kinds, refusals};
use crate::desk::answer;
use crate::desk::dates::date_or_none;
use crate::desk::upload::{FILE, receive};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const KIND: &str = "jenis";
const NUMBER: &str = "nomor";
const ISSUED: &str = "terbit";
const EXPIRES: &str = "sampai";

/// The page.
#[derive(Template)]
#[template(path = "desk/vault/issue.html")]
pub struct Issue {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The request's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// The service.
    pub service: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The file.
    pub file: Field,
    /// Its kind.
    pub kind: Field,
    /// All kinds.
    pub kinds: Vec<Choice>,
    /// The number on it.
    pub number: Field,
    /// The day it was issued.
    pub issued: Field,
    /// The last day it holds.
    pub expires: Field,
}

/// `GET /kelola/berkas/{id}/hasil`
pub async fn show(staff: Asking, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let request = reached(&staff, &id).await?;
    let fields = [FILE, KIND, NUMBER, ISSUED, EXPIRES].map(Field::new);
    answer::page(&compose(&staff, &request, fields).await?)
}

/// `POST /kelola/berkas/{id}/hasil`
pub async fn submit(staff: Asking, id: web::Path<String>, form: Multipart) -> Result<HttpResponse, Fault> {
    let w = Words::default();
    let request = reached(&staff, &id).await?;
    let sent = receive(form, FILE, LARGEST).await?;
    let [mut file, mut kind, mut number, mut issued, mut expires] =
        [FILE, KIND, NUMBER, ISSUED, EXPIRES].map(|name| sent.typed.field(name));
    let known = kinds::find(&staff.app, w, &kind.value).await?;
    if known.is_none() {
        kind.error = Some("Pilih jenis dokumennya.".to_owned());
    }
    let named = number.read(|text| named(w, text));
    let days = days(w, &mut issued, &mut expires, today(staff.act.at));
    if sent.file.is_empty() {
        file.error = Some("Pilih berkas dokumen yang diterbitkan.".to_owned());
    }
    if let (Some(known), Some(number), Some((issued_on, expires_on)), None) = (known, named, days, &file.error) {
        let document = Issued {
            name: FileName::of(&known.name),
            kind: known.code,
            file: sent.file,
            details: Details { number, issued_on, expires_on, issuer: None },
        };
        let by = (staff.who.account, staff.who.name.as_str());
        match staff.app.vault.issue(&staff.act, &staff.db, &request, by, document).await {
            Ok(_) => return answer::see(format!("{HERE}/{id}?kabar=terbit")),
            Err(AddRefused::Full) => {
                file.error = Some("Berkas warga ini penuh. Serahkan dokumennya di loket.".to_owned());
            }
            Err(AddRefused::Oneself) => {
                file.error =
                    Some("Permintaan ini untuk akun Anda sendiri. Mintalah petugas lain menyerahkannya.".to_owned());
            }
            Err(AddRefused::Enough) => {
                file.error = Some("Untuk satu permintaan paling banyak 20 dokumen diserahkan.".to_owned());
            }
            Err(refused) => file.error = Some(refusals::sentence(w, refused)?),
        }
    }
    answer::wrong(&compose(&staff, &request, [file, kind, number, issued, expires]).await?)
}

/// A request for which somebody gave something: only then is there a vault to put something into.
async fn reached(staff: &Asking, id: &str) -> Result<Request, Fault> {
    let request = find(staff, id).await?;
    if request.may_issue(staff.act.at) { Ok(request) } else { Err(Fault::NotFound) }
}

fn named(w: Words, text: &str) -> Result<Option<Number>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Number::parse(text).map(Some).map_err(|_| w.t("vault-number-wrong"))
}

/// Both days, each of which may be left out; none where one of them is wrong.
fn days(
    w: Words,
    issued: &mut Field,
    expires: &mut Field,
    today: NaiveDate,
) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let read = |text: &str| date_or_none(text).map_err(|_| w.t("vault-date-wrong"));
    let (from, to) = (issued.read(read)?, expires.read(read)?);
    if from.is_some_and(|day| day > today) {
        issued.error = Some(w.t("vault-issued-later"));
        return None;
    }
    if to.zip(from.or(Some(today))).is_some_and(|(to, from)| to < from) {
        expires.error = Some(w.t("vault-expires-before"));
        return None;
    }
    Some((from, to))
}

async fn compose(
    staff: &Asking,
    request: &Request,
    [file, kind, number, issued, expires]: [Field; 5],
) -> Result<Issue, Fault> {
    let w = Words::default();
    let all = kinds::all(&staff.app, w).await?;
    let first = Choice::new("", "Pilih jenis dokumen").chosen_in(&kind);
    let choice = |known: kinds::Kind| Choice::new(known.code.as_str(), known.name).chosen_in(&kind);
    Ok(Issue {
        w,
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Documents)).await?,
        back: format!("{HERE}/{}", request.id),
        action: format!("{HERE}/{}/hasil", request.id),
        service: request.service.1.clone(),
        summary: ErrorSummary::of([&file, &kind, &number, &issued, &expires]),
        kinds: std::iter::once(first).chain(all.into_iter().map(choice)).collect(),
        file,
        kind,
        number,
        issued,
        expires,
    })
}
