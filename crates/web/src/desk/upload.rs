//! A form with one file and, beside it, some short texts.

use actix_multipart::{Multipart, MultipartError};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;

use super::typed::Typed;
use crate::fault::Fault;

/// The name of the field with the file.
pub(super) const FILE: &str = "berkas";
/// So many times the largest file is read, and forgotten, so that the browser hears the answer.
const PATIENCE: usize = 4;
/// Bytes of a text beside the file.
const LONGEST_TEXT: usize = 4_000;
/// Fields of one form.
const MOST_FIELDS: usize = 10;

/// What came.
pub(super) struct Upload {
    /// The file, of which no more than one byte past the largest was kept; empty when none came.
    pub file: Bytes,
    /// The texts beside it.
    pub typed: Typed,
}

/// Reads a form whose file is in `name`, of at most `largest` bytes.
pub(super) async fn receive(mut form: Multipart, name: &str, largest: usize) -> Result<Upload, Fault> {
    let unreadable = |error: MultipartError| Fault::BadRequest(error.to_string());
    let (mut file, mut texts) = (Bytes::new(), url::form_urlencoded::Serializer::new(String::new()));
    for _ in 0..MOST_FIELDS {
        let Some(mut part) = form.try_next().await.map_err(unreadable)? else { break };
        let field = part.name().unwrap_or_default().to_owned();
        let most = if field == name { largest + 1 } else { LONGEST_TEXT };
        let (mut body, mut read) = (BytesMut::new(), 0);
        while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
            let room = most.saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            read += chunk.len();
            if read > most.saturating_mul(PATIENCE) {
                break;
            }
        }
        if field == name {
            file = body.freeze();
        } else {
            texts.append_pair(&field, &String::from_utf8_lossy(&body));
        }
    }
    Ok(Upload { file, typed: Typed::parse(texts.finish().as_bytes()) })
}
