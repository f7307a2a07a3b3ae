//! Photos of phones in HEIC (ISO/IEC 23008-12, coded by HEVC), read without a line of C.

use heifer::heifer_hevc_dec::nal::{NalUnit, split_annex_b};
use heifer::heifer_hevc_dec::params::ParameterSets;
use heifer::heifer_isobmff::{HeifFile, ItemId};
use heifer::{Error, Options};
use image::{DynamicImage, RgbImage};

use crate::read::{MOST_PIXELS, within};
use crate::{LARGEST_PAGE, Refusal};

/// Coded pictures that one photo is put together from at most; a photo of a phone has some fifty tiles.
const MOST_PARTS: usize = 512;
/// Pixels of all of them together: those of the photo, the rims of its tiles, and what lies beside it, such as its depths.
const MOST_CODED: u64 = 2 * MOST_PIXELS;
/// Bytes of all of them together.
const MOST_STREAMED: usize = 2 * LARGEST_PAGE;

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
    bounded(&file)?;
    let options = Options { max_threads: 1, max_pixels: MOST_PIXELS };
    let picture = heifer::decode_rgba8(bytes, &options).map_err(|error| match error {
        Error::Unsupported(_) => Refusal::OtherCoding,
        _ => Refusal::Broken,
    })?;
    let (width, height) = (picture.width, picture.height);
    RgbImage::from_raw(width, height, picture.into_rgb8()).map(DynamicImage::from).ok_or(Refusal::Broken)
}

/// Refuses a file whose parts cost more to decode, added up, than a photo of a phone. A few bytes can name one coded picture
/// hundreds of times, in a grid, or in overlays of overlays; phones put photos together from grids alone.
fn bounded(file: &HeifFile<'_>) -> Result<(), Refusal> {
    let (mut parts, mut pixels, mut streamed) = (vec![file.primary_id], 0, 0);
    let mut next = 0;
    while let Some(&item) = parts.get(next) {
        next += 1;
        match &file.item(item).map_err(|_| Refusal::Broken)?.item_type.0 {
            b"hvc1" => {
                let stream = file.hevc_bitstream(item).map_err(|_| Refusal::Broken)?;
                streamed += stream.len();
                pixels += coded_pixels(&stream)?;
            }
            b"grid" => parts.extend(file.referenced_items(item, b"dimg")),
            _ => return Err(Refusal::OtherCoding),
        }
        parts.extend::<Vec<ItemId>>(file.referencing_items(item, b"auxl"));
        if parts.len() > MOST_PARTS || pixels > MOST_CODED || streamed > MOST_STREAMED {
            return Err(Refusal::TooManyParts);
        }
    }
    Ok(())
}

/// Pixels that a decoder of this stream makes room for (ITU-T H.265, 7.4.3.2.1), before anything is cut off.
fn coded_pixels(stream: &[u8]) -> Result<u64, Refusal> {
    let mut sets = ParameterSets::default();
    for unit in split_annex_b(stream) {
        let unit = NalUnit::parse(unit).map_err(|_| Refusal::Broken)?;
        if unit.header.unit_type.is_slice() {
            break;
        }
        sets.add(&unit).map_err(|_| Refusal::Broken)?;
    }
    let sizes = sets.sps.iter().flatten();
    let pixels = sizes.map(|set| u64::from(set.pic_width_in_luma_samples) * u64::from(set.pic_height_in_luma_samples));
    pixels.max().ok_or(Refusal::Broken)
}

#[cfg(test)]
mod tests {
    use heifer::heifer_isobmff::boxes::HevcConfig;
    use heifer::heifer_isobmff::writer::{HeifWriter, ImageSpec};
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

    /// The coded picture of the drawing, to be put together in other ways.
    fn coded() -> (HevcConfig, Vec<Vec<u8>>) {
        let file = HeifFile::parse(CARD).unwrap();
        let config = file.hevc_config(file.primary_id).unwrap().unwrap().clone();
        let stream = file.hevc_bitstream(file.primary_id).unwrap();
        let slices = split_annex_b(&stream).skip(config.nal_units.len()).map(<[u8]>::to_vec).collect();
        (HevcConfig { nal_length_size: 4, ..config }, slices)
    }

    fn grid(columns: u16) -> Vec<u8> {
        let (config, slices) = coded();
        let mut writer = HeifWriter::new();
        let tile = writer.add_image(&ImageSpec { hidden: true, ..ImageSpec::new(900, 560, config, &slices) });
        let width = (u32::from(columns) * 900).min(7_900);
        let grid = writer.add_grid(1, columns, width, 560, &vec![tile; usize::from(columns)], None, None);
        writer.set_primary(grid);
        writer.finish()
    }

    #[test]
    fn a_photo_in_tiles_is_put_together() {
        let picture = crate::read::read(&grid(3), crate::LARGEST_PAGE).unwrap();
        assert_eq!(picture.dimensions(), (2_700, 560));
        assert_eq!(picture.get_pixel(150, 200), picture.get_pixel(1_950, 200));
    }

    #[test]
    fn a_small_file_that_names_one_picture_many_times_is_refused_before_it_is_drawn() {
        for columns in [200, 600] {
            let bomb = grid(columns);
            assert!(bomb.len() < 64 * 1024);
            let refusal = crate::read::read(&bomb, crate::LARGEST_PAGE).unwrap_err();
            assert_eq!(refusal, Refusal::TooManyParts, "{columns}");
        }
    }

    #[test]
    fn a_grid_of_itself_and_an_overlay_are_refused() {
        let (config, slices) = coded();
        let mut writer = HeifWriter::new();
        let tile = writer.add_image(&ImageSpec::new(900, 560, config, &slices));
        let itself = writer.add_grid(1, 2, 1_800, 560, &[tile + 1, tile + 1], None, None);
        assert_eq!(itself, tile + 1);
        writer.set_primary(itself);
        let file = writer.finish();
        assert_eq!(crate::read::read(&file, crate::LARGEST_PAGE).unwrap_err(), Refusal::TooManyParts);

        let mut overlay = grid(1);
        let kind = overlay.windows(4).position(|name| name == b"grid").unwrap();
        overlay[kind..kind + 4].copy_from_slice(b"iovl");
        assert_eq!(crate::read::read(&overlay, crate::LARGEST_PAGE).unwrap_err(), Refusal::OtherCoding);
    }
}
