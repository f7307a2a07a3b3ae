//! The ministry's letter of the week.

use std::collections::BTreeMap;

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use balai_adoption::{Picture, subscriptions};
use balai_identity::{AccountState, Identity};
use balai_rbac::{Domain, Permission, PermissionSet, Policy};
use balai_storage::{ControlDb, Event as _};
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// From Monday morning, once a week for each who asked for it: the outbox takes a week's letter to one person once, however
/// often this is done. Who may no longer see the figures gets no letter.
pub struct Weekly {
    control: ControlDb,
    identity: Identity,
    policy: Policy,
    /// The week that this worker has told. What is lost with it is only done once more.
    told: Mutex<String>,
}

impl Weekly {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        let policy = Policy::built_in().await.map_err(Failure::failed)?;
        Ok(Self { control: parts.store.control(), identity: parts.identity().await?, policy, told: Mutex::default() })
    }

    fn is_told(&self, week: &str) -> bool {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) == week
    }
}

#[async_trait]
impl Duty for Weekly {
    fn name(&self) -> &'static str {
        "weekly"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let Some(week) = subscriptions::due(now).filter(|week| !self.is_told(week)) else { return Ok(0) };
        let read = self.control.read().await?;
        let readers = subscriptions::all(&read).await?;
        let picture = Picture::load(&read, now).await?;
        drop(read);
        let mut letters = Vec::new();
        for (account, since) in readers {
            // who asked within the week has seen its figures
            if subscriptions::due(since).as_ref() == Some(&week) {
                continue;
            }
            let grants = self.identity.grants_of(account).await?;
            let may = PermissionSet::of(&self.policy, &BTreeMap::new(), &grants)
                .allows(Permission::AdoptionView, &Domain::National);
            let account = self.identity.account(account).await?.filter(|account| account.state == AccountState::Active);
            let Some(account) = account.filter(|_| may) else { continue };
            if let Some(email) = account.email {
                letters.push(subscriptions::letter(&picture, &week, account.id, account.name, email));
            }
        }
        let write = self.control.write().await?;
        for letter in &letters {
            write.emit(now, letter).await?;
        }
        write.commit().await?;
        tracing::debug!(topic = subscriptions::WeekTold::TOPIC, week, letters = letters.len(), "the week is told");
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = week;
        Ok(0)
    }
}
