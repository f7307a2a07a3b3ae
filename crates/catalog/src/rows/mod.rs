//! The tables of a region's catalogue.

pub mod agency;
pub mod category;
pub mod chore;
pub mod comparison;
pub mod finding;
pub mod import;
pub mod lending;
pub mod old_slug;
pub mod origin;
pub mod revision;
pub mod rules;
pub mod saved_view;
pub mod service;
pub mod standard;
pub mod undo;
pub mod undo_item;
