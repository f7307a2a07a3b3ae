//! What a region asks of a citizen, and what she answered.

use std::collections::HashMap;

use balai_identity::is_active;
use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::rows::{item, request};

/// Documents of one request at most.
pub(crate) const MOST_ITEMS: u64 = 20;
/// How long after the use of what was given a document may still come of it: some procedures take months.
const ISSUED_WITHIN: TimeDelta = TimeDelta::days(180);
/// Items whose owners are asked for at once.
const ITEMS_AT_ONCE: u64 = 500;
/// The longest reason, in letters.
const LONGEST_REASON: usize = 300;

/// A request of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: Uuid,
    /// Whom it asks; none where nobody has the address that was asked.
    pub account: Option<Uuid>,
    /// The region.
    pub region: RegionCode,
    /// The service, by id and by name.
    pub service: (Uuid, String),
    /// The agency that renders it.
    pub agency: String,
    /// Who asks.
    pub asked_by: String,
    /// Why.
    pub reason: Reason,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// It can be answered until then.
    pub answer_until: DateTime<Utc>,
    /// What is given may be used until then.
    pub use_until: DateTime<Utc>,
    /// Taken back by the region, then.
    pub closed_at: Option<DateTime<Utc>>,
    /// Whether it was answered aloud at the counter, before whoever asks.
    pub spoken: bool,
    /// The documents.
    pub items: Vec<Item>,
}

/// One document of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id; that of the region's copy too.
    pub id: Uuid,
    /// The kind.
    pub kind: String,
    /// The requirement in the service's own words.
    pub requirement: String,
    /// Where it stands.
    pub state: ItemState,
    /// The version that was given.
    pub version: Option<Uuid>,
    /// Answered then.
    pub answered_at: Option<DateTime<Utc>>,
    /// The region decided with it, then: what it must keep of that stays.
    pub decided_at: Option<DateTime<Utc>>,
    /// The consent was withdrawn then.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The item that it follows, because its owner renewed the document.
    pub renews: Option<Uuid>,
}

/// Where one document of a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ItemState {
    /// Not answered.
    Waiting,
    /// Given.
    Given,
    /// Not given.
    Declined,
    /// Given, and taken back.
    Withdrawn,
}

/// Why a document is asked for, in the clerk's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

/// The text is no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Tulis alasannya, 10 sampai 300 huruf.")]
pub struct ReasonRefused;

impl Reason {
    /// Joins blanks, and takes 10 to 300 letters.
    pub fn parse(text: &str) -> Result<Self, ReasonRefused> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let hidden = text.chars().any(char::is_control);
        let fits = (10..=LONGEST_REASON).contains(&text.chars().count());
        (fits && !hidden).then_some(Self(text)).ok_or(ReasonRefused)
    }

    /// Why a region asks again after a document was renewed.
    pub(crate) fn of_a_renewal() -> Self {
        Self("Berkas yang sudah Anda izinkan diperbarui; layanan ini meminta versi barunya.".to_owned())
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Request {
    /// Whether the region may put what it issues into the vault of whom it asked: she gave something, or a decision was made
    /// with it, and not too long ago. Who answered with no, or took everything back, lets nobody in.
    pub fn may_issue(&self, at: DateTime<Utc>) -> bool {
        let given = |item: &Item| match item.state {
            ItemState::Given => true,
            ItemState::Withdrawn => item.decided_at.is_some(),
            ItemState::Waiting | ItemState::Declined => false,
        };
        self.account.is_some() && at < self.use_until + ISSUED_WITHIN && self.items.iter().any(given)
    }

    /// Whether it waits for an answer at this moment.
    pub fn waits(&self, at: DateTime<Utc>) -> bool {
        self.closed_at.is_none()
            && at < self.answer_until
            && self.items.iter().any(|item| item.state == ItemState::Waiting)
    }
}

impl Item {
    /// Whether the region may look at it: the consent stands and its time is not over, or the region decided with it.
    pub fn may_be_used(&self, use_until: DateTime<Utc>, at: DateTime<Utc>) -> bool {
        self.decided_at.is_some() || (self.state == ItemState::Given && at < use_until)
    }
}

/// A request's row, held until the transaction ends: it is answered and taken back one after the other.
pub(crate) async fn locked(write: &Write<Control>, id: Uuid) -> Result<Option<request::Model>> {
    write.one(request::Entity::find_by_id(id).lock_exclusive()).await
}

/// Whether whoever was asked has closed her account, for good or as long as it can still be brought back: from then on nothing
/// of hers is used but what the region has decided with.
pub(crate) async fn has_left(read: &Read<Control>, request: &Request) -> Result<bool> {
    match request.account {
        Some(account) => Ok(!is_active(read, account).await?),
        None => Ok(false),
    }
}

/// A row of a request with its documents.
pub(crate) async fn whole(read: &Read<Control>, row: request::Model) -> Result<Request> {
    let mut all = with_items(read, vec![row]).await?;
    all.pop().ok_or_else(|| StorageError::Corrupt("a request without itself".to_owned()))
}

/// Rows of requests with their documents, in their order.
pub(crate) async fn with_items(read: &Read<Control>, rows: Vec<request::Model>) -> Result<Vec<Request>> {
    let mut items: HashMap<Uuid, Vec<Item>> = HashMap::new();
    if !rows.is_empty() {
        let of_these = item::Column::RequestId.is_in(rows.iter().map(|row| row.id));
        let query = item::Entity::find().filter(of_these).order_by_asc(item::Column::Id);
        for row in read.all(query, MOST_ITEMS * rows.len() as u64).await? {
            items.entry(row.request_id).or_default().push(told(row));
        }
    }
    rows.into_iter().map(|row| made(items.remove(&row.id).unwrap_or_default(), row)).collect()
}

/// Whose documents the items of requests are about, with their kinds: the region's copies bear the same ids.
pub async fn owners_of(read: &Read<Control>, items: &[Uuid]) -> Result<HashMap<Uuid, (Uuid, String)>> {
    if items.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        read.all(item::Entity::find().filter(item::Column::Id.is_in(items.iter().copied())), ITEMS_AT_ONCE).await?;
    let requests = request::Column::Id.is_in(rows.iter().map(|row| row.request_id));
    let requests = read.all(request::Entity::find().filter(requests), ITEMS_AT_ONCE).await?;
    let whose = |row: &item::Model| requests.iter().find(|request| request.id == row.request_id)?.account_id;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, (whose(&row)?, row.kind)))).collect())
}

fn made(items: Vec<Item>, row: request::Model) -> Result<Request> {
    let corrupt = || StorageError::Corrupt(format!("request {}", row.id));
    Ok(Request {
        id: row.id,
        account: row.account_id,
        region: row.region_code.parse().map_err(|_| corrupt())?,
        service: (row.service_id, row.service),
        agency: row.agency,
        asked_by: row.asked_by_name,
        reason: Reason(row.reason),
        asked_at: row.created_at,
        answer_until: row.answer_until,
        use_until: row.use_until,
        closed_at: row.closed_at,
        spoken: row.spoken,
        items,
    })
}

fn told(row: item::Model) -> Item {
    Item {
        id: row.id,
        kind: row.kind,
        requirement: row.requirement,
        state: row.state,
        version: row.version_id,
        answered_at: row.answered_at,
        decided_at: row.decided_at,
        withdrawn_at: row.withdrawn_at,
        renews: row.renews,
    }
}
