//! The word on how hard a new password is to guess: beside one that was refused, and while one is typed.

use balai_identity::Factors;

/// What `account/strength.html` shows, and what `strength.js` goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    /// The fewest characters.
    pub least: u64,
    /// The person's own words that are not in the form.
    pub own: String,
    /// How hard the password was to guess that was refused, from 0 to 4.
    pub refused: Option<u64>,
}

impl Strength {
    /// Of a password that stands alone or beside a second factor.
    pub fn new(factors: Factors, own: &str) -> Self {
        let least = u64::try_from(factors.shortest()).unwrap_or(u64::MAX);
        Self { least, own: own.to_owned(), refused: None }
    }
}
