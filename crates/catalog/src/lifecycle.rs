//! The life of a service: written, published, taken back, put away.

use chrono::{DateTime, TimeDelta, Utc};

use balai_kernel::Act;

/// Where a service stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifecycle {
    /// Nobody outside sees it: new, or taken back.
    Draft,
    /// Citizens see it.
    Published {
        /// The version of the standard they see.
        version: u32,
        /// Since when the service is visible without a break.
        since: DateTime<Utc>,
    },
    /// No longer rendered; kept for the record.
    Archived {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Deleted; can be had back until the sweep.
    Trashed {
        /// Since when it was put away.
        archived: DateTime<Utc>,
        /// Since when it lies in the trash.
        since: DateTime<Utc>,
    },
}

/// How long a deleted service can be had back.
pub const TRASH_KEPT: TimeDelta = TimeDelta::days(30);

/// What a transition did; goes into the audit trail and, where others must know, into the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Citizens see this version from now on.
    Published {
        /// The version.
        version: u32,
        /// The version they saw before, if any.
        replaces: Option<u32>,
    },
    /// Citizens no longer see it.
    Withdrawn {
        /// The version they saw.
        version: u32,
    },
    /// Put away.
    Archived,
    /// Taken out again, as a draft.
    Restored,
    /// Deleted, for the time being.
    Trashed,
    /// Had back from the trash, into the archive.
    Recovered,
}

/// Why a transition is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only what is published can be taken back.
    #[error("Layanan ini belum terbit, jadi tidak ada yang ditarik.")]
    NotPublished,
    /// Citizens see it: take it back first.
    #[error("Layanan ini masih terbit. Tarik dulu, lalu arsipkan.")]
    StillPublished,
    /// It is put away.
    #[error("Layanan ini sudah diarsipkan. Pulihkan dulu bila akan dipakai lagi.")]
    Archived,
    /// It is not put away.
    #[error("Layanan ini tidak sedang diarsipkan.")]
    NotArchived,
    /// The next version is finished and waits for its day.
    #[error("Versi ini menunggu tanggal berlakunya. Batalkan dulu penantiannya bila akan diubah.")]
    Waiting,
    /// Nothing waits.
    #[error("Tidak ada versi yang menunggu tanggal berlaku.")]
    NotWaiting,
    /// Only what was put away can be deleted.
    #[error("Arsipkan dulu layanan ini, lalu hapus.")]
    ArchiveFirst,
    /// It lies in the trash.
    #[error("Layanan ini ada di tempat sampah. Ambil dulu dari sana bila akan dipakai lagi.")]
    Trashed,
    /// It does not lie in the trash.
    #[error("Layanan ini tidak ada di tempat sampah.")]
    NotTrashed,
    /// The version is older than what citizens see.
    #[error("Versi yang lebih baru sudah terbit.")]
    Older,
}

impl Lifecycle {
    /// Publishes a version, for the first time or in place of an older one.
    pub fn publish(self, version: u32, act: &Act) -> Result<(Self, Step), Refusal> {
        let (since, replaces) = match self {
            Self::Draft => (act.at, None),
            Self::Published { version: shown, since } if shown < version => (since, Some(shown)),
            Self::Published { .. } => return Err(Refusal::Older),
            Self::Archived { .. } => return Err(Refusal::Archived),
            Self::Trashed { .. } => return Err(Refusal::Trashed),
        };
        Ok((Self::Published { version, since }, Step::Published { version, replaces }))
    }

    /// Takes it back from the citizens' eyes.
    pub fn withdraw(self) -> Result<(Self, Step), Refusal> {
        match self {
            Self::Published { version, .. } => Ok((Self::Draft, Step::Withdrawn { version })),
            Self::Draft => Err(Refusal::NotPublished),
            Self::Archived { .. } => Err(Refusal::Archived),
            Self::Trashed { .. } => Err(Refusal::Trashed),
        }
    }

    /// Puts it away.
    pub fn archive(self, act: &Act) -> Result<(Self, Step), Refusal> {
        match self {
            Self::Draft => Ok((Self::Archived { since: act.at }, Step::Archived)),
            Self::Published { .. } => Err(Refusal::StillPublished),
            Self::Archived { .. } => Err(Refusal::Archived),
            Self::Trashed { .. } => Err(Refusal::Trashed),
        }
    }

    /// Deletes it; [`TRASH_KEPT`] long it can be had back.
    pub fn trash(self, act: &Act) -> Result<(Self, Step), Refusal> {
        match self {
            Self::Archived { since } => Ok((Self::Trashed { archived: since, since: act.at }, Step::Trashed)),
            Self::Draft | Self::Published { .. } => Err(Refusal::ArchiveFirst),
            Self::Trashed { .. } => Err(Refusal::Trashed),
        }
    }

    /// Has it back from the trash, as it was: put away.
    pub fn recover(self) -> Result<(Self, Step), Refusal> {
        match self {
            Self::Trashed { archived, .. } => Ok((Self::Archived { since: archived }, Step::Recovered)),
            _ => Err(Refusal::NotTrashed),
        }
    }

    /// Takes it out again.
    pub fn restore(self) -> Result<(Self, Step), Refusal> {
        match self {
            Self::Archived { .. } => Ok((Self::Draft, Step::Restored)),
            Self::Draft | Self::Published { .. } => Err(Refusal::NotArchived),
            Self::Trashed { .. } => Err(Refusal::Trashed),
        }
    }

    /// Whether citizens see it.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Published { .. })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn act(minute: i64) -> Act {
        Act::system("test", DateTime::UNIX_EPOCH + TimeDelta::minutes(minute))
    }

    #[test]
    fn a_newer_version_takes_the_place_of_the_older_without_a_gap() {
        let (first, step) = Lifecycle::Draft.publish(1, &act(1)).unwrap();
        assert_eq!(step, Step::Published { version: 1, replaces: None });
        let (second, step) = first.publish(2, &act(9)).unwrap();
        assert_eq!(step, Step::Published { version: 2, replaces: Some(1) });
        assert_eq!(second, Lifecycle::Published { version: 2, since: act(1).at });
        assert_eq!(second.publish(2, &act(10)), Err(Refusal::Older));
    }

    #[test]
    fn a_published_service_is_taken_back_before_it_is_put_away() {
        let (published, _) = Lifecycle::Draft.publish(3, &act(1)).unwrap();
        assert_eq!(published.archive(&act(2)), Err(Refusal::StillPublished));
        let (draft, step) = published.withdraw().unwrap();
        assert_eq!(step, Step::Withdrawn { version: 3 });
        assert!(!draft.is_public());
        assert_eq!(draft.withdraw(), Err(Refusal::NotPublished));
        let (archived, _) = draft.archive(&act(3)).unwrap();
        assert_eq!(archived.publish(4, &act(4)), Err(Refusal::Archived));
        assert_eq!(archived.restore(), Ok((Lifecycle::Draft, Step::Restored)));
        assert_eq!(draft.restore(), Err(Refusal::NotArchived));
    }

    #[test]
    fn what_was_put_away_can_be_deleted_and_had_back_as_it_was() {
        let (archived, _) = Lifecycle::Draft.archive(&act(1)).unwrap();
        assert_eq!(Lifecycle::Draft.trash(&act(2)), Err(Refusal::ArchiveFirst));
        let (trashed, step) = archived.trash(&act(2)).unwrap();
        assert_eq!((trashed, step), (Lifecycle::Trashed { archived: act(1).at, since: act(2).at }, Step::Trashed));
        assert_eq!(trashed.trash(&act(3)), Err(Refusal::Trashed));
        assert_eq!(trashed.restore(), Err(Refusal::Trashed));
        assert_eq!(trashed.publish(1, &act(3)), Err(Refusal::Trashed));
        assert_eq!(trashed.recover(), Ok((archived, Step::Recovered)));
        assert_eq!(archived.recover(), Err(Refusal::NotTrashed));
    }
}
