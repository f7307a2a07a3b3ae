//! The failure itself, and whom it was told: each once, however often the command is run.

use std::collections::HashSet;

use balai_identity::{AccountSays, Disclosed, Identity, account_keys};
use balai_kernel::{Act, fresh_id};
use balai_storage::envelope::Seat;
use balai_storage::{Audit, Control, ControlDb, Kek, Read, Result, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Asked;
use crate::asking::number;
use crate::rows::{breach, letter};

/// Notices of one account that are listed.
const MOST_LISTED: u64 = 100;
/// Whom one transaction tells.
const AT_ONCE: usize = 100;

/// A failure of protection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Its id.
    pub id: Uuid,
    /// `KGL-2026-7F3K9Q`.
    pub number: String,
}

/// What a person was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The id of the notice.
    pub id: Uuid,
    /// What was said; none once the key of the account is gone.
    pub content: Option<Disclosed>,
    /// When.
    pub at: DateTime<Utc>,
}

/// How many people were told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Told now.
    pub told: usize,
    /// Told of it before.
    pub before: usize,
    /// Reached nowhere: their account has no address and no number, or is not open. Nothing is written down of them, so that
    /// they are told once they can be.
    pub unreached: Vec<Uuid>,
}

/// The failure that this question is about: the one with this number, the one of the same question, or a new one.
pub async fn begin(db: &ControlDb, act: &Act, asked: &Asked, known: Option<&str>) -> Result<Option<Breach>> {
    let write = db.write().await?;
    let query = match known {
        Some(number) => breach::Entity::find().filter(breach::Column::Number.eq(number)),
        None => breach::Entity::find().filter(breach::Column::Print.eq(asked.print())),
    };
    if let Some(row) = write.one(query).await? {
        return Ok(Some(Breach { id: row.id, number: row.number }));
    }
    if known.is_some() {
        return Ok(None);
    }
    let (id, number) = (fresh_id(act.at), number("KGL", act.at));
    let asked_json = serde_json::to_value(asked).map_err(|error| StorageError::Corrupt(error.to_string()))?;
    let row = breach::ActiveModel {
        id: Set(id),
        number: Set(number.clone()),
        print: Set(asked.print()),
        asked: Set(asked_json),
        made_at: Set(act.at),
    };
    write.insert(row).await?;
    write.audit(act, entry("breach.opened", id, json!({ "number": number }))).await?;
    write.commit().await?;
    Ok(Some(Breach { id, number }))
}

/// Leaves in the trail that somebody has the trails read and the letters made, before anything is read.
pub async fn prepared(db: &ControlDb, act: &Act, breach: &Breach, asked: &Asked) -> Result<()> {
    let write = db.write().await?;
    let mut after = serde_json::to_value(asked).map_err(|error| StorageError::Corrupt(error.to_string()))?;
    after["number"] = json!(breach.number);
    write.audit(act, entry("breach.prepared", breach.id, after)).await?;
    write.commit().await
}

/// Those of these accounts who were told of a failure before.
pub async fn told_of(db: &ControlDb, breach: &Breach, accounts: &[Uuid]) -> Result<HashSet<Uuid>> {
    told(&db.read().await?, breach, accounts).await
}

/// Tells people of a failure, wherever each is reached; who was told before is told nothing.
pub async fn tell(
    rooms: (&ControlDb, &Kek, &Identity),
    act: &Act,
    breach: &Breach,
    people: &[(Uuid, Disclosed)],
) -> Result<Tally> {
    let mut tally = Tally::default();
    for some in people.chunks(AT_ONCE) {
        tell_some(rooms, act, breach, some, &mut tally).await?;
    }
    Ok(tally)
}

/// One transaction.
async fn tell_some(
    (db, kek, identity): (&ControlDb, &Kek, &Identity),
    act: &Act,
    breach: &Breach,
    people: &[(Uuid, Disclosed)],
    tally: &mut Tally,
) -> Result<()> {
    let ids: Vec<Uuid> = people.iter().map(|(account, _)| *account).collect();
    let write = db.write().await?;
    let before = told(&write, breach, &ids).await?;
    let mut now = 0;
    for (account, disclosed) in people.iter().filter(|(account, _)| !before.contains(account)) {
        let says = AccountSays::DataDisclosed(Box::new(disclosed.clone()));
        if !identity.notify(&write, act, *account, &says).await? {
            tally.unreached.push(*account);
            continue;
        }
        let key = account_keys::of(&write, act, kek, *account).await?;
        let id = fresh_id(act.at);
        let plain = serde_json::to_vec(disclosed).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let row = letter::ActiveModel {
            id: Set(id),
            breach_id: Set(breach.id),
            account_id: Set(*account),
            content: Set(key.seal(seat(&id.to_string()), &plain)),
            told_at: Set(act.at),
        };
        write.insert(row).await?;
        now += 1;
    }
    if now > 0 {
        let after = json!({ "number": breach.number, "persons": now });
        write.audit(act, entry("breach.told", breach.id, after)).await?;
    }
    write.commit().await?;
    tally.told += now;
    tally.before += before.len();
    Ok(())
}

/// What an account was told of failures, the newest first.
pub async fn notices_of(db: &ControlDb, kek: &Kek, account: Uuid) -> Result<Vec<Told>> {
    let read = db.read().await?;
    let query = letter::Entity::find().filter(letter::Column::AccountId.eq(account));
    let rows = read.all(query.order_by_desc(letter::Column::Id), MOST_LISTED).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = account_keys::find(&read, kek, account).await?;
    let told = |row: letter::Model| {
        let corrupt = || StorageError::Corrupt(format!("notice {}", row.id));
        let plain = key.as_ref().map(|key| key.open(seat(&row.id.to_string()), &row.content)).transpose()?;
        let content = plain.map(|plain| serde_json::from_slice(&plain)).transpose().map_err(|_| corrupt())?;
        Ok(Told { id: row.id, content, at: row.told_at })
    };
    rows.into_iter().map(told).collect()
}

/// One of them.
pub async fn notice_of(db: &ControlDb, kek: &Kek, account: Uuid, id: Uuid) -> Result<Option<Told>> {
    Ok(notices_of(db, kek, account).await?.into_iter().find(|told| told.id == id))
}

async fn told(read: &Read<Control>, breach: &Breach, accounts: &[Uuid]) -> Result<HashSet<Uuid>> {
    if accounts.is_empty() {
        return Ok(HashSet::new());
    }
    let query = letter::Entity::find()
        .filter(letter::Column::BreachId.eq(breach.id))
        .filter(letter::Column::AccountId.is_in(accounts.iter().copied()));
    let rows = read.all(query, accounts.len() as u64).await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

const fn seat(row: &str) -> Seat<'_> {
    Seat { space: "control", table: "breach_letters", column: "content", row }
}

fn entry(action: &'static str, id: Uuid, after: Value) -> Audit {
    Audit { action, kind: "breach", id: id.to_string(), before: None, after: Some(after) }
}
