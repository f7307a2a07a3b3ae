//! What becomes of a region's hall once it stands: closed for a time, opened again, put away.
//!
//! A closed hall loses nothing: its rows, files and people stay as they are, and only the door is shut. Putting away is
//! asked for by one person of the ministry and done by another; [`erasure`](crate::erasure) comes after it.

mod grounds;
mod notice;
mod row;
mod turn;
mod verbs;

use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use balai_kernel::{Act, Actor};

use crate::tenants::TenantState;

pub use grounds::{Grounds, GroundsError};
pub use notice::{HallTurned, Recipient};
pub use turn::{Turn, Turned, history};
pub(crate) use turn::{forget, remember};
pub use verbs::{Deed, TurnRefused, turn};

/// Where a region's hall stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "life", rename_all = "snake_case")]
pub enum Life {
    /// Being made; nobody sees it.
    Provisioning,
    /// Open.
    Active,
    /// Closed for a time; its pages say so.
    Suspended {
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        grounds: Grounds,
        /// Somebody asks to put it away.
        archive: Option<Wish>,
    },
    /// Closed for good, kept.
    Archived {
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        grounds: Grounds,
    },
}

/// A wish that a second person must share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Who asks, in the stable text of the audit trail.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub grounds: Grounds,
}

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LifeRefused {
    /// The step is not open from where the hall stands; the screen shows the current state instead.
    #[error("Keadaan balai ini sudah berubah. Halaman ini menunjukkan keadaan terbaru.")]
    AlreadyElsewhere,
    /// It was never open.
    #[error("Balai ini masih disiapkan.")]
    NotYetOpen,
    /// Citizens still come in.
    #[error("Balai ini masih buka. Tutup sementara dulu, lalu arsipkan.")]
    StillOpen,
    /// Nobody has asked for it.
    #[error("Pengarsipan diusulkan dulu oleh satu orang, lalu disetujui orang lain.")]
    NotAsked,
    /// Four eyes: who asked does not agree.
    #[error("Anda yang mengusulkan pengarsipan ini. Persetujuan diberikan oleh orang lain.")]
    SamePerson,
    /// There is no way back from there.
    #[error("Balai ini sedang dihapus untuk selamanya.")]
    BeingErased,
    /// Nobody decides about a region they belong to.
    #[error("Anda punya peran di daerah ini. Keputusan diambil oleh petugas yang tidak terkait.")]
    OwnRegion,
}

impl Life {
    /// The state without what belongs to it.
    pub fn state(&self) -> TenantState {
        match self {
            Self::Provisioning => TenantState::Provisioning,
            Self::Active => TenantState::Active,
            Self::Suspended { .. } => TenantState::Suspended,
            Self::Archived { .. } => TenantState::Archived,
        }
    }

    /// Closes it for a time.
    pub fn suspend(&self, act: &Act, grounds: Grounds) -> Result<(Self, Turn), LifeRefused> {
        match self {
            Self::Active => Ok((Self::Suspended { since: act.at, grounds, archive: None }, Turn::Suspended)),
            Self::Provisioning => Err(LifeRefused::NotYetOpen),
            Self::Suspended { .. } | Self::Archived { .. } => Err(LifeRefused::AlreadyElsewhere),
        }
    }

    /// Opens it again; out of the archive too, while nothing was erased.
    pub fn resume(&self) -> Result<(Self, Turn), LifeRefused> {
        match self {
            Self::Suspended { .. } | Self::Archived { .. } => Ok((Self::Active, Turn::Resumed)),
            Self::Provisioning => Err(LifeRefused::NotYetOpen),
            Self::Active => Err(LifeRefused::AlreadyElsewhere),
        }
    }

    /// Asks to put it away.
    pub fn ask_archive(&self, act: &Act, why: Grounds) -> Result<(Self, Turn), LifeRefused> {
        match self {
            Self::Suspended { since, grounds, archive: None } => {
                let wish = Wish { by: act.by.to_string(), at: act.at, grounds: why };
                let next = Self::Suspended { since: *since, grounds: grounds.clone(), archive: Some(wish) };
                Ok((next, Turn::ArchiveAsked))
            }
            Self::Active => Err(LifeRefused::StillOpen),
            Self::Provisioning => Err(LifeRefused::NotYetOpen),
            Self::Suspended { .. } | Self::Archived { .. } => Err(LifeRefused::AlreadyElsewhere),
        }
    }

    /// Takes the wish back, or refuses it.
    pub fn withdraw_archive(&self) -> Result<(Self, Turn), LifeRefused> {
        match self {
            Self::Suspended { since, grounds, archive: Some(_) } => {
                let next = Self::Suspended { since: *since, grounds: grounds.clone(), archive: None };
                Ok((next, Turn::ArchiveWithdrawn))
            }
            _ => Err(LifeRefused::AlreadyElsewhere),
        }
    }

    /// Puts it away. A person needs another person's wish; the operator at the machine, who holds the files, does not.
    pub fn archive(&self, act: &Act, grounds: Grounds) -> Result<(Self, Turn), LifeRefused> {
        let operator = matches!(act.by, Actor::System(_));
        match self {
            Self::Suspended { archive: Some(wish), .. } if wish.by == act.by.to_string() => {
                Err(LifeRefused::SamePerson)
            }
            Self::Suspended { archive: Some(wish), .. } => {
                Ok((Self::Archived { since: act.at, grounds: wish.grounds.clone() }, Turn::Archived))
            }
            Self::Suspended { archive: None, .. } if operator => {
                Ok((Self::Archived { since: act.at, grounds }, Turn::Archived))
            }
            Self::Suspended { archive: None, .. } => Err(LifeRefused::NotAsked),
            Self::Active => Err(LifeRefused::StillOpen),
            Self::Provisioning => Err(LifeRefused::NotYetOpen),
            Self::Archived { .. } => Err(LifeRefused::AlreadyElsewhere),
        }
    }
}

#[cfg(test)]
mod tests {
    use balai_kernel::Origin;
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    fn act(who: u128, hours: i64) -> Act {
        let at = DateTime::UNIX_EPOCH + TimeDelta::hours(hours);
        Act::new(Actor::Account(Uuid::from_u128(who)), at, Origin::default())
    }

    fn operator() -> Act {
        Act::system("tenant", DateTime::UNIX_EPOCH)
    }

    fn why() -> Grounds {
        Grounds::parse("Perjanjian pengolahan data berakhir.").unwrap()
    }

    #[test]
    fn a_hall_is_closed_and_opened_and_each_only_once() {
        let (closed, turn) = Life::Active.suspend(&act(1, 1), why()).unwrap();
        assert_eq!((closed.state(), turn), (TenantState::Suspended, Turn::Suspended));
        assert_eq!(closed.suspend(&act(1, 2), why()), Err(LifeRefused::AlreadyElsewhere));
        assert_eq!(closed.resume(), Ok((Life::Active, Turn::Resumed)));
        assert_eq!(Life::Active.resume(), Err(LifeRefused::AlreadyElsewhere));
        assert_eq!(Life::Provisioning.suspend(&act(1, 1), why()), Err(LifeRefused::NotYetOpen));
        assert_eq!(Life::Provisioning.resume(), Err(LifeRefused::NotYetOpen));
    }

    #[test]
    fn nobody_puts_away_what_they_asked_to_put_away() {
        let (closed, _) = Life::Active.suspend(&act(1, 1), why()).unwrap();
        assert_eq!(closed.archive(&act(1, 2), why()), Err(LifeRefused::NotAsked));
        let (asked, _) = closed.ask_archive(&act(1, 2), why()).unwrap();
        assert_eq!(asked.ask_archive(&act(2, 2), why()), Err(LifeRefused::AlreadyElsewhere));
        assert_eq!(asked.archive(&act(1, 3), why()), Err(LifeRefused::SamePerson));
        let (put_away, turn) = asked.archive(&act(2, 3), why()).unwrap();
        assert_eq!((put_away.state(), turn), (TenantState::Archived, Turn::Archived));
        assert_eq!(put_away.archive(&act(2, 4), why()), Err(LifeRefused::AlreadyElsewhere));
        assert_eq!(put_away.resume(), Ok((Life::Active, Turn::Resumed)));
    }

    #[test]
    fn a_wish_can_be_taken_back_and_an_open_hall_is_closed_first() {
        let (closed, _) = Life::Active.suspend(&act(1, 1), why()).unwrap();
        assert_eq!(closed.withdraw_archive(), Err(LifeRefused::AlreadyElsewhere));
        let (asked, _) = closed.ask_archive(&act(1, 2), why()).unwrap();
        assert_eq!(asked.withdraw_archive(), Ok((closed.clone(), Turn::ArchiveWithdrawn)));
        assert_eq!(Life::Active.ask_archive(&act(1, 1), why()), Err(LifeRefused::StillOpen));
        assert_eq!(Life::Active.archive(&operator(), why()), Err(LifeRefused::StillOpen));
        assert!(closed.archive(&operator(), why()).is_ok());
    }

    #[test]
    fn a_life_reads_back_from_what_is_stored() {
        let (closed, _) = Life::Active.suspend(&act(1, 1), why()).unwrap();
        let (asked, _) = closed.ask_archive(&act(1, 2), why()).unwrap();
        for life in [Life::Provisioning, Life::Active, closed, asked] {
            let stored = serde_json::to_value(&life).unwrap();
            assert_eq!(serde_json::from_value::<Life>(stored).unwrap(), life);
        }
    }
}
