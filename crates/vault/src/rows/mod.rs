//! The tables of the vault: all in the control plane but the copies, which are a region's own.

pub(crate) mod code;
pub(crate) mod copy;
pub(crate) mod document;
pub(crate) mod item;
pub(crate) mod look;
pub(crate) mod mark;
pub(crate) mod part;
pub(crate) mod pause;
pub(crate) mod request;
pub(crate) mod upload;
pub(crate) mod version;
