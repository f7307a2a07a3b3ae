//! Which regions are looked at. A filter is part of a page's address, so that the address can be kept and sent.

use balai_kernel::RegionKind;

use crate::facts::FiscalClass;
use crate::picture::{Picture, Standing};
use crate::stage::{Reason, Stage};

/// The questions of an address, in the order they are written in.
pub const KEYS: [&str; 6] = ["provinsi", "jenis", "fiskal", "tipologi", "tahap", "sebab"];
/// What is asked for where something is not known.
const UNKNOWN: &str = "tanpa-data";

/// Which regions; what is absent narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The code of a province.
    pub province: Option<String>,
    /// Kabupaten or kota.
    pub kind: Option<RegionKind>,
    /// The fiscal class; the inner absence is "not known".
    pub fiscal: Option<Option<FiscalClass>>,
    /// The typology; the inner absence is "not known".
    pub typology: Option<Option<String>>,
    /// The stage.
    pub stage: Option<Stage>,
    /// Why it does not go on.
    pub reason: Option<Reason>,
}

impl Filter {
    /// Reads the questions of an address. What is no answer narrows nothing.
    pub fn read<'a>(ask: impl Fn(&str) -> &'a str) -> Self {
        let asked = |key| Some(ask(key)).filter(|text: &&str| !text.is_empty());
        let unless_unknown = |text: &'a str| if text == UNKNOWN { None } else { Some(text) };
        Self {
            province: asked("provinsi").map(str::to_owned),
            kind: asked("jenis").and_then(|text| match text {
                "kabupaten" => Some(RegionKind::Kabupaten),
                "kota" => Some(RegionKind::Kota),
                _ => None,
            }),
            fiscal: asked("fiskal").and_then(|text| match unless_unknown(text) {
                None => Some(None),
                Some(text) => FiscalClass::of_key(text).map(Some),
            }),
            typology: asked("tipologi").map(|text| unless_unknown(text).map(str::to_owned)),
            stage: asked("tahap").and_then(Stage::of_key),
            reason: asked("sebab").and_then(Reason::of_key),
        }
    }

    /// The questions and answers of this filter.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let unknown = || UNKNOWN.to_owned();
        let answers = [
            self.province.clone(),
            self.kind.map(|kind| kind.label().to_lowercase()),
            self.fiscal.map(|class| class.map_or_else(unknown, |class| class.key().to_owned())),
            self.typology.clone().map(|key| key.unwrap_or_else(unknown)),
            self.stage.map(|stage| stage.key().to_owned()),
            self.reason.map(|reason| reason.key().to_owned()),
        ];
        KEYS.into_iter().zip(answers).filter_map(|(key, answer)| Some((key, answer?))).collect()
    }

    /// Whether it narrows nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a region is looked at.
    pub fn takes(&self, standing: &Standing) -> bool {
        let facts = &standing.facts;
        self.province.as_ref().is_none_or(|code| *code == standing.region.province_code)
            && self.kind.is_none_or(|kind| kind == standing.kind())
            && self.fiscal.is_none_or(|class| class == facts.fiscal.as_ref().map(|fiscal| fiscal.class))
            && self.typology.as_ref().is_none_or(|key| *key == facts.typology)
            && self.stage.is_none_or(|stage| stage == standing.stage)
            && self.reason.is_none_or(|reason| standing.stalled.is_some_and(|(own, _)| own == reason))
    }

    /// The picture of these regions only.
    #[must_use]
    pub fn narrow(&self, picture: &Picture) -> Picture {
        let regions = picture.regions.iter().filter(|standing| self.takes(standing)).cloned().collect();
        Picture { at: picture.at, regions, provinces: picture.provinces.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Filter {
        let pairs = pairs.to_vec();
        Filter::read(|key| pairs.iter().find(|(known, _)| *known == key).map_or("", |(_, answer)| answer))
    }

    #[test]
    fn an_address_keeps_the_filter() {
        let pairs = [
            ("provinsi", "33"),
            ("jenis", "kota"),
            ("fiskal", "tanpa-data"),
            ("tipologi", "2.1"),
            ("tahap", "tersendat"),
            ("sebab", "tanpa-pegawai"),
        ];
        let filter = read(&pairs);
        let written: Vec<(&str, String)> = filter.pairs();
        assert_eq!(written, pairs.map(|(key, answer)| (key, answer.to_owned())));
    }

    #[test]
    fn what_is_no_answer_narrows_nothing() {
        assert!(read(&[("jenis", "x"), ("tahap", "y"), ("fiskal", "z"), ("sebab", "")]).is_empty());
    }
}
