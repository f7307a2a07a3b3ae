//! Forgetting files that nobody decided about, and what can no longer be undone.

use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use balai_catalog::Imports;
use chrono::{DateTime, Utc};

use super::{Duty, regions};
use crate::failure::Failure;
use crate::parts::Parts;

/// Seconds between two sweeps of one worker.
const EVERY_S: i64 = 600;

/// Every ten minutes, in every open region.
pub struct Shelves {
    parts: Parts,
    /// The span of the last sweep.
    swept: AtomicI64,
}

impl Shelves {
    pub fn new(parts: &Parts) -> Self {
        Self { parts: parts.clone(), swept: AtomicI64::new(0) }
    }
}

#[async_trait]
impl Duty for Shelves {
    fn name(&self) -> &'static str {
        "shelves"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let span = now.timestamp() / EVERY_S;
        if self.swept.swap(span, Ordering::Relaxed) == span {
            return Ok(0);
        }
        let parts = &self.parts;
        regions::each(parts, "sweep of imported files", |tenant| async move {
            let imports = Imports::new(parts.objects.of_tenant(tenant.code()));
            Ok(imports.sweep(&parts.store.tenant(tenant.place), now).await?)
        })
        .await
    }
}
