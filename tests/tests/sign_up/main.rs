//! A region's way in, with its letters, on both engines.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod letters;
mod races;
mod region;
mod support;
