//! The national holidays: imported as a file, reviewed, published, and in force on every node at once.
//!
//! A published year takes the place of what the program carries for that year. Halls and working calendars ask
//! [`Holidays::calendar`], which ends its memory with every change of the control plane.

mod diff;
mod file;
mod verbs;

pub use diff::{Change, YearDiff};
pub use file::{Listed, Wrong, read};
pub use verbs::{Affected, Draft, HangsOnCalendar, Holidays, InForce, OpenHalls, PublishRefused, YearLine};
