//! Requests about personal data whose deadline is near.

use async_trait::async_trait;
use balai_rights::Rights;
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// A day before a request has to be answered, whoever answers for the place gets a letter, once.
pub struct Deadlines {
    parts: Parts,
    rights: Rights,
}

impl Deadlines {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self { parts: parts.clone(), rights: parts.rights().await? })
    }
}

#[async_trait]
impl Duty for Deadlines {
    fn name(&self) -> &'static str {
        "deadlines"
    }

    async fn once(&self, _: DateTime<Utc>) -> Result<usize, Failure> {
        Ok(self.rights.warn(&self.parts.act("deadlines")).await?)
    }
}
