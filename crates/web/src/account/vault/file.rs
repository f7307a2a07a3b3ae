//! `/berkas/unggah`: the file itself, by camera or from where it lies, in one piece or in pages.

use actix_multipart::{Multipart, MultipartError};
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use balai_catalog::standard::DocumentCode;
use balai_storage::sealed_length;
use balai_vault::file::{LARGEST, MOST_PAGES};
use balai_vault::{Added, FileName, NewFile};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;
use uuid::Uuid;

use super::shown::frame;
use super::{add, kinds, refusals};
use crate::access::Person;
use crate::account::acting::{Owner, Whole};
use crate::asked::Asked;
use crate::caller;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply::see;
use crate::words::Words;

/// The field with the kind.
pub const KIND: &str = "jenis";
/// The field with the document that is renewed.
pub const RENEWS: &str = "ganti";
/// The field with the files.
const FILE: &str = "berkas";
/// The field of the camera.
const CAMERA: &str = "foto";
/// Bytes of a text beside the files.
const LONGEST_TEXT: usize = 200;
/// So much more is read, and forgotten, so that the browser hears the answer.
const PATIENCE: usize = 3 * LARGEST;

/// The page.
#[derive(Template)]
#[template(path = "account/vault/file.html")]
pub struct FilePage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Which document.
    pub name: String,
    /// Its code.
    pub kind: String,
    /// The document that is renewed.
    pub renews: Option<Uuid>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The files.
    pub file: Field,
    /// The camera.
    pub camera: Field,
}

/// What a file is for.
pub struct Purpose {
    /// Its kind.
    pub kind: DocumentCode,
    /// The document that it renews.
    pub renews: Option<Uuid>,
}

/// `GET /berkas/unggah?jenis=KTP`, or `?ganti=` and a document.
pub async fn show(person: Owner<Whole>, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    if asked.text(KIND).is_empty() && asked.text(RENEWS).is_empty() {
        let kind = Field::new(KIND).wrong(w.t("vault-kind-missing"));
        return caller::page(HttpResponse::UnprocessableEntity(), &add::page(&person, w, kind).await?);
    }
    let purpose = purpose(&person, w, asked.text(KIND), asked.text(RENEWS)).await?.ok_or(Fault::NotFound)?;
    answer(&person, w, HttpResponse::Ok(), &purpose, Field::new(FILE))
}

/// `POST /berkas/unggah`
pub async fn submit(person: Owner<Whole>, request: HttpRequest, form: Multipart) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let sent = receive(form, announced(&request)).await?;
    let purpose = purpose(&person, w, &sent.kind, &sent.renews).await?.ok_or(Fault::NotFound)?;
    let new = NewFile { kind: purpose.kind.clone(), renews: purpose.renews, name: sent.name, files: sent.files };
    match person.app.vault.add(&person.act, person.subject, new).await {
        Ok(added) => Ok(see(onward(added))),
        Err(refused) => {
            let file = Field::new(FILE).wrong(refusals::sentence(w, refused)?);
            answer(&person, w, HttpResponse::UnprocessableEntity(), &purpose, file)
        }
    }
}

/// The page after a file was taken: what stands on a new one is asked, one thing after another.
pub fn onward(added: Added) -> String {
    match added {
        Added::New(document) => format!("/berkas/{document}/nomor"),
        Added::Known(document) => format!("/berkas/{document}?kabar=sama"),
    }
}

/// What a file is for; none where that is nothing, or not this person's.
pub async fn purpose(person: &Person, w: Words, kind: &str, renews: &str) -> Result<Option<Purpose>, Fault> {
    if renews.is_empty() {
        let kind = kinds::find(&person.app, w, kind).await?;
        return Ok(kind.map(|kind| Purpose { kind: kind.code, renews: None }));
    }
    let Ok(id) = Uuid::parse_str(renews) else { return Ok(None) };
    let document = person.app.vault.document(person.subject, id).await?;
    Ok(document.map(|document| Purpose { kind: document.kind, renews: Some(id) }))
}

/// The page, with a complaint or without.
pub fn answer(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    purpose: &Purpose,
    file: Field,
) -> Result<HttpResponse, Fault> {
    let page = FilePage {
        w,
        frame: frame(w, person),
        name: kinds::name_of(w, purpose.kind.as_str()),
        kind: purpose.kind.to_string(),
        renews: purpose.renews,
        summary: ErrorSummary::of([&file]),
        file,
        camera: Field::new(CAMERA),
    };
    caller::page(status, &page)
}

/// The field of the file, for other ways to send one.
pub fn field() -> Field {
    Field::new(FILE)
}

/// What a form with files sent.
#[derive(Default)]
pub(crate) struct Sent {
    pub(crate) kind: String,
    renews: String,
    pub(crate) name: FileName,
    pub(crate) files: Vec<Bytes>,
}

/// How long a request says that it is; nothing where it does not say.
pub(crate) fn announced(request: &HttpRequest) -> usize {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    length.unwrap_or_default()
}

/// Reads a form of so many bytes. Of all files together no more than one byte past the largest is held; what is larger is
/// read to its end.
pub(crate) async fn receive(mut form: Multipart, announced: usize) -> Result<Sent, Fault> {
    let unreadable = |error: MultipartError| Fault::BadRequest(error.to_string());
    let (mut sent, mut held, mut read) = (Sent::default(), 0, 0);
    while let Some(mut part) = form.try_next().await.map_err(unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        let is_file = field == FILE || field == CAMERA;
        let most = if is_file { (LARGEST + 1).saturating_sub(held) } else { LONGEST_TEXT };
        let named = part.content_disposition().and_then(|head| head.get_filename()).unwrap_or_default().to_owned();
        let mut body = BytesMut::new();
        while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
            let room = most - body.len();
            if body.capacity() - body.len() < chunk.len().min(room) {
                // all that can still come, with its seals, at once: what grows by doubling is held twice while it grows
                body.reserve(sealed_length(announced.saturating_sub(read).max(chunk.len()).min(most)));
            }
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            read += chunk.len();
            if read > PATIENCE {
                return Ok(sent);
            }
        }
        match field.as_str() {
            KIND => sent.kind = String::from_utf8_lossy(&body).into_owned(),
            RENEWS => sent.renews = String::from_utf8_lossy(&body).into_owned(),
            _ if is_file && !body.is_empty() && sent.files.len() <= MOST_PAGES => {
                if sent.files.is_empty() {
                    sent.name = FileName::of(&named);
                }
                held += body.len();
                sent.files.push(body.freeze());
            }
            _ => {}
        }
    }
    Ok(sent)
}
