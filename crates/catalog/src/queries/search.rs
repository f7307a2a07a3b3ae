//! Rows of services that were found by words, and the region's list of synonyms.

use std::collections::BTreeMap;

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::rows::service::{Column, Model};
use crate::search::MOST_FOUND;
use crate::search::rows::synonym;
use crate::words::Query;

use super::public::{Shelf, published};
use super::{Page, Paged};

/// Published services with these ids, in this order.
pub async fn services(read: &Read<Tenant>, ids: &[Uuid]) -> Result<Vec<Model>> {
    let query = published(Shelf::default()).filter(Column::Id.is_in(ids.iter().copied()));
    let rows = read.all(query, MOST_FOUND as u64).await?;
    let mut by_id: BTreeMap<Uuid, Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// That a text holds every word, in one of its spellings.
pub(crate) fn all_words<C: ColumnTrait>(column: C, query: &Query) -> Condition {
    query.patterns().fold(Condition::all(), |all, spellings| {
        let any = spellings.into_iter().fold(Condition::any(), |any, pattern| any.add(column.like(pattern)));
        all.add(any)
    })
}

/// The page after the cursor, of a list that is ordered already.
pub fn page_of<T>(found: Vec<T>, page: Page, id: impl Fn(&T) -> Uuid) -> Paged<T> {
    let start = page.after.map_or(0, |after| {
        let place = found.iter().position(|row| id(row) == after);
        place.map_or(found.len(), |place| place + 1)
    });
    let size = page.size();
    let rows = found.into_iter().take(MOST_FOUND).skip(start).take(size + 1);
    Paged::cut(rows.collect(), size, id)
}

/// A region's synonyms by expression.
pub async fn synonyms(read: &Read<Tenant>, page: Page) -> Result<Paged<synonym::Model>> {
    let mut query = synonym::Entity::find().order_by_asc(synonym::Column::Key);
    if let Some(after) = page.after {
        let Some(last) = read.find::<synonym::Entity>(after).await? else {
            return Ok(Paged::cut(Vec::new(), 0, |row: &synonym::Model| row.id));
        };
        query = query.filter(synonym::Column::Key.gt(last.key));
    }
    let size = page.size();
    Ok(Paged::cut(read.all(query, size as u64 + 1).await?, size, |row| row.id))
}

/// The synonym with this id.
pub async fn synonym(read: &Read<Tenant>, id: Uuid) -> Result<Option<synonym::Model>> {
    read.find::<synonym::Entity>(id).await
}
