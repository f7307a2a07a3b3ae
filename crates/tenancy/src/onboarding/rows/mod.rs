//! Rows of the sign-up, all in the control plane: the region has no space of its own yet.

pub(super) mod application;
pub(super) mod confirmation;
pub(super) mod document;
pub(super) mod draft;
