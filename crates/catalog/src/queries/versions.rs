//! Versions of standards whose day has come.

use balai_storage::{Read, Result, Tenant};
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::rows::standard::{Column, Entity, VersionState};

/// Most versions that take effect in one look.
const MOST_DUE: u64 = 500;

/// The services of which a version waits whose day has come, the longest due first.
pub async fn due_services(read: &Read<Tenant>, today: NaiveDate) -> Result<Vec<Uuid>> {
    let due = Entity::find()
        .filter(Column::State.eq(VersionState::Draft))
        .filter(Column::WaitsFor.lte(today))
        .order_by_asc(Column::WaitsFor)
        .order_by_asc(Column::Id);
    Ok(read.all(due, MOST_DUE).await?.into_iter().map(|row| row.service_id).collect())
}
