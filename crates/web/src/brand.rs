//! A region gives one colour; this makes the ten values of the theme out of it, or refuses with the reason.
//!
//! The hue stays the region's own. Lightness moves until the contrast holds: text 6:1 on page and white, white 8:1 on
//! the fill, the dark-mode tone 8:1 on the dark surface. State colours, focus and gold never change.

mod oklch;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

pub use oklch::{Oklch, Rgb};

const PAGE: Rgb = Rgb([0xfa, 0xf8, 0xf5]);
const WHITE: Rgb = Rgb([0xff, 0xff, 0xff]);
const DARK_SURFACE: Rgb = Rgb([0x20, 0x1c, 0x17]);
const ERROR_RED: Rgb = Rgb([0xa9, 0x21, 0x1b]);
/// One step of hue while looking for another one (radians), and how many steps are tried.
const TURN: f64 = 0.02;
const TURNS: u32 = 20;
/// One step of lightness while looking for contrast.
const STEP: f64 = 0.01;
/// A colour that must darken by more than this is not recognisably the region's any more.
const MOST_DARKENING: f64 = 0.25;
/// Nearer than this to the error red (radians, 8°) a strong colour would be read as a mistake.
const ERROR_HUE: f64 = 0.14;

/// Why a colour cannot be a region's own.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum BrandRefusal {
    /// Not written as `#rrggbb`.
    #[error("Tulis warna seperti #0e6b5c, yaitu tanda pagar dan enam angka atau huruf a sampai f.")]
    NotAColour,
    /// Too light for text and buttons; holds its contrast on white.
    #[error("Warna {colour} terlalu terang untuk teks dan tombol (kontras {}:1, perlu 4,5:1). Pilih warna yang lebih gelap.", comma(*.contrast))]
    TooLight {
        /// The colour that was given.
        colour: Rgb,
        /// Its contrast on white.
        contrast: f64,
    },
    /// Could be mistaken for an error.
    #[error("Warna {0} terlalu dekat dengan merah tanda kesalahan. Pilih merah marun yang lebih ungu atau warna lain.")]
    LooksLikeError(Rgb),
}

fn comma(number: f64) -> String {
    format!("{number:.1}").replace('.', ",")
}

/// The ten values a region's pages are painted with, light and dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    values: [(&'static str, Rgb); 10],
}

impl Brand {
    /// Makes the theme of one colour, written `#rrggbb`.
    pub fn of(colour: &str) -> Result<Self, BrandRefusal> {
        let given = Rgb::parse(colour).ok_or(BrandRefusal::NotAColour)?;
        let own = given.oklch();
        let text = until(own, -STEP, |c| c.contrast(PAGE) >= 6.0 && c.contrast(WHITE) >= 6.0);
        if own.light - text.light > MOST_DARKENING {
            return Err(BrandRefusal::TooLight { colour: given, contrast: given.contrast(WHITE) });
        }
        if own.chroma > 0.1 && own.hue_distance(ERROR_RED.oklch()) < ERROR_HUE {
            return Err(BrandRefusal::LooksLikeError(given));
        }
        Ok(Self { values: tones(own, text) })
    }

    /// The nearest colour that is taken, of one that is not; none where the text is no colour. Lightness gives way first, hue
    /// only as far as it must to be told from an error.
    pub fn nearest(colour: &str) -> Option<Rgb> {
        let given = Rgb::parse(colour)?.oklch();
        let turned = |turn: f64| {
            let steps = (0..=TURNS).map(move |step| Oklch { hue: given.hue + turn * f64::from(step) * TURN, ..given });
            steps.into_iter().find_map(darkened)
        };
        let [left, right] = [turned(-1.0), turned(1.0)];
        let apart = |found: &Oklch| {
            let across = 2.0 * given.chroma * (given.hue_distance(*found) / 2.0).sin();
            (given.light - found.light).hypot(across)
        };
        left.into_iter().chain(right).min_by(|a, b| apart(a).total_cmp(&apart(b))).map(Oklch::rgb)
    }

    /// How it looks where it matters most, with the contrast of each.
    pub fn specimens(&self) -> Vec<Specimen> {
        let [text, strong, soft, fill, _, dark, ..] = self.values.map(|(_, colour)| colour);
        [
            ("Tautan di halaman", text, PAGE),
            ("Kepala halaman", WHITE, fill),
            ("Tombol", WHITE, text),
            ("Label", strong, soft),
            ("Mode gelap", dark, DARK_SURFACE),
        ]
        .map(|(name, ink, ground)| Specimen {
            name,
            ink: ink.to_string(),
            ground: ground.to_string(),
            contrast: comma(ink.contrast(ground)),
        })
        .to_vec()
    }

    /// The style sheet `:root{--region-…}` that carries the values to the page.
    pub fn css(&self) -> String {
        let mut css = String::from(":root{");
        for (n, (name, colour)) in self.values.iter().enumerate() {
            let between = if n == 0 { "" } else { ";" };
            write!(css, "{between}--region-{name}:{colour}").expect("writing to a string cannot fail");
        }
        css + "}"
    }

    /// What a page's frame needs of it.
    pub fn theme(&self) -> Theme {
        let [_, _, _, fill, _, _, _, _, night, _] = self.values.map(|(_, colour)| colour.to_string());
        Theme { sheet: Some(self.href()), fill, night }
    }

    /// The address of the sheet; it carries the content's hash, so it may be kept for good.
    pub fn href(&self) -> String {
        let digest = Sha256::digest(self.css());
        let hash = digest.iter().take(6).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        format!("/tema-{hash}.css")
    }
}

/// Text on a ground, as one of a region's pages has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specimen {
    /// Where it stands.
    pub name: &'static str,
    /// The text's colour.
    pub ink: String,
    /// The ground's colour.
    pub ground: String,
    /// Its contrast, `6,1`.
    pub contrast: String,
}

/// The same hue, darker by as little as makes it a colour that is taken.
fn darkened(given: Oklch) -> Option<Oklch> {
    let steps = (0..).map(|step| Oklch { light: given.light - f64::from(step) * STEP, ..given });
    steps.take_while(|colour| colour.light > 0.0).find(|colour| Brand::of(&colour.rgb().to_string()).is_ok())
}

/// The colour around a page: its sheet, and what a browser paints its own frame with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The sheet with the region's values; none where the colour is Balai's own.
    pub sheet: Option<String>,
    /// The head's colour, light.
    pub fill: String,
    /// The head's colour, dark.
    pub night: String,
}

impl Default for Theme {
    /// Balai's own indigo, as `_tokens.scss` has it.
    fn default() -> Self {
        Self { sheet: None, fill: "#223a7d".to_owned(), night: "#1b2c5e".to_owned() }
    }
}

/// Moves lightness step by step until `holds`, at the latest at black or white.
fn until(from: Oklch, step: f64, holds: impl Fn(Rgb) -> bool) -> Oklch {
    let mut colour = from;
    let room = |light: f64| if step < 0.0 { light > 0.02 } else { light < 0.99 };
    while !holds(colour.rgb()) && room(colour.light) {
        colour.light += step;
    }
    colour
}

fn tones(own: Oklch, text: Oklch) -> [(&'static str, Rgb); 10] {
    let at = |colour: Oklch, light: f64| Oklch { light, ..colour }.rgb();
    let weak = |most: f64| Oklch { chroma: own.chroma.min(most), ..own };
    let fill = until(text, -STEP, |c| c.contrast(WHITE) >= 8.0);
    let dark = until(Oklch { light: 0.7, ..weak(0.1) }, STEP, |c| c.contrast(DARK_SURFACE) >= 8.0);
    let night = fill.light.min(0.34);
    [
        ("brand", text.rgb()),
        ("strong", at(text, text.light - 0.1)),
        ("soft", at(weak(0.022), 0.945)),
        ("fill", fill.rgb()),
        ("fill-2", at(fill, fill.light - 0.06)),
        ("brand-d", dark.rgb()),
        ("strong-d", at(dark, (dark.light + 0.07).min(0.93))),
        ("soft-d", at(weak(0.045), 0.29)),
        ("fill-d", at(fill, night)),
        ("fill-2-d", at(fill, night - 0.05)),
    ]
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::sragen("#0e6b5c", "0e6b5c 034c41 def2ed 085b4e 00493e 73c3b1 89dac7 0c332b 004238 00342b")]
    #[case::indigo("#2c4488", "2c4488 142869 e6edfc 2c4488 1d3375 97b3f5 b4cafd 212b42 1c3174 112364")]
    #[case::maroon("#7a1f4b", "7a1f4b 580031 fae7ed 7a1f4b 67083b eb9dba ffb5d0 3d222c 67083b 54002e")]
    #[case::brick_darkens("#b3541e", "9f4200 752e00 fae9e1 863600 6d2a00 eda380 ffbc9d 3e2417 5e2400 4b1a00")]
    #[case::grey("#808080", "5d5d5d 424242 ededed 505050 404040 b4b4b4 cacaca 2b2b2b 383838 2b2b2b")]
    fn a_colour_gives_these_ten_values(#[case] colour: &str, #[case] values: &str) {
        let brand = Brand::of(colour).expect("an allowed colour");
        let printed: Vec<String> = brand.values.iter().map(|(_, c)| c.to_string()[1..].to_owned()).collect();
        assert_eq!(printed.join(" "), values);
    }

    #[rstest]
    #[case(
        "#ffd500",
        "Warna #ffd500 terlalu terang untuk teks dan tombol (kontras 1,4:1, perlu 4,5:1). Pilih warna yang lebih gelap."
    )]
    #[case(
        "#ffffff",
        "Warna #ffffff terlalu terang untuk teks dan tombol (kontras 1,0:1, perlu 4,5:1). Pilih warna yang lebih gelap."
    )]
    #[case(
        "#d42a20",
        "Warna #d42a20 terlalu dekat dengan merah tanda kesalahan. Pilih merah marun yang lebih ungu atau warna lain."
    )]
    #[case("hijau", "Tulis warna seperti #0e6b5c, yaitu tanda pagar dan enam angka atau huruf a sampai f.")]
    #[case("#12345é", "Tulis warna seperti #0e6b5c, yaitu tanda pagar dan enam angka atau huruf a sampai f.")]
    fn a_refused_colour_says_why(#[case] colour: &str, #[case] sentence: &str) {
        let refusal = Brand::of(colour).expect_err("a refused colour");
        assert_eq!(refusal.to_string(), sentence);
    }

    #[test]
    fn every_allowed_colour_keeps_the_contrast_that_wcag_asks() {
        let steps = (0..=255).step_by(17);
        for (r, g, b) in steps.clone().flat_map(|r| steps.clone().map(move |g| (r, g, (r ^ g)))) {
            let given = Rgb([r, g, b]).to_string();
            let Ok(brand) = Brand::of(&given) else { continue };
            let [text, strong, soft, fill, fill_2, dark, strong_d, soft_d, fill_d, fill_2_d] =
                brand.values.map(|(_, c)| c);
            assert!(text.contrast(PAGE) >= 6.0 && strong.contrast(soft) >= 4.5, "{given}");
            assert!(fill.contrast(WHITE) >= 8.0 && fill_2.contrast(WHITE) >= 8.0, "{given}");
            assert!(fill_d.contrast(WHITE) >= 8.0 && fill_2_d.contrast(WHITE) >= 8.0, "{given}");
            assert!(dark.contrast(DARK_SURFACE) >= 8.0 && strong_d.contrast(soft_d) >= 4.5, "{given}");
        }
    }

    #[rstest]
    #[case::yellow("#ffd500")]
    #[case::white("#ffffff")]
    #[case::error_red("#d42a20")]
    #[case::pink("#ffb3c7")]
    #[case::bright_red("#ff0000")]
    #[case::cyan("#00ffff")]
    fn a_refused_colour_has_a_near_one_that_is_taken(#[case] refused: &str) {
        assert!(Brand::of(refused).is_err());
        let near = Brand::nearest(refused).expect("a near one");
        let brand = Brand::of(&near.to_string()).expect("it is taken");
        let apart = Rgb::parse(refused).expect("a colour").oklch().hue_distance(near.oklch());
        assert!(apart < 0.45 || near.oklch().chroma < 0.02, "{refused} became {near}");
        assert!(
            brand.specimens().iter().all(|specimen| specimen
                .contrast
                .replace(',', ".")
                .parse::<f64>()
                .expect("a number")
                >= 4.5)
        );
        assert_eq!(Brand::nearest("kuning"), None);
    }

    #[test]
    fn the_colour_without_a_region_is_the_one_of_the_sheet() {
        let tokens = include_str!("../../../assets/scss/_tokens.scss");
        let own = Theme::default();
        for (name, colour) in [("fill", own.fill), ("fill-d", own.night)] {
            assert!(tokens.contains(&format!("--b-fill: var(--region-{name}, {colour});")), "{name}");
        }
    }

    #[test]
    fn the_sheet_is_small_and_its_address_changes_with_the_colour() {
        let (sragen, sinjai) = (Brand::of("#0e6b5c").expect("allowed"), Brand::of("#7a1f4b").expect("allowed"));
        assert!(sragen.css().starts_with(":root{--region-brand:#0e6b5c;--region-strong:#034c41;"));
        assert!(sragen.css().len() < 300);
        assert_ne!(sragen.href(), sinjai.href());
        let theme = sragen.theme();
        assert_eq!((theme.fill.as_str(), theme.night.as_str()), ("#085b4e", "#004238"));
        assert!(sragen.href().starts_with("/tema-") && sragen.href().len() == "/tema-0123456789ab.css".len());
    }
}
