//! Packed files, unpacked once against a budget before any library builds something of them.
//!
//! What an entry claims of its own size is not believed: its bytes are counted as they come out.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, ReadError};

/// Entries of an honest file.
const MOST_ENTRIES: usize = 2_000;
const CHUNK: usize = 64 * 1024;

/// What a packed file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Xlsx,
    Ods,
    Other,
}

/// Unpacks everything into nothing and tells what it is.
pub(super) fn look(bytes: &[u8], limits: &Limits) -> Result<Content, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(ReadError::TooLarge);
    }
    let (mut budget, mut content) = (limits.unpacked, Content::Other);
    let mut chunk = vec![0; CHUNK];
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(refused)?;
        match entry.name().map_err(|_| ReadError::Damaged)?.as_ref() {
            "xl/workbook.xml" => content = Content::Xlsx,
            "content.xml" if content == Content::Other => content = Content::Ods,
            _ => {}
        }
        loop {
            let read = entry.read(&mut chunk).map_err(|_| ReadError::Damaged)?;
            if read == 0 {
                break;
            }
            budget = budget.checked_sub(read as u64).ok_or(ReadError::TooLarge)?;
        }
    }
    Ok(content)
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn refused(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Locked,
        _ => ReadError::Damaged,
    }
}
