//! What lies in the trash.

use std::collections::BTreeSet;

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::rows::service::{Column, Entity, Model};

use super::{Page, Paged};

/// Deleted services, the last deleted first; `within` narrows them to some agencies.
pub async fn trashed(read: &Read<Tenant>, within: Option<&BTreeSet<Uuid>>, page: Page) -> Result<Paged<Model>> {
    let mut query = Entity::find().filter(Column::TrashedAt.is_not_null());
    if let Some(agencies) = within {
        query = query.filter(Column::AgencyId.is_in(agencies.iter().copied()));
    }
    if let Some(after) = page.after {
        let Some(last) = read.find::<Entity>(after).await?.filter(|last| last.trashed_at.is_some()) else {
            return Ok(Paged::cut(Vec::new(), 0, |row: &Model| row.id));
        };
        query = query.filter(
            Condition::any()
                .add(Column::TrashedAt.lt(last.trashed_at))
                .add(Condition::all().add(Column::TrashedAt.eq(last.trashed_at)).add(Column::Id.gt(last.id))),
        );
    }
    let size = page.size();
    let rows = read.all(query.order_by_desc(Column::TrashedAt).order_by_asc(Column::Id), size as u64 + 1).await?;
    Ok(Paged::cut(rows, size, |row| row.id))
}

/// A deleted service.
pub async fn trashed_service(read: &Read<Tenant>, id: Uuid) -> Result<Option<Model>> {
    Ok(read.find::<Entity>(id).await?.filter(|service| service.trashed_at.is_some()))
}
