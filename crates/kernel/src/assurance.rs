//! How well it is known who stands behind an account.

/// The levels of assurance, each with all that the ones below it tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    /// 1: an e-mail address or a telephone number is theirs.
    #[default]
    Contact,
    /// 2: a clerk saw the card with their citizen number at a counter.
    Seen,
    /// 3: the national identity provider answers for them.
    National,
}

impl Assurance {
    /// The number that is stored and spoken of: 1, 2 or 3.
    pub const fn level(self) -> u8 {
        match self {
            Self::Contact => 1,
            Self::Seen => 2,
            Self::National => 3,
        }
    }

    /// The level with this number.
    pub const fn of_level(level: i32) -> Option<Self> {
        match level {
            1 => Some(Self::Contact),
            2 => Some(Self::Seen),
            3 => Some(Self::National),
            _ => None,
        }
    }
}
