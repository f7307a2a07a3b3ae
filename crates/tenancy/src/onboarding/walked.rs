//! How far the sign-ups came, for figures over all regions.

use std::collections::BTreeMap;

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::StageKind;
use super::rows::application::{Column, Entity};

/// More sign-ups than there are regions to hold.
const ALL: u64 = 2_000;

/// The sign-up that holds a region, and when it came through each desk. What is absent has not come or was not written
/// down at its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walked {
    /// Its id.
    pub id: Uuid,
    /// Where it stands.
    pub stage: StageKind,
    /// When it first waited for the ministry.
    pub applied_at: Option<DateTime<Utc>>,
    /// When the first person had checked it.
    pub verified_at: Option<DateTime<Utc>>,
    /// When the second person approved.
    pub approved_at: Option<DateTime<Utc>>,
}

/// The sign-ups that hold a region, by region.
pub async fn walked(read: &Read<Control>) -> Result<BTreeMap<RegionCode, Walked>> {
    let rows = read.all(Entity::find().filter(Column::OpenFor.is_not_null()), ALL).await?;
    let each = rows.into_iter().map(|row| {
        let code = row.region.parse().map_err(|_| StorageError::Corrupt(format!("application {}: region", row.id)))?;
        let walked = Walked {
            id: row.id,
            stage: row.stage,
            applied_at: row.first_applied_at,
            verified_at: row.verified_at,
            approved_at: row.approved_at,
        };
        Ok((code, walked))
    });
    each.collect()
}
