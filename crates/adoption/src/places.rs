//! The regions of a picture in groups: by province, by kind, by fiscal class, by typology.

use crate::facts::FiscalClass;
use crate::filter::Filter;
use crate::picture::{Picture, Standing};
use crate::stage::Stage;

/// A group of regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// What narrows a picture to it.
    pub filter: Filter,
    /// Regions in it that can join.
    pub autonomous: usize,
    /// How many stand at each stage, in the order of [`Stage::ALL`].
    pub stages: [usize; 8],
}

impl Place {
    fn of(name: String, filter: Filter, picture: &Picture) -> Self {
        let own = || picture.regions.iter().filter(|standing| filter.takes(standing));
        let count = |stage| own().filter(|standing: &&Standing| standing.stage == stage).count();
        let stages = Stage::ALL.map(count);
        let autonomous = own().filter(|standing| standing.region.autonomous).count();
        Self { name, filter, autonomous, stages }
    }

    /// How many stand at a stage.
    pub fn count(&self, stage: Stage) -> usize {
        self.stages[stage as usize]
    }

    /// How many have a hall.
    pub fn halls(&self) -> usize {
        Stage::ALL.into_iter().filter(|stage| stage.has_hall()).map(|stage| self.count(stage)).sum()
    }
}

/// By what a picture is put into groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// Provinces.
    #[default]
    Province,
    /// Kabupaten and kota.
    Kind,
    /// Fiscal classes.
    Fiscal,
    /// Typologies.
    Typology,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Province, Self::Kind, Self::Fiscal, Self::Typology];

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Province => "provinsi",
            Self::Kind => "jenis",
            Self::Fiscal => "fiskal",
            Self::Typology => "tipologi",
        }
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Province => "Provinsi",
            Self::Kind => "Kabupaten atau kota",
            Self::Fiscal => "Kelas fiskal",
            Self::Typology => "Tipologi",
        }
    }

    /// What an address asks for; provinces where it asks for nothing.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|by| by.key() == key).unwrap_or_default()
    }
}

/// The groups of a picture; those without any region are left out. `typologies` are keys and names.
pub fn places(picture: &Picture, by: By, typologies: &[(String, String)]) -> Vec<Place> {
    let nothing = Filter::default;
    let named = |name: &str, filter: Filter| Place::of(name.to_owned(), filter, picture);
    let all: Vec<Place> = match by {
        By::Province => {
            let of = |code: &String| Filter { province: Some(code.clone()), ..nothing() };
            picture.provinces.iter().map(|p| named(picture.province(&p.code), of(&p.code))).collect()
        }
        By::Kind => {
            use balai_kernel::RegionKind::{Kabupaten, Kota};
            [Kabupaten, Kota].map(|kind| named(kind.label(), Filter { kind: Some(kind), ..nothing() })).to_vec()
        }
        By::Fiscal => {
            let known = FiscalClass::ALL.map(Some).into_iter().chain([None]);
            let title = |class: Option<FiscalClass>| class.map_or("Belum ada data", FiscalClass::title);
            known.map(|class| named(title(class), Filter { fiscal: Some(class), ..nothing() })).collect()
        }
        By::Typology => {
            let known = typologies.iter().map(|(key, name)| (name.as_str(), Some(key.clone())));
            let all = known.chain([("Belum ada data", None)]);
            all.map(|(name, key)| named(name, Filter { typology: Some(key), ..nothing() })).collect()
        }
    };
    all.into_iter().filter(|place| place.stages.iter().sum::<usize>() > 0).collect()
}
