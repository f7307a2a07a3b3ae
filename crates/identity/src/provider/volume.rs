//! How much one application may ask of the endpoints for programs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::Identity;

/// Requests of one application in a minute at one server. Ten a second is more than any agency's system has people.
const PER_MINUTE: u32 = 600;
const WINDOW: TimeDelta = TimeDelta::minutes(1);

/// Counts of the present minute, in this process alone: no row is written for a request that is let through. Only registered
/// applications are counted, so there are never more counts than they.
#[derive(Clone, Debug, Default)]
pub struct Volume(Arc<Mutex<HashMap<Uuid, Counted>>>);

/// When the minute began, and the requests in it.
type Counted = (DateTime<Utc>, u32);

impl Volume {
    /// Counts one more request. Where there were too many, says when the next is possible.
    pub fn one_more(&self, application: Uuid, at: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (began, count) = counts.entry(application).or_insert((at, 0));
        if at >= *began + WINDOW {
            (*began, *count) = (at, 0);
        }
        if *count >= PER_MINUTE {
            return Err(*began + WINDOW);
        }
        *count += 1;
        Ok(())
    }
}

impl Identity {
    /// Counts a request of an application at an endpoint for programs.
    pub fn count_request(&self, application: Uuid, at: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        self.volume.one_more(application, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_that_asks_too_much_waits_and_others_do_not() {
        let (volume, at) = (Volume::default(), DateTime::from_timestamp(1_795_000_000, 0).unwrap());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for _ in 0..PER_MINUTE {
            assert_eq!(volume.one_more(one, at), Ok(()));
        }
        assert_eq!(volume.one_more(one, at), Err(at + WINDOW));
        assert_eq!(volume.one_more(other, at), Ok(()));
        assert_eq!(volume.one_more(one, at + WINDOW), Ok(()));
    }
}
