//! How long a session lasts.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DeriveValueType;

/// Whose session it is decides how long it may lie idle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum SessionKind {
    /// Somebody with a role: 15 minutes idle.
    Staff,
    /// Somebody without one: until the whole time is over.
    Citizen,
}

/// How a session came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// It lay idle for too long.
    Idle,
    /// Its whole time was over.
    Elapsed,
    /// It was ended before its time: signed out, or ended from the list.
    Closed,
}

/// For how long a proof of who somebody is (password and code) stands for deeds that can do much harm.
pub const PROOF_LASTS: TimeDelta = TimeDelta::minutes(10);

/// No session lasts longer, used or not.
const WHOLE: TimeDelta = TimeDelta::hours(12);
const STAFF_IDLE: TimeDelta = TimeDelta::minutes(15);
/// How old the last sign of life may be before a request renews it: saves a write for each page.
const SEEN_STEP: TimeDelta = TimeDelta::minutes(1);

/// The times of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTimes {
    /// Whose it is.
    pub kind: SessionKind,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends however much it is used.
    pub expires_at: DateTime<Utc>,
    /// When it was ended before its time.
    pub ended_at: Option<DateTime<Utc>>,
}

impl SessionTimes {
    /// A session that begins now.
    pub fn begin(kind: SessionKind, at: DateTime<Utc>) -> Self {
        Self { kind, seen_at: at, expires_at: at + WHOLE, ended_at: None }
    }

    /// Whether the session still counts.
    pub fn is_live(&self, at: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && at < self.ends_at()
    }

    /// How it ended; nothing while it counts.
    pub fn end(&self, at: DateTime<Utc>) -> Option<SessionEnd> {
        match self.ended_at {
            Some(_) => Some(SessionEnd::Closed),
            None if at >= self.expires_at => Some(SessionEnd::Elapsed),
            None if at >= self.ends_at() => Some(SessionEnd::Idle),
            None => None,
        }
    }

    /// When it ends if nothing more is done; a page warns of it beforehand.
    pub fn ends_at(&self) -> DateTime<Utc> {
        match self.kind {
            SessionKind::Staff => self.expires_at.min(self.seen_at + STAFF_IDLE),
            SessionKind::Citizen => self.expires_at,
        }
    }

    /// Whether the last sign of life is old enough to be renewed.
    pub fn wants_renewal(&self, at: DateTime<Utc>) -> bool {
        at - self.seen_at >= SEEN_STEP
    }
}

/// The stable form that is stored.
impl fmt::Display for SessionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Staff => "staff",
            Self::Citizen => "citizen",
        })
    }
}

/// No kind of session has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of session")]
pub struct UnknownKind;

impl FromStr for SessionKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "staff" => Ok(Self::Staff),
            "citizen" => Ok(Self::Citizen),
            _ => Err(UnknownKind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + minutes * 60, 0).unwrap()
    }

    fn seen(kind: SessionKind, minute: i64) -> SessionTimes {
        SessionTimes { seen_at: at(minute), ..SessionTimes::begin(kind, at(0)) }
    }

    #[test]
    fn a_staff_session_ends_after_fifteen_idle_minutes() {
        let session = seen(SessionKind::Staff, 100);
        assert!(session.is_live(at(114)));
        assert!(!session.is_live(at(115)));
    }

    #[test]
    fn every_session_ends_after_twelve_hours() {
        for kind in [SessionKind::Staff, SessionKind::Citizen] {
            let session = seen(kind, 719);
            assert!(session.is_live(at(719)));
            assert!(!session.is_live(at(720)));
        }
    }

    #[test]
    fn a_citizen_may_be_away_for_hours() {
        assert!(seen(SessionKind::Citizen, 0).is_live(at(600)));
    }

    #[test]
    fn an_ended_session_does_not_come_back() {
        let ended = SessionTimes { ended_at: Some(at(1)), ..seen(SessionKind::Citizen, 0) };
        assert!(!ended.is_live(at(1)));
        assert_eq!(ended.end(at(1)), Some(SessionEnd::Closed));
    }

    #[test]
    fn whoever_comes_back_can_be_told_why_the_session_ended() {
        let staff = seen(SessionKind::Staff, 10);
        assert_eq!(staff.end(at(24)), None);
        assert_eq!(staff.end(at(25)), Some(SessionEnd::Idle));
        assert_eq!(staff.end(at(720)), Some(SessionEnd::Elapsed));
    }

    #[test]
    fn a_sign_of_life_is_written_once_a_minute() {
        let session = seen(SessionKind::Staff, 10);
        assert!(!session.wants_renewal(at(10)));
        assert!(session.wants_renewal(at(11)));
    }
}
