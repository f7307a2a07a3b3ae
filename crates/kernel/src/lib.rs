//! Value types of the field: what a region, a number of a person, a sum of money or a working day *is*.
//!
//! Everything here is parsed once, at the edge, and cannot be wrong afterwards. The crate does no I/O; the clock and
//! randomness are the two doors to the outside, and both are named: [`SystemClock`], and the constructors called `fresh`.

mod act;
mod clock;
mod email;
mod id;
mod region;
mod slug;
mod text;
mod token;

pub use act::{Act, Actor, Origin};
pub use clock::{Clock, FixedClock, SystemClock};
pub use email::{Email, EmailError};
pub use id::fresh_id;
pub use region::{ProvinceCode, RegionCode, RegionCodeError, RegionKind};
pub use slug::{RESERVED_HOSTS, Slug, SlugError};
pub use text::fold;
pub use token::{SecretToken, TokenError, TokenHash, random_digits};
