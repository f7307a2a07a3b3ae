//! The tables of a region's catalogue.

pub mod agency;
pub mod category;
pub mod import;
pub mod old_slug;
pub mod revision;
pub mod saved_view;
pub mod service;
pub mod standard;
pub mod undo;
pub mod undo_item;
