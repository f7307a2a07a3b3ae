//! What a file is by its own bytes, and the form in which it is kept.

mod pdf;
mod sheets;

use bytes::Bytes;
use sea_orm::{DeriveActiveEnum, EnumIter};
use thiserror::Error;

/// The largest file, in bytes: 20 MB as people read it on their screen.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// Pictures that are put together into one document at most.
pub const MOST_PAGES: usize = 20;

/// What a kept file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Media {
    /// A PDF, as it came or put together of pictures.
    #[sea_orm(string_value = "application/pdf")]
    Pdf,
    /// A picture, written anew.
    #[sea_orm(string_value = "image/jpeg")]
    Jpeg,
}

impl Media {
    /// The media type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The end of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
        }
    }
}

/// A file in the form in which it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it is.
    pub media: Media,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: u16,
}

/// Why a file is not kept. Each has a sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nothing came.
    #[error("no file")]
    Nothing,
    /// More than [`LARGEST`], alone or together.
    #[error("too large")]
    TooLarge,
    /// More than [`MOST_PAGES`] pictures.
    #[error("too many pages")]
    TooManyPages,
    /// Several files of which one is no picture.
    #[error("several files, not all of them pictures")]
    Mixed,
    /// A photo in a coding that is not read here, such as AVIF.
    #[error("a picture in another coding")]
    OtherCoding,
    /// Nothing that is kept here.
    #[error("another kind of file")]
    OtherKind,
    /// A photo put together from more parts than a phone makes.
    #[error("a picture of too many parts")]
    TooManyParts,
    /// A picture that does not read.
    #[error("a broken picture")]
    BrokenPicture,
    /// A picture beyond all bounds.
    #[error("a picture of too many points")]
    Bomb,
    /// A picture on which nothing can be read.
    #[error("a picture of too few points")]
    TooSmall,
    /// A PDF that asks for a password.
    #[error("an encrypted PDF")]
    Encrypted,
    /// A PDF that does something when it is opened, or carries other files.
    #[error("an active PDF")]
    Active,
    /// A PDF that grows beyond all bounds when it is read.
    #[error("a PDF that grows too much")]
    PdfBomb,
    /// A PDF that is cut off or does not read.
    #[error("a broken PDF")]
    BrokenPdf,
    /// A file that is two kinds at once.
    #[error("two kinds of file in one")]
    Polyglot,
    /// The scanner knows it as harmful.
    #[error("a harmful file")]
    Harmful,
}

/// Looks into what came and makes of it what is kept: a PDF as it is, one picture, or several pictures as the pages of one
/// PDF. Takes a processor for up to some seconds; call it where that may block.
pub fn examine(mut files: Vec<Bytes>) -> Result<Kept, Refusal> {
    files.retain(|file| !file.is_empty());
    if files.iter().map(Bytes::len).sum::<usize>() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    match files.len() {
        0 => Err(Refusal::Nothing),
        1 => one(files.remove(0)),
        2..=MOST_PAGES => several(files),
        _ => Err(Refusal::TooManyPages),
    }
}

fn one(file: Bytes) -> Result<Kept, Refusal> {
    if file.starts_with(b"%PDF-") {
        let pages = pdf::examine(&file)?;
        return Ok(Kept { media: Media::Pdf, bytes: Vec::from(file), pages });
    }
    let picture = page(&file)?;
    Ok(Kept { media: Media::Jpeg, bytes: picture.bytes, pages: 1 })
}

fn several(files: Vec<Bytes>) -> Result<Kept, Refusal> {
    if files.iter().any(|file| file.starts_with(b"%PDF-")) {
        return Err(Refusal::Mixed);
    }
    let mut pictures = Vec::with_capacity(files.len());
    for file in files {
        pictures.push(page(&file)?);
    }
    let pages = u16::try_from(pictures.len()).map_err(|_| Refusal::TooManyPages)?;
    Ok(Kept { media: Media::Pdf, bytes: sheets::bound(pictures)?, pages })
}

fn page(file: &[u8]) -> Result<balai_pictures::Picture, Refusal> {
    balai_pictures::page(file).map_err(|refusal| match refusal {
        balai_pictures::Refusal::Nothing => Refusal::Nothing,
        balai_pictures::Refusal::TooLarge(_) => Refusal::TooLarge,
        balai_pictures::Refusal::Svg | balai_pictures::Refusal::OtherKind => Refusal::OtherKind,
        balai_pictures::Refusal::OtherCoding => Refusal::OtherCoding,
        balai_pictures::Refusal::TooManyParts => Refusal::TooManyParts,
        balai_pictures::Refusal::Broken => Refusal::BrokenPicture,
        balai_pictures::Refusal::TooManyPixels(..) => Refusal::Bomb,
        balai_pictures::Refusal::TooFewPixels(..) => Refusal::TooSmall,
    })
}

#[cfg(test)]
mod tests;
