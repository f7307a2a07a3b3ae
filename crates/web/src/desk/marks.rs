//! Completeness as fourteen marks: tall for the six that citizens read, red where something is wrong.

use balai_catalog::{Completeness, Component, State};

/// One mark on the 84 by 12 field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// `y` complete, `p` wrong, `x` missing: the names of the style sheet.
    pub class: &'static str,
    /// Its left edge.
    pub x: u8,
    /// Its upper edge.
    pub y: u8,
    /// Its height.
    pub height: u8,
}

/// The marks and the number that is always written beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// All fourteen.
    pub marks: Vec<Mark>,
    /// How many are complete.
    pub score: u8,
}

impl Marks {
    /// The marks of a standard.
    pub fn of(completeness: &Completeness) -> Self {
        let marks = completeness.iter().map(|(component, state)| mark(component, state)).collect();
        Self { marks, score: completeness.score() }
    }
}

fn mark(component: Component, state: &State) -> Mark {
    let class = match state {
        State::Complete => "y",
        State::Wrong(_) => "p",
        State::Missing if component.is_public() => "p",
        State::Missing => "x",
    };
    let place = component.number() - 1;
    if component.is_public() {
        Mark { class, x: place * 6, y: 0, height: 12 }
    } else {
        Mark { class, x: place * 6 + 1, y: 3, height: 9 }
    }
}

#[cfg(test)]
mod tests {
    use balai_catalog::{About, Standard, Subject};

    use super::*;

    #[test]
    fn an_empty_standard_shows_five_public_gaps_in_red() {
        let today = "2026-11-23".parse().expect("a date");
        let about = About { name: "Uji", subject: Subject::General, today };
        let marks = Marks::of(&Standard::default().completeness(&about));
        let classes: String = marks.marks.iter().map(|mark| mark.class).collect();
        assert_eq!(classes, "pppppyxxxxxxxx");
        assert_eq!(marks.score, 1);
        assert!(marks.marks.iter().all(|mark| mark.x + 4 <= 84 && mark.y + mark.height == 12));
    }
}
