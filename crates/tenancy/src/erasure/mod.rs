//! A region is erased: nothing of it stays but the record that it was here.
//!
//! Like provisioning a saga of steps, each of which may be done twice and is recorded when it holds. The key goes first:
//! from then on what any copy still holds sealed cannot be opened. The record has code, counts, digest, who and when.

mod begin;
mod saga;
mod step;

use std::collections::BTreeMap;

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromJsonQueryResult, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::entity::erasure::{Column, Entity, Model};
use crate::{provisioning, tenants};

pub use begin::{EraseRefused, begin};
pub use saga::{EraseEnded, EraseWatch, Erasures};
pub use step::{EraseStep, EraseStepName};

/// How much there was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Counts {
    /// Rows in the region's space.
    pub rows: u64,
    /// Files.
    pub objects: u64,
    /// Bytes of the files.
    pub bytes: u64,
}

/// The steps that hold, with how many things each removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Done(pub BTreeMap<String, u64>);

/// What is kept of a region that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The region.
    pub code: RegionCode,
    /// Who erased it, in the stable text of the audit trail.
    pub by: String,
    /// The digest of what it was.
    pub digest: String,
    /// How much it was.
    pub counts: Counts,
    /// What each step removed.
    pub steps: Done,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When nothing was left; none while it goes on.
    pub finished_at: Option<DateTime<Utc>>,
}

/// The records of a region, newest first; it may have been here more than once.
pub async fn records(read: &Read<Control>, code: RegionCode) -> Result<Vec<Record>> {
    let query = Entity::find().filter(Column::Code.eq(code.to_string())).order_by_desc(Column::BeganAt);
    read.all(query, 100).await?.into_iter().map(Record::try_from).collect()
}

/// Whether a region is being erased.
pub async fn is_open(read: &Read<Control>, code: RegionCode) -> Result<bool> {
    read.exists(Entity::find().filter(Column::OpenFor.eq(code.to_string()))).await
}

/// Removes the row of a region whose space is gone, and how it came to be.
pub async fn forget_row(write: &Write<Control>, code: RegionCode) -> Result<()> {
    provisioning::forget(write, code).await?;
    tenants::end(write, code).await
}

impl TryFrom<Model> for Record {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self> {
        Ok(Self {
            code: row.code.parse().map_err(|_| StorageError::Corrupt(format!("erasure {}", row.code)))?,
            by: row.by,
            digest: row.digest,
            counts: row.counts,
            steps: row.steps,
            began_at: row.began_at,
            finished_at: row.finished_at,
        })
    }
}
