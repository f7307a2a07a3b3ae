//! The pages of a sign-up and of the ministry's desk, over HTTP, on both engines.

mod abuse;
mod again;
mod form;
mod ministry;
mod support;
