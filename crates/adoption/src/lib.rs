//! Who joins, who stalls, who needs help: what the ministry sees of all regions, in numbers.
//!
//! A region counts itself: its catalogue by size, its days by how often public pages were opened. Its outbox tells of it,
//! [`relay`] carries it into the control plane, and [`Picture`] puts it beside what the control plane knows anyway: sign-ups,
//! halls, roles, decrees. Nothing here is about a single person; numbers about people below [`FEWEST`] are not told.

pub mod borders;
pub mod facts;
mod filter;
mod funnel;
mod growth;
pub mod marks;
mod picture;
mod pictures;
mod places;
pub mod relay;
mod rows;
mod shown;
mod stage;
pub mod subscriptions;
pub mod tables;
pub mod typologies;
pub mod visits;

pub use filter::{Filter, KEYS};
pub use funnel::{Funnel, Step, Wait};
pub use growth::{Growth, Month};
pub use picture::{Contact, Moments, Picture, Standing, contact};
pub use pictures::Pictures;
pub use places::{By, Place, places};
pub use shown::{FEWEST, Shown};
pub use stage::{Reason, SERVICES, Stage, USED_WITHIN};
