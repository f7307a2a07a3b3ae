//! Carrying the regions' news into the control plane: into the search over all regions, and into the figures.
//!
//! At least once: the control plane takes the news in a transaction of its own before the region marks it, and what it knows
//! already changes nothing. Whoever is stopped in between does it again.

use balai_catalog::events::{CatalogueMoved, ServicePublished, ServiceWithdrawn};
use balai_catalog::{national, queries};
use balai_kernel::RegionCode;
use balai_storage::outbox::Pending;
use balai_storage::{Control, Event, Read, Result, StorageError, Store, Tenant, Write};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TryIntoModel as _,
};

use crate::rows::{day, region};
use crate::shown::FEWEST;
use crate::stage::SERVICES;
use crate::visits::{self, DayCounted};

/// What a region's outbox holds for the control plane.
pub const TOPICS: [&str; 4] =
    [ServicePublished::TOPIC, ServiceWithdrawn::TOPIC, CatalogueMoved::TOPIC, DayCounted::TOPIC];
/// Of these only the newest matter; delivered ones are not kept for long.
pub const PASSING: [&str; 2] = [CatalogueMoved::TOPIC, DayCounted::TOPIC];
/// Events carried in one transaction.
const BATCH: u64 = 50;
/// News that cannot be read waits so long; a later release may be able to.
const UNREADABLE: TimeDelta = TimeDelta::hours(1);

/// How many events were carried; none where the outbox is empty.
pub async fn carry(store: &Store, tenant: balai_tenancy::Tenant, now: DateTime<Utc>) -> Result<Option<usize>> {
    let code = tenant.code();
    let db = store.tenant(tenant.place);
    if db.read().await?.waiting_events(&TOPICS).await? == 0 {
        return Ok(None);
    }
    let own = db.write().await?;
    let events = own.take_events(&TOPICS, now, BATCH).await?;
    let control = store.control().write().await?;
    let mut damaged = Vec::new();
    for event in &events {
        match apply(&control, code, event).await {
            Err(StorageError::Corrupt(reason)) => damaged.push((event.id, reason)),
            applied => applied?,
        }
    }
    if let Some(newest) = events.iter().filter(|event| event.topic != DayCounted::TOPIC).map(|event| event.at).max() {
        take_size(&control, code, newest, &queries::size(&own).await?).await?;
    }
    control.commit().await?;
    for event in &events {
        match damaged.iter().find(|(id, _)| *id == event.id) {
            Some((id, reason)) => {
                tracing::error!(tenant.code = %code, event.id = %id, "an event does not read");
                own.event_failed(*id, now, UNREADABLE, reason).await?;
            }
            None => own.event_done(event.id, now).await?,
        }
    }
    own.commit().await?;
    Ok(Some(events.len()))
}

async fn apply(control: &Write<Control>, code: RegionCode, event: &Pending) -> Result<()> {
    match event.topic.as_str() {
        ServicePublished::TOPIC => national::apply_published(control, code, event.at, &event.read()?).await,
        ServiceWithdrawn::TOPIC => national::apply_withdrawn(control, code, event.at, &event.read()?).await,
        DayCounted::TOPIC => {
            let told: DayCounted = event.read()?;
            take_day(control, code, event.at, told.day, told.visits).await
        }
        // the size is counted once for the whole batch
        _ => Ok(()),
    }
}

/// The size of a catalogue. What is from an older revision than is known is ignored.
async fn take_size(write: &Write<Control>, code: RegionCode, at: DateTime<Utc>, size: &queries::Size) -> Result<()> {
    let row = held(write, code, at).await?;
    if row.revision.is_some_and(|known| known > size.revision) {
        return Ok(());
    }
    let first = |known: Option<DateTime<Utc>>, reached: bool| known.or(reached.then_some(at));
    let changed = region::Model {
        revision: Some(size.revision),
        services: Some(size.services),
        published: Some(size.published),
        first_published_at: first(row.first_published_at, size.published > 0),
        fifty_at: first(row.fifty_at, size.published >= SERVICES),
        updated_at: at,
        ..row
    };
    write.save_many(vec![changed.into_active_model().reset_all()]).await
}

/// The count of a day, which only grows.
async fn take_day(
    write: &Write<Control>,
    code: RegionCode,
    at: DateTime<Utc>,
    day: NaiveDate,
    visits: i64,
) -> Result<()> {
    let row = held(write, code, at).await?;
    let known = write.find::<day::Entity>((code.to_string(), day)).await?;
    let visits = known.map_or(visits, |known| known.visits.max(visits));
    write.save_many(vec![day::ActiveModel { code: Set(code.to_string()), day: Set(day), visits: Set(visits) }]).await?;
    if visits < FEWEST {
        return Ok(());
    }
    let changed = region::Model {
        first_use: Some(row.first_use.map_or(day, |known| known.min(day))),
        last_use: Some(row.last_use.map_or(day, |known| known.max(day))),
        updated_at: row.updated_at.max(at),
        ..row
    };
    write.save_many(vec![changed.into_active_model().reset_all()]).await
}

/// The row of a region, held until the transaction ends.
async fn held(write: &Write<Control>, code: RegionCode, at: DateTime<Utc>) -> Result<region::Model> {
    let nothing = region::ActiveModel {
        code: Set(code.to_string()),
        revision: Set(None),
        services: Set(None),
        published: Set(None),
        first_published_at: Set(None),
        fifty_at: Set(None),
        first_use: Set(None),
        last_use: Set(None),
        updated_at: Set(at),
    };
    write.insert_absent(vec![nothing.clone()]).await?;
    let row = region::Entity::find().filter(region::Column::Code.eq(code.to_string())).lock_exclusive();
    match write.one(row).await? {
        Some(row) => Ok(row),
        None => nothing.try_into_model().map_err(|error| StorageError::Corrupt(error.to_string())),
    }
}

/// What a region counts of itself, to be told whole.
#[derive(Debug, Clone)]
pub struct Told {
    size: queries::Size,
    days: Vec<(NaiveDate, i64)>,
}

/// Counts a region whole: its rows came from elsewhere, or from another time.
pub async fn told_again(read: &Read<Tenant>) -> Result<Told> {
    Ok(Told { size: queries::size(read).await?, days: visits::days(read).await? })
}

/// Forgets the figures of a region and takes in all of them anew.
pub async fn take_anew(write: &Write<Control>, code: RegionCode, at: DateTime<Utc>, told: &Told) -> Result<()> {
    forget_region(write, code).await?;
    take_size(write, code, at, &told.size).await?;
    for (day, visits) in &told.days {
        take_day(write, code, at, *day, *visits).await?;
    }
    Ok(())
}

/// Forgets a region's figures; what decrees say of it stays. Returns how many rows went.
pub async fn forget_region(write: &Write<Control>, code: RegionCode) -> Result<u64> {
    let days = day::Entity::delete_many().filter(day::Column::Code.eq(code.to_string()));
    let own = region::Entity::delete_many().filter(region::Column::Code.eq(code.to_string()));
    Ok(write.delete_many(days).await? + write.delete_many(own).await?)
}
