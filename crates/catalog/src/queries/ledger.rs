//! Many services with what they promise, in few statements.

use std::collections::{BTreeMap, BTreeSet};

use balai_storage::{Read, Result, StorageError, Tenant};
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::exchange::{Known, Ledger};
use crate::rows::service::{Column, Entity, Model};
use crate::rows::standard::{self, VersionState};

use super::{agencies, categories};

/// Ids that one condition carries, and rows that one statement brings.
const CHUNK: usize = 500;

/// The whole catalogue, to compare a table with; `within` narrows what may be written.
pub async fn ledger(read: &Read<Tenant>, within: Option<BTreeSet<Uuid>>, today: NaiveDate) -> Result<Ledger> {
    let services = with_newest(read, every_service(read, Entity::find()).await?).await?;
    Ok(Ledger::new(agencies(read).await?, categories(read).await?, services, within, today))
}

/// A ledger without services: the names of agencies and categories, to write by.
pub async fn names(read: &Read<Tenant>, within: Option<BTreeSet<Uuid>>, today: NaiveDate) -> Result<Ledger> {
    Ok(Ledger::new(agencies(read).await?, categories(read).await?, Vec::new(), within, today))
}

/// The agencies of these services; ids that lead nowhere are left out.
pub async fn agencies_of(read: &Read<Tenant>, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Uuid>> {
    #[derive(sea_orm::FromQueryResult)]
    struct Home {
        id: Uuid,
        agency_id: Uuid,
    }
    let mut homes = BTreeMap::new();
    for ids in ids.chunks(CHUNK) {
        let query = Entity::find().select_only().column(Column::Id).column(Column::AgencyId);
        let rows: Vec<Home> = read.rows_as(query.filter(Column::Id.is_in(ids.iter().copied())), u64::MAX).await?;
        homes.extend(rows.into_iter().map(|row| (row.id, row.agency_id)));
    }
    Ok(homes)
}

/// These services with their newest versions, by code; ids that lead nowhere, or into the trash, are left out.
pub async fn known(read: &Read<Tenant>, ids: &[Uuid]) -> Result<Vec<Known>> {
    let mut services = Vec::new();
    for ids in ids.chunks(CHUNK) {
        let here = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(Column::TrashedAt.is_null());
        services.extend(read.all(here, u64::MAX).await?);
    }
    let mut known = with_newest(read, services).await?;
    known.sort_by(|a, b| a.service.code.cmp(&b.service.code));
    Ok(known)
}

/// All services of a query, however many, by id.
pub(super) async fn every_service(read: &Read<Tenant>, query: Select<Entity>) -> Result<Vec<Model>> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let mut page = query.clone().order_by_asc(Column::Id);
        if let Some(after) = after {
            page = page.filter(Column::Id.gt(after));
        }
        let rows = read.all(page, balai_storage::MOST_ROWS).await?;
        after = rows.last().map(|row| row.id);
        let whole = rows.len() as u64 == balai_storage::MOST_ROWS;
        all.extend(rows);
        if !whole {
            return Ok(all);
        }
    }
}

/// Services with the newest versions of their standards.
pub(super) async fn with_newest(read: &Read<Tenant>, services: Vec<Model>) -> Result<Vec<Known>> {
    let mut newest: BTreeMap<Uuid, standard::Model> = BTreeMap::new();
    for part in services.chunks(CHUNK) {
        let query = standard::Entity::find()
            .filter(standard::Column::ServiceId.is_in(part.iter().map(|service| service.id)))
            .filter(standard::Column::State.is_not_in([VersionState::Superseded, VersionState::Withdrawn]));
        for row in read.all(query, u64::MAX).await? {
            let newer = newest.get(&row.service_id).is_none_or(|other| other.version < row.version);
            if newer {
                newest.insert(row.service_id, row);
            }
        }
    }
    let pair = |service: Model| {
        let newest = newest.remove(&service.id);
        let newest = newest.ok_or_else(|| StorageError::Corrupt(format!("service {} has no version", service.id)))?;
        Ok(Known { service, newest })
    };
    services.into_iter().map(pair).collect()
}

/// What citizens see of these services.
pub(crate) async fn published_versions(read: &Read<Tenant>, services: &[Uuid]) -> Result<Vec<standard::Model>> {
    let mut versions = Vec::new();
    for ids in services.chunks(CHUNK) {
        let query = standard::Entity::find()
            .filter(standard::Column::ServiceId.is_in(ids.iter().copied()))
            .filter(standard::Column::State.eq(VersionState::Published));
        versions.extend(read.all(query, u64::MAX).await?);
    }
    Ok(versions)
}

/// The names that an agency's services bear, as they are compared; one in the trash keeps no name taken.
pub(crate) async fn names_of(read: &Read<Tenant>, agency: Uuid) -> Result<BTreeSet<String>> {
    #[derive(sea_orm::FromQueryResult)]
    struct NameOnly {
        name_text: String,
    }
    let here = Entity::find().filter(Column::AgencyId.eq(agency)).filter(Column::TrashedAt.is_null());
    let query = here.select_only().column(Column::NameText);
    let rows: Vec<NameOnly> = read.rows_as(query, u64::MAX).await?;
    Ok(rows.into_iter().map(|row| row.name_text).collect())
}
