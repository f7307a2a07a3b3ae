//! Asking over all regions. The work of a question is bounded: so many postings of each term, so many titles scored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use balai_storage::{Control, Read, Result};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::index::{AROUND, state, term, title, word};
use super::row::{Column, Entity, Model};
use crate::queries::Page;
use crate::search::question::{Question, Tongue};
use crate::search::score::{Documents, ranked};
use crate::search::synonyms::national;
use crate::search::vocabulary::{TermId, Vocabulary};
use crate::search::{Answer, MOST_FOUND, MOST_GUESSES, Searcher};

/// Titles that are read of one term, those with the shortest names first.
const MOST_POSTINGS: u64 = 600;
/// Terms of one question whose titles are read.
const MOST_TERMS: usize = 32;
/// Titles that are scored in full.
const MOST_SCORED: usize = 300;
/// Words that are read at a time, and how often: beyond that a word is not known.
const WORDS_READ: u64 = 10_000;
const MOST_READS: usize = 20;
/// Regions shown of one title.
pub const REGIONS_SHOWN: usize = 3;

/// The words over all regions, as they were last read.
#[derive(Clone, Default)]
pub struct Words(Arc<RwLock<Option<Arc<Known>>>>);

struct Known {
    revision: i64,
    vocabulary: Vocabulary,
}

/// A service of one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The service.
    pub row: Model,
    /// How many more regions have it, said with the last region that is shown.
    pub others: u64,
}

/// Part of what was found over all regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The services, title by title, at most [`REGIONS_SHOWN`] regions of each.
    pub items: Vec<Hit>,
    /// The cursor of the next part; none at the end.
    pub next: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct Posting {
    place: i32,
    title_id: Uuid,
}

impl Searcher {
    /// The titles of all regions that answer.
    pub async fn everywhere(&self, read: &Read<Control>, typed: &str, exactly: bool) -> Result<Answer<title::Model>> {
        let known = self.everywhere.known(read).await?;
        let lists = [national()];
        let tongue = Tongue { vocabulary: &known.vocabulary, lists: &lists };
        let question = Question::read(typed, tongue, exactly);
        let found = titles(read, &question, &known.vocabulary).await?;
        let mut answer = Answer::of(found, &question, &known.vocabulary);
        if answer.found.is_empty() {
            answer.corrected = None;
            for guess in question.guesses(tongue, MOST_GUESSES) {
                let question = Question::read(&guess, tongue, true);
                if answer.guesses.len() < MOST_GUESSES && !titles(read, &question, &known.vocabulary).await?.is_empty()
                {
                    answer.guesses.push(guess);
                }
            }
        }
        Ok(answer)
    }
}

impl Words {
    async fn known(&self, read: &Read<Control>) -> Result<Arc<Known>> {
        let state = read.find::<state::Entity>(state::ONLY).await?;
        let (revision, titles) = state.map_or((0, 0), |row| (row.number, row.titles));
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = kept.filter(|known| known.revision == revision) {
            return Ok(known);
        }
        let words = words(read).await?;
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let words = words.iter().map(|row| (row.word.as_str(), count(row.titles)));
        let known = Arc::new(Known { revision, vocabulary: Vocabulary::of(count(titles), words) });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&known));
        Ok(known)
    }
}

async fn words(read: &Read<Control>) -> Result<Vec<word::Model>> {
    let mut words: Vec<word::Model> = Vec::new();
    for _ in 0..MOST_READS {
        let last = words.last().map_or("", |row| row.word.as_str());
        let query = word::Entity::find().filter(word::Column::Word.gt(last)).order_by_asc(word::Column::Word);
        let part = read.all(query, WORDS_READ).await?;
        let whole = part.len() as u64 == WORDS_READ;
        words.extend(part);
        if !whole {
            break;
        }
    }
    Ok(words)
}

/// The titles that answer, the best first.
async fn titles(read: &Read<Control>, question: &Question, vocabulary: &Vocabulary) -> Result<Vec<title::Model>> {
    let candidates = candidates(read, question, vocabulary).await?;
    let query = title::Entity::find().filter(title::Column::Id.is_in(candidates)).filter(title::Column::Regions.gt(0));
    let rows = read.all(query, MOST_SCORED as u64).await?;
    let ids = |terms: &'_ str| terms.split(' ').filter_map(|term| vocabulary.id(term)).collect::<Vec<_>>();
    let mut documents = Documents::default();
    for row in &rows {
        documents.add(ids(&row.name_terms).into_iter(), ids(&row.text_terms).into_iter());
    }
    let scores: Vec<_> = documents.iter().map(|document| document.score(question, vocabulary)).collect();
    let scored = scores.into_iter().zip(rows).filter_map(|(score, row)| Some((score?, row)));
    let mut found = ranked(scored.collect(), |row| (row.name_text.clone(), row.id));
    found.truncate(MOST_FOUND);
    Ok(found)
}

/// Titles that are worth scoring: those whose terms, as far as they were read, weigh most.
async fn candidates(read: &Read<Control>, question: &Question, vocabulary: &Vocabulary) -> Result<Vec<Uuid>> {
    let mut worth: BTreeMap<Uuid, f64> = BTreeMap::new();
    for (terms, weight) in telling(question, vocabulary) {
        let mut best: BTreeMap<Uuid, f64> = BTreeMap::new();
        for id in terms {
            let query = term::Entity::find()
                .select_only()
                .columns([term::Column::Place, term::Column::TitleId])
                .filter(term::Column::Term.eq(vocabulary.term(id)))
                .order_by_asc(term::Column::Place)
                .order_by_asc(term::Column::TitleId);
            let postings: Vec<Posting> = read.rows_as(query, MOST_POSTINGS).await?;
            for posting in postings {
                let length = f64::from(posting.place % AROUND + 1);
                let value = weight * if posting.place < AROUND { 1.0 } else { 0.5 } + weight / length / 10.0;
                let known = best.entry(posting.title_id).or_default();
                *known = known.max(value);
            }
        }
        for (title, value) in best {
            *worth.entry(title).or_default() += value;
        }
    }
    let mut all: Vec<(Uuid, f64)> = worth.into_iter().collect();
    all.sort_by(|(a, one), (b, other)| other.total_cmp(one).then(a.cmp(b)));
    Ok(all.into_iter().take(MOST_SCORED).map(|(title, _)| title).collect())
}

/// The terms of each part of a question with its weight, the most telling parts first, within the bound.
fn telling(question: &Question, vocabulary: &Vocabulary) -> Vec<(BTreeSet<TermId>, f64)> {
    let mut parts: Vec<_> = question.concepts.iter().filter(|concept| !concept.alternatives.is_empty()).collect();
    parts.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let mut room = MOST_TERMS;
    let mut telling = Vec::new();
    for part in parts {
        // of an alternative that needs several terms the rarest leads to all titles that have them all
        let rarest = |terms: &[TermId]| terms.iter().copied().min_by_key(|id| (vocabulary.count(*id), *id));
        let all: BTreeSet<TermId> = part.alternatives.iter().filter_map(|way| rarest(&way.terms)).collect();
        let terms: BTreeSet<TermId> = all.into_iter().take(room).collect();
        room -= terms.len();
        telling.push((terms, part.weight));
    }
    telling
}

/// The services of some titles, in the titles' order: as many titles as make a page.
pub async fn hits(read: &Read<Control>, titles: &[title::Model], page: Page) -> Result<Hits> {
    let start = match page.after {
        None => 0,
        Some(after) => match read.find::<Entity>(after).await? {
            None => titles.len(),
            Some(last) => {
                titles.iter().position(|title| Some(title.id) == last.title_id).map_or(titles.len(), |at| at + 1)
            }
        },
    };
    let mut hits = Hits { items: Vec::new(), next: None };
    for title in &titles[start..] {
        let few = usize::try_from(title.regions).unwrap_or(0).min(REGIONS_SHOWN).min(page.size());
        if hits.items.len() + few > page.size() {
            hits.next = hits.items.last().map(|hit| hit.row.id);
            break;
        }
        hits.items.extend(shown(read, title, few).await?);
    }
    Ok(hits)
}

/// The first regions' services of a title. How many there are stands with the title, so that not all are read.
async fn shown(read: &Read<Control>, title: &title::Model, few: usize) -> Result<Vec<Hit>> {
    let query = Entity::find()
        .filter(Column::TitleId.eq(title.id))
        .filter(Column::Shown.eq(true))
        .filter(Column::RegionOpen.eq(true))
        .order_by_asc(Column::RegionCode)
        .order_by_asc(Column::Slug);
    let rows = read.all(query, few as u64).await?;
    let (last, all) = (rows.len(), u64::try_from(title.regions).unwrap_or(0));
    let others = all.saturating_sub(rows.len() as u64);
    let hit = |(place, row)| Hit { row, others: if place + 1 == last { others } else { 0 } };
    Ok(rows.into_iter().enumerate().map(hit).collect())
}

/// All regions' services of one title, by region.
pub async fn of_title(read: &Read<Control>, title: Uuid, page: Page) -> Result<Hits> {
    let mut query = Entity::find()
        .filter(Column::TitleId.eq(title))
        .filter(Column::Shown.eq(true))
        .filter(Column::RegionOpen.eq(true))
        .order_by_asc(Column::RegionCode)
        .order_by_asc(Column::Id);
    if let Some(after) = page.after {
        let Some(last) = read.find::<Entity>(after).await? else { return Ok(Hits { items: Vec::new(), next: None }) };
        let here = Condition::all().add(Column::RegionCode.eq(last.region_code.as_str())).add(Column::Id.gt(last.id));
        query = query.filter(Condition::any().add(Column::RegionCode.gt(last.region_code.as_str())).add(here));
    }
    let mut rows = read.all(query, page.size() as u64 + 1).await?;
    let more = rows.len() > page.size();
    rows.truncate(page.size());
    let next = rows.last().map(|row| row.id).filter(|_| more);
    Ok(Hits { items: rows.into_iter().map(|row| Hit { row, others: 0 }).collect(), next })
}
