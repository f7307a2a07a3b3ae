//! Numbers about people, as far as they are told.

/// The smallest number about people that is told (UU 27/2022: the ministry sees aggregates only).
pub const FEWEST: i64 = 5;

/// A number about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nobody has counted it: never the same as none.
    Unknown,
    /// None at all.
    None,
    /// Some, but fewer than [`FEWEST`].
    Few,
    /// So many.
    Number(i64),
}

impl From<Option<i64>> for Shown {
    fn from(number: Option<i64>) -> Self {
        match number {
            None => Self::Unknown,
            Some(..=0) => Self::None,
            Some(number) if number < FEWEST => Self::Few,
            Some(number) => Self::Number(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_are_not_counted_aloud_and_unknown_is_not_none() {
        let shown = |number| Shown::from(number);
        assert_eq!(shown(None), Shown::Unknown);
        assert_eq!(shown(Some(0)), Shown::None);
        assert_eq!([shown(Some(1)), shown(Some(4))], [Shown::Few, Shown::Few]);
        assert_eq!(shown(Some(5)), Shown::Number(5));
    }
}
