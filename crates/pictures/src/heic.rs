//! Photos of phones in HEIC (ISO/IEC 23008-12, coded by HEVC), read without a line of C.

use heifer::heifer_isobmff::HeifFile;
use heifer::{Error, Options};
use image::{DynamicImage, RgbImage};

use crate::Refusal;
use crate::read::{MOST_PIXELS, within};

/// Whether a file is a container of this family; what is coded in it shows when it is read.
pub fn is_heif(bytes: &[u8]) -> bool {
    infer::get(bytes).is_some_and(|kind| matches!(kind.mime_type(), "image/heif" | "image/heic" | "image/avif"))
}

/// The picture that such a file is about, turned and cut as it says.
pub fn read(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let file = HeifFile::parse(bytes).map_err(|_| Refusal::Broken)?;
    let size = file.image_size(file.primary_id).map_err(|_| Refusal::Broken)?;
    let (width, height) = size.ok_or(Refusal::Broken)?;
    within(width, height)?;
    let options = Options { max_threads: 1, max_pixels: MOST_PIXELS };
    let picture = heifer::decode_rgba8(bytes, &options).map_err(|error| match error {
        Error::Unsupported(_) => Refusal::OtherCoding,
        _ => Refusal::Broken,
    })?;
    let (width, height) = (picture.width, picture.height);
    RgbImage::from_raw(width, height, picture.into_rgb8()).map(DynamicImage::from).ok_or(Refusal::Broken)
}

#[cfg(test)]
mod tests {
    use image::GenericImageView as _;

    use super::*;

    /// A drawing of 900 by 560 pixels, written by libheif 1.15: `heif-enc -q 50`.
    const CARD: &[u8] = include_bytes!("../../../tests/fixtures/pictures/card.heic");

    #[test]
    fn a_photo_of_a_phone_is_seen_in_its_colours() {
        let picture = crate::read::read(CARD, crate::LARGEST_PAGE).unwrap();
        assert_eq!(picture.dimensions(), (900, 560));
        for ((x, y), drawn) in [((150, 200), [180, 60, 60]), ((600, 80), [20, 40, 90]), ((20, 20), [228, 240, 250])] {
            let seen = picture.get_pixel(x, y).0;
            let near = drawn.iter().zip(seen).all(|(drawn, seen): (&u8, u8)| drawn.abs_diff(seen) < 8);
            assert!(near, "{drawn:?} {seen:?}");
        }
    }

    #[test]
    fn what_is_cut_or_empty_is_broken_and_never_worse() {
        for end in [100, 400, CARD.len() / 2, CARD.len() - 1] {
            assert_eq!(crate::read::read(&CARD[..end], crate::LARGEST_PAGE).unwrap_err(), Refusal::Broken, "{end}");
        }
        let mut changed = CARD.to_vec();
        for at in (600..CARD.len()).step_by(7) {
            changed[at] ^= 0x55;
        }
        // whatever it shows now, it shows it without harm
        let _ = crate::read::read(&changed, crate::LARGEST_PAGE);
    }

    #[test]
    fn a_picture_beyond_all_bounds_is_not_drawn() {
        let size = CARD.windows(4).position(|name| name == b"ispe").unwrap() + 8;
        let mut bomb = CARD.to_vec();
        bomb[size..size + 4].copy_from_slice(&60_000_u32.to_be_bytes());
        let refusal = crate::read::read(&bomb, crate::LARGEST_PAGE).unwrap_err();
        assert_eq!(refusal, Refusal::TooManyPixels(60_000, 560));
    }
}
