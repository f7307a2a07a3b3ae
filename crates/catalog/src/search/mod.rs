//! Finding services by what people write: misspelt, run together, in everyday words.
//!
//! All judgement is here and none in a database: words become terms ([`synonyms::term`]), a [`question`] is read in the
//! terms of one catalogue, and documents are scored ([`score`]), so that both engines rank alike. A region's catalogue
//! is small enough to be held in memory ([`Searcher`]); the index over all regions stands in tables
//! ([`crate::national`]).

pub mod entry;
pub mod misses;
pub mod question;
mod region;
pub mod rows;
pub mod score;
pub mod stem;
pub mod synonyms;
mod texts;
pub mod vocabulary;

pub use entry::{EntryError, Expression, Meanings};
pub use misses::Misses;
pub use region::{Answer, Found, Searcher};

/// Most services that one search finds; who has more to choose from writes another word.
pub const MOST_FOUND: usize = 200;
/// Most questions that are guessed when nothing was found.
pub const MOST_GUESSES: usize = 3;
