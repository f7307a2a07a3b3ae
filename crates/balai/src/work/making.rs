//! Making the halls of approved regions.

use std::sync::Arc;

use async_trait::async_trait;
use balai_kernel::Clock;
use balai_tenancy::provisioning::{Ended, Saga, Watch};
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::provision;

/// Makes the region that waits longest.
pub struct Making {
    saga: Saga,
    clock: Arc<dyn Clock>,
    watch: Arc<dyn Watch>,
}

impl Making {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        let (saga, watch) = (provision::saga(parts).await?, crate::fault_probe::watch());
        Ok(Self { saga, clock: Arc::clone(&parts.clock), watch })
    }
}

#[async_trait]
impl Duty for Making {
    fn name(&self) -> &'static str {
        "making"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let Some(code) = self.saga.next(now).await? else { return Ok(0) };
        match self.saga.run(code, &*self.clock, &*self.watch).await? {
            Ended::Open => {
                tracing::info!(tenant.code = %code, "a hall is open");
                Ok(1)
            }
            Ended::Failed(step, reason) => {
                tracing::error!(tenant.code = %code, step = step.word(), reason, "provisioning stopped");
                Ok(0)
            }
            Ended::NotOurs => Ok(0),
        }
    }
}
