//! Finding published services by words.

use std::collections::{BTreeMap, BTreeSet};

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryFilter, QuerySelect};

use crate::rows::service::{Column, Model};
use crate::words::Query;

use super::public::{Shelf, by_name, published};
use super::{Page, Paged};

/// Most services that one search looks at and can show; who has more to choose from writes another word.
pub const MOST_FOUND: u64 = 200;

/// Published services that hold all words, those first whose name does.
pub async fn search(read: &Read<Tenant>, query: &Query, shelf: Shelf, page: Page) -> Result<Paged<Model>> {
    Ok(page_of(found(read, query, shelf).await?, page, |row| row.id))
}

/// All that [`search`] pages through, at most [`MOST_FOUND`].
pub async fn found(read: &Read<Tenant>, query: &Query, shelf: Shelf) -> Result<Vec<Model>> {
    let by_names = published(shelf).filter(all_words(Column::NameText, query));
    let mut found = read.all(by_name(by_names), MOST_FOUND).await?;
    if (found.len() as u64) < MOST_FOUND {
        let known: BTreeSet<Uuid> = found.iter().map(|row| row.id).collect();
        let by_anything = published(shelf).filter(all_words(Column::SearchText, query));
        let others = read.all(by_name(by_anything), MOST_FOUND).await?;
        found.extend(others.into_iter().filter(|row| !known.contains(&row.id)));
    }
    found.sort_by_cached_key(|row| (query.distance(&row.name_text), row.name_text.clone(), row.id));
    found.truncate(usize::try_from(MOST_FOUND).expect("200 fit"));
    Ok(found)
}

#[derive(FromQueryResult)]
struct Words {
    text: String,
}

/// The words by which published services are found, and in how many each stands.
pub async fn words_in_use(read: &Read<Tenant>) -> Result<BTreeMap<String, usize>> {
    let query = published(Shelf::default()).select_only().column_as(Column::SearchText, "text");
    let rows: Vec<Words> = read.rows_as(query, 10_000).await?;
    let mut known = BTreeMap::new();
    for word in rows.iter().flat_map(|row| row.text.split_whitespace().collect::<BTreeSet<_>>()) {
        *known.entry(word.to_owned()).or_default() += 1;
    }
    Ok(known)
}

/// Whether a search for these words would find anything.
pub async fn finds_anything(read: &Read<Tenant>, query: &Query) -> Result<bool> {
    read.exists(published(Shelf::default()).filter(all_words(Column::SearchText, query))).await
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
    let bound = usize::try_from(MOST_FOUND).expect("200 fit");
    let start = page.after.map_or(0, |after| {
        let place = found.iter().position(|row| id(row) == after);
        place.map_or(found.len(), |place| place + 1)
    });
    let size = page.size();
    let rows = found.into_iter().take(bound).skip(start).take(size + 1);
    Paged::cut(rows.collect(), size, id)
}
