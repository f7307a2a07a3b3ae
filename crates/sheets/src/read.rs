//! Reading a file of unknown kind.

mod comma;
mod grid;
mod json;
mod ods;
mod packed;
mod xls;
mod xlsx;

use crate::{Limits, Sheet};
use packed::Content;

/// A file that was read: the names of its sheets, and one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// The names of all sheets; empty where there is only one without a name.
    pub names: Vec<String>,
    /// The one that was read.
    pub sheet: Sheet,
}

/// Why a file cannot be read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("Berkas ini kosong. Pilih berkas yang berisi tabel layanan.")]
    Empty,
    /// Not a spreadsheet.
    #[error(
        "Berkas ini bukan Excel (.xlsx, .xls), OpenDocument (.ods), CSV, atau JSON. Simpan tabelnya sebagai .xlsx, lalu unggah lagi."
    )]
    Kind,
    /// A web page that was named like a spreadsheet.
    #[error(
        "Berkas ini halaman web yang dinamai seperti Excel. Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi."
    )]
    WebPage,
    /// It ends too early or is otherwise broken.
    #[error(
        "Berkas ini tidak utuh, mungkin terputus saat diunggah. Buka di Excel untuk memeriksanya, lalu unggah lagi."
    )]
    Damaged,
    /// It opens with a password only.
    #[error("Berkas ini terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.")]
    Locked,
    /// It unpacks to more than any honest file.
    #[error("Isi berkas ini terlalu besar setelah dibuka. Salin tabelnya saja ke berkas baru, lalu unggah lagi.")]
    TooLarge,
    /// More rows than are taken at once.
    #[error(
        "Berkas ini lebih dari {most} baris. Bagi menjadi beberapa berkas, masing-masing paling banyak {most} baris."
    )]
    TooManyRows {
        /// The most.
        most: usize,
    },
    /// No sheet of that name.
    #[error("Lembar itu tidak ada di berkas ini. Pilih lembar dari daftar.")]
    NoSuchSheet,
    /// JSON of another shape.
    #[error("JSON ini bukan daftar layanan. Pakai bentuk yang sama dengan ekspor JSON.")]
    Shape,
}

/// Reads a sheet of a file: the named one, else the one called `Layanan`, else the first that holds something.
pub fn read(bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<Book, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let book = match kind(bytes, limits)? {
        Kind::Xlsx => xlsx::read(bytes, wanted, limits),
        Kind::Ods => ods::read(bytes, wanted, limits),
        Kind::Xls => xls::read(bytes, wanted, limits),
        Kind::Json => json::read(bytes, limits),
        Kind::Text => comma::read(bytes, limits),
    }?;
    if book.sheet.rows.is_empty() { Err(ReadError::Empty) } else { Ok(book) }
}

enum Kind {
    Xlsx,
    Ods,
    Xls,
    Json,
    Text,
}

/// What a file is by its own bytes, whatever its name says.
fn kind(bytes: &[u8], limits: &Limits) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return match packed::look(bytes, limits)? {
            Content::Xlsx => Ok(Kind::Xlsx),
            Content::Ods => Ok(Kind::Ods),
            Content::Other => Err(ReadError::Kind),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Xls);
    }
    let head = &bytes[..bytes.len().min(4_096)];
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word.as_bytes()));
    if ["<!doctype", "<html", "<table", "<meta"].into_iter().any(begins) {
        return Err(ReadError::WebPage);
    }
    let foreign = ["%pdf", "<?xml", "{\\rtf", "rar!", "gif8"].into_iter().any(begins);
    if foreign || (!utf16 && head.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))) {
        return Err(ReadError::Kind);
    }
    Ok(if start.starts_with(b"[") || start.starts_with(b"{") { Kind::Json } else { Kind::Text })
}

/// Which of these sheets is read when none is named: one called `Layanan`, else the first that holds something.
fn order(names: &[String]) -> Vec<String> {
    let called = names.iter().position(|name| name.trim().eq_ignore_ascii_case("layanan"));
    let mut order = names.to_vec();
    if let Some(place) = called {
        order[..=place].rotate_right(1);
    }
    order
}

/// The sheet that is wanted: the named one, or the first of the order that holds something.
fn choose(
    names: Vec<String>,
    wanted: Option<&str>,
    mut sheet: impl FnMut(&str) -> Result<Sheet, ReadError>,
) -> Result<Book, ReadError> {
    if let Some(name) = wanted {
        if !names.iter().any(|known| known == name) {
            return Err(ReadError::NoSuchSheet);
        }
        let sheet = sheet(name)?;
        return Ok(Book { names, sheet });
    }
    for name in order(&names) {
        let sheet = sheet(&name)?;
        if !sheet.rows.is_empty() {
            return Ok(Book { names, sheet });
        }
    }
    Err(ReadError::Empty)
}

#[cfg(test)]
mod tests;
