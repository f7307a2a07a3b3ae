//! The search over all regions: a roll-up in the control plane, fed by the regions' outboxes.
//!
//! News may come twice and out of order. Each row keeps the revision of its region's catalogue that it is from; news of the
//! same or an older revision is ignored, and a service that was withdrawn leaves its row behind, hidden, so that old news
//! does not bring it back.

mod again;
pub mod row;

pub use again::told_again;

use std::collections::BTreeMap;

use balai_kernel::{RegionCode, fresh_id};
use balai_storage::{Control, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::channel::Channels;
use crate::events::{PublishedService, ServicePublished, ServiceWithdrawn};
use crate::queries::{MOST_FOUND, Page, Paged, all_words, page_of};
use crate::rows::service::Glance;
use crate::words::{Query, searchable};

use row::{ActiveModel, Column, Entity, Model};

/// Takes in that citizens of a region see services. The region is whose outbox the news came from.
pub async fn apply_published(
    write: &Write<Control>,
    region: RegionCode,
    at: DateTime<Utc>,
    news: &ServicePublished,
) -> Result<()> {
    let ids = news.services.iter().map(|service| service.id).collect();
    let known = known(write, region, ids).await?;
    let region_open = region_is_open(write, region).await?;
    let mut new = Vec::new();
    for service in &news.services {
        let mut row = told(service, at, news.revision);
        match known.get(&service.id) {
            Some(old) if old.revision >= news.revision => {}
            Some(old) => {
                row.id = Set(old.id);
                write.update(row).await?;
            }
            None => {
                row.id = Set(fresh_id(at));
                row.region_code = Set(region.to_string());
                row.region_open = Set(region_open);
                new.push(row);
            }
        }
    }
    write.insert_many(new).await
}

/// Takes in that citizens of a region no longer see services.
pub async fn apply_withdrawn(
    write: &Write<Control>,
    region: RegionCode,
    at: DateTime<Utc>,
    news: &ServiceWithdrawn,
) -> Result<()> {
    let known = known(write, region, news.services.clone()).await?;
    let region_open = region_is_open(write, region).await?;
    let mut new = Vec::new();
    for id in &news.services {
        match known.get(id) {
            Some(old) if old.revision >= news.revision => {}
            Some(old) => {
                let hidden = ActiveModel {
                    id: Set(old.id),
                    shown: Set(false),
                    revision: Set(news.revision),
                    updated_at: Set(at),
                    ..ActiveModel::default()
                };
                write.update(hidden).await?;
            }
            None => {
                let mut row = told(&nothing_known(*id), at, news.revision);
                row.id = Set(fresh_id(at));
                row.region_code = Set(region.to_string());
                row.region_open = Set(region_open);
                row.shown = Set(false);
                new.push(row);
            }
        }
    }
    write.insert_many(new).await
}

/// Hides a region's services from the search, or shows them again: it was suspended, or is back.
pub async fn set_region_open(write: &Write<Control>, region: RegionCode, open: bool) -> Result<u64> {
    let change = Entity::update_many()
        .col_expr(Column::RegionOpen, Expr::value(open))
        .filter(Column::RegionCode.eq(region.to_string()));
    write.update_many(change).await
}

/// Forgets a region's services, because the region was erased.
pub async fn forget_region(write: &Write<Control>, region: RegionCode) -> Result<u64> {
    let removal = Entity::delete_many().filter(Column::RegionCode.eq(region.to_string()));
    write.delete_many(removal).await
}

/// Services of all regions, or of one, that hold all words; those first whose name does.
pub async fn search(
    read: &Read<Control>,
    query: &Query,
    region: Option<RegionCode>,
    page: Page,
) -> Result<Paged<Model>> {
    Ok(page_of(found(read, query, region).await?, page, |row| row.id))
}

/// All that [`search`] pages through, at most [`MOST_FOUND`].
pub async fn found(read: &Read<Control>, query: &Query, region: Option<RegionCode>) -> Result<Vec<Model>> {
    let by_names = visible(region).filter(all_words(Column::NameText, query));
    let mut found = read.all(by_names, MOST_FOUND).await?;
    if (found.len() as u64) < MOST_FOUND {
        let by_anything = visible(region).filter(all_words(Column::SearchText, query));
        let others = read.all(by_anything, MOST_FOUND).await?;
        let known: std::collections::BTreeSet<Uuid> = found.iter().map(|row| row.id).collect();
        found.extend(others.into_iter().filter(|row| !known.contains(&row.id)));
    }
    found.sort_by_cached_key(|row| {
        let region = row.region_code.clone();
        (query.distance(&row.name_text), row.name_text.clone(), region)
    });
    found.truncate(usize::try_from(MOST_FOUND).expect("200 fit"));
    Ok(found)
}

fn visible(region: Option<RegionCode>) -> Select<Entity> {
    let query = Entity::find()
        .filter(Column::Shown.eq(true))
        .filter(Column::RegionOpen.eq(true))
        .order_by_asc(Column::NameText)
        .order_by_asc(Column::RegionCode);
    match region {
        Some(region) => query.filter(Column::RegionCode.eq(region.to_string())),
        None => query,
    }
}

async fn known(write: &Write<Control>, region: RegionCode, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, Model>> {
    let query = Entity::find().filter(Column::RegionCode.eq(region.to_string())).filter(Column::ServiceId.is_in(ids));
    let rows = write.all(query, u64::MAX).await?;
    Ok(rows.into_iter().map(|row| (row.service_id, row)).collect())
}

/// A region of which nothing is hidden yet is open.
async fn region_is_open(write: &Write<Control>, region: RegionCode) -> Result<bool> {
    let closed = Entity::find().filter(Column::RegionCode.eq(region.to_string())).filter(Column::RegionOpen.eq(false));
    Ok(!write.exists(closed).await?)
}

fn told(service: &PublishedService, at: DateTime<Utc>, revision: i64) -> ActiveModel {
    ActiveModel {
        service_id: Set(service.id),
        slug: Set(service.slug.clone()),
        name: Set(service.name.clone()),
        name_text: Set(searchable([service.name.as_str()])),
        search_text: Set(service.search_text.clone()),
        agency: Set(service.agency.clone()),
        category: Set(service.category.clone()),
        glance: Set(service.glance.clone()),
        channels: Set(service.channels.clone()),
        shown: Set(true),
        revision: Set(revision),
        updated_at: Set(at),
        ..ActiveModel::default()
    }
}

fn nothing_known(id: Uuid) -> PublishedService {
    PublishedService {
        id,
        slug: String::new(),
        name: String::new(),
        agency: String::new(),
        category: String::new(),
        search_text: String::new(),
        glance: Glance::default(),
        channels: Channels::default(),
    }
}
