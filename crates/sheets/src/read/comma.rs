//! Text with separators: UTF-8 with or without its mark, UTF-16, or what old Excel writes (Windows-1252).

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::grid::Grid;
use super::{Book, ReadError};
use crate::{Cell, Limits};

/// Lines from which the separator is told.
const TELLING: usize = 20;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Book, ReadError> {
    if bytes.len() > limits.text {
        return Err(ReadError::TooLarge);
    }
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let (separator, skipped, body) = separator(&text);
    if ends_inside_quotes(body, separator) {
        return Err(ReadError::Damaged);
    }
    let body = format!("{body}\n");
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(body.as_bytes());
    let mut grid = Grid::new("", limits);
    // A spreadsheet counts records and empty lines, which the reader skips: the lines so far, less those inside of cells.
    let (mut record, mut within) = (StringRecord::new(), 0);
    while reader.read_record(&mut record).map_err(|_| ReadError::Damaged)? {
        within += record.iter().map(|text| text.matches('\n').count() as u64).sum::<u64>();
        let place = reader.position().line().saturating_sub(2 + within);
        let place = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(skipped);
        for (column, text) in record.iter().enumerate() {
            grid.put(place, column, cell(text))?;
        }
    }
    Ok(Book { names: Vec::new(), sheet: grid.done() })
}

/// In a file without types a text that begins with `=` is a formula; one of ours would stand behind an apostrophe.
fn cell(text: &str) -> Cell {
    if text.trim_start().starts_with('=') { Cell::Formula(text.to_owned()) } else { Cell::text(text) }
}

fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    std::str::from_utf8(bytes).map_or_else(|_| WINDOWS_1252.decode(bytes).0.into_owned(), str::to_owned)
}

/// The separator, how many lines told it, and the rest.
fn separator(text: &str) -> (u8, u32, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let [separator @ (b';' | b',' | b'\t' | b'|')] = first.trim_end().strip_prefix("sep=").unwrap_or("").as_bytes() {
        return (*separator, 1, rest);
    }
    let best = [b';', b',', b'\t', b'|'].into_iter().max_by_key(|separator| widest(text, *separator));
    let best = best.filter(|separator| widest(text, *separator) > 0);
    (best.unwrap_or(b';'), 0, text)
}

/// How many separators the fullest of the first lines has outside of quotes.
fn widest(text: &str, separator: u8) -> usize {
    let (mut quoted, mut count, mut most, mut lines) = (false, 0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                most = most.max(count);
                (count, lines) = (0, lines + 1);
                if lines == TELLING {
                    return most;
                }
            }
            _ if byte == separator && !quoted => count += 1,
            _ => {}
        }
    }
    most.max(count)
}

/// A field that was opened with a quote and never closed: the rest of the file is missing.
fn ends_inside_quotes(text: &str, separator: u8) -> bool {
    let (mut inside, mut at_start) = (false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if inside {
            if byte == b'"' && bytes.peek() == Some(&b'"') {
                bytes.next();
            } else if byte == b'"' {
                inside = false;
            }
            at_start = false;
        } else {
            inside = at_start && byte == b'"';
            at_start = byte == separator || byte == b'\n' || byte == b'\r';
        }
    }
    inside
}
