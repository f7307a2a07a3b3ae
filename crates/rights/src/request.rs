//! One request, its clock and its states.

use balai_identity::account_keys;
use balai_rbac::Domain;
use balai_storage::envelope::{Key, Seat};
use balai_storage::{Control, Read, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter};
use uuid::Uuid;

use crate::law::ground_named;
use crate::rows::request;
use crate::{Ground, Right, Rights};

/// UU 27/2022 counts 3 x 24 hours on the clock, from when a request is received; no article stops them.
pub const ANSWERED_WITHIN: TimeDelta = TimeDelta::hours(72);
/// So long before the end the region's owner gets a letter.
pub const WARNED_BEFORE: TimeDelta = TimeDelta::hours(24);
/// The longest wish and the longest answer, in letters.
const LONGEST: usize = 1_000;
/// The fewest letters that say something.
const SHORTEST: usize = 10;

/// What somebody asked about her own data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: Uuid,
    /// `PDP-2026-7F3K9Q`.
    pub number: String,
    /// Who asks.
    pub account: Uuid,
    /// Whom: a region, or the ministry for the platform.
    pub place: Domain,
    /// What.
    pub right: Right,
    /// In her own words; what is sealed by a key that is gone is gone too.
    pub wish: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Received then.
    pub made_at: DateTime<Utc>,
    /// To be answered by then.
    pub due_at: DateTime<Utc>,
    /// More proof of who she is was asked for, then; the clock runs on.
    pub proof_asked_at: Option<DateTime<Utc>>,
    /// Answered then, and by whom.
    pub answered: Option<(DateTime<Utc>, String)>,
    /// On which ground it was refused.
    pub ground: Option<&'static Ground>,
    /// The answer, or what proof is needed.
    pub words: Option<String>,
    /// A pause that it began ended then.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It waits for its answer.
    Open,
    /// Done.
    Done,
    /// Refused.
    Refused,
    /// Whoever asked asks no more.
    TakenBack,
}

/// What somebody writes of a request: the wish, or the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish(String);

/// The text says nothing, or too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Tulis {SHORTEST} sampai {LONGEST} huruf.")]
pub struct WishRefused;

impl Wish {
    /// Keeps lines, joins blanks, and takes 10 to 1,000 letters.
    pub fn parse(text: &str) -> Result<Self, WishRefused> {
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let hidden = text.chars().any(|letter| letter.is_control() && letter != '\n');
        let fits = (SHORTEST..=LONGEST).contains(&text.chars().count());
        (fits && !hidden).then_some(Self(text)).ok_or(WishRefused)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Request {
    /// Whether it waits and its time is over.
    pub fn is_late(&self, at: DateTime<Utc>) -> bool {
        self.state == State::Open && at > self.due_at
    }

    /// Whether it waits and its time is over soon.
    pub fn is_near(&self, at: DateTime<Utc>) -> bool {
        self.state == State::Open && at > self.due_at - WARNED_BEFORE
    }

    /// Whether the pause that it began stands.
    pub fn pauses(&self) -> bool {
        let stands = matches!(self.state, State::Open | State::Done) && self.ended_at.is_none();
        self.right == Right::Restriction && stands && matches!(self.place, Domain::Region(_))
    }
}

impl Rights {
    pub(crate) async fn told(&self, read: &Read<Control>, row: request::Model) -> Result<Request> {
        let corrupt = || StorageError::Corrupt(format!("request {}", row.id));
        let sealed = row.wish.is_some() || row.words.is_some();
        let key = if sealed { account_keys::find(read, &self.kek, row.account_id).await? } else { None };
        let open = |column, sealed: Option<&Vec<u8>>| open(key.as_ref(), column, row.id, sealed);
        let (wish, words) = (open("wish", row.wish.as_ref())?, open("words", row.words.as_ref())?);
        Ok(Request {
            place: row.place.parse().map_err(|_| corrupt())?,
            answered: row.answered_at.zip(row.answered_by),
            ground: row.ground.as_deref().and_then(ground_named),
            wish,
            words,
            id: row.id,
            number: row.number,
            account: row.account_id,
            right: row.right,
            state: row.state,
            made_at: row.made_at,
            due_at: row.due_at,
            proof_asked_at: row.proof_asked_at,
            ended_at: row.ended_at,
        })
    }
}

pub(crate) fn seal(key: &Key, column: &str, id: Uuid, words: &Wish) -> Vec<u8> {
    key.seal(seat(column, &id.to_string()), words.as_str().as_bytes())
}

fn open(key: Option<&Key>, column: &str, id: Uuid, sealed: Option<&Vec<u8>>) -> Result<Option<String>> {
    let (Some(key), Some(sealed)) = (key, sealed) else { return Ok(None) };
    let plain = key.open(seat(column, &id.to_string()), sealed)?;
    let text = String::from_utf8(plain.to_vec()).map_err(|_| StorageError::Corrupt(format!("request {id}")))?;
    Ok(Some(text))
}

const fn seat<'a>(column: &'a str, row: &'a str) -> Seat<'a> {
    Seat { space: "control", table: "rights_requests", column, row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_keeps_its_lines_and_says_something() {
        let wish = Wish::parse("  Nama saya  \r\n\r\n ditulis Sri. ").unwrap();
        assert_eq!(wish.as_str(), "Nama saya\nditulis Sri.");
        for wrong in ["", "pendek", "   a   ", &"a".repeat(1_001), "sebelas \u{0} huruf"] {
            assert_eq!(Wish::parse(wrong), Err(WishRefused), "{wrong}");
        }
    }
}
