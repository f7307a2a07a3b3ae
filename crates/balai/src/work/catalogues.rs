//! Looking after the regions' catalogues as time passes: versions take effect at local midnight, and once a day each
//! catalogue is read again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use balai_catalog::{NationalTemplates, daily};
use balai_kernel::RegionCode;
use balai_migrations::{TenantMigrator, newest};
use balai_storage::{StorageError, Store};
use balai_tenancy::{Tenant, TenantState, tenants};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// A region is looked at again after so long, though its day is the same: it may have come from elsewhere in between, or
/// another worker may have been stopped halfway.
const AGAIN: TimeDelta = TimeDelta::minutes(10);
/// Catalogues read again in one round; the others follow, so that nothing else of the worker waits long.
const MOST_REVIEWS: usize = 4;

/// Versions that take effect, and the daily reading.
pub struct Catalogues {
    store: Store,
    templates: NationalTemplates,
    /// When this worker last looked at each region. What is lost with it is only looked at once more.
    looks: Mutex<BTreeMap<RegionCode, Look>>,
}

#[derive(Clone, Copy)]
struct Look {
    day: NaiveDate,
    at: DateTime<Utc>,
}

#[async_trait]
impl Duty for Catalogues {
    fn name(&self) -> &'static str {
        "catalogues"
    }

    /// One region's failure leaves it due and holds up no other.
    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let all = tenants::all(&self.store.control().read().await?).await?;
        let (mut done, mut reviews) = (0, 0);
        for tenant in all.into_iter().filter(|tenant| lives(tenant) && self.is_due(tenant, now)) {
            match look(&self.store, &self.templates, &tenant, now, reviews < MOST_REVIEWS).await {
                Ok(Looked { shown, reviewed, whole }) => {
                    done += shown + usize::from(reviewed);
                    reviews += usize::from(reviewed);
                    if whole {
                        self.remember(&tenant, now);
                    }
                }
                Err(error) => {
                    tracing::error!(tenant.code = %tenant.code(), %error, "a catalogue was not looked after");
                }
            }
        }
        Ok(done)
    }
}

impl Catalogues {
    pub fn new(parts: &Parts) -> Self {
        Self { store: parts.store.clone(), templates: parts.templates(), looks: Mutex::default() }
    }

    fn is_due(&self, tenant: &Tenant, now: DateTime<Utc>) -> bool {
        let looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let today = tenant.zone().date(now);
        looks.get(&tenant.code()).is_none_or(|look| look.day != today || now - look.at >= AGAIN)
    }

    fn remember(&self, tenant: &Tenant, now: DateTime<Utc>) {
        let look = Look { day: tenant.zone().date(now), at: now };
        self.looks.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.code(), look);
    }
}

/// What came of one look.
struct Looked {
    shown: usize,
    reviewed: bool,
    whole: bool,
}

/// A hall that is closed for a time has standards that hold all the same.
fn lives(tenant: &Tenant) -> bool {
    matches!(tenant.state, TenantState::Active | TenantState::Suspended)
        && tenant.schema_version == newest::<TenantMigrator>()
}

async fn look(
    store: &Store,
    templates: &NationalTemplates,
    tenant: &Tenant,
    now: DateTime<Utc>,
    may_review: bool,
) -> Result<Looked, StorageError> {
    let (db, zone) = (store.tenant(tenant.place.clone()), tenant.zone());
    let shown = daily::take_effect(&db, zone, now).await?;
    if !may_review {
        return Ok(Looked { shown, reviewed: false, whole: false });
    }
    let reviewed = daily::review(&db, &store.control(), &*templates.in_force().await?, zone, now).await?;
    Ok(Looked { shown, reviewed, whole: true })
}
