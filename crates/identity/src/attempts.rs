//! Limits on tries: how often somebody may guess before having to wait.

use chrono::{DateTime, TimeDelta, Utc};

const WINDOW: TimeDelta = TimeDelta::minutes(1);
const LOCK: TimeDelta = TimeDelta::minutes(10);
const LONG_LOCK: TimeDelta = TimeDelta::hours(1);
const DAY_LOCK: TimeDelta = TimeDelta::hours(24);
/// Mistakes of long ago do not count towards a lock.
const FORGET: TimeDelta = TimeDelta::hours(24);

/// How many tries something bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Tries in a minute.
    pub per_minute: u32,
    /// Tries without a success until it is locked; none where a lock would hit bystanders.
    pub until_locked: Option<u32>,
    /// How long it is locked then.
    pub lock: TimeDelta,
}

impl Limit {
    /// One account, from wherever the tries come: 5 a minute, locked after 10. A name nobody has is counted alike.
    pub const ACCOUNT: Self = Self { per_minute: 5, until_locked: Some(10), lock: LOCK };

    /// One network address, whichever accounts are tried. Wider and without a lock, as a whole town hall may stand behind
    /// one address.
    pub const ADDRESS: Self = Self { per_minute: 30, until_locked: None, lock: LOCK };

    /// Passkeys asked for from one network address: every opening of the sign-in page asks once, in a whole town hall.
    pub const CEREMONIES: Self = Self { per_minute: 120, until_locked: None, lock: LOCK };

    /// One's own data taken along: all of it is read for that. Five times, then an hour's rest.
    pub const DATA: Self = Self { per_minute: 2, until_locked: Some(5), lock: LONG_LOCK };

    /// Codes sent to one address or number, asked for from one network address: one a minute, and after 5 without one that was
    /// used an hour's rest. Whoever asks elsewhere keeps the owner from nothing.
    pub const CODES: Self = Self { per_minute: 1, until_locked: Some(5), lock: LONG_LOCK };

    /// The same, from wherever they are asked for, so that nobody's telephone rings all night.
    pub const CALLS: Self = Self { per_minute: 3, until_locked: Some(20), lock: LONG_LOCK };

    /// Wrong codes typed for one address or number, from wherever: however many codes were sent there, 50 and then a day's rest.
    /// NIST SP 800-63B, section 5.2.2, allows 100 in a row.
    pub const GUESSES: Self = Self { per_minute: 15, until_locked: Some(50), lock: DAY_LOCK };

    /// Wrong codes typed from one network address on one day, whichever addresses they were sent to. Wide, as a whole town hall
    /// may stand behind it.
    pub const GUESSERS: Self = Self { per_minute: 30, until_locked: Some(200), lock: LONG_LOCK };
}

/// The tries at one thing so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// When the present minute began.
    pub window_began: Option<DateTime<Utc>>,
    /// Tries in that minute.
    pub in_window: u32,
    /// Tries since the last success, lock or quiet day.
    pub in_a_row: u32,
    /// Locked until then.
    pub locked_until: Option<DateTime<Utc>>,
}

/// No further try for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many tries, the next one is possible at {until}")]
pub struct TooManyTries {
    /// When the next try is possible.
    pub until: DateTime<Utc>,
}

impl Attempts {
    /// Counts one more try *before* it is made, so that tries made side by side cannot slip through together. After
    /// a success the caller forgets them all.
    pub fn one_more(self, limit: Limit, at: DateTime<Utc>) -> Result<Self, TooManyTries> {
        if let Some(until) = self.locked_until.filter(|until| at < *until) {
            return Err(TooManyTries { until });
        }
        let fresh = self.forget(at);
        let began = fresh.window_began.unwrap_or(at);
        if fresh.in_window >= limit.per_minute {
            return Err(TooManyTries { until: began + WINDOW });
        }
        let in_a_row = fresh.in_a_row + 1;
        let locks = limit.until_locked.is_some_and(|most| in_a_row >= most);
        Ok(Self {
            window_began: Some(began),
            in_window: fresh.in_window + 1,
            in_a_row: if locks { 0 } else { in_a_row },
            locked_until: locks.then_some(at + limit.lock),
        })
    }

    /// As if the last try had not been one: it was right. What was tried wrong before it still counts.
    #[must_use]
    pub fn taken_back(self, limit: Limit) -> Self {
        let locked = self.locked_until.is_some();
        let in_a_row = if locked { limit.until_locked.unwrap_or_default() } else { self.in_a_row };
        Self {
            in_window: self.in_window.saturating_sub(1),
            in_a_row: in_a_row.saturating_sub(1),
            locked_until: None,
            ..self
        }
    }

    /// Drops what no longer counts: a minute that is over, a lock that is over, mistakes of yesterday. Clocks of two
    /// nodes differ a little, so a slightly negative age is still the same minute.
    fn forget(self, at: DateTime<Utc>) -> Self {
        let Some(began) = self.window_began else {
            return Self::default();
        };
        let age = at - began;
        if age >= FORGET || age <= -LOCK {
            return Self::default();
        }
        if age >= WINDOW {
            return Self { in_a_row: self.in_a_row, ..Self::default() };
        }
        Self { locked_until: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn fail(mut attempts: Attempts, times: u32, seconds: i64) -> Attempts {
        for _ in 0..times {
            attempts = attempts.one_more(Limit::ACCOUNT, at(seconds)).unwrap();
        }
        attempts
    }

    #[test]
    fn the_sixth_try_in_a_minute_has_to_wait_for_the_next_minute() {
        let five = fail(Attempts::default(), 5, 0);
        assert_eq!(five.one_more(Limit::ACCOUNT, at(59)), Err(TooManyTries { until: at(60) }));
        assert!(five.one_more(Limit::ACCOUNT, at(60)).is_ok());
    }

    #[test]
    fn the_tenth_try_in_a_row_locks_for_ten_minutes() {
        let nine = fail(fail(Attempts::default(), 5, 0), 4, 60);
        assert_eq!(nine.locked_until, None);
        let ten = fail(nine, 1, 61);
        let until = at(61) + TimeDelta::minutes(10);
        assert_eq!(ten.locked_until, Some(until));
        assert_eq!(ten.one_more(Limit::ACCOUNT, until - TimeDelta::seconds(1)), Err(TooManyTries { until }));
        let after = ten.one_more(Limit::ACCOUNT, until).unwrap();
        assert_eq!((after.in_a_row, after.locked_until), (1, None));
    }

    #[test]
    fn a_try_that_was_right_takes_back_itself_and_no_other() {
        let four = fail(Attempts::default(), 4, 0);
        assert_eq!(fail(four, 1, 1).taken_back(Limit::ACCOUNT), four);
        let nine = fail(fail(Attempts::default(), 5, 0), 4, 60);
        assert_eq!(fail(nine, 1, 61).taken_back(Limit::ACCOUNT), nine, "the tenth locks nobody when it is right");
        assert_eq!(Attempts::default().taken_back(Limit::ACCOUNT), Attempts::default());
    }

    #[test]
    fn an_address_waits_but_is_never_locked() {
        let mut attempts = Attempts::default();
        for minute in 0..10 {
            for _ in 0..30 {
                attempts = attempts.one_more(Limit::ADDRESS, at(minute * 60)).unwrap();
            }
            assert!(attempts.one_more(Limit::ADDRESS, at(minute * 60)).is_err());
        }
        assert_eq!(attempts.locked_until, None);
    }

    #[test]
    fn mistakes_of_yesterday_do_not_lock_today() {
        let nine = fail(fail(Attempts::default(), 5, 0), 4, 60);
        assert_eq!(fail(nine, 1, 60 + 24 * 3600).locked_until, None);
        assert!(fail(nine, 1, 60 + 24 * 3600 - 1).locked_until.is_some());
    }

    #[test]
    fn a_node_whose_clock_is_behind_gives_no_further_tries() {
        let five = fail(Attempts::default(), 5, 0);
        assert!(five.one_more(Limit::ACCOUNT, at(-1)).is_err());
    }

    #[test]
    fn a_clock_set_far_back_locks_nobody_out() {
        let five = fail(Attempts::default(), 5, 0);
        assert!(five.one_more(Limit::ACCOUNT, at(-3600)).is_ok());
    }
}
