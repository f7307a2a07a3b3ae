//! Pictures of two tables: the funnel and the growth.

use balai_adoption::{Funnel, Growth};

use super::said;
use crate::nation::W;

/// The width of a full bar of the funnel.
const FULL: usize = 300;
/// Size of the growth's picture, and the room for its writing.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 190;
const LEFT: i64 = 40;
const TOP: i64 = 16;
const FLOOR: i64 = 160;

/// A step of the funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What.
    pub title: &'static str,
    /// What it takes to be counted.
    pub definition: &'static str,
    /// How many regions.
    pub count: String,
    /// The length of its bar, of 300.
    pub width: usize,
    /// How long it took; empty for the first steps.
    pub wait: String,
}

/// The funnel's bars.
pub fn funnel(funnel: &Funnel) -> Vec<Bar> {
    let most = funnel.0.iter().map(|step| step.regions).max().unwrap_or(0).max(1);
    let bar = |(at, step): (usize, &balai_adoption::Step)| Bar {
        title: step.title,
        definition: step.definition,
        count: said::count(step.regions),
        width: step.regions * FULL / most,
        wait: if at < 2 { String::new() } else { said::wait(step.wait) },
    };
    funnel.0.iter().enumerate().map(bar).collect()
}

/// The growth's picture with its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rise {
    /// The months' columns.
    pub columns: Vec<Column>,
    /// The line that is aimed at, as SVG writes points; empty where nothing is aimed at in these months.
    pub line: String,
    /// Lines across: their height and their number.
    pub rules: Vec<(i64, String)>,
    /// The sentence of the last month.
    pub says: String,
    /// What was counted elsewhere.
    pub references: Vec<String>,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `Nov`.
    pub short: String,
    /// `28 November 2026`.
    pub day: String,
    /// How many halls were open.
    pub open: String,
    /// What was aimed at.
    pub target: String,
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// How high.
    pub height: i64,
    /// Where its middle is.
    pub middle: i64,
}

/// Draws the growth.
pub fn rise(growth: &Growth) -> Rise {
    let open = |month: &balai_adoption::Month| i64::try_from(month.open).unwrap_or(i64::MAX);
    let most = growth.months.iter().map(|month| open(month).max(month.target.unwrap_or(0))).max().unwrap_or(0);
    let top = ceiling(most);
    let y = |number: i64| FLOOR - (FLOOR - TOP) * number / top;
    let wide = (WIDTH - LEFT) / i64::try_from(growth.months.len().max(1)).unwrap_or(1);
    let place = |at: usize| LEFT + wide * i64::try_from(at).unwrap_or(0);
    let column = |(at, month): (usize, &balai_adoption::Month)| Column {
        short: W.date(month.day).split([' ', '\u{a0}']).nth(1).unwrap_or_default().chars().take(3).collect(),
        day: W.date(month.day),
        open: said::count(month.open),
        target: said::number(month.target),
        x: place(at) + wide / 5,
        y: y(open(month)),
        height: FLOOR - y(open(month)),
        middle: place(at) + wide / 2,
    };
    let aimed = growth
        .months
        .iter()
        .enumerate()
        .filter_map(|(at, month)| Some(format!("{},{}", place(at) + wide / 2, y(month.target?))));
    let says = growth.months.last().map_or_else(String::new, |month| match month.target {
        Some(target) => format!("{} balai buka; target sampai hari ini {}.", said::count(month.open), W.number(target)),
        None => format!("{} balai buka; belum ada target untuk hari ini.", said::count(month.open)),
    });
    let reference = |mark: &balai_adoption::marks::Mark| {
        format!("Pembanding: {} daerah, {}. {}", mark.regions, W.date(mark.day), mark.note)
    };
    Rise {
        columns: growth.months.iter().enumerate().map(column).collect(),
        line: aimed.collect::<Vec<_>>().join(" "),
        rules: [0, top / 2, top].map(|number| (y(number), W.number(number))).to_vec(),
        says,
        references: growth.references.iter().map(reference).collect(),
    }
}

/// A round number at or above another, that halves well.
fn ceiling(number: i64) -> i64 {
    let mut step = 10;
    loop {
        for times in [1, 2, 4] {
            if number <= step * times {
                return step * times;
            }
        }
        step *= 10;
    }
}

/// The box of the growth's picture.
pub const VIEW: (i64, i64) = (WIDTH, HEIGHT);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_is_round_and_high_enough() {
        assert_eq!([0, 3, 11, 40, 41, 508].map(ceiling), [10, 10, 20, 40, 100, 1_000]);
    }
}
