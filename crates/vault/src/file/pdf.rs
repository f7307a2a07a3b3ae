//! A PDF that somebody sends: read as far as it takes to know that it only shows pages.

use std::io::{self, Read as _};

use flate2::read::ZlibDecoder;
use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object, Stream};

use super::Refusal;

/// Bytes that one stream of objects may grow to; usual ones stay under one megabyte.
const MOST_OBJECTS: usize = 4 * 1024 * 1024;
/// Bytes that one stream may grow to when it is shown: an A3 page in colour at 400 points an inch.
const MOST_STREAM: u64 = 128 * 1024 * 1024;
/// Bytes that all streams may grow to together.
const MOST_TOGETHER: u64 = 512 * 1024 * 1024;
/// How far from the end `%%EOF` may stand; some scanners pad the file.
const TRAILER: usize = 1024;
/// So much of the beginning is searched for another kind of file; the longest comment of a ZIP is searched at the end.
const HEAD: usize = 1024;
const LONGEST_COMMENT: usize = 66_000;
/// Where a stream's weight is noted; a file that brings such a key itself is refused.
const WEIGHT: &[u8] = b"Balai.Weight";
/// So deep do values nest at most.
const DEEPEST: usize = 32;

/// Keys of what runs, calls or carries something (ISO 32000-1: 12.6, 12.7.8, 7.11.4, 13.6).
const ACTIVE: [&[u8]; 9] =
    [b"JavaScript", b"JS", b"AA", b"XFA", b"EmbeddedFiles", b"EmbeddedFile", b"EF", b"RichMediaContent", b"3DD"];
/// Actions that do more than turn a page or open an address.
const DEEDS: [&[u8]; 9] = [
    b"JavaScript",
    b"Launch",
    b"ImportData",
    b"SubmitForm",
    b"Rendition",
    b"GoToE",
    b"RichMediaExecute",
    b"Movie",
    b"Sound",
];

/// Says how many pages it has, or why it is not kept.
pub(super) fn examine(bytes: &[u8]) -> Result<u16, Refusal> {
    if is_two_kinds(bytes) {
        return Err(Refusal::Polyglot);
    }
    let end = &bytes[bytes.len().saturating_sub(TRAILER)..];
    if !holds(end, b"%%EOF") {
        return Err(Refusal::BrokenPdf);
    }
    let options = LoadOptions {
        max_decompressed_size: Some(MOST_OBJECTS),
        filter: Some(|id, object| {
            weigh(object);
            Some((id, object.clone()))
        }),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Refusal::Encrypted);
    }
    let mut together = 0;
    for object in document.objects.values() {
        look(object, 0)?;
        if let Object::Stream(stream) = object {
            together += weight(stream)?;
            if together > MOST_TOGETHER {
                return Err(Refusal::PdfBomb);
            }
        }
    }
    match u16::try_from(document.get_pages().len()) {
        Ok(pages @ 1..=2_000) => Ok(pages),
        _ => Err(Refusal::BrokenPdf),
    }
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Refusal::PdfBomb,
        Error::InvalidPassword | Error::Decryption(_) | Error::AlreadyEncrypted => Refusal::Encrypted,
        _ => Refusal::BrokenPdf,
    }
}

/// Archives end with a mark of their own and pages of the web begin with theirs, wherever a PDF stands around them.
fn is_two_kinds(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let tail = &bytes[bytes.len().saturating_sub(LONGEST_COMMENT)..];
    let web: [&[u8]; 4] = [b"<html", b"<script", b"<svg", b"<!doctype"];
    web.iter().any(|mark| holds(&head, mark)) || holds(tail, b"PK\x05\x06") || holds(&head, b"PK\x03\x04")
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

fn look(object: &Object, depth: usize) -> Result<(), Refusal> {
    if depth > DEEPEST {
        return Err(Refusal::BrokenPdf);
    }
    match object {
        Object::Array(values) => values.iter().try_for_each(|value| look(value, depth + 1)),
        Object::Dictionary(dictionary) => look_in(dictionary, depth),
        Object::Stream(stream) => look_in(&stream.dict, depth),
        _ => Ok(()),
    }
}

fn look_in(dictionary: &Dictionary, depth: usize) -> Result<(), Refusal> {
    for (key, value) in dictionary {
        let acts = key == b"S" && value.as_name().is_ok_and(|name| DEEDS.contains(&name));
        let carries = key == b"Type" && value.as_name().is_ok_and(|name| name == b"EmbeddedFile");
        if acts || carries || ACTIVE.contains(&key.as_slice()) {
            return Err(Refusal::Active);
        }
        look(value, depth + 1)?;
    }
    Ok(())
}

/// Puts the weight of a stream in the place of its bytes while a file is read, so that the file is not held twice. What the
/// reader still needs it keeps: streams of objects, and those whose length stands elsewhere in the file.
fn weigh(object: &mut Object) {
    let Object::Stream(stream) = object else { return };
    if stream.dict.has_type(b"ObjStm") || stream.content.is_empty() {
        return;
    }
    let grown = grown(stream).map_or(Object::Null, |size| Object::Integer(i64::try_from(size).unwrap_or(i64::MAX)));
    stream.dict.set(WEIGHT, grown);
    stream.content = vec![0];
}

fn weight(stream: &Stream) -> Result<u64, Refusal> {
    match stream.dict.get(WEIGHT) {
        Ok(Object::Integer(size)) if stream.content.len() == 1 => Ok(size.unsigned_abs()),
        Ok(_) => Err(Refusal::PdfBomb),
        Err(_) => grown(stream),
    }
}

/// How large a stream grows, without holding what it grows to. Pictures in JPEG are as large as they are.
fn grown(stream: &Stream) -> Result<u64, Refusal> {
    let filters = stream.filters().unwrap_or_default();
    match filters.as_slice() {
        [filter] if *filter == b"FlateDecode" || *filter == b"Fl" => {
            let bounded = ZlibDecoder::new(stream.content.as_slice()).take(MOST_STREAM + 1);
            // what is damaged grows as far as it reads
            let size = count(bounded);
            if size > MOST_STREAM { Err(Refusal::PdfBomb) } else { Ok(size) }
        }
        // one filter over another serves nobody who scans a document, and hides how far it grows
        [_, .., last] if *last != b"DCTDecode" && filters.len() > 2 => Err(Refusal::PdfBomb),
        [first, second] if *first == *second => Err(Refusal::PdfBomb),
        _ => Ok(stream.content.len() as u64),
    }
}

fn count(mut from: impl io::Read) -> u64 {
    let (mut piece, mut size) = ([0; 16 * 1024], 0);
    loop {
        match from.read(&mut piece) {
            Ok(0) | Err(_) => return size,
            Ok(read) => size += read as u64,
        }
    }
}
