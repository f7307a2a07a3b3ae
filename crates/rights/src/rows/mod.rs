//! The tables, all in the control plane.

pub(crate) mod breach;
pub(crate) mod letter;
pub(crate) mod request;
