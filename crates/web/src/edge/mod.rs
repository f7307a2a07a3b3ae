//! What stands around every request: its number, its line in the log, its headers, the refusal of
//! what is forged, and the page of a fault.

pub mod faults;
pub mod forgery;
pub mod headers;
pub mod language;
pub mod trace;
