//! Filing services that came before the search over all regions had titles.

use async_trait::async_trait;
use balai_catalog::national;
use balai_storage::ControlDb;
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// Some services a round, until all are filed.
pub struct Titles(ControlDb);

impl Titles {
    pub fn new(parts: &Parts) -> Self {
        Self(parts.store.control())
    }
}

#[async_trait]
impl Duty for Titles {
    fn name(&self) -> &'static str {
        "titles"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        if !national::any_unfiled(&self.0.read().await?).await? {
            return Ok(0);
        }
        let write = self.0.write().await?;
        let filed = national::file_some(&write, now).await?;
        write.commit().await?;
        Ok(filed)
    }
}
