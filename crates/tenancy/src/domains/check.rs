//! From what DNS says to what a claim becomes.

use chrono::{DateTime, TimeDelta, Utc};

use super::{ClaimState, Found, Seen};

/// So long a served domain whose record is gone stays served: somebody may be putting it right.
const GRACE: TimeDelta = TimeDelta::hours(24);

/// Where a claim stands before a check.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    pub(super) state: ClaimState,
    pub(super) written_at: DateTime<Utc>,
    pub(super) missing_since: Option<DateTime<Utc>>,
}

/// Where it stands after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct After {
    pub(super) state: ClaimState,
    pub(super) missing_since: Option<DateTime<Utc>>,
    pub(super) due_at: DateTime<Utc>,
}

/// What a claim becomes. What DNS did not answer changes nothing: a resolver that is down takes no domain away.
pub(super) fn judge(before: Before, seen: &Seen, now: DateTime<Utc>) -> After {
    let proven = seen.proof == Found::Right && !seen.held_by_other;
    let leads_here = seen.way == Found::Right;
    let whole = match (proven, leads_here) {
        (true, true) => ClaimState::Served,
        (true, false) => ClaimState::Proven,
        (false, _) => ClaimState::Waiting,
    };
    let unsaid = seen.proof.is_unanswered() || (proven && seen.way.is_unanswered());
    let (state, missing_since) = match before.state {
        ClaimState::Written if unsaid => (ClaimState::Waiting, None),
        state if unsaid => (state, before.missing_since),
        ClaimState::Served if whole != ClaimState::Served && !seen.held_by_other => {
            let since = before.missing_since.unwrap_or(now);
            if now - since < GRACE { (ClaimState::Served, Some(since)) } else { (whole, None) }
        }
        _ => (whole, None),
    };
    After { state, missing_since, due_at: now + pause(state, now - before.written_at) }
}

/// How long until the next look: often while somebody waits for it.
fn pause(state: ClaimState, age: TimeDelta) -> TimeDelta {
    match state {
        ClaimState::Served => TimeDelta::hours(1),
        _ if age < TimeDelta::days(1) => TimeDelta::minutes(5),
        _ if age < TimeDelta::days(30) => TimeDelta::hours(1),
        _ => TimeDelta::days(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Found = Found::Values(Vec::new());

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn before(state: ClaimState) -> Before {
        Before { state, written_at: at(0), missing_since: None }
    }

    fn seen(proof: Found, way: Found) -> Seen {
        Seen { proof, way, held_by_other: false }
    }

    #[test]
    fn proof_comes_first_and_the_way_second() {
        let state = |seen: &Seen| judge(before(ClaimState::Written), seen, at(1)).state;
        assert_eq!(state(&seen(NONE, Found::Right)), ClaimState::Waiting, "the way alone proves nothing");
        assert_eq!(state(&seen(Found::Right, NONE)), ClaimState::Proven);
        assert_eq!(state(&seen(Found::Right, Found::Right)), ClaimState::Served);
        let held = Seen { held_by_other: true, ..seen(Found::Right, Found::Right) };
        assert_eq!(state(&held), ClaimState::Waiting);
    }

    #[test]
    fn silence_takes_nothing_away_and_a_record_that_is_gone_only_after_a_day() {
        let silent = || Found::Unanswered("timeout".into());
        for quiet in [seen(silent(), silent()), seen(Found::Right, silent()), seen(silent(), Found::Right)] {
            assert_eq!(judge(before(ClaimState::Served), &quiet, at(500)).state, ClaimState::Served);
        }
        assert_eq!(judge(before(ClaimState::Written), &seen(silent(), silent()), at(1)).state, ClaimState::Waiting);
        let gone = seen(NONE, Found::Right);
        let first = judge(before(ClaimState::Served), &gone, at(10));
        assert_eq!((first.state, first.missing_since), (ClaimState::Served, Some(at(10))));
        let later =
            |hours| judge(Before { missing_since: Some(at(10)), ..before(ClaimState::Served) }, &gone, at(hours));
        assert_eq!(later(33).state, ClaimState::Served);
        assert_eq!(later(34).state, ClaimState::Waiting);
        let back = Before { missing_since: Some(at(10)), ..before(ClaimState::Served) };
        assert_eq!(judge(back, &seen(Found::Right, Found::Right), at(33)).missing_since, None);
        let lost = Seen { held_by_other: true, ..gone };
        assert_eq!(judge(before(ClaimState::Served), &lost, at(11)).state, ClaimState::Waiting, "another proved it");
    }

    #[test]
    fn who_waits_is_looked_at_often() {
        let due = |state, hours| judge(before(state), &seen(NONE, NONE), at(hours)).due_at - at(hours);
        assert_eq!(due(ClaimState::Waiting, 1), TimeDelta::minutes(5));
        assert_eq!(due(ClaimState::Waiting, 48), TimeDelta::hours(1));
        assert_eq!(due(ClaimState::Waiting, 24 * 40), TimeDelta::days(1));
    }
}
