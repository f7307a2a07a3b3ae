//! The map: a block for each province at its place, filled with one equal square for each region; or real borders, where the
//! operator supplies them. It is a picture of the table beside it and leads to the same pages.

use std::collections::BTreeMap;

use balai_adoption::borders::Borders;
use balai_adoption::{Filter, Picture, Stage, Standing};

use super::HERE;
use super::filters::at;

/// The places of the provinces: code, short name, column, row.
const PLACES: &str = include_str!("../../../../../config/provinsi_tilegrid.csv");
/// Squares in a row of a block.
const IN_A_ROW: usize = 5;
/// From one square to the next; a square is 12 wide.
const STEP: usize = 14;

/// A province at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// `Jateng`.
    pub short: String,
    /// `Jawa Tengah`.
    pub name: String,
    /// The same page, narrowed to it.
    pub href: String,
    /// The classes of its column and row.
    pub place: String,
    /// Its height, in units of its squares.
    pub height: usize,
    /// Its regions.
    pub squares: Vec<Square>,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// Its page.
    pub href: String,
    /// `Kabupaten Sragen: aktif`.
    pub label: String,
    /// Which sign it is drawn with.
    pub sign: &'static str,
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: usize,
}

/// A region within its borders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Land {
    /// Its page.
    pub href: String,
    /// `Kabupaten Sragen: aktif`.
    pub label: String,
    /// The class of its colour.
    pub class: &'static str,
    /// Its outline.
    pub path: String,
}

/// A drawing of real borders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The regions.
    pub lands: Vec<Land>,
    /// How many regions the operator's file does not have.
    pub missing: usize,
}

/// A line of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Which sign.
    pub sign: &'static str,
    /// What it means.
    pub title: &'static str,
    /// How many regions.
    pub count: String,
    /// The page narrowed to it.
    pub href: String,
}

/// The sign of a stage. Signs differ in shape as well as in colour, and fill as a hall does.
pub const fn sign(stage: Stage) -> &'static str {
    match stage {
        Stage::NotJoined => "r-belum",
        Stage::Applied => "r-daftar",
        Stage::Verified => "r-lolos",
        Stage::Active => "r-aktif",
        Stage::Fifty => "r-terbit",
        Stage::Used => "r-pakai",
        Stage::Stalled => "r-sendat",
        Stage::Administrative => "r-admin",
    }
}

/// The blocks of the provinces that have a region in the picture.
pub fn blocks(picture: &Picture, filter: &Filter) -> Vec<Block> {
    let mut of: BTreeMap<&str, Vec<&Standing>> = BTreeMap::new();
    for standing in &picture.regions {
        of.entry(standing.region.province_code.as_str()).or_default().push(standing);
    }
    let lines = PLACES.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    lines
        .filter_map(|line| {
            let [code, short, column, row] = line.as_slice() else { return None };
            let mut own = of.remove(code)?;
            // those that have come far stand together, so that a block reads as a level
            own.sort_by_key(|standing| (order(standing.stage), standing.region.code));
            let narrowed = Filter { province: Some((*code).to_owned()), ..filter.clone() };
            Some(Block {
                short: (*short).to_owned(),
                name: picture.province(code).to_owned(),
                href: at(HERE, &narrowed, &[]),
                place: format!("r-k{column} r-b{row}"),
                height: own.len().div_ceil(IN_A_ROW) * STEP - 2,
                squares: own.into_iter().enumerate().map(|(at, standing)| square(at, standing)).collect(),
            })
        })
        .collect()
}

const fn order(stage: Stage) -> u8 {
    match stage {
        Stage::Used => 0,
        Stage::Fifty => 1,
        Stage::Active => 2,
        Stage::Verified => 3,
        Stage::Applied => 4,
        Stage::Stalled => 5,
        Stage::NotJoined => 6,
        Stage::Administrative => 7,
    }
}

fn square(at: usize, standing: &Standing) -> Square {
    Square {
        href: href(standing),
        label: label(standing),
        sign: sign(standing.stage),
        x: at % IN_A_ROW * STEP,
        y: at / IN_A_ROW * STEP,
    }
}

fn href(standing: &Standing) -> String {
    format!("{HERE}/daerah/{}", standing.region.code)
}

fn label(standing: &Standing) -> String {
    format!("{}: {}", standing.region.name, standing.stage.title().to_lowercase())
}

/// The regions of the picture within their borders.
pub fn drawing(picture: &Picture, borders: &Borders) -> Drawing {
    let land = |standing: &Standing| {
        let path = borders.paths.get(&standing.region.code)?;
        Some(Land { href: href(standing), label: label(standing), class: sign(standing.stage), path: path.clone() })
    };
    let lands: Vec<Land> = picture.regions.iter().filter_map(land).collect();
    let missing = picture.regions.len() - lands.len();
    Drawing { width: borders.width, height: borders.height, lands, missing }
}

/// The legend with its counts.
pub fn legend(picture: &Picture, filter: &Filter) -> Vec<Key> {
    let key = |stage: Stage| Key {
        sign: sign(stage),
        title: stage.title(),
        count: super::said::count(picture.count(stage)),
        href: at(HERE, &Filter { stage: Some(stage), ..filter.clone() }, &[]),
    };
    [
        Stage::Used,
        Stage::Fifty,
        Stage::Active,
        Stage::Verified,
        Stage::Applied,
        Stage::Stalled,
        Stage::NotJoined,
        Stage::Administrative,
    ]
    .map(key)
    .to_vec()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_province_has_a_place_of_its_own() {
        let places: Vec<Vec<&str>> = PLACES.lines().skip(1).map(|line| line.split(',').collect()).collect();
        assert_eq!(places.len(), 38);
        let spots: BTreeSet<(&str, &str)> = places.iter().map(|place| (place[2], place[3])).collect();
        assert_eq!(spots.len(), 38);
    }

    #[test]
    fn every_stage_has_a_sign_of_its_own() {
        let signs: BTreeSet<&str> = Stage::ALL.into_iter().map(sign).collect();
        assert_eq!(signs.len(), Stage::ALL.len());
    }
}
