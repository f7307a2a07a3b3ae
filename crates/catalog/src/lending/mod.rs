//! The published standards that regions let each other copy: the national copy in the control plane, fed by the regions'
//! outboxes. A region reads what others lend from here only, never from their rows.

mod rows;

use balai_kernel::{RegionCode, fresh_id};
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::events::PublishedService;
use crate::queries::{Page, Paged, all_words};
use crate::template::Offer;
use crate::words::{Query, searchable};

use rows::{ActiveModel, Column, Entity, Model};

/// A published standard of another region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lent {
    /// The id of the copy.
    pub id: Uuid,
    /// The region.
    pub region: RegionCode,
    /// What people there call its agency.
    pub agency: String,
    /// Its category there.
    pub category: String,
    /// Which version it is.
    pub version: u32,
    /// What it says.
    pub content: Offer,
}

/// Takes in what a region lends, and forgets what it no longer does.
pub(crate) async fn apply(
    write: &Write<Control>,
    region: RegionCode,
    at: DateTime<Utc>,
    services: &[&PublishedService],
) -> Result<()> {
    let ids: Vec<Uuid> = services.iter().map(|service| service.id).collect();
    withdraw(write, region, &ids).await?;
    let rows = services.iter().filter_map(|service| {
        let lent = service.lent.as_ref()?;
        Some(ActiveModel {
            id: Set(fresh_id(at)),
            region_code: Set(region.to_string()),
            service_id: Set(service.id),
            name: Set(service.name.clone()),
            name_text: Set(searchable([service.name.as_str()])),
            agency: Set(service.agency.clone()),
            category: Set(service.category.clone()),
            version: Set(lent.version.cast_signed()),
            content: Set(lent.content.clone()),
            updated_at: Set(at),
        })
    });
    write.insert_many(rows.collect()).await
}

/// Forgets standards that citizens no longer see.
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

/// What others than this region lend, by name.
pub async fn lent(
    read: &Read<Control>,
    borrower: RegionCode,
    words: Option<&Query>,
    page: Page,
) -> Result<Paged<Lent>> {
    let mut query = Entity::find().filter(Column::RegionCode.ne(borrower.to_string()));
    if let Some(words) = words {
        query = query.filter(all_words(Column::NameText, words));
    }
    if let Some(after) = page.after {
        let Some(last) = read.find::<Entity>(after).await? else {
            return Ok(Paged::cut(Vec::new(), 0, |lent: &Lent| lent.id));
        };
        let same = Condition::all().add(Column::NameText.eq(last.name_text.as_str())).add(Column::Id.gt(last.id));
        query = query.filter(Condition::any().add(Column::NameText.gt(last.name_text)).add(same));
    }
    let size = page.size();
    let query = query.order_by_asc(Column::NameText).order_by_asc(Column::Id);
    let rows = read.all(query, size as u64 + 1).await?;
    let rows: Vec<Lent> = rows.into_iter().map(Lent::try_from).collect::<Result<_>>()?;
    Ok(Paged::cut(rows, size, |lent| lent.id))
}

/// One of them; a region's own is not lent to itself.
pub async fn find(read: &Read<Control>, borrower: RegionCode, id: Uuid) -> Result<Option<Lent>> {
    let row = read.find::<Entity>(id).await?.filter(|row| row.region_code != borrower.to_string());
    row.map(Lent::try_from).transpose()
}

impl TryFrom<Model> for Lent {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self> {
        let region = row.region_code.parse();
        Ok(Self {
            id: row.id,
            region: region.map_err(|_| StorageError::Corrupt(format!("lent standard {}: region", row.id)))?,
            agency: row.agency,
            category: row.category,
            version: row.version.unsigned_abs(),
            content: row.content,
        })
    }
}
