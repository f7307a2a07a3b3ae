//! Carrying the regions' news into the search over all regions.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use balai_catalog::events::{ServicePublished, ServiceWithdrawn};
use balai_catalog::national;
use balai_kernel::RegionCode;
use balai_storage::outbox::Pending;
use balai_storage::{Changes, Control, Engine, Epoch, Event, StorageError, Write};
use balai_tenancy::Tenant;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Duty, regions};
use crate::failure::Failure;
use crate::parts::Parts;

/// What a region's outbox holds for the search over all regions.
const TOPICS: [&str; 2] = [ServicePublished::TOPIC, ServiceWithdrawn::TOPIC];
/// Events carried in one transaction.
const BATCH: u64 = 50;
/// News that cannot be read waits so long; a later release may be able to.
const UNREADABLE: TimeDelta = TimeDelta::hours(1);
/// An outbox that was empty is looked into again after so long, though nothing was heard of its region.
const AGAIN: TimeDelta = TimeDelta::minutes(1);
/// The same while this process cannot hear what others write.
const AGAIN_UNHEARD: TimeDelta = TimeDelta::seconds(5);

/// Services published and withdrawn, from every open region. Whose outbox was empty is left alone until something of the
/// region changes, so that hundreds of quiet regions cost nothing.
pub struct News {
    parts: Parts,
    empty: Mutex<BTreeMap<RegionCode, Empty>>,
}

/// An empty outbox, and the count of changes that stood before it was looked into.
#[derive(Clone, Copy)]
struct Empty {
    epoch: Epoch,
    at: DateTime<Utc>,
}

impl News {
    pub fn new(parts: &Parts) -> Self {
        Self { parts: parts.clone(), empty: Mutex::default() }
    }

    fn changes(&self) -> &Changes {
        self.parts.store.changes()
    }

    fn is_quiet(&self, code: RegionCode, now: DateTime<Utc>) -> bool {
        let alone = self.parts.store.engine() == Engine::Sqlite;
        let again = if alone || self.changes().hears_others() { AGAIN } else { AGAIN_UNHEARD };
        let empty = self.empty.lock().unwrap_or_else(PoisonError::into_inner);
        empty.get(&code).is_some_and(|empty| empty.epoch == self.changes().of(code) && now - empty.at < again)
    }

    async fn look(&self, tenant: Tenant, now: DateTime<Utc>) -> Result<usize, Failure> {
        let code = tenant.code();
        if self.is_quiet(code, now) {
            return Ok(0);
        }
        let epoch = self.changes().of(code);
        let carried = carry(&self.parts, tenant).await?;
        if carried.is_none() {
            self.empty.lock().unwrap_or_else(PoisonError::into_inner).insert(code, Empty { epoch, at: now });
        }
        Ok(carried.unwrap_or_default())
    }
}

#[async_trait]
impl Duty for News {
    fn name(&self) -> &'static str {
        "news"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        regions::each(&self.parts, "news", |tenant| self.look(tenant, now)).await
    }
}

/// How many events were carried; none where the outbox is empty. At least once: the control plane takes the news before
/// the region marks it, and ignores what it knows.
async fn carry(parts: &Parts, tenant: Tenant) -> Result<Option<usize>, Failure> {
    let code = tenant.code();
    let db = parts.store.tenant(tenant.place);
    if db.read().await?.waiting_events(&TOPICS).await? == 0 {
        return Ok(None);
    }
    let now = parts.clock.now();
    let own = db.write().await?;
    let events = own.take_events(&TOPICS, now, BATCH).await?;
    let control = parts.store.control().write().await?;
    let mut damaged = Vec::new();
    for event in &events {
        match apply(&control, code, event).await {
            Err(StorageError::Corrupt(reason)) => damaged.push((event.id, reason)),
            applied => applied?,
        }
    }
    control.commit().await?;
    for event in &events {
        match damaged.iter().find(|(id, _)| *id == event.id) {
            Some((id, reason)) => {
                tracing::error!(tenant.code = %code, event.id = %id, "an event does not read");
                own.event_failed(*id, now, UNREADABLE, reason).await?;
            }
            None => own.event_done(event.id, now).await?,
        }
    }
    own.commit().await?;
    Ok(Some(events.len()))
}

async fn apply(control: &Write<Control>, code: RegionCode, event: &Pending) -> balai_storage::Result<()> {
    if event.topic == ServicePublished::TOPIC {
        national::apply_published(control, code, event.at, &event.read()?).await
    } else {
        national::apply_withdrawn(control, code, event.at, &event.read()?).await
    }
}
