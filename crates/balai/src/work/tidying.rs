//! Forgetting what has had its time.

use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use balai_adoption::{relay, visits};
use balai_catalog::search::misses;
use balai_catalog::{Editor, Imports};
use balai_identity::Identity;
use balai_messaging::LetterDesk;
use balai_tenancy::Tenant;
use balai_tenancy::onboarding::SignUps;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Duty, regions};
use crate::failure::Failure;
use crate::parts::Parts;

/// News that were delivered so long ago, and of which only the newest matter, go.
const PASSED: TimeDelta = TimeDelta::days(30);
/// Seconds between two sweeps of one worker.
const EVERY_S: i64 = 3_600;

/// Once an hour: drafts, scans nobody holds, letters of long ago, counts of tries, old sessions, uploads that rest; in each region
/// days that are over are told, searches in vain, news that passed, imported files nobody decided about, what can no longer be
/// undone, and services whose time in the trash is over.
pub struct Tidying {
    parts: Parts,
    sign_ups: SignUps,
    identity: Identity,
    letters: LetterDesk,
    /// The hour of the last sweep.
    swept: AtomicI64,
}

impl Tidying {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        let (control, objects) = (parts.store.control(), parts.objects.of_control());
        let letters = LetterDesk::new(control.clone());
        let sign_ups = SignUps::new(control, objects, parts.control_key().await?);
        Ok(Self {
            parts: parts.clone(),
            sign_ups,
            identity: parts.identity().await?,
            letters,
            swept: AtomicI64::new(0),
        })
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
        self.letters.sweep(now).await?;
        let vault = self.parts.vault();
        while vault.sweep(now).await? > 0 {}
        while vault.catch_up(&self.parts.act("vault")).await? > 0 {}
        regions::each(&self.parts, "tidying", |tenant| tidy(&self.parts, tenant, now)).await?;
        Ok(0)
    }
}

async fn tidy(parts: &Parts, tenant: Tenant, now: DateTime<Utc>) -> Result<usize, Failure> {
    let (code, day) = (tenant.code(), tenant.zone().date(now));
    let db = parts.store.tenant(tenant.place);
    let write = db.write().await?;
    misses::sweep(&write, day).await?;
    visits::close(&write, now, day).await?;
    write.sweep_events(&relay::PASSING, now - PASSED).await?;
    Editor::new(&write, &parts.act("trash"), day).sweep_trash().await.map_err(Failure::failed)?;
    write.commit().await?;
    Ok(Imports::new(parts.objects.of_tenant(code)).sweep(&db, now).await?)
}
