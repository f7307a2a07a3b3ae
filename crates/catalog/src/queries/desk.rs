//! What staff see: drafts, findings, completeness.

use std::collections::{BTreeMap, BTreeSet};

use balai_storage::{Read, Result, Tenant};
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::rows::service::{Column, Entity, Model, StateWord};
use crate::rows::{agency, category, standard};
use crate::standard::About;
use crate::words::Query;

use super::{Page, Paged, all_words};

/// Which services a desk's list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskFilter {
    /// By where they stand.
    pub tab: Tab,
    /// By words of the name or the code.
    pub query: Option<Query>,
    /// Of one agency.
    pub agency: Option<Uuid>,
    /// Of these agencies only, whatever else is asked for: as far as the reader's permission reaches.
    pub within: Option<BTreeSet<Uuid>>,
    /// Of one category.
    pub category: Option<Uuid>,
    /// By how complete they are.
    pub band: Option<Band>,
    /// By what the linter says.
    pub finding: Option<FindingFilter>,
}

/// Where a service stands, as the tabs of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// All that are not put away.
    #[default]
    All,
    /// Citizens see them.
    Published,
    /// Nobody outside sees them.
    Draft,
    /// Something holds their newest version.
    Held,
    /// Something asks for a look.
    Look,
    /// Put away.
    Archived,
}

/// How complete a standard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Band {
    /// 14 of 14.
    Whole,
    /// One to six are missing.
    Most,
    /// Fewer than eight are there.
    Few,
}

/// What the linter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingFilter {
    /// Something must be put right.
    Blocking,
    /// Nothing must, something asks for a look.
    Look,
    /// Nothing at all.
    None,
}

/// How many services each tab has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TabCounts {
    /// [`Tab::All`]
    pub all: u64,
    /// [`Tab::Published`]
    pub published: u64,
    /// [`Tab::Draft`]
    pub draft: u64,
    /// [`Tab::Held`]
    pub held: u64,
    /// [`Tab::Look`]
    pub look: u64,
    /// [`Tab::Archived`]
    pub archived: u64,
}

/// A service as staff work on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskService {
    /// The service.
    pub service: Model,
    /// Its agency.
    pub agency: agency::Model,
    /// Its category.
    pub category: category::Model,
    /// The newest version of its standard: the draft, else what is or was published.
    pub newest: standard::Model,
}

impl Tab {
    /// All tabs in their order.
    pub const ALL: [Self; 6] = [Self::All, Self::Published, Self::Draft, Self::Held, Self::Look, Self::Archived];

    pub(super) fn condition(self) -> Condition {
        let alive = Condition::all().add(Column::State.ne(StateWord::Archived));
        match self {
            Self::All => alive,
            Self::Published => Condition::all().add(Column::State.eq(StateWord::Published)),
            Self::Draft => Condition::all().add(Column::State.eq(StateWord::Draft)),
            Self::Held => alive.add(Column::Blocking.gt(0)),
            Self::Look => alive.add(Column::Looks.gt(0)),
            Self::Archived => {
                Condition::all().add(Column::State.eq(StateWord::Archived)).add(Column::TrashedAt.is_null())
            }
        }
    }
}

impl Band {
    fn condition(self) -> Condition {
        Condition::all().add(match self {
            Self::Whole => Column::Score.eq(14),
            Self::Most => Column::Score.between(8, 13),
            Self::Few => Column::Score.lt(8),
        })
    }
}

impl FindingFilter {
    fn condition(self) -> Condition {
        match self {
            Self::Blocking => Condition::all().add(Column::Blocking.gt(0)),
            Self::Look => Condition::all().add(Column::Blocking.eq(0)).add(Column::Looks.gt(0)),
            Self::None => Condition::all().add(Column::Blocking.eq(0)).add(Column::Looks.eq(0)),
        }
    }
}

/// Services for a desk, changed last first.
pub async fn desk_services(read: &Read<Tenant>, filter: &DeskFilter, page: Page) -> Result<Paged<Model>> {
    let mut query = filtered(filter).filter(filter.tab.condition());
    if let Some(after) = page.after {
        let Some(last) = read.find::<Entity>(after).await? else {
            return Ok(Paged::cut(Vec::new(), 0, |row: &Model| row.id));
        };
        query = query.filter(
            Condition::any()
                .add(Column::UpdatedAt.lt(last.updated_at))
                .add(Condition::all().add(Column::UpdatedAt.eq(last.updated_at)).add(Column::Id.gt(last.id))),
        );
    }
    let query = query.order_by_desc(Column::UpdatedAt).order_by_asc(Column::Id);
    let size = page.size();
    let rows = read.all(query, size as u64 + 1).await?;
    Ok(Paged::cut(rows, size, |row| row.id))
}

/// How many services each tab has, under the other filters.
pub async fn tab_counts(read: &Read<Tenant>, filter: &DeskFilter) -> Result<TabCounts> {
    let mut counts = TabCounts::default();
    for tab in Tab::ALL {
        let number = read.count(filtered(filter).filter(tab.condition())).await?;
        match tab {
            Tab::All => counts.all = number,
            Tab::Published => counts.published = number,
            Tab::Draft => counts.draft = number,
            Tab::Held => counts.held = number,
            Tab::Look => counts.look = number,
            Tab::Archived => counts.archived = number,
        }
    }
    Ok(counts)
}

/// The service with this slug or code, whatever its state.
pub async fn find_service(read: &Read<Tenant>, slug_or_code: &str) -> Result<Option<Model>> {
    let query =
        Entity::find().filter(Condition::any().add(Column::Slug.eq(slug_or_code)).add(Column::Code.eq(slug_or_code)));
    read.one(query).await
}

/// The services with these ids, in no order.
pub async fn services_by_id(read: &Read<Tenant>, ids: &[Uuid]) -> Result<Vec<Model>> {
    read.all(Entity::find().filter(Column::Id.is_in(ids.iter().copied())), ids.len() as u64).await
}

/// A service as staff work on it; one in the trash is not there.
pub async fn desk_service(read: &Read<Tenant>, id: Uuid) -> Result<Option<DeskService>> {
    let Some(service) = read.find::<Entity>(id).await?.filter(|service| service.trashed_at.is_none()) else {
        return Ok(None);
    };
    let agency = read.find::<agency::Entity>(service.agency_id).await?;
    let category = read.find::<category::Entity>(service.category_id).await?;
    let newest = versions(read, id).await?.into_iter().next();
    Ok(match (agency, category, newest) {
        (Some(agency), Some(category), Some(newest)) => Some(DeskService { service, agency, category, newest }),
        _ => None,
    })
}

/// The versions of a service's standard, newest first, at most 50.
pub async fn versions(read: &Read<Tenant>, service: Uuid) -> Result<Vec<standard::Model>> {
    let query = standard::Entity::find()
        .filter(standard::Column::ServiceId.eq(service))
        .order_by_desc(standard::Column::Version);
    read.all(query, 50).await
}

/// The newest version of each of these services' standards, by service.
pub async fn newest_standards(read: &Read<Tenant>, services: &[Model]) -> Result<BTreeMap<Uuid, standard::Model>> {
    if services.is_empty() {
        return Ok(BTreeMap::new());
    }
    let newest = services.iter().filter_map(|service| {
        let version = service.draft_version.or(service.published_version)?;
        let this = standard::Column::ServiceId.eq(service.id);
        Some(Condition::all().add(this).add(standard::Column::Version.eq(version)))
    });
    let any = newest.fold(Condition::any(), Condition::add);
    let rows = read.all(standard::Entity::find().filter(any), services.len() as u64).await?;
    Ok(rows.into_iter().map(|row| (row.service_id, row)).collect())
}

/// The keys in the starter catalogue of the services that were adopted.
pub async fn adopted_keys(read: &Read<Tenant>) -> Result<BTreeSet<String>> {
    let rows = read.all(Entity::find().filter(Column::TemplateKey.is_not_null()), u64::MAX).await?;
    Ok(rows.into_iter().filter_map(|row| row.template_key).collect())
}

impl DeskService {
    /// What the linter has to know about it.
    pub fn about(&self, today: NaiveDate) -> About<'_> {
        About { name: &self.service.name, subject: self.category.subject, today }
    }

    /// The revision that an editor of the draft has before them; 0 where there is no draft.
    pub fn draft_revision(&self) -> i32 {
        if self.service.draft_version.is_some() { self.newest.revision } else { 0 }
    }
}

pub(super) fn filtered(filter: &DeskFilter) -> Select<Entity> {
    Entity::find().filter(conditions(filter))
}

/// What a filter asks for besides its tab.
pub(super) fn conditions(filter: &DeskFilter) -> Condition {
    let mut all = Condition::all().add(Column::TrashedAt.is_null());
    if let Some(words) = &filter.query {
        all = all.add(all_words(Column::SearchText, words));
    }
    if let Some(agency) = filter.agency {
        all = all.add(Column::AgencyId.eq(agency));
    }
    if let Some(agencies) = &filter.within {
        all = all.add(Column::AgencyId.is_in(agencies.iter().copied()));
    }
    if let Some(category) = filter.category {
        all = all.add(Column::CategoryId.eq(category));
    }
    if let Some(band) = filter.band {
        all = all.add(band.condition());
    }
    if let Some(finding) = filter.finding {
        all = all.add(finding.condition());
    }
    all
}
