//! Forgetting what has had its time.

use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use balai_catalog::Editor;
use balai_identity::Identity;
use balai_tenancy::Tenant;
use balai_tenancy::onboarding::SignUps;
use chrono::{DateTime, Utc};

use super::{Duty, regions};
use crate::failure::Failure;
use crate::parts::Parts;

/// Seconds between two sweeps of one worker.
const EVERY_S: i64 = 3_600;

/// Once an hour: drafts, letters nobody holds, counts of tries, old sessions, services whose time in the trash is over.
pub struct Tidying {
    parts: Parts,
    sign_ups: SignUps,
    identity: Identity,
    /// The hour of the last sweep.
    swept: AtomicI64,
}

impl Tidying {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        let (control, objects) = (parts.store.control(), parts.objects.of_control());
        let sign_ups = SignUps::new(control, objects, parts.control_key().await?);
        Ok(Self { parts: parts.clone(), sign_ups, identity: parts.identity().await?, swept: AtomicI64::new(0) })
    }
}

#[async_trait]
impl Duty for Tidying {
    fn name(&self) -> &'static str {
        "tidying"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let hour = now.timestamp() / EVERY_S;
        if self.swept.swap(hour, Ordering::Relaxed) == hour {
            return Ok(0);
        }
        while self.sign_ups.sweep(now).await? > 0 {}
        self.identity.sweep(now).await?;
        regions::each(&self.parts, "trash", |tenant| sweep_trash(&self.parts, tenant)).await
    }
}

async fn sweep_trash(parts: &Parts, tenant: Tenant) -> Result<usize, Failure> {
    let (act, zone) = (parts.act("trash"), tenant.zone());
    let write = parts.store.tenant(tenant.place).write().await?;
    let swept = Editor::new(&write, &act, zone.date(act.at)).sweep_trash().await.map_err(Failure::failed)?;
    write.commit().await?;
    Ok(swept)
}
