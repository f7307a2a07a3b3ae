//! One file of a form.

use actix_multipart::{Multipart, MultipartError};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;

use crate::fault::Fault;

/// Bytes that are read, and forgotten, so that the browser hears the answer.
const PATIENCE: usize = 64 * 1024 * 1024;

/// A file as it came.
pub struct Sent {
    /// The name it had.
    pub name: String,
    /// How large it was.
    pub size: usize,
    /// What is in it, unless it was too large.
    pub body: Bytes,
}

/// Reads the part of this name. A file larger than `largest` is read to its end but not kept.
pub async fn receive(mut form: Multipart, field: &str, largest: usize) -> Result<Sent, Fault> {
    let unreadable = |error: MultipartError| Fault::BadRequest(error.to_string());
    while let Some(mut part) = form.try_next().await.map_err(unreadable)? {
        if part.name() != Some(field) {
            continue;
        }
        let (mut body, mut size) = (BytesMut::new(), 0);
        let name = part.content_disposition().and_then(|head| head.get_filename()).unwrap_or_default().to_owned();
        while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
            size += chunk.len();
            if size <= largest {
                body.extend_from_slice(&chunk);
            }
            if size > PATIENCE {
                break;
            }
        }
        return Ok(Sent { name, size, body: body.freeze() });
    }
    Ok(Sent { name: String::new(), size: 0, body: Bytes::new() })
}
