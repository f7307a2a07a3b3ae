//! What stands around every request: the door it came to, who really asks, its number, its line in the log, its headers, the refusal of
//! what is forged, the page of a fault, and the short way of pages that stand in memory.

pub mod door;
pub mod faults;
pub mod forgery;
pub mod headers;
pub mod kept;
pub mod language;
pub mod proxies;
pub mod trace;
pub mod waiting;
