//! Going on with erasures that a process left.

use std::sync::Arc;

use async_trait::async_trait;
use balai_kernel::Clock;
use balai_tenancy::erasure::{EraseEnded, EraseWatch, Erasures};
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::region::erasing;

/// Erases the region that waits longest.
pub struct Erasing {
    erasures: Erasures,
    clock: Arc<dyn Clock>,
    watch: Arc<dyn EraseWatch>,
}

impl Erasing {
    pub fn new(parts: &Parts) -> Self {
        let (erasures, watch) = (erasing::machine(parts), crate::fault_probe::erase_watch());
        Self { erasures, clock: Arc::clone(&parts.clock), watch }
    }
}

#[async_trait]
impl Duty for Erasing {
    fn name(&self) -> &'static str {
        "erasing"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let Some(code) = self.erasures.next(now).await? else { return Ok(0) };
        match self.erasures.run(code, &*self.clock, &*self.watch).await? {
            EraseEnded::Gone => {
                tracing::info!(tenant.code = %code, "a region is erased");
                Ok(1)
            }
            EraseEnded::Failed(step, reason) => {
                tracing::error!(tenant.code = %code, step = step.word(), reason, "erasing stopped");
                Ok(0)
            }
            EraseEnded::NotOurs => Ok(0),
        }
    }
}
