//! Carrying the regions' news into the search over all regions.
//!
//! News comes with a change of what pages show, so a region is asked when its count of changes has moved; and once in a
//! while anyway, for what another process wrote unheard.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use balai_catalog::events::{ServicePublished, ServiceWithdrawn};
use balai_catalog::national;
use balai_kernel::RegionCode;
use balai_storage::outbox::Pending;
use balai_storage::{Control, Engine, Epoch, Event, StorageError, Write};
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

/// A region is asked again after so long, though no change of it was heard of.
const AGAIN: Duration = Duration::from_secs(30);

/// Services published and withdrawn, from every open region.
pub struct News {
    parts: Parts,
    /// The regions that had no news when they were asked, with their count of changes before that.
    quiet: Mutex<BTreeMap<RegionCode, Quiet>>,
}

#[derive(Clone, Copy)]
struct Quiet {
    epoch: Epoch,
    asked: Instant,
}

impl News {
    pub fn new(parts: &Parts) -> Self {
        Self { parts: parts.clone(), quiet: Mutex::default() }
    }

    /// Whether nothing has happened in a region since it had no news.
    fn is_quiet(&self, code: RegionCode) -> bool {
        let changes = self.parts.store.changes();
        let hears = self.parts.store.engine() == Engine::Sqlite || changes.hears_others();
        let quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        hears && quiet.get(&code).is_some_and(|known| known.epoch == changes.of(code) && known.asked.elapsed() < AGAIN)
    }

    async fn ask(&self, tenant: Tenant) -> Result<usize, Failure> {
        let code = tenant.code();
        if self.is_quiet(code) {
            return Ok(0);
        }
        let before = Quiet { epoch: self.parts.store.changes().of(code), asked: Instant::now() };
        let carried = carry(&self.parts, tenant).await?;
        if carried == 0 {
            self.quiet.lock().unwrap_or_else(PoisonError::into_inner).insert(code, before);
        }
        Ok(carried)
    }
}

#[async_trait]
impl Duty for News {
    fn name(&self) -> &'static str {
        "news"
    }

    async fn once(&self, _: DateTime<Utc>) -> Result<usize, Failure> {
        regions::each(&self.parts, "news", |tenant| self.ask(tenant)).await
    }
}

/// At least once: the control plane takes the news before the region marks it, and ignores
/// what it knows.
async fn carry(parts: &Parts, tenant: Tenant) -> Result<usize, Failure> {
    let code = tenant.code();
    let db = parts.store.tenant(tenant.place);
    if db.read().await?.waiting_events(&TOPICS).await? == 0 {
        return Ok(0);
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
    Ok(events.len())
}

async fn apply(control: &Write<Control>, code: RegionCode, event: &Pending) -> balai_storage::Result<()> {
    if event.topic == ServicePublished::TOPIC {
        national::apply_published(control, code, event.at, &event.read()?).await
    } else {
        national::apply_withdrawn(control, code, event.at, &event.read()?).await
    }
}
