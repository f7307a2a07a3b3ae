//! Reading a letter from a form's parts.

use actix_multipart::Multipart;
use balai_tenancy::onboarding::{LETTER_LIMIT, LetterFile, LetterFileError};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;

use crate::fault::Fault;

/// Name of the part.
pub const PART: &str = "surat";
const MB: usize = 1024 * 1024;
/// Beyond this we stop listening: whoever sends it does not read sentences.
const DEAF: usize = 64 * MB;

/// A file as it came.
pub struct Upload {
    /// The name it had.
    pub name: String,
    /// What is in it, or what is wrong with it.
    pub file: Result<LetterFile, LetterFileError>,
}

/// Reads the part. A file that is too large is read to its end but not kept, so that the browser hears our sentence
/// instead of a broken connection.
pub async fn letter(mut parts: Multipart) -> Result<Upload, Fault> {
    let mut upload = Upload { name: String::new(), file: Err(LetterFileError::Empty) };
    let mut heard = 0;
    while let Some(mut part) = parts.try_next().await.map_err(|error| unreadable(&error))? {
        let wanted = part.name() == Some(PART);
        let mut kept = BytesMut::new();
        let mut size = 0;
        while let Some(chunk) = part.try_next().await.map_err(|error| unreadable(&error))? {
            heard += chunk.len();
            size += chunk.len();
            if heard > DEAF {
                return Ok(Upload { file: Err(LetterFileError::TooLarge(heard.div_ceil(MB))), ..upload });
            }
            if wanted && size <= LETTER_LIMIT {
                kept.extend_from_slice(&chunk);
            }
        }
        if wanted {
            let name = part.content_disposition().and_then(|head| head.get_filename());
            let file = if size > LETTER_LIMIT {
                Err(LetterFileError::TooLarge(size.div_ceil(MB)))
            } else {
                LetterFile::parse(Bytes::from(kept))
            };
            upload = Upload { name: name.unwrap_or_default().to_owned(), file };
        }
    }
    Ok(upload)
}

fn unreadable(error: &actix_multipart::MultipartError) -> Fault {
    Fault::BadRequest(error.to_string())
}
