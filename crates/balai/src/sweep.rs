//! Forgetting files that nobody decided about, and what can no longer be undone, in every open region.

use std::sync::atomic::{AtomicI64, Ordering};

use balai_catalog::Imports;
use balai_tenancy::{TenantState, tenants};

use crate::failure::Failure;
use crate::parts::Parts;

/// Seconds between two sweeps of one worker.
const EVERY: i64 = 600;

/// When a worker last swept.
#[derive(Default)]
pub struct Broom(AtomicI64);

impl Broom {
    /// Sweeps when it is time; returns how many things went. One region's failure holds up no other.
    pub async fn sweep(&self, parts: &Parts) -> Result<usize, Failure> {
        let now = parts.clock.now();
        if now.timestamp() - self.0.load(Ordering::Relaxed) < EVERY {
            return Ok(0);
        }
        self.0.store(now.timestamp(), Ordering::Relaxed);
        let all = tenants::all(&parts.store.control().read().await?).await?;
        let mut gone = 0;
        for tenant in all.into_iter().filter(|tenant| tenant.state == TenantState::Active) {
            let code = tenant.code();
            let imports = Imports::new(parts.objects.of_tenant(code));
            match imports.sweep(&parts.store.tenant(tenant.place), now).await {
                Ok(count) => gone += count,
                Err(error) => tracing::error!(tenant.code = %code, %error, "a region was not swept"),
            }
        }
        Ok(gone)
    }
}
