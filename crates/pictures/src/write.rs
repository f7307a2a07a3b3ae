//! From pixels to the bytes that are kept.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView as _, ImageEncoder as _};

use crate::read::read;
use crate::{LARGEST_LOGO, LARGEST_PAGE, LARGEST_PHOTO, LOGO_SIDE, PAGE_SIDE, PHOTO_WEIGHTS, PHOTO_WIDTHS, Refusal};

/// Qualities of a photo from the best on, until it is light enough.
const QUALITIES: [u8; 7] = [78, 70, 62, 54, 46, 36, 26];
/// A photo that is higher than so many times its width is cut, top and bottom alike.
const HIGHEST: f64 = 0.75;
/// The quality of a page: small print stays legible.
const PAGE_QUALITY: u8 = 82;
/// A page needs at least so many pixels on its longer side to be read.
const SMALLEST_PAGE: u32 = 480;
/// A logo needs at least so many pixels on its longer side.
const SMALLEST_LOGO: u32 = 48;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub kind: &'static str,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}

/// A logo as PNG: what is transparent stays so, the longer side is at most [`LOGO_SIDE`].
pub fn logo(bytes: &[u8]) -> Result<Picture, Refusal> {
    let picture = read(bytes, LARGEST_LOGO)?;
    let (width, height) = picture.dimensions();
    if width.max(height) < SMALLEST_LOGO {
        return Err(Refusal::TooFewPixels(width, height, SMALLEST_LOGO));
    }
    let picture = if width.max(height) > LOGO_SIDE {
        picture.resize(LOGO_SIDE, LOGO_SIDE, FilterType::Lanczos3)
    } else {
        picture
    };
    let pixels = picture.into_rgba8();
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Best, Filter::Adaptive);
    encoder
        .write_image(&pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgba8)
        .map_err(|_| Refusal::Broken)?;
    Ok(Picture { bytes: file, kind: "image/png", width: pixels.width(), height: pixels.height() })
}

/// A page that was photographed or scanned, as JPEG: upright, its longer side at most [`PAGE_SIDE`].
pub fn page(bytes: &[u8]) -> Result<Picture, Refusal> {
    let picture = read(bytes, LARGEST_PAGE)?;
    let (width, height) = picture.dimensions();
    if width.max(height) < SMALLEST_PAGE {
        return Err(Refusal::TooFewPixels(width, height, SMALLEST_PAGE));
    }
    let picture = if width.max(height) > PAGE_SIDE {
        picture.resize(PAGE_SIDE, PAGE_SIDE, FilterType::CatmullRom)
    } else {
        picture
    };
    let pixels = picture.into_rgb8();
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, PAGE_QUALITY)
        .write_image(&pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
        .map_err(|_| Refusal::Broken)?;
    Ok(Picture { bytes: file, kind: "image/jpeg", width: pixels.width(), height: pixels.height() })
}

/// A photo as JPEG in each of [`PHOTO_WIDTHS`], none heavier than [`PHOTO_WEIGHTS`] as far as quality can make it so. One
/// that is narrower than the wider of them is kept as wide as it is.
pub fn photo(bytes: &[u8]) -> Result<[Picture; 2], Refusal> {
    let picture = read(bytes, LARGEST_PHOTO)?;
    let (width, height) = picture.dimensions();
    if width < PHOTO_WIDTHS[0] {
        return Err(Refusal::TooFewPixels(width, height, PHOTO_WIDTHS[0]));
    }
    let cut = cut(picture);
    let [small, large] = PHOTO_WIDTHS;
    Ok([sized(&cut, small, PHOTO_WEIGHTS[0])?, sized(&cut, large, PHOTO_WEIGHTS[1])?])
}

/// Not higher than a page has room for.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "three quarters of a width is a width")]
fn cut(picture: DynamicImage) -> DynamicImage {
    let (width, height) = picture.dimensions();
    let most = (f64::from(width) * HIGHEST).round() as u32;
    if height <= most { picture } else { picture.crop_imm(0, (height - most) / 2, width, most) }
}

fn sized(picture: &DynamicImage, width: u32, most: usize) -> Result<Picture, Refusal> {
    let pixels = if picture.width() > width {
        picture.resize(width, u32::MAX, FilterType::CatmullRom).into_rgb8()
    } else {
        picture.to_rgb8()
    };
    let mut file = Vec::new();
    for quality in QUALITIES {
        file.clear();
        let encoder = JpegEncoder::new_with_quality(&mut file, quality);
        encoder
            .write_image(&pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
            .map_err(|_| Refusal::Broken)?;
        if file.len() <= most {
            break;
        }
    }
    Ok(Picture { bytes: file, kind: "image/jpeg", width: pixels.width(), height: pixels.height() })
}
