//! balai-web

pub mod assets;
pub mod brand;
pub mod content;
pub mod faults;
pub mod forms;
pub mod frame;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
pub mod hall;
pub mod icons;
pub mod parts;
pub mod root;
pub mod words;
