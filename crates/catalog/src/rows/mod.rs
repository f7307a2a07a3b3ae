//! The tables of a region's catalogue.

pub mod agency;
pub mod category;
pub mod old_slug;
pub mod revision;
pub mod service;
pub mod standard;
