//! The search over all regions: a roll-up in the control plane, fed by the regions' outboxes.
//!
//! News may come twice and out of order. Each row keeps the revision of its region's catalogue that it is from; news of the
//! same or an older revision is ignored, and a service that was withdrawn leaves its row behind, hidden, so that old news
//! does not bring it back. What is searched are titles that many regions share; see [`index`].

mod again;
mod filing;
pub mod index;
pub mod row;
mod search;

pub use again::{take_anew, told_again};

use std::collections::BTreeMap;

use balai_kernel::{RegionCode, fresh_id};
use balai_storage::{Control, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::channel::Channels;
use crate::events::{PublishedService, ServicePublished, ServiceWithdrawn};
use crate::rows::service::Glance;
use crate::words::searchable;
use crate::{lending, rollup};

pub use filing::{any_unfiled, file_some};
pub use search::{Hit, Hits, REGIONS_SHOWN, Words, hits, of_title};

use filing::Title;
use row::{ActiveModel, Column, Entity, Model};

/// Rows of a region that are forgotten in one go.
const FORGOTTEN_AT_ONCE: u64 = 500;

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
    let is_newer = |told: &&PublishedService| known.get(&told.id).is_none_or(|old| old.revision < news.revision);
    let fresh: Vec<&PublishedService> = news.services.iter().filter(is_newer).collect();
    let names: Vec<String> = fresh.iter().map(|service| searchable([service.name.as_str()])).collect();
    let titles: Vec<Title<'_>> = fresh.iter().zip(&names).map(|(told, name)| title(told, name)).collect();
    filing::file(write, at, titles.clone()).await?;
    let mut new = Vec::new();
    for (service, title) in fresh.iter().zip(&titles) {
        let mut row = told(service, title, at, news.revision);
        if let Some(old) = known.get(&service.id) {
            row.id = Set(old.id);
            write.update(row).await?;
        } else {
            row.id = Set(fresh_id(at));
            row.region_code = Set(region.to_string());
            row.region_open = Set(region_open);
            new.push(row);
        }
    }
    write.insert_many(new).await?;
    rollup::apply(write, region, at, &fresh).await?;
    lending::apply(write, region, at, &fresh).await?;
    let before = borne(known.values());
    filing::recount(write, titles.iter().map(|title| title.id).chain(before.keys().copied())).await?;
    filing::remove_unborne(write, &before).await
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
    let (mut new, mut fresh) = (Vec::new(), Vec::new());
    for id in &news.services {
        match known.get(id) {
            Some(old) if old.revision >= news.revision => continue,
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
                let nothing = nothing_known(*id);
                let mut row = told(&nothing, &title(&nothing, ""), at, news.revision);
                row.title_id = Set(None);
                row.id = Set(fresh_id(at));
                row.region_code = Set(region.to_string());
                row.region_open = Set(region_open);
                row.shown = Set(false);
                new.push(row);
            }
        }
        fresh.push(*id);
    }
    write.insert_many(new).await?;
    rollup::withdraw(write, region, &fresh).await?;
    lending::withdraw(write, region, &fresh).await?;
    filing::recount(write, known.values().filter_map(|row| row.title_id)).await
}

/// Hides a region's services from the search, or shows them again: it was suspended, or is back.
pub async fn set_region_open(write: &Write<Control>, region: RegionCode, open: bool) -> Result<u64> {
    let change = Entity::update_many()
        .col_expr(Column::RegionOpen, Expr::value(open))
        .filter(Column::RegionCode.eq(region.to_string()));
    let changed = write.update_many(change).await?;
    filing::recount_region(write, region).await?;
    Ok(changed)
}

/// Forgets a region's services, because the region was erased. Titles that only its services bore go with them.
pub async fn forget_region(write: &Write<Control>, region: RegionCode) -> Result<u64> {
    rollup::forget_region(write, region).await?;
    lending::forget_region(write, region).await?;
    set_region_open(write, region, false).await?;
    let mut gone = 0;
    loop {
        let some = Entity::find().filter(Column::RegionCode.eq(region.to_string())).order_by_asc(Column::Id);
        let rows = write.all(some, FORGOTTEN_AT_ONCE).await?;
        if rows.is_empty() {
            return Ok(gone);
        }
        let ids = rows.iter().map(|row| row.id);
        gone += write.delete_many(Entity::delete_many().filter(Column::Id.is_in(ids))).await?;
        filing::remove_unborne(write, &borne(&rows)).await?;
    }
}

/// The titles of these rows, with their words.
fn borne<'r>(rows: impl IntoIterator<Item = &'r Model>) -> BTreeMap<Uuid, String> {
    rows.into_iter().filter_map(|row| Some((row.title_id?, row.search_text.clone()))).collect()
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

fn title<'a>(service: &'a PublishedService, name_text: &'a str) -> Title<'a> {
    Title::of(&service.name, name_text, &service.search_text)
}

fn told(service: &PublishedService, title: &Title<'_>, at: DateTime<Utc>, revision: i64) -> ActiveModel {
    ActiveModel {
        service_id: Set(service.id),
        slug: Set(service.slug.clone()),
        name: Set(service.name.clone()),
        name_text: Set(title.name_text.to_owned()),
        search_text: Set(service.search_text.clone()),
        agency: Set(service.agency.clone()),
        category: Set(service.category.clone()),
        glance: Set(service.glance.clone()),
        channels: Set(service.channels.clone()),
        shown: Set(true),
        revision: Set(revision),
        updated_at: Set(at),
        title_id: Set(Some(title.id)),
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
        template_key: None,
        template_version: None,
        lent: None,
    }
}
