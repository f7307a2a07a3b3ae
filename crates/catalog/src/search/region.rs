//! The search of one region: its published services as terms, kept in memory while its catalogue stands.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use balai_kernel::{RegionCode, fold};
use balai_storage::{Read, Result, Tenant};
use moka::sync::Cache;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::question::{Question, Tongue};
use super::rows::synonym;
use super::score::{Documents, ranked};
use super::synonyms::{Synonyms, national, term, terms};
use super::vocabulary::{TermId, Vocabulary};
use super::{MOST_FOUND, MOST_GUESSES};
use crate::queries;
use crate::rows::service::{Column, Entity, StateWord};

/// Most services of one region that are searched.
const MOST_DOCUMENTS: u64 = 10_000;
/// Most synonyms of a region that are read.
const MOST_SYNONYMS: u64 = 1_000;
/// A catalogue that nobody searched in so long leaves memory, also one of a region that was erased.
const IDLE: Duration = Duration::from_hours(1);
/// A term that stands in more than this part of the services is not marked in their names.
const COMMON: u32 = 5;

/// The searches of all regions, each held in memory while its catalogue stands; the least used are forgotten.
#[derive(Clone)]
pub struct Searcher {
    regions: Cache<RegionCode, Arc<Index>>,
    /// The words over all regions, as they were last read.
    pub(crate) everywhere: crate::national::Words,
}

/// A service that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: Uuid,
    /// Its agency.
    pub agency: Uuid,
    /// Its category.
    pub category: Uuid,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer<T> {
    /// The best first, at most [`MOST_FOUND`].
    pub found: Vec<T>,
    /// The words that were searched, where some of those written were taken for slips of the hand.
    pub corrected: Option<String>,
    /// Where nothing was found: questions that find something and may have been meant.
    pub guesses: Vec<String>,
    /// The terms that answered, those that tell something.
    marked: Vec<String>,
}

struct Index {
    /// With its moment: a copy that is put back counts on from where it was taken.
    revision: queries::Revision,
    vocabulary: Vocabulary,
    own: Synonyms,
    services: Box<[Listed]>,
    documents: Documents,
    /// Agencies and categories, in order; services name them by their places.
    around: Box<[Uuid]>,
}

struct Listed {
    id: Uuid,
    agency: u16,
    category: u16,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    agency_id: Uuid,
    category_id: Uuid,
    slug: String,
    name_text: String,
    search_text: String,
}

impl<T> Answer<T> {
    pub(crate) fn of(found: Vec<T>, question: &Question, vocabulary: &Vocabulary) -> Self {
        let telling = |id: &u32| vocabulary.count(*id) <= (vocabulary.documents() / COMMON).max(1);
        let ways = question.concepts.iter().flat_map(|concept| &concept.alternatives);
        let mut marked: Vec<String> = ways
            .flat_map(|way| &way.terms)
            .filter(|id| telling(id))
            .map(|id| vocabulary.term(*id).to_owned())
            .collect();
        marked.sort_unstable();
        marked.dedup();
        Self { found, corrected: question.corrected.clone(), guesses: Vec::new(), marked }
    }

    /// The words of a name that answer, as they stand there.
    pub fn marks(&self, name: &str) -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| self.marked.binary_search(&term(&fold(word))).is_ok()).map(str::to_owned).collect()
    }
}

impl Searcher {
    /// A searcher that takes at most about so many bytes.
    pub fn new(bytes: u64) -> Self {
        let weigh = |_: &RegionCode, index: &Arc<Index>| u32::try_from(index.size()).unwrap_or(u32::MAX);
        let regions = Cache::builder().max_capacity(bytes).weigher(weigh).time_to_idle(IDLE).build();
        Self { regions, everywhere: crate::national::Words::default() }
    }

    /// The services of a region that answer. `exactly` takes no word for a slip of the hand.
    pub async fn search(
        &self,
        read: &Read<Tenant>,
        region: RegionCode,
        typed: &str,
        exactly: bool,
    ) -> Result<Answer<Found>> {
        Ok(self.index(read, region).await?.answer(typed, exactly))
    }

    /// Those of some questions that find nothing in a region.
    pub async fn unanswered<'q>(
        &self,
        read: &Read<Tenant>,
        region: RegionCode,
        questions: impl IntoIterator<Item = &'q str>,
    ) -> Result<Vec<&'q str>> {
        let index = self.index(read, region).await?;
        Ok(questions.into_iter().filter(|typed| index.answer(typed, false).found.is_empty()).collect())
    }

    /// Those of some meanings whose words stand in no service of a region.
    pub async fn meaningless<'q>(
        &self,
        read: &Read<Tenant>,
        region: RegionCode,
        meanings: impl IntoIterator<Item = &'q str>,
    ) -> Result<Vec<&'q str>> {
        let index = self.index(read, region).await?;
        let known = |meaning: &str| terms(meaning).iter().all(|term| index.vocabulary.id(term).is_some());
        Ok(meanings.into_iter().filter(|meaning| !known(meaning)).collect())
    }

    async fn index(&self, read: &Read<Tenant>, region: RegionCode) -> Result<Arc<Index>> {
        let revision = queries::revision(read).await?;
        if let Some(index) = self.regions.get(&region).filter(|index| index.revision == revision) {
            return Ok(index);
        }
        let index = Arc::new(Index::build(read, revision).await?);
        self.regions.insert(region, Arc::clone(&index));
        Ok(index)
    }
}

impl Index {
    async fn build(read: &Read<Tenant>, revision: queries::Revision) -> Result<Self> {
        let columns =
            [Column::Id, Column::AgencyId, Column::CategoryId, Column::Slug, Column::NameText, Column::SearchText];
        let query = Entity::find().select_only().columns(columns).filter(Column::State.eq(StateWord::Published));
        let mut rows: Vec<Row> = read.rows_as(query, MOST_DOCUMENTS).await?;
        rows.sort_unstable_by(|one, other| (&one.name_text, &one.slug).cmp(&(&other.name_text, &other.slug)));
        let listed = synonym::Entity::find().order_by_asc(synonym::Column::Id);
        let mut own = Synonyms::default();
        for row in read.all(listed, MOST_SYNONYMS).await? {
            own.add(&row.expression, &row.meanings);
        }
        let vocabulary = words_of(&rows);
        let mut documents = Documents::default();
        // both texts are folded already
        let filed: HashMap<&str, TermId> = vocabulary.words().collect();
        let ids =
            |text: &'_ str| text.split_whitespace().filter_map(|word| filed.get(word).copied()).collect::<Vec<_>>();
        for row in &rows {
            documents.add(ids(&row.name_text).into_iter(), ids(&row.search_text).into_iter());
        }
        let mut around: Vec<Uuid> = rows.iter().flat_map(|row| [row.agency_id, row.category_id]).collect();
        around.sort_unstable();
        around.dedup();
        let place = |id: &Uuid| {
            let place = around.binary_search(id).ok().and_then(|place| u16::try_from(place).ok());
            place.expect("two for each of 10,000 services at most")
        };
        let listed =
            |row: &Row| Listed { id: row.id, agency: place(&row.agency_id), category: place(&row.category_id) };
        let services = rows.iter().map(listed).collect();
        Ok(Self { revision, services, documents: documents.packed(), around: around.into(), vocabulary, own })
    }

    fn answer(&self, typed: &str, exactly: bool) -> Answer<Found> {
        let lists = [&self.own, national()];
        let tongue = Tongue { vocabulary: &self.vocabulary, lists: &lists };
        let question = Question::read(typed, tongue, exactly);
        let mut answer = Answer::of(self.found(&question), &question, &self.vocabulary);
        if answer.found.is_empty() {
            let meant = question.guesses(tongue, MOST_GUESSES).into_iter();
            let fits = |guess: &String| !self.found(&Question::read(guess, tongue, true)).is_empty();
            answer.guesses = meant.filter(fits).take(MOST_GUESSES).collect();
            answer.corrected = None;
        }
        answer
    }

    fn found(&self, question: &Question) -> Vec<Found> {
        let documents = self.documents.iter().enumerate();
        let scored =
            documents.filter_map(|(place, document)| Some((document.score(question, &self.vocabulary)?, place)));
        // services stand in the order that decides between equals
        let mut found = ranked(scored.collect(), |place| *place);
        found.truncate(MOST_FOUND);
        found.into_iter().map(|place| self.found_at(place)).collect()
    }

    fn found_at(&self, place: usize) -> Found {
        let Listed { id, agency, category } = &self.services[place];
        let around = |place: &u16| self.around[usize::from(*place)];
        Found { id: *id, agency: around(agency), category: around(category) }
    }

    fn size(&self) -> usize {
        let listed = size_of_val(&*self.services) + size_of_val(&*self.around);
        size_of::<Self>() + listed + self.documents.size() + self.vocabulary.size()
    }
}

fn words_of(rows: &[Row]) -> Vocabulary {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for row in rows {
        let mut words: Vec<&str> = row.search_text.split_whitespace().collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    Vocabulary::of(u32::try_from(rows.len()).unwrap_or(u32::MAX), counts)
}
