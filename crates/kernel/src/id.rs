//! Ids of records.

use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// A new id (UUID version 7) that sorts by `at`, to the millisecond; the rest is random. Times before 1970 count as 1970.
pub fn fresh_id(at: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, at.timestamp_subsec_nanos()))
}

/// When an id of [`fresh_id`] was made, to the millisecond; none for ids of other kinds.
pub fn made_at(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.get_timestamp().filter(|_| id.get_version_num() == 7)?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn ids_are_version_7_and_sort_by_time() {
        let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let (earlier, later) = (fresh_id(at), fresh_id(at + TimeDelta::milliseconds(1)));
        assert_eq!(earlier.get_version_num(), 7);
        assert!(earlier < later);
        assert_eq!(made_at(earlier), Some(at));
        assert_eq!(made_at(Uuid::nil()), None);
    }

    #[test]
    fn two_ids_of_one_instant_differ() {
        let at = DateTime::UNIX_EPOCH;
        assert_ne!(fresh_id(at), fresh_id(at));
    }
}
