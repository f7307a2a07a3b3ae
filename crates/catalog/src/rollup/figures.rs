//! Robust figures: half of the regions lie between the quartiles, and no single region moves them far.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::standard::{Component, spell_minutes, spell_rupiah};

/// Fewest regions of which a figure is told.
pub const FEWEST: usize = 5;

/// What other regions promise for the same template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Comparison {
    /// The time, in minutes of an office.
    pub minutes: Option<Quartiles>,
    /// The highest fee, in rupiah.
    pub fee: Option<Quartiles>,
}

/// The quarters of what at least [`FEWEST`] regions say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quartiles {
    /// How many regions.
    pub regions: usize,
    /// A quarter of them is at or below this.
    pub low: i64,
    /// Half of them.
    pub middle: i64,
    /// Three quarters of them.
    pub high: i64,
}

/// On which side of the others something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Far above.
    Above,
    /// Far below.
    Below,
}

impl Comparison {
    /// What other regions promise in a component, in a sentence for its editor.
    pub fn told(&self, component: Component) -> Option<String> {
        let (figures, spell): (_, fn(i64) -> String) = match component {
            Component::Time => (self.minutes?, spell_minutes),
            Component::Fee => (self.fee?, spell_rupiah),
            _ => return None,
        };
        let (low, middle, high) = (spell(figures.low), spell(figures.middle), spell(figures.high));
        let regions = figures.regions;
        Some(format!(
            "dari {regions} daerah lain dengan templat yang sama, separuhnya menetapkan {low} sampai {high}, tengahnya {middle}."
        ))
    }
}

impl Quartiles {
    /// The quarters of some numbers; none when there are too few to tell.
    pub fn of(numbers: impl Iterator<Item = i64>) -> Option<Self> {
        let mut sorted: Vec<i64> = numbers.collect();
        if sorted.len() < FEWEST {
            return None;
        }
        sorted.sort_unstable();
        let at = |quarter: usize| sorted[(sorted.len() - 1) * quarter / 4];
        Some(Self { regions: sorted.len(), low: at(1), middle: at(2), high: at(3) })
    }

    /// Whether a number lies far from the others: outside the quartiles by more than one and a half times what lies between
    /// them (Tukey's fences), where that is at least a quarter of the median and at least `grain`, so that regions that all
    /// say the same do not make every other number far.
    pub fn far(&self, number: i64, grain: i64) -> Option<Side> {
        let spread = (self.high - self.low).max(self.middle / 4).max(grain);
        let reach = spread.saturating_mul(3) / 2;
        if number > self.high.saturating_add(reach) {
            Some(Side::Above)
        } else if number < self.low.saturating_sub(reach) {
            Some(Side::Below)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_fewer_than_five_regions_nothing_is_told() {
        assert_eq!(Quartiles::of([1, 2, 3, 4].into_iter()), None);
        let five = Quartiles::of([5, 1, 4, 2, 3].into_iter()).unwrap();
        assert_eq!(five, Quartiles { regions: 5, low: 2, middle: 3, high: 4 });
    }

    #[test]
    fn one_wild_region_moves_the_figures_little() {
        let calm = Quartiles::of([450, 900, 900, 1_350, 1_350].into_iter()).unwrap();
        let wild = Quartiles::of([450, 900, 900, 1_350, 999_999].into_iter()).unwrap();
        assert_eq!(calm, wild);
        assert_eq!(wild.far(999_999, 60), Some(Side::Above));
        assert_eq!(wild.far(1_350, 60), None);
    }

    #[test]
    fn where_all_say_the_same_only_what_is_clearly_otherwise_is_far() {
        let free = Quartiles::of([0; 9].into_iter()).unwrap();
        assert_eq!(free.far(5_000, 5_000), None);
        assert_eq!(free.far(25_000, 5_000), Some(Side::Above));
        let week = Quartiles::of([2_250; 7].into_iter()).unwrap();
        assert_eq!(week.far(60, 60), Some(Side::Below), "a quarter of an hour where all need a week");
        assert_eq!(week.far(1_800, 60), None);
    }
}
