//! What people asked without finding anything, so that a region can add its own synonyms.
//!
//! Nothing personal is kept. What looks like a number, an address or a letter is not counted at all. Nobody can see whether
//! a word is somebody's name: so a question is known by its digest only, until it was asked on [`SHOWN_FROM`] occasions
//! (quarters of an hour) within [`DAYS`] days; only then its words are kept and shown. Counting happens in memory and is
//! bounded there and in the table, so that nobody can fill a disk by asking.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use balai_kernel::{RegionCode, fresh_id};
use balai_storage::{Read, Result, Tenant, Write};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest as _, Sha256};

use super::question::words_of;
use super::rows::miss::{ActiveModel, Column, Entity, Model};

/// On how many occasions a question must have been asked before its words are kept and shown.
pub const SHOWN_FROM: i32 = 3;
/// How many days a question is remembered.
pub const DAYS: u64 = 30;
/// Most different questions of one region and day.
const MOST_A_DAY: u64 = 300;
/// Most different questions of all regions between two writings.
const MOST_WAITING: usize = 5_000;
/// Most different questions of one region between two writings.
const MOST_OF_A_REGION: usize = 100;
/// Seconds of an occasion.
const OCCASION: i64 = 15 * 60;
/// Longest question that is counted, in letters and in words.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 6;
/// Most digits in a row, blanks and punctuation between them aside: longer ones may be somebody's number.
const MOST_DIGITS: usize = 4;

/// Questions without an answer, since they were last written down.
#[derive(Default)]
pub struct Misses(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    regions: BTreeMap<RegionCode, BTreeMap<String, Count>>,
    questions: usize,
}

#[derive(Clone, Copy)]
struct Count {
    occasions: i32,
    last: i64,
}

/// A question without an answer, and how often it was asked.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Miss {
    /// The question.
    pub question: String,
    /// On how many occasions.
    pub occasions: i64,
}

/// The question as it is counted; none when it may hold something personal or is none.
pub fn countable(typed: &str) -> Option<String> {
    let words = words_of(typed);
    let question = words.join(" ");
    let personal = typed.contains('@') || typed.contains("://") || has_number(typed);
    let fits = (1..=MOST_WORDS).contains(&words.len()) && (3..=LONGEST).contains(&question.chars().count());
    (fits && !personal).then_some(question)
}

fn has_number(typed: &str) -> bool {
    let mut run = 0;
    typed.chars().any(|c| {
        if c.is_numeric() {
            run += 1;
        } else if c.is_alphabetic() {
            run = 0;
        }
        run > MOST_DIGITS
    })
}

impl Misses {
    /// Counts a question of a region, at most once in a quarter of an hour. Never waits for a database.
    pub fn count(&self, region: RegionCode, typed: &str, now: DateTime<Utc>) {
        let Some(question) = countable(typed) else { return };
        let occasion = now.timestamp().div_euclid(OCCASION);
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = waiting.questions;
        let own = waiting.regions.entry(region).or_default();
        let full = all >= MOST_WAITING || own.len() >= MOST_OF_A_REGION;
        match own.get_mut(&question) {
            Some(count) if count.last == occasion => {}
            Some(count) => *count = Count { occasions: count.occasions.saturating_add(1), last: occasion },
            None if full => {}
            None => {
                own.insert(question, Count { occasions: 1, last: occasion });
                waiting.questions += 1;
            }
        }
    }

    /// Takes what was counted, to be written down. What was asked in this quarter of an hour stays known, so that it is
    /// not counted twice.
    pub fn take(&self, now: DateTime<Utc>) -> Vec<(RegionCode, Vec<Miss>)> {
        let occasion = now.timestamp().div_euclid(OCCASION);
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = Vec::new();
        for (region, own) in &mut waiting.regions {
            let asked = own.iter().filter(|(_, count)| count.occasions > 0);
            let misses: Vec<Miss> = asked
                .map(|(question, count)| Miss { question: question.clone(), occasions: count.occasions.into() })
                .collect();
            own.retain(|_, count| count.last >= occasion);
            for count in own.values_mut() {
                count.occasions = 0;
            }
            if !misses.is_empty() {
                taken.push((*region, misses));
            }
        }
        waiting.regions.retain(|_, own| !own.is_empty());
        waiting.questions = waiting.regions.values().map(BTreeMap::len).sum();
        taken
    }
}

/// Writes down what was asked on a day, and forgets what is too old.
pub async fn write_down(write: &Write<Tenant>, now: DateTime<Utc>, day: NaiveDate, misses: &[Miss]) -> Result<()> {
    sweep(write, day).await?;
    let mut room = MOST_A_DAY.saturating_sub(write.count(Entity::find().filter(Column::Day.eq(day))).await?);
    for miss in misses {
        let print = print(&miss.question);
        let rows = write.all(Entity::find().filter(Column::Print.eq(&print)), DAYS + 1).await?;
        let before: i32 = rows.iter().map(|row| row.occasions).sum();
        let occasions = i32::try_from(miss.occasions).unwrap_or(i32::MAX);
        let question = (before.saturating_add(occasions) >= SHOWN_FROM).then(|| miss.question.clone());
        match rows.into_iter().find(|row| row.day == day) {
            Some(row) => more(write, row, occasions, question).await?,
            None if room == 0 => {}
            None => {
                room -= 1;
                let id = Set(fresh_id(now));
                let row = ActiveModel {
                    id,
                    day: Set(day),
                    print: Set(print),
                    question: Set(question),
                    occasions: Set(occasions),
                };
                write.insert(row).await?;
            }
        }
    }
    Ok(())
}

/// Forgets questions that were asked too long ago.
pub async fn sweep(write: &Write<Tenant>, day: NaiveDate) -> Result<u64> {
    let oldest = day.checked_sub_days(Days::new(DAYS)).unwrap_or(NaiveDate::MIN);
    write.delete_many(Entity::delete_many().filter(Column::Day.lt(oldest))).await
}

/// Questions that were asked often enough to be shown, the commonest first.
pub async fn shown(read: &Read<Tenant>, day: NaiveDate, most: u64) -> Result<Vec<Miss>> {
    let oldest = day.checked_sub_days(Days::new(DAYS)).unwrap_or(NaiveDate::MIN);
    let prints = Entity::find()
        .select_only()
        .column(Column::Print)
        .filter(Column::Day.gte(oldest))
        .filter(Column::Question.is_not_null());
    let query = Entity::find()
        .select_only()
        .column_as(Column::Question.max(), "question")
        .column_as(Column::Occasions.sum(), "occasions")
        .filter(Column::Day.gte(oldest))
        .filter(Column::Print.in_subquery(sea_orm::QueryTrait::into_query(prints)))
        .group_by(Column::Print)
        .order_by_desc(Column::Occasions.sum())
        .order_by_asc(Column::Print);
    read.rows_as(query, most).await
}

async fn more(write: &Write<Tenant>, row: Model, occasions: i32, question: Option<String>) -> Result<()> {
    let known = row.question.clone();
    let sum = row.occasions.saturating_add(occasions);
    let mut row = row.into_active_model();
    row.occasions = Set(sum);
    row.question = Set(known.or(question));
    write.update(row).await.map(drop)
}

/// Unlike the question, this does not say to a reader what was asked.
fn print(question: &str) -> String {
    let digest = Sha256::new().chain_update("search_misses").chain_update([0]).chain_update(question).finalize();
    digest.iter().take(16).fold(String::new(), |print, byte| format!("{print}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn region() -> RegionCode {
        "33.14".parse().unwrap()
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn what_may_be_a_number_an_address_or_a_letter_is_not_counted() {
        for personal in [
            "3314012703980001",
            "33.14.01 270398 0001",
            "0812-3456",
            "siti@contoh.go.id",
            "https://contoh.id",
            "no hp 08 12 34",
            "saya tinggal di desa dan ingin pindah ke kota",
            "ab",
            "",
        ] {
            assert_eq!(countable(personal), None, "{personal}");
        }
        assert_eq!(countable(" Surat  JALAN 2026! ").as_deref(), Some("surat jalan 2026"));
        assert_eq!(countable(&"a".repeat(61)), None);
    }

    #[test]
    fn a_question_counts_once_in_a_quarter_of_an_hour() {
        let misses = Misses::default();
        for minute in [0, 1, 14, 15, 31] {
            misses.count(region(), "surat jalan", at(minute));
        }
        let taken = misses.take(at(31));
        assert_eq!(taken[0].1, [Miss { question: "surat jalan".into(), occasions: 3 }]);
        misses.count(region(), "Surat jalan", at(32));
        assert!(misses.take(at(33)).is_empty(), "the same quarter of an hour");
        misses.count(region(), "surat jalan", at(46));
        assert_eq!(misses.take(at(46))[0].1[0].occasions, 1);
    }

    #[test]
    fn who_asks_endlessly_fills_nothing() {
        let misses = Misses::default();
        for number in 0..100_000 {
            let word: String = format!("{number:05}").bytes().map(|b| char::from(b'a' + b - b'0')).collect();
            misses.count(region(), &word, at(0));
        }
        assert_eq!(misses.take(at(0))[0].1.len(), MOST_OF_A_REGION);
        assert!(misses.take(at(60)).is_empty());
        assert!(misses.0.lock().unwrap().regions.is_empty(), "forgotten when its quarter of an hour is over");
    }
}
