//! `/berkas/unggahan`: uploads that go on after a broken line, by tus 1.0 (core, creation, expiration, termination). A program
//! of the page speaks it; the plain form does without.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, LOCATION};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use balai_vault::file::LARGEST;
use balai_vault::{AppendRefused, BeginRefused, FileName, PART, Upload, UploadBegun};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::BytesMut;
use futures_util::StreamExt as _;
use uuid::Uuid;

use super::file::{KIND, RENEWS, answer, field, onward, purpose};
use super::refusals;
use crate::access::Person;
use crate::account::acting::{Owner, Whole};
use crate::fault::Fault;
use crate::reply::see;
use crate::words::Words;

const VERSION: &str = "1.0.0";
const RESUMABLE: &str = "Tus-Resumable";
const OFFSET: &str = "Upload-Offset";
const LENGTH: &str = "Upload-Length";
const METADATA: &str = "Upload-Metadata";
const EXPIRES: &str = "Upload-Expires";
/// In the metadata: the bytes of each page, with commas between them, where a document is put together of several.
const PAGES: &str = "halaman";
const PIECES: &str = "application/offset+octet-stream";

/// `POST /berkas/unggahan`: begins one; its address comes back.
pub async fn begin(person: Owner<Whole>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    if let Some(refused) = other_version(&request) {
        return Ok(refused);
    }
    let Some(length) = number(request.headers(), LENGTH) else { return Ok(plain(StatusCode::BAD_REQUEST)) };
    let said = metadata(request.headers());
    let word = |name: &str| said.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let Some(purpose) = purpose(&person, w, word(KIND), word(RENEWS)).await? else {
        return Ok(plain(StatusCode::NOT_FOUND));
    };
    let Some(pages) = pages(word(PAGES), length) else { return Ok(plain(StatusCode::BAD_REQUEST)) };
    let begun = UploadBegun { kind: purpose.kind, renews: purpose.renews, name: FileName::of(word("filename")), pages };
    match person.app.vault.begin_upload(&person.act, person.subject, &begun).await {
        Ok(upload) => {
            let mut created = standing(StatusCode::CREATED, &upload);
            Ok(created.insert_header((LOCATION, format!("/berkas/unggahan/{}", upload.id))).finish())
        }
        Err(BeginRefused::Length | BeginRefused::Pages) => Ok(plain(StatusCode::PAYLOAD_TOO_LARGE)),
        Err(BeginRefused::Full) => Ok(plain(StatusCode::TOO_MANY_REQUESTS)),
        Err(BeginRefused::Unknown) => Ok(plain(StatusCode::NOT_FOUND)),
        Err(BeginRefused::Storage(error)) => Err(error.into()),
    }
}

/// `HEAD`: how far it is.
pub async fn stands(person: Owner<Whole>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let found = person.app.vault.upload(person.subject, *id, person.act.at).await?;
    Ok(match found {
        Some(upload) => standing(StatusCode::OK, &upload).insert_header((LENGTH, upload.length)).finish(),
        None => plain(StatusCode::NOT_FOUND),
    })
}

/// `PATCH`: the bytes that follow. They are kept part by part as they come, so that a line that breaks loses little.
pub async fn append(
    person: Owner<Whole>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    mut body: web::Payload,
) -> Result<HttpResponse, Fault> {
    if let Some(refused) = other_version(&request) {
        return Ok(refused);
    }
    if request.headers().get(CONTENT_TYPE).is_none_or(|kind| kind != PIECES) {
        return Ok(plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let Some(mut at) = number(request.headers(), OFFSET) else { return Ok(plain(StatusCode::BAD_REQUEST)) };
    let mut held = BytesMut::new();
    loop {
        let (over, broke) = match body.next().await {
            Some(Ok(chunk)) => {
                held.extend_from_slice(&chunk);
                (false, false)
            }
            Some(Err(_)) => (true, true),
            None => (true, false),
        };
        if held.len() < PART && !over {
            continue;
        }
        let taken = keep(&person, *id, at, held.split().freeze()).await;
        match taken {
            Ok(upload) if over && !broke => return Ok(standing(StatusCode::NO_CONTENT, &upload).finish()),
            // nobody hears this: the line is gone
            Ok(_) if broke => return Ok(plain(StatusCode::BAD_REQUEST)),
            Ok(upload) => at = upload.received,
            Err(refused) => return refused_part(refused),
        }
    }
}

/// Keeps a part in a task of its own: a line that breaks ends the request in the middle, and not what it brought.
async fn keep(person: &Person, id: Uuid, at: u64, bytes: bytes::Bytes) -> Result<Upload, AppendRefused> {
    let (vault, act, account) = (person.app.vault.clone(), person.act.clone(), person.subject);
    let kept = tokio::spawn(async move { vault.append(&act, account, id, at, bytes).await });
    kept.await.map_err(|error| balai_storage::StorageError::Unavailable(error.to_string()))?
}

fn refused_part(refused: AppendRefused) -> Result<HttpResponse, Fault> {
    match refused {
        AppendRefused::Unknown => Ok(plain(StatusCode::NOT_FOUND)),
        AppendRefused::Elsewhere(stands) => {
            let mut conflict = tus(StatusCode::CONFLICT);
            Ok(conflict.insert_header((OFFSET, stands)).finish())
        }
        AppendRefused::Beyond => Ok(plain(StatusCode::PAYLOAD_TOO_LARGE)),
        AppendRefused::Storage(error) => Err(error.into()),
    }
}

/// `DELETE`: gives it up.
pub async fn give_up(person: Owner<Whole>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let was = person.app.vault.drop_upload(&person.act, person.subject, *id).await?;
    Ok(plain(if was { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }))
}

/// `POST /berkas/unggahan/{id}/selesai`: makes a document of one that is whole; a form like any other.
pub async fn finish(person: Owner<Whole>, request: HttpRequest, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let (w, account) = (Words::chosen(&request), person.subject);
    let upload = person.app.vault.upload(account, *id, person.act.at).await?.ok_or(Fault::NotFound)?;
    let renews = upload.renews.map_or_else(String::new, |id| id.to_string());
    let purpose = purpose(&person, w, &upload.kind, &renews).await?.ok_or(Fault::NotFound)?;
    match person.app.vault.finish_upload(&person.act, account, *id).await {
        Ok(added) => Ok(see(onward(added))),
        Err(refused) => {
            let file = field().wrong(refusals::sentence(w, refused)?);
            answer(&person, w, HttpResponse::UnprocessableEntity(), &purpose, file)
        }
    }
}

fn other_version(request: &HttpRequest) -> Option<HttpResponse> {
    let said = request.headers().get(RESUMABLE).is_some_and(|version| version == VERSION);
    let refused = || HttpResponse::PreconditionFailed().insert_header(("Tus-Version", VERSION)).finish();
    (!said).then(refused)
}

fn tus(status: StatusCode) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    response.insert_header((RESUMABLE, VERSION)).insert_header((CACHE_CONTROL, "no-store"));
    response
}

fn plain(status: StatusCode) -> HttpResponse {
    tus(status).insert_header(("Tus-Max-Size", LARGEST)).finish()
}

fn standing(status: StatusCode, upload: &Upload) -> HttpResponseBuilder {
    let mut response = tus(status);
    let expires = upload.expires_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    response.insert_header((OFFSET, upload.received)).insert_header((EXPIRES, expires));
    response
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// The bytes of each page; none where they do not add up to what is announced.
fn pages(said: &str, length: u64) -> Option<Vec<u64>> {
    if said.is_empty() {
        return Some(vec![length]);
    }
    let pages: Vec<u64> = said.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let sum = pages.iter().try_fold(0_u64, |sum, page| sum.checked_add(*page));
    (sum == Some(length)).then_some(pages)
}

/// Pairs of a name and a value in base64, with commas between them.
fn metadata(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = headers.get(METADATA).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let pair = |pair: &str| {
        let (name, value) = pair.trim().split_once(' ')?;
        let value = STANDARD.decode(value.trim()).ok()?;
        Some((name.to_owned(), String::from_utf8(value).ok()?))
    };
    text.split(',').take(10).filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn what_an_upload_says_of_itself_is_read_and_what_does_not_read_is_left_out() {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_static("filename a3RwLmpwZw==, jenis S1RQ,kosong ,rusak %%%");
        headers.insert(HeaderName::from_static("upload-metadata"), value);
        let pairs = [("filename", "ktp.jpg"), ("jenis", "KTP")];
        let expected: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let read: Vec<_> = metadata(&headers).into_iter().filter(|(name, _)| name != "kosong").collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn pages_add_up_to_what_is_announced() {
        assert_eq!(pages("", 9), Some(vec![9]));
        assert_eq!(pages("4,5", 9), Some(vec![4, 5]));
        for said in ["4,4", "4,5,", "4,-5", "x", "18446744073709551615,10"] {
            assert_eq!(pages(said, 9), None, "{said}");
        }
    }
}
