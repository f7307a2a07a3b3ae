//! What the ministry tells the regions: maintenance, a new rule. Shown at the desks until each person has read it.

mod text;
mod verbs;

pub use text::{Body, TextError, Title};
pub(crate) use verbs::forget;
pub use verbs::{Broadcast, Broadcasts, Importance, NewBroadcast, Provinces, Reached};
