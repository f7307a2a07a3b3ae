//! Carrying the regions' news into the control plane, region by region.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use balai_adoption::relay;
use balai_kernel::RegionCode;
use balai_storage::{Changes, Engine, Epoch};
use balai_tenancy::Tenant;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Duty, regions};
use crate::failure::Failure;
use crate::parts::Parts;

/// An outbox that was empty is looked into again after so long, though nothing was heard of its region.
const AGAIN: TimeDelta = TimeDelta::minutes(1);
/// The same while this process cannot hear what others write.
const AGAIN_UNHEARD: TimeDelta = TimeDelta::seconds(5);

/// News of every open region: services published and withdrawn, the size of its catalogue, its days. Whose outbox was
/// empty is left alone until something of the region changes, so that hundreds of quiet regions cost nothing.
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
        let carried = relay::carry(&self.parts.store, tenant, self.parts.clock.now()).await?;
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
