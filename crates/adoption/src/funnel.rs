//! From being able to join to the first use: how many came through each step, and how long each took them.

use chrono::{DateTime, Utc};

use crate::picture::{Moments, Picture, Standing};
use crate::stage::Stage;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The steps in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel(pub Vec<Step>);

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What people read.
    pub title: &'static str,
    /// What it takes to have come through.
    pub definition: &'static str,
    /// How many regions came through.
    pub regions: usize,
    /// How long it took them since the step before; none where nobody's two moments are known.
    pub wait: Option<Wait>,
}

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Whole days, begun ones rounded to the nearest: half of the regions took at most so many.
    pub median: i64,
    /// Nine of ten took at most so many.
    pub most: i64,
    /// Of how many regions both moments are known.
    pub known: usize,
}

type At = fn(&Moments) -> Option<DateTime<Utc>>;

const APPLIED: At = |moments| moments.applied;
const VERIFIED: At = |moments| moments.verified;
const OPENED: At = |moments| moments.opened;
const FIFTY: At = |moments| moments.fifty;
const USED: At = |moments| moments.used;

impl Funnel {
    /// The steps of the regions of a picture.
    pub fn of(picture: &Picture) -> Self {
        let came = |through: &dyn Fn(&Standing) -> bool| picture.regions.iter().filter(|s| through(s)).count();
        let reached = |stage: Stage| came(&|standing| rank(standing) >= stage as u8);
        let step = |title, definition, regions, wait| Step { title, definition, regions, wait };
        let wait = |from: At, to: At| {
            let took = picture.regions.iter().filter_map(|standing| {
                let (from, to) = (from(&standing.moments)?, to(&standing.moments)?);
                Some(((to - from).num_seconds().max(0) + DAY / 2) / DAY)
            });
            Wait::of(took.collect())
        };
        Self(vec![
            step(
                "Otonom, dapat ikut",
                "Kabupaten dan kota otonom. Enam wilayah administratif DKI Jakarta tidak dihitung.",
                came(&|standing| standing.stage != Stage::Administrative),
                None,
            ),
            step(
                "Mendaftar",
                "Pendaftarannya pernah sampai ke kementerian dan tidak ditolak.",
                reached(Stage::Applied),
                None,
            ),
            step(
                "Lolos verifikasi",
                "Satu orang kementerian sudah memeriksa pendaftarannya. Waktu dihitung sejak mendaftar.",
                reached(Stage::Verified),
                wait(APPLIED, VERIFIED),
            ),
            step(
                "Aktif",
                "Balainya dibuka. Waktu dihitung sejak lolos verifikasi.",
                reached(Stage::Active),
                wait(VERIFIED, OPENED),
            ),
            step(
                "50 layanan terbit",
                "Pernah menerbitkan 50 layanan. Waktu dihitung sejak balai dibuka.",
                came(&|standing| standing.stage.has_hall() && standing.moments.fifty.is_some()),
                wait(OPENED, FIFTY),
            ),
            step(
                "Dipakai pertama kali",
                "Pernah 50 layanan, dan pada satu hari halaman publiknya dibuka paling sedikit 5 kali. Waktu dihitung sejak balai dibuka.",
                came(&|standing| {
                    standing.stage.has_hall() && standing.moments.fifty.is_some() && standing.moments.used.is_some()
                }),
                wait(OPENED, USED),
            ),
        ])
    }
}

/// How far a region has come; a stalled hall is a hall.
fn rank(standing: &Standing) -> u8 {
    match standing.stage {
        Stage::Stalled => Stage::Active as u8,
        Stage::Administrative => 0,
        stage => stage as u8,
    }
}

impl Wait {
    /// Of the days that some regions took.
    fn of(mut days: Vec<i64>) -> Option<Self> {
        days.sort_unstable();
        let last = days.len().checked_sub(1)?;
        // the nearest rank: the smallest number that so many are at or below
        let at = |percent: usize| days[(days.len() * percent).div_ceil(100).saturating_sub(1).min(last)];
        Some(Self { median: at(50), most: at(90), known: days.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_nine_of_ten_are_days_that_somebody_took() {
        assert_eq!(Wait::of(vec![]), None);
        assert_eq!(Wait::of(vec![7]), Some(Wait { median: 7, most: 7, known: 1 }));
        let days = (1..=10).rev().collect();
        assert_eq!(Wait::of(days), Some(Wait { median: 5, most: 9, known: 10 }));
    }
}
