//! From bytes to pixels, within bounds.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use crate::{Refusal, heic};

/// The longest side of a picture that is read, in pixels.
const LONGEST_SIDE: u32 = 8_000;
/// Pixels of a picture that is read; as colours they take up to eight bytes each.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Bytes that a decoder may ask for.
const MOST_MEMORY: u64 = 384 * 1024 * 1024;
/// So much of a text is searched for the tag of a drawing.
const HEAD: usize = 1024;

/// Reads a picture of at most `largest` bytes as it is meant to be seen: turned the way the camera was held.
pub fn read(bytes: &[u8], largest: usize) -> Result<DynamicImage, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Nothing);
    }
    if is_svg(bytes) {
        return Err(Refusal::Svg);
    }
    if bytes.len() > largest {
        return Err(Refusal::TooLarge(largest / 1024 / 1024));
    }
    if heic::is_heif(bytes) {
        return heic::read(bytes);
    }
    let format = match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/png") => ImageFormat::Png,
        Some("image/jpeg") => ImageFormat::Jpeg,
        Some("image/webp") => ImageFormat::WebP,
        _ => return Err(Refusal::OtherKind),
    };
    // the head alone is read, so that its own bounds may be beyond all reason
    let mut head = ImageReader::with_format(Cursor::new(bytes), format);
    head.no_limits();
    let (width, height) = head.into_dimensions().map_err(|_| Refusal::Broken)?;
    within(width, height)?;
    let mut decoder = reader(bytes, format).into_decoder().map_err(|_| Refusal::Broken)?;
    let turned = decoder.orientation().map_err(|_| Refusal::Broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Broken)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

/// Whether a picture of this size is read.
pub fn within(width: u32, height: u32) -> Result<(), Refusal> {
    if width > LONGEST_SIDE || height > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooManyPixels(width, height));
    }
    Ok(())
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE + 1);
    limits.max_image_height = Some(LONGEST_SIDE + 1);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader
}

/// A drawing is text; its tag stands near the beginning, after a declaration and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    head.contains("<svg")
}
