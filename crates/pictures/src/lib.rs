//! Pictures that people send: what a file is by its own bytes, read within bounds, and written anew, so that nothing of the
//! file goes on but what one sees. Where it was taken and by which camera stays behind.
//!
//! No input or output: bytes come in and bytes go out. Decoding takes a processor for up to some tenths of a second; call it
//! where that may block.

mod heic;
mod read;
mod write;

use thiserror::Error;

pub use write::{Picture, logo, page, photo};

/// The largest file of a logo, in bytes.
pub const LARGEST_LOGO: usize = 2 * 1024 * 1024;
/// The largest file of a photo, in bytes.
pub const LARGEST_PHOTO: usize = 12 * 1024 * 1024;
/// The largest file of a page, in bytes.
pub const LARGEST_PAGE: usize = 20 * 1024 * 1024;
/// The longer side of a page as it is kept, in pixels: an A4 sheet at 200 points an inch.
pub const PAGE_SIDE: u32 = 2_340;
/// The longer side of a logo as it is kept, in pixels.
pub const LOGO_SIDE: u32 = 192;
/// The widths of a photo as it is kept, in pixels: for a phone, and for a wide screen.
pub const PHOTO_WIDTHS: [u32; 2] = [480, 960];
/// Bytes that a photo of each width takes at most.
pub const PHOTO_WEIGHTS: [usize; 2] = [32 * 1024, 88 * 1024];

/// Why a file is no picture that can be kept, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nothing came.
    #[error("Pilih berkas gambar.")]
    Nothing,
    /// More bytes than allowed; holds the bound in whole megabytes.
    #[error("Berkas ini lebih dari {0} MB. Perkecil gambarnya, lalu pilih lagi.")]
    TooLarge(usize),
    /// A drawing in SVG.
    #[error(
        "Berkas ini SVG. SVG dapat memuat skrip, jadi tidak diterima. Buka gambarnya, simpan sebagai PNG, lalu pilih PNG itu."
    )]
    Svg,
    /// No kind of picture that is read here.
    #[error(
        "Berkas ini bukan gambar PNG, JPEG, WebP, atau HEIC. Simpan gambarnya dalam salah satu bentuk itu, lalu pilih lagi."
    )]
    OtherKind,
    /// A container for HEIC that holds another coding, such as AVIF.
    #[error(
        "Gambar ini memakai penyandian yang tidak terbaca di sini. Simpan gambarnya sebagai JPEG, lalu pilih lagi."
    )]
    OtherCoding,
    /// It says that it is a picture and cannot be read as one.
    #[error("Gambar ini rusak dan tidak terbaca. Buka dan simpan ulang gambarnya, lalu pilih lagi.")]
    Broken,
    /// More pixels than allowed.
    #[error(
        "Gambar ini terlalu besar: {0} × {1} titik. Perkecil sampai paling banyak 8.000 titik tiap sisi dan 40 juta titik seluruhnya."
    )]
    TooManyPixels(u32, u32),
    /// Put together from more coded pictures than a photo of a phone is.
    #[error("Gambar ini tersusun dari terlalu banyak bagian. Simpan gambarnya sebagai JPEG, lalu pilih lagi.")]
    TooManyParts,
    /// Fewer pixels than can be shown well.
    #[error("Gambar ini terlalu kecil: {0} × {1} titik. Pilih gambar yang lebarnya sedikitnya {2} titik.")]
    TooFewPixels(u32, u32, u32),
}
