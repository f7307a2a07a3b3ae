//! How a browser wants a body packed: `Accept-Encoding` with its weights (RFC 9110, 12.5.3).

/// A form in which a body goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    #[default]
    Plain,
    /// Every browser takes it.
    Gzip,
    /// The smallest.
    Brotli,
}

impl Packing {
    /// What a browser likes best of what we have; among equals the smaller. Whoever refuses everything gets the plain body.
    pub fn wanted(header: &str) -> Self {
        let brotli = (weight(header, "br").unwrap_or(0), Self::Brotli);
        let gzip = (weight(header, "gzip").unwrap_or(0), Self::Gzip);
        // Plain is welcome unless it is named with a weight; then it competes.
        let plain = (named(header, "identity").unwrap_or(0), Self::Plain);
        let best = [plain, gzip, brotli].into_iter().max_by_key(|(weight, _)| *weight);
        best.filter(|(weight, _)| *weight > 0).map_or(Self::Plain, |(_, packing)| packing)
    }

    /// Its word in `Content-Encoding`.
    pub fn coding(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// What a file that is packed this way ends in.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

/// The weight of a coding in thousandths, by its own name or by `*`.
fn weight(header: &str, coding: &str) -> Option<u16> {
    named(header, coding).or_else(|| named(header, "*"))
}

fn named(header: &str, coding: &str) -> Option<u16> {
    header.split(',').find_map(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        if !parts.next()?.eq_ignore_ascii_case(coding) {
            return None;
        }
        let given = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        Some(given.map_or(1_000, thousandths))
    })
}

/// `0.5` gives 500; what does not read as a weight refuses.
fn thousandths(text: &str) -> u16 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 3 || !part.bytes().all(|digit| digit.is_ascii_digit()) {
        return 0;
    }
    match whole {
        "0" => format!("{part:0<3}").parse().unwrap_or(0),
        "1" => 1_000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing_said("", Packing::Plain)]
    #[case::every_browser("gzip, deflate, br, zstd", Packing::Brotli)]
    #[case::older("gzip, deflate", Packing::Gzip)]
    #[case::unknown("deflate, zstd", Packing::Plain)]
    #[case::anything("*", Packing::Brotli)]
    #[case::anything_but("br;q=0, *", Packing::Gzip)]
    #[case::nothing("*;q=0", Packing::Plain)]
    #[case::refused("gzip;q=0.000, br;q=0", Packing::Plain)]
    #[case::likes_gzip_better("br;q=0.5, gzip;q=0.8", Packing::Gzip)]
    #[case::likes_gzip_a_little_better("br;q=0.799, gzip;q=0.8", Packing::Gzip)]
    #[case::likes_both_alike("gzip;q=0.8, br;q=0.8", Packing::Brotli)]
    #[case::likes_it_plain("identity, gzip;q=0.5", Packing::Plain)]
    #[case::rather_packed("identity;q=0.5, gzip", Packing::Gzip)]
    #[case::capitals_and_blanks("GZIP ; Q=1.0 , BR ; q=0.2", Packing::Gzip)]
    #[case::no_weight("br;q=viel, gzip;q=0.1", Packing::Gzip)]
    #[case::more_than_one("br;q=2, gzip", Packing::Gzip)]
    #[case::another_coding("brotli, xgzip", Packing::Plain)]
    fn the_best_liked_form_wins(#[case] header: &str, #[case] expected: Packing) {
        assert_eq!(Packing::wanted(header), expected);
    }
}
