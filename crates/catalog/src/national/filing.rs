//! Filing services under their titles, and keeping count of those that citizens see under each.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SubQueryStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use sha2::{Digest as _, Sha256};

use super::index::{AROUND, state, term, title, word};
use super::row;
use crate::search::synonyms::terms;

/// Most services that one round of [`file_some`] looks at.
const ROUND: u64 = 500;
/// Titles that one statement carries.
const CHUNK: usize = 200;

/// A name and all words by which it is found, both folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title<'a> {
    pub id: Uuid,
    pub name: &'a str,
    pub name_text: &'a str,
    pub search_text: &'a str,
}

impl<'a> Title<'a> {
    pub fn of(name: &'a str, name_text: &'a str, search_text: &'a str) -> Self {
        let digest = Sha256::new().chain_update(name_text).chain_update([0]).chain_update(search_text).finalize();
        let half: [u8; 16] = digest.as_slice()[..16].try_into().expect("a digest is longer");
        Self { id: Uuid::from_bytes(half), name, name_text, search_text }
    }

    fn row(&self, at: DateTime<Utc>) -> (title::ActiveModel, Vec<term::ActiveModel>) {
        let name: BTreeSet<String> = terms(self.name_text).into_iter().collect();
        let text: BTreeSet<String> = terms(self.search_text).into_iter().filter(|term| !name.contains(term)).collect();
        let place = Ord::min(i32::try_from(name.len()).unwrap_or(AROUND), AROUND - 1);
        let posting = |term: &String, place| term::ActiveModel {
            term: Set(term.clone()),
            place: Set(place),
            title_id: Set(self.id),
        };
        let postings = name.iter().map(|term| posting(term, place));
        let postings = postings.chain(text.iter().map(|term| posting(term, place + AROUND))).collect();
        let joined = |terms: BTreeSet<String>| terms.into_iter().collect::<Vec<_>>().join(" ");
        let row = title::ActiveModel {
            id: Set(self.id),
            name: Set(self.name.to_owned()),
            name_text: Set(self.name_text.to_owned()),
            name_terms: Set(joined(name)),
            text_terms: Set(joined(text)),
            regions: Set(0),
            created_at: Set(at),
        };
        (row, postings)
    }
}

/// Files titles that are not known yet, in the order of their ids, so that two writers wait for each other instead of
/// standing in each other's way.
pub(super) async fn file(write: &Write<Control>, at: DateTime<Utc>, titles: Vec<Title<'_>>) -> Result<()> {
    let by_id: BTreeMap<Uuid, Title<'_>> = titles.into_iter().map(|title| (title.id, title)).collect();
    let known: BTreeSet<Uuid> = held(write, by_id.keys().copied()).await?.into_iter().map(|row| row.id).collect();
    let new: Vec<Title<'_>> = by_id.into_values().filter(|title| !known.contains(&title.id)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let (rows, postings): (Vec<_>, Vec<_>) = new.iter().map(|title| title.row(at)).unzip();
    write.insert_absent(rows).await?;
    write.insert_absent(postings.concat()).await?;
    let more = counted(new.iter().map(|title| title.search_text));
    let absent = more.keys().map(|word| word::ActiveModel { word: Set((*word).to_owned()), titles: Set(0) }).collect();
    write.insert_absent::<word::ActiveModel>(absent).await?;
    add_words(write, &more, 1).await?;
    next_state(write, i64::try_from(new.len()).unwrap_or(i64::MAX)).await
}

/// Those of these titles that are known, held until the transaction ends.
async fn held(write: &Write<Control>, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<title::Model>> {
    let known = title::Entity::find().filter(title::Column::Id.is_in(ids)).order_by_asc(title::Column::Id);
    write.all(known.lock_exclusive(), u64::MAX).await
}

/// The next state of the index, with so many titles more.
async fn next_state(write: &Write<Control>, more: i64) -> Result<()> {
    let next = state::Entity::update_many()
        .col_expr(state::Column::Number, Expr::col(state::Column::Number).add(1))
        .col_expr(state::Column::Titles, Expr::col(state::Column::Titles).add(more))
        .filter(state::Column::Id.eq(state::ONLY));
    write.update_many(next).await.map(drop)
}

/// In how many of these texts each word stands.
fn counted<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, i64> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for text in texts {
        for word in text.split_whitespace().collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
}

/// Adds to the counts of words, so many times; words that change by the same number are counted in one statement.
async fn add_words(write: &Write<Control>, counts: &BTreeMap<&str, i64>, times: i64) -> Result<()> {
    let mut alike: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for (word, count) in counts {
        alike.entry(count * times).or_default().push(word);
    }
    for (count, words) in alike {
        let change = word::Entity::update_many()
            .col_expr(word::Column::Titles, Expr::col(word::Column::Titles).add(count))
            .filter(word::Column::Word.is_in(words));
        write.update_many(change).await?;
    }
    Ok(())
}

/// Files services that came before there were titles; returns how many. The worker does this until nothing is left.
pub async fn file_some(write: &Write<Control>, at: DateTime<Utc>) -> Result<usize> {
    let rows = write.all(unfiled().order_by_asc(row::Column::Id), ROUND).await?;
    let titles: Vec<Title<'_>> =
        rows.iter().map(|row| Title::of(&row.name, &row.name_text, &row.search_text)).collect();
    file(write, at, titles.clone()).await?;
    for (row, title) in rows.iter().zip(&titles) {
        let filed = row::Entity::update_many()
            .col_expr(row::Column::TitleId, Expr::value(title.id))
            .filter(row::Column::Id.eq(row.id));
        write.update_many(filed).await?;
    }
    recount(write, titles.iter().map(|title| title.id)).await?;
    Ok(rows.len())
}

/// Removes those of these titles, given with their words, that no service bears any more. Their rows are held before it is
/// asked who bears them, and whoever files holds them too: no title goes from under a service that is just being filed.
pub(super) async fn remove_unborne(write: &Write<Control>, borne: &BTreeMap<Uuid, String>) -> Result<()> {
    let all: Vec<Uuid> = borne.keys().copied().collect();
    for ids in all.chunks(CHUNK) {
        let mut rows = held(write, ids.iter().copied()).await?;
        let bearing = row::Entity::find()
            .select_only()
            .distinct()
            .column(row::Column::TitleId)
            .filter(row::Column::TitleId.is_in(ids.iter().copied()));
        let bearing: Vec<Bearing> = write.rows_as(bearing, u64::MAX).await?;
        let bearing: BTreeSet<Uuid> = bearing.into_iter().filter_map(|row| row.title_id).collect();
        rows.retain(|title| !bearing.contains(&title.id));
        if !rows.is_empty() {
            remove(write, &rows, borne).await?;
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Bearing {
    title_id: Option<Uuid>,
}

async fn remove(write: &Write<Control>, gone: &[title::Model], words_of: &BTreeMap<Uuid, String>) -> Result<()> {
    let ids = || gone.iter().map(|title| title.id);
    let joined = gone.iter().flat_map(|title| [&title.name_terms, &title.text_terms]);
    let all_terms: BTreeSet<&str> = joined.flat_map(|terms| terms.split_whitespace()).collect();
    let postings = term::Entity::delete_many()
        .filter(term::Column::Term.is_in(all_terms))
        .filter(term::Column::TitleId.is_in(ids()));
    write.delete_many(postings).await?;
    write.delete_many(title::Entity::delete_many().filter(title::Column::Id.is_in(ids()))).await?;
    let texts = gone.iter().filter_map(|title| words_of.get(&title.id)).map(String::as_str);
    add_words(write, &counted(texts), -1).await?;
    write.delete_many(word::Entity::delete_many().filter(word::Column::Titles.lte(0))).await?;
    next_state(write, -i64::try_from(gone.len()).unwrap_or(i64::MAX)).await
}

/// Whether services wait to be filed.
pub async fn any_unfiled(read: &Read<Control>) -> Result<bool> {
    read.exists(unfiled()).await
}

fn unfiled() -> Select<row::Entity> {
    row::Entity::find().filter(row::Column::TitleId.is_null()).filter(row::Column::Shown.eq(true))
}

/// Counts anew what citizens see under these titles.
pub(super) async fn recount(write: &Write<Control>, titles: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let titles: BTreeSet<Uuid> = titles.into_iter().collect();
    if titles.is_empty() {
        return Ok(());
    }
    recount_where(write, Condition::all().add(title::Column::Id.is_in(titles))).await
}

/// Counts anew what citizens see under the titles of one region's services.
pub(super) async fn recount_region(write: &Write<Control>, region: RegionCode) -> Result<()> {
    let own = Query::select()
        .column(row::Column::TitleId)
        .from(row::Entity)
        .and_where(row::Column::RegionCode.eq(region.to_string()))
        .and_where(row::Column::TitleId.is_not_null())
        .to_owned();
    recount_where(write, Condition::all().add(title::Column::Id.in_subquery(own))).await
}

async fn recount_where(write: &Write<Control>, which: Condition) -> Result<()> {
    let count = Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(showing())));
    let change = title::Entity::update_many().col_expr(title::Column::Regions, count).filter(which);
    write.update_many(change).await.map(drop)
}

/// How many services citizens see under the title at hand.
fn showing() -> SelectStatement {
    Query::select()
        .expr(Expr::col((row::Entity, row::Column::Id)).count())
        .from(row::Entity)
        .and_where(Expr::col((row::Entity, row::Column::TitleId)).equals((title::Entity, title::Column::Id)))
        .and_where(row::Column::Shown.eq(true))
        .and_where(row::Column::RegionOpen.eq(true))
        .to_owned()
}
