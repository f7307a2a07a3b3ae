//! What regions promise for services of one template, in numbers: kept in the control plane, fed by the regions' outboxes
//! along with the national search. A region learns of others only what at least [`FEWEST`] of them have in common.

mod figures;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::{RegionCode, fresh_id};
use balai_storage::{Control, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::events::PublishedService;

pub use figures::{Comparison, FEWEST, Quartiles, Side};
use rows::{Column, Entity};

/// More regions than there are.
const MOST_REGIONS: u64 = 2_000;
/// More templates, each with more versions in use, than there are.
const MOST_GROUPS: u64 = 20_000;

/// Takes in what a region promises. Only services of a template are comparable; the others leave no row.
pub(crate) async fn apply(
    write: &Write<Control>,
    region: RegionCode,
    at: DateTime<Utc>,
    services: &[&PublishedService],
) -> Result<()> {
    let ids: Vec<Uuid> = services.iter().map(|service| service.id).collect();
    withdraw(write, region, &ids).await?;
    let of_templates = services.iter().filter_map(|service| {
        let key = service.template_key.clone()?;
        Some(rows::ActiveModel {
            id: Set(fresh_id(at)),
            region_code: Set(region.to_string()),
            service_id: Set(service.id),
            template_key: Set(key),
            minutes: Set(service.glance.time.as_ref().map(crate::standard::ServiceTime::minutes)),
            fee: Set(service.glance.fee.and_then(crate::standard::FeeGlance::highest)),
            template_version: Set(service.template_version),
            updated_at: Set(at),
        })
    });
    write.insert_many(of_templates.collect()).await
}

/// Forgets what a region promised for services that citizens no longer see.
pub(crate) async fn withdraw(write: &Write<Control>, region: RegionCode, services: &[Uuid]) -> Result<()> {
    let removal = Entity::delete_many()
        .filter(Column::RegionCode.eq(region.to_string()))
        .filter(Column::ServiceId.is_in(services.iter().copied()));
    write.delete_many(removal).await.map(drop)
}

/// Forgets a region.
pub(crate) async fn forget_region(write: &Write<Control>, region: RegionCode) -> Result<()> {
    let removal = Entity::delete_many().filter(Column::RegionCode.eq(region.to_string()));
    write.delete_many(removal).await.map(drop)
}

/// Regions that publish a service of one template, with the version that each looked at.
pub(crate) async fn looked_at(read: &Read<Control>, key: &str) -> Result<Vec<(String, Option<i32>)>> {
    let rows = read.all(Entity::find().filter(Column::TemplateKey.eq(key)), MOST_REGIONS).await?;
    Ok(rows.into_iter().map(|row| (row.region_code, row.template_version)).collect())
}

/// Of one template and version: how many regions looked at it.
#[derive(FromQueryResult)]
pub(crate) struct LookedAt {
    pub template_key: String,
    pub template_version: Option<i32>,
    pub regions: i64,
}

/// How many regions publish a service of each template, by the version that they looked at.
pub(crate) async fn versions_looked_at(read: &Read<Control>) -> Result<Vec<LookedAt>> {
    let query = Entity::find()
        .select_only()
        .columns([Column::TemplateKey, Column::TemplateVersion])
        .column_as(Column::Id.count(), "regions")
        .group_by(Column::TemplateKey)
        .group_by(Column::TemplateVersion);
    read.rows_as(query, MOST_GROUPS).await
}

/// What the other regions promise, by template; templates that fewer than [`FEWEST`] of them share are not there.
pub async fn others(
    read: &Read<Control>,
    region: RegionCode,
    templates: &BTreeSet<String>,
) -> Result<BTreeMap<String, Comparison>> {
    let mut found = BTreeMap::new();
    for key in templates {
        let rows = Entity::find()
            .filter(Column::TemplateKey.eq(key.as_str()))
            .filter(Column::RegionCode.ne(region.to_string()));
        let rows = read.all(rows, MOST_REGIONS).await?;
        let minutes = Quartiles::of(rows.iter().filter_map(|row| row.minutes));
        let fee = Quartiles::of(rows.iter().filter_map(|row| row.fee));
        if minutes.is_some() || fee.is_some() {
            found.insert(key.clone(), Comparison { minutes, fee });
        }
    }
    Ok(found)
}
