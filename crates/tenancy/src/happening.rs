//! What goes on in a hall as a public space: news, and occasions such as courses and small-business days.

use balai_kernel::{Act, OpenRange, Slug};
use balai_storage::{Audit, Read, StorageError, Tenant, Write};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter, QueryOrder, prelude::Uuid,
};
use serde_json::{Value, json};

use crate::entity::happening::{ActiveModel, Column, Entity, Model};

/// Most happenings of one region, past ones counted.
pub const MOST: u64 = 2_000;
/// Most occasions to come that are shown at once.
pub const MOST_COMING: u64 = 60;
/// The most days that an occasion lasts.
const LONGEST: i64 = 92;

/// Whether citizens see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum State {
    /// Nobody but staff sees it.
    #[sea_orm(string_value = "draft")]
    Draft,
    /// Citizens see it.
    #[sea_orm(string_value = "published")]
    Published,
    /// Citizens see that it does not take place.
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
}

/// When an occasion takes place: on one day, or on each of several days at the same hours. Local time of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    first: NaiveDate,
    last: NaiveDate,
    hours: OpenRange,
}

/// Why days are none of an occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// The end lies before the beginning.
    #[error("Hari terakhir harus sama dengan atau sesudah hari pertama.")]
    Backwards,
    /// Longer than three months.
    #[error("Satu acara paling lama 92 hari. Buat acara baru untuk sisanya.")]
    TooLong,
}

impl When {
    /// From the first to the last day, both counted, at these hours of each.
    pub fn new(first: NaiveDate, last: Option<NaiveDate>, hours: OpenRange) -> Result<Self, WhenError> {
        let last = last.unwrap_or(first);
        match (last - first).num_days() {
            ..0 => Err(WhenError::Backwards),
            days if days >= LONGEST => Err(WhenError::TooLong),
            _ => Ok(Self { first, last, hours }),
        }
    }

    /// The first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// The hours of each day.
    pub fn hours(&self) -> OpenRange {
        self.hours
    }

    /// On how many days.
    pub fn days(&self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).expect("at least one day and at most three months")
    }
}

/// What is written of a happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its name, a line.
    pub title: String,
    /// What it is about, in paragraphs.
    pub text: String,
    /// Where in the hall, or elsewhere.
    pub place: Option<String>,
    /// When it takes place; none for news.
    pub when: Option<When>,
}

/// A happening as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// Its id.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Whether citizens see it.
    pub state: State,
    /// What is written.
    pub story: Story,
    /// How often it was changed, for calendars that have an older one (RFC 5545, 3.8.7.4).
    pub sequence: u32,
    /// Since when it is here.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// Why a happening is not changed.
#[derive(Debug, thiserror::Error)]
pub enum HappeningError {
    /// Not there, or not any more.
    #[error("Kabar ini sudah tidak ada.")]
    Gone,
    /// No letter in its title.
    #[error("Judul harus memuat huruf atau angka.")]
    Unreadable,
    /// No more room.
    #[error("Sudah ada 2.000 kabar. Hapus yang lama lebih dulu.")]
    UsedUp,
    /// More occasions to come than are shown.
    #[error("Sudah ada 60 acara yang akan datang. Tarik atau hapus sebagian lebih dulu.")]
    TooManyComing,
    /// News is not cancelled.
    #[error("Hanya acara yang dapat dibatalkan. Tarik kabar ini bila tidak berlaku lagi.")]
    NoOccasion,
    /// The rows.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// One happening.
pub async fn find(read: &Read<Tenant>, id: Uuid) -> Result<Option<Happening>, StorageError> {
    read.find::<Entity>(id).await?.map(Happening::try_from).transpose()
}

/// One that citizens see, by its name in addresses.
pub async fn public(read: &Read<Tenant>, slug: &str) -> Result<Option<Happening>, StorageError> {
    let query = Entity::find().filter(Column::Slug.eq(slug)).filter(Column::State.ne(State::Draft));
    read.one(query).await?.map(Happening::try_from).transpose()
}

/// Occasions that citizens see and that are not over at `today`, the next first.
pub async fn coming(read: &Read<Tenant>, today: NaiveDate, most: u64) -> Result<Vec<Happening>, StorageError> {
    let query = Entity::find()
        .filter(Column::State.ne(State::Draft))
        .filter(Column::LastDay.gte(today))
        .order_by_asc(Column::FirstDay)
        .order_by_asc(Column::Id);
    read.all(query, most.min(MOST_COMING)).await?.into_iter().map(Happening::try_from).collect()
}

/// News that citizens see, the newest first, those before `after`.
pub async fn news(read: &Read<Tenant>, after: Option<Uuid>, most: u64) -> Result<Vec<Happening>, StorageError> {
    let query = Entity::find().filter(Column::State.eq(State::Published)).filter(Column::FirstDay.is_null());
    part(read, query, after, most).await
}

/// All, the newest first, those before `after`.
pub async fn all(read: &Read<Tenant>, after: Option<Uuid>, most: u64) -> Result<Vec<Happening>, StorageError> {
    part(read, Entity::find(), after, most).await
}

async fn part(
    read: &Read<Tenant>,
    query: sea_orm::Select<Entity>,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<Happening>, StorageError> {
    let query = match after {
        Some(after) => query.filter(Column::Id.lt(after)),
        None => query,
    };
    let rows = read.all(query.order_by_desc(Column::Id), most).await?;
    rows.into_iter().map(Happening::try_from).collect()
}

/// Adds a happening, which nobody but staff sees yet.
pub async fn add(write: &Write<Tenant>, act: &Act, id: Uuid, story: &Story) -> Result<Happening, HappeningError> {
    if write.count(Entity::find()).await? >= MOST {
        return Err(HappeningError::UsedUp);
    }
    let mut row = ActiveModel {
        id: Set(id),
        slug: Set(free_slug(write, &story.title).await?),
        state: Set(State::Draft),
        sequence: Set(0),
        created_at: Set(act.at),
        ..ActiveModel::default()
    };
    tell(&mut row, act, story);
    let row = write.insert(row).await?;
    record(write, act, ("happening.added", id), None, Some(shown(&row))).await?;
    Ok(row.try_into()?)
}

/// Writes a happening anew. Its address stays, so that what points to it still does.
pub async fn edit(write: &Write<Tenant>, act: &Act, id: Uuid, story: &Story) -> Result<Happening, HappeningError> {
    let before = write.find::<Entity>(id).await?.ok_or(HappeningError::Gone)?;
    let mut row = ActiveModel { id: Set(id), sequence: Set(before.sequence + 1), ..ActiveModel::default() };
    tell(&mut row, act, story);
    if before.state == State::Cancelled && story.when.is_none() {
        return Err(HappeningError::NoOccasion);
    }
    let after = write.update(row).await?;
    record(write, act, ("happening.edited", id), Some(shown(&before)), Some(shown(&after))).await?;
    Ok(after.try_into()?)
}

/// Shows a happening, takes it back, or says that it does not take place. The same state again changes nothing.
pub async fn turn(
    write: &Write<Tenant>,
    act: &Act,
    id: Uuid,
    to: State,
    today: NaiveDate,
) -> Result<(), HappeningError> {
    let before = write.find::<Entity>(id).await?.ok_or(HappeningError::Gone)?;
    if before.state == to {
        return Ok(());
    }
    if to == State::Cancelled && before.first_day.is_none() {
        return Err(HappeningError::NoOccasion);
    }
    let comes = before.last_day.is_some_and(|last| last >= today);
    let others = Entity::find().filter(Column::State.ne(State::Draft)).filter(Column::LastDay.gte(today));
    if before.state == State::Draft && comes && write.count(others).await? >= MOST_COMING {
        return Err(HappeningError::TooManyComing);
    }
    let row = ActiveModel {
        id: Set(id),
        state: Set(to),
        sequence: Set(before.sequence + 1),
        updated_at: Set(act.at),
        ..ActiveModel::default()
    };
    let after = write.update(row).await?;
    Ok(record(write, act, ("happening.turned", id), Some(shown(&before)), Some(shown(&after))).await?)
}

/// Takes a happening away. One that is gone already is no mistake.
pub async fn remove(write: &Write<Tenant>, act: &Act, id: Uuid) -> Result<(), HappeningError> {
    let Some(before) = write.find::<Entity>(id).await? else { return Ok(()) };
    write.delete_many(Entity::delete_many().filter(Column::Id.eq(id))).await?;
    Ok(record(write, act, ("happening.removed", id), Some(shown(&before)), None).await?)
}

fn tell(row: &mut ActiveModel, act: &Act, story: &Story) {
    row.title = Set(story.title.clone());
    row.text = Set(story.text.clone());
    row.place = Set(story.place.clone());
    row.first_day = Set(story.when.map(|when| when.first));
    row.last_day = Set(story.when.map(|when| when.last));
    row.hours = Set(story.when.map(|when| when.hours.to_string()));
    row.updated_at = Set(act.at);
}

/// The title as an address, with a number where another one bears it.
async fn free_slug(write: &Write<Tenant>, title: &str) -> Result<String, HappeningError> {
    let bare = Slug::from_name(title).map_err(|_| HappeningError::Unreadable)?;
    let bare = bare.as_str().chars().take(56).collect::<String>();
    let bare = bare.trim_end_matches('-');
    let mut slug = bare.to_owned();
    let mut number = 1_u32;
    while write.exists(Entity::find().filter(Column::Slug.eq(&slug))).await? {
        number += 1;
        slug = format!("{bare}-{number}");
    }
    Ok(slug)
}

fn shown(row: &Model) -> Value {
    json!({
        "title": row.title, "text": row.text, "place": row.place, "state": sea_orm::ActiveEnum::to_value(&row.state),
        "first_day": row.first_day, "last_day": row.last_day, "hours": row.hours,
    })
}

async fn record(
    write: &Write<Tenant>,
    act: &Act,
    (action, id): (&'static str, Uuid),
    before: Option<Value>,
    after: Option<Value>,
) -> Result<(), StorageError> {
    write.audit(act, Audit { action, kind: "happening", id: id.to_string(), before, after }).await
}

impl TryFrom<Model> for Happening {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let corrupt = |what: &str| StorageError::Corrupt(format!("happening: {what}"));
        let hours = row.hours.as_deref().map(OpenRange::parse).transpose().map_err(|_| corrupt("hours"))?;
        let when = match (row.first_day, hours) {
            (Some(first), Some(hours)) => Some(When::new(first, row.last_day, hours).map_err(|_| corrupt("days"))?),
            (None, None) => None,
            _ => return Err(corrupt("half of its time")),
        };
        Ok(Self {
            id: row.id,
            slug: row.slug,
            state: row.state,
            story: Story { title: row.title, text: row.text, place: row.place, when },
            sequence: row.sequence.unsigned_abs(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
