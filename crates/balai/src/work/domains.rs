//! Looking again at the records of regions' own domains.

use async_trait::async_trait;
use balai_tenancy::domains::Domains;
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// Claims of domains, when they are due.
pub struct RegionDomains(Domains);

impl RegionDomains {
    pub fn new(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self(parts.domains()?))
    }
}

#[async_trait]
impl Duty for RegionDomains {
    fn name(&self) -> &'static str {
        "domains"
    }

    /// A look is no work that others would wait for: the round is not begun anew for it.
    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        self.0.check_due(now).await?;
        Ok(0)
    }
}
