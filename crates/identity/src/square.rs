//! Square codes that a camera reads.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// A text of some hundred characters as inline SVG: dark on white with a quiet zone, in either colour scheme.
///
/// # Panics
/// Where the text is longer than a square holds, which is 2,331 characters.
pub fn square(text: &str) -> String {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("some hundred characters fit a square");
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    // Inline in HTML there is no XML declaration.
    match svg.find("<svg") {
        Some(start) => svg[start..].to_owned(),
        None => svg,
    }
}
