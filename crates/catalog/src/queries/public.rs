//! What citizens see.

use std::collections::BTreeMap;

use balai_storage::{Read, Result, Tenant};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::rows::old_slug::{self, Bearer};
use crate::rows::service::StateWord;
use crate::rows::standard::VersionState;
use crate::rows::{agency, category, revision as revision_row, service, standard};

use super::{Page, Paged};

/// Addresses of one statement.
const MOST_ADDRESSES: u64 = 10_000;

/// The state of the whole catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// One higher with every change; part of the key of cached pages.
    pub number: i64,
    /// When the newest change was.
    pub changed_at: Option<DateTime<Utc>>,
}

/// Something with a slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// It bears the slug.
    Here(T),
    /// It bore the slug once and now has this one.
    Moved(String),
}

/// Which services of the catalogue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Those of this agency only.
    pub agency: Option<Uuid>,
    /// Those of this category only.
    pub category: Option<Uuid>,
}

/// How many published services there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// In all.
    pub total: u64,
    /// By agency.
    pub by_agency: BTreeMap<Uuid, u64>,
    /// By category.
    pub by_category: BTreeMap<Uuid, u64>,
}

/// A published service with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePage {
    /// The service.
    pub service: service::Model,
    /// Its agency.
    pub agency: agency::Model,
    /// Its category.
    pub category: category::Model,
    /// The version of its standard that citizens see.
    pub standard: standard::Model,
}

/// The state of the whole catalogue.
pub async fn revision(read: &Read<Tenant>) -> Result<Revision> {
    let row = read.find::<revision_row::Entity>(revision_row::ONLY).await?;
    Ok(Revision { number: row.as_ref().map_or(0, |row| row.number), changed_at: row.and_then(|row| row.changed_at) })
}

/// How large a catalogue is at a revision, or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The revision; what it changed is counted.
    pub revision: i64,
    /// Services that are not in the trash.
    pub services: i64,
    /// Those of them that citizens see.
    pub published: i64,
}

/// Counts a catalogue. The revision is read first, so that the counts are never older than it.
pub async fn size(read: &Read<Tenant>) -> Result<Size> {
    let revision = revision(read).await?.number;
    let kept = || service::Entity::find().filter(service::Column::TrashedAt.is_null());
    let services = read.count(kept()).await?;
    let published = read.count(kept().filter(service::Column::State.eq(service::StateWord::Published))).await?;
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Size { revision, services: whole(services), published: whole(published) })
}

/// All agencies by name.
pub async fn agencies(read: &Read<Tenant>) -> Result<Vec<agency::Model>> {
    let query = agency::Entity::find().order_by_asc(agency::Column::Name).order_by_asc(agency::Column::Id);
    read.all(query, 1_000).await
}

/// The agency with this id.
pub async fn agency(read: &Read<Tenant>, id: Uuid) -> Result<Option<agency::Model>> {
    read.find::<agency::Entity>(id).await
}

/// All categories in their order.
pub async fn categories(read: &Read<Tenant>) -> Result<Vec<category::Model>> {
    let query = category::Entity::find().order_by_asc(category::Column::Position).order_by_asc(category::Column::Name);
    read.all(query, 1_000).await
}

/// The agency that bears this slug, or bore it.
pub async fn agency_by_slug(read: &Read<Tenant>, slug: &str) -> Result<Option<Found<agency::Model>>> {
    let here = agency::Entity::find().filter(agency::Column::Slug.eq(slug));
    if let Some(agency) = read.one(here).await? {
        return Ok(Some(Found::Here(agency)));
    }
    let Some(id) = bearer_of(read, Bearer::Agency, slug).await? else {
        return Ok(None);
    };
    let agency = read.find::<agency::Entity>(id).await?;
    Ok(agency.map(|agency| Found::Moved(agency.slug)))
}

/// The category that bears this slug, or bore it.
pub async fn category_by_slug(read: &Read<Tenant>, slug: &str) -> Result<Option<Found<category::Model>>> {
    let here = category::Entity::find().filter(category::Column::Slug.eq(slug));
    if let Some(category) = read.one(here).await? {
        return Ok(Some(Found::Here(category)));
    }
    let Some(id) = bearer_of(read, Bearer::Category, slug).await? else {
        return Ok(None);
    };
    let category = read.find::<category::Entity>(id).await?;
    Ok(category.map(|category| Found::Moved(category.slug)))
}

/// The published service that bears this slug, or bore it.
pub async fn service_by_slug(read: &Read<Tenant>, slug: &str) -> Result<Option<Found<ServicePage>>> {
    let here = published(Shelf::default()).filter(service::Column::Slug.eq(slug));
    if let Some(service) = read.one(here).await? {
        return Ok(page_of_service(read, service).await?.map(Found::Here));
    }
    let Some(id) = bearer_of(read, Bearer::Service, slug).await? else {
        return Ok(None);
    };
    let moved = published(Shelf::default()).filter(service::Column::Id.eq(id));
    let service = read.one(moved).await?;
    Ok(service.map(|service| Found::Moved(service.slug)))
}

/// Published services by name.
pub async fn public_services(read: &Read<Tenant>, shelf: Shelf, page: Page) -> Result<Paged<service::Model>> {
    let Some(query) = after(read, published(shelf), page).await? else {
        return Ok(Paged::cut(Vec::new(), 0, |row: &service::Model| row.id));
    };
    let size = page.size();
    let rows = read.all(by_name(query), size as u64 + 1).await?;
    Ok(Paged::cut(rows, size, |row| row.id))
}

/// The address of a published service, and when it last changed.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Address {
    /// Its slug.
    pub slug: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// The addresses of published services, in an order that new ones do not disturb: at most `limit` of them, after the
/// first `from`.
pub async fn public_addresses(read: &Read<Tenant>, from: u64, limit: u64) -> Result<Vec<Address>> {
    let mut found = Vec::new();
    while (found.len() as u64) < limit {
        let left = (limit - found.len() as u64).min(MOST_ADDRESSES);
        let query = published(Shelf::default())
            .select_only()
            .columns([service::Column::Slug, service::Column::UpdatedAt])
            .order_by_asc(service::Column::Id)
            .offset(from + found.len() as u64);
        let some: Vec<Address> = read.rows_as(query, left).await?;
        let last = (some.len() as u64) < left;
        found.extend(some);
        if last {
            break;
        }
    }
    Ok(found)
}

/// How many published services there are, by agency and by category.
pub async fn public_counts(read: &Read<Tenant>) -> Result<Counts> {
    shelf_counts(read, Shelf::default()).await
}

/// [`public_counts`] among some services only.
pub async fn shelf_counts(read: &Read<Tenant>, shelf: Shelf) -> Result<Counts> {
    let by_agency = count_by(read, shelf, service::Column::AgencyId).await?;
    let by_category = count_by(read, shelf, service::Column::CategoryId).await?;
    Ok(Counts { total: by_agency.values().sum(), by_agency, by_category })
}

#[derive(FromQueryResult)]
struct Count {
    id: Uuid,
    number: i64,
}

async fn count_by(read: &Read<Tenant>, shelf: Shelf, column: service::Column) -> Result<BTreeMap<Uuid, u64>> {
    let query = published(shelf)
        .select_only()
        .column_as(column, "id")
        .column_as(service::Column::Id.count(), "number")
        .group_by(column);
    let rows: Vec<Count> = read.rows_as(query, 1_000).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.number.unsigned_abs())).collect())
}

pub(super) fn published(shelf: Shelf) -> Select<service::Entity> {
    let mut query = service::Entity::find().filter(service::Column::State.eq(StateWord::Published));
    if let Some(agency) = shelf.agency {
        query = query.filter(service::Column::AgencyId.eq(agency));
    }
    if let Some(category) = shelf.category {
        query = query.filter(service::Column::CategoryId.eq(category));
    }
    query
}

pub(super) fn by_name(query: Select<service::Entity>) -> Select<service::Entity> {
    query.order_by_asc(service::Column::NameText).order_by_asc(service::Column::Id)
}

/// What of a list by name comes after the page's cursor; nothing where the cursor is no service's.
pub(super) async fn after(
    read: &Read<Tenant>,
    query: Select<service::Entity>,
    page: Page,
) -> Result<Option<Select<service::Entity>>> {
    let Some(after) = page.after else { return Ok(Some(query)) };
    let last = read.find::<service::Entity>(after).await?;
    Ok(last.map(|last| query.filter(after_name(&last))))
}

fn after_name(last: &service::Model) -> Condition {
    Condition::any().add(service::Column::NameText.gt(last.name_text.as_str())).add(
        Condition::all()
            .add(service::Column::NameText.eq(last.name_text.as_str()))
            .add(service::Column::Id.gt(last.id)),
    )
}

async fn bearer_of(read: &Read<Tenant>, kind: Bearer, slug: &str) -> Result<Option<Uuid>> {
    let query =
        old_slug::Entity::find().filter(old_slug::Column::Kind.eq(kind)).filter(old_slug::Column::Slug.eq(slug));
    Ok(read.one(query).await?.map(|row| row.target_id))
}

async fn page_of_service(read: &Read<Tenant>, service: service::Model) -> Result<Option<ServicePage>> {
    let agency = read.find::<agency::Entity>(service.agency_id).await?;
    let category = read.find::<category::Entity>(service.category_id).await?;
    let shown = standard::Entity::find()
        .filter(standard::Column::ServiceId.eq(service.id))
        .filter(standard::Column::State.eq(VersionState::Published));
    let standard = read.one(shown).await?;
    Ok(match (agency, category, standard) {
        (Some(agency), Some(category), Some(standard)) => Some(ServicePage { service, agency, category, standard }),
        _ => None,
    })
}
