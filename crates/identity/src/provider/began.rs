//! When a request began: the mark that it carries over the sign-in and the consent, so that what was shown for its sake is
//! not shown again. It holds in the browser in which the request began and in no other: an application that gets a mark for
//! itself cannot send a citizen on with it.

use balai_kernel::SecretToken;
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::Identity;
use crate::provider::Parameters;

/// The parameter of our own addresses that holds it.
pub const BEGAN: &str = "lanjutan";
/// What our own pages add to a request.
const OURS: [&str; 2] = [BEGAN, "bahasa"];
/// How long somebody may take to sign in and to decide.
const LASTS: TimeDelta = TimeDelta::hours(1);

/// A request that was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Began {
    /// When it was seen first.
    pub at: DateTime<Utc>,
    /// The pushed request that it is.
    pub pushed: Option<Uuid>,
}

/// A request without what our own pages add to it: the mark, and the language that somebody chose on the way.
pub fn unmarked(parameters: &Parameters) -> Parameters {
    OURS.iter().fold(parameters.clone(), |all, name| all.with(name, None))
}

impl Identity {
    /// The mark of a request that begins now. It holds for these very parameters and this browser, by its cookie, and no others.
    pub fn mark_began(&self, parameters: &Parameters, began: Began, browser: &SecretToken) -> String {
        let (at, pushed) = (began.at.timestamp_millis(), began.pushed.unwrap_or_default());
        format!("{at}.{pushed}.{}", self.began_print(parameters, at, pushed, browser))
    }

    /// When a request began, by its mark; nothing where it carries none of ours, or began too long ago.
    pub fn began(&self, parameters: &Parameters, browser: &SecretToken, at: DateTime<Utc>) -> Option<Began> {
        let mut parts = parameters.get(BEGAN)?.splitn(3, '.');
        let millis: i64 = parts.next()?.parse().ok()?;
        let pushed: Uuid = parts.next()?.parse().ok()?;
        let print = self.began_print(&unmarked(parameters), millis, pushed, browser);
        let is_ours: bool = print.as_bytes().ct_eq(parts.next()?.as_bytes()).into();
        let began = DateTime::from_timestamp_millis(millis).filter(|_| is_ours)?;
        (at - began < LASTS).then_some(Began { at: began, pushed: Some(pushed).filter(|id| !id.is_nil()) })
    }

    fn began_print(&self, parameters: &Parameters, millis: i64, pushed: Uuid, browser: &SecretToken) -> String {
        let (request, browser) = (parameters.encoded(), browser.hash());
        self.key.blind_index(format!("request of {millis} by {pushed} in {}: {request}", browser.as_str()).as_bytes())
    }
}
