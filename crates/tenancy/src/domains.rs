//! A region's own domain: written by the region, proved by a record in DNS, then served on every node.
//!
//! Two records are asked of the region: a TXT record under `_balai.<name>` with a token proves that the name is the
//! region's to give (as RFC 8555, 8.4 proves it for certificates); a CNAME from the name to the region's host leads
//! visitors here. A name that two regions write goes to the one that proves it.

mod check;
mod claim;
mod dns;
mod verbs;

pub use claim::{Claim, ClaimState, Found, Seen};
pub use dns::{Dns, DnsError};
pub use verbs::{ClaimRefused, Domains};

pub(crate) use verbs::forget;
