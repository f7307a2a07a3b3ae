//! Whole-application tests live in `tests/`; this crate exports nothing.
