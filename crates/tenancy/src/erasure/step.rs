//! The steps, in their order, and what each must be.

use async_trait::async_trait;
use balai_kernel::{Act, RegionCode};

use crate::provisioning::StepError;

/// A step of erasing a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EraseStepName {
    /// The data key.
    Key,
    /// Schema and role, or the file.
    Space,
    /// The files.
    Objects,
    /// Roles, invitations, sessions at its host.
    People,
    /// Letters about it.
    Letters,
    /// Its services in the national search.
    Search,
    /// Its sign-up, with the letter of the head of region.
    SignUp,
    /// Its row, and how it came to be.
    Row,
    /// What deleted rows leave in a file.
    Scrub,
}

impl EraseStepName {
    /// Every step, in order.
    pub const ALL: [Self; 9] = [
        Self::Key,
        Self::Space,
        Self::Objects,
        Self::People,
        Self::Letters,
        Self::Search,
        Self::SignUp,
        Self::Row,
        Self::Scrub,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Space => "space",
            Self::Objects => "objects",
            Self::People => "people",
            Self::Letters => "letters",
            Self::Search => "search",
            Self::SignUp => "sign_up",
            Self::Row => "row",
            Self::Scrub => "scrub",
        }
    }
}

/// A step as the binary wires it in from the room that knows how.
#[async_trait]
pub trait EraseStep: Send + Sync {
    /// Which step this is.
    fn name(&self) -> EraseStepName;

    /// Removes; returns how many things went. Doing it twice must be doing it once.
    async fn run(&self, code: RegionCode, act: &Act) -> Result<u64, StepError>;
}
