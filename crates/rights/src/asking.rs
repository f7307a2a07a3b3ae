//! A person asks. What the platform can do by itself it does at once.

use balai_identity::{AccountSays, account_keys};
use balai_kernel::{Act, Language, Reference, RegionCode, Zone, fresh_id};
use balai_rbac::Domain;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use balai_tenancy::regions;
use balai_vault::pausing;
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::json;
use uuid::Uuid;

use crate::request::{ANSWERED_WITHIN, seal};
use crate::rows::request;
use crate::{Request, Right, Rights, State, Wish};

/// Requests of one account that wait at a time.
const MOST_OPEN: u64 = 20;
/// Who answers where nobody has to.
pub(crate) const ITSELF: &str = "Balai";
/// For a telephone: it is received.
const HEARD: &str = "diterima";
/// For a telephone: it is answered.
pub(crate) const ANSWERED: &str = "dijawab";
/// For a telephone: more proof is asked for.
pub(crate) const PROOF: &str = "perlu bukti";

/// What is asked of whom.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Who asks.
    pub account: Uuid,
    /// Whom: a region, or the ministry for the platform.
    pub place: Domain,
    /// What.
    pub right: Right,
    /// In her own words.
    pub wish: Option<Wish>,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskRefused {
    /// So many wait already.
    #[error("too many requests wait")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Rights {
    /// Asks, and starts the clock; the same asked again while it waits is the same request.
    ///
    /// Access without a further wish is answered by the platform's own page, and is done at once; asked again on the same
    /// day it is the same request. A pause at a region begins at once. Consents are taken back at once; what stays for the
    /// region is what it has decided with.
    pub async fn ask(&self, act: &Act, new: NewRequest) -> Result<Uuid, AskRefused> {
        let write = self.db.write().await?;
        if let Some(known) = known(&write, act, &new).await? {
            drop(write);
            // consents that were given since are taken back too
            if let (Right::Withdrawal, Domain::Region(region)) = (new.right, &new.place) {
                self.vault.withdraw_all(act, new.account, *region).await?;
            }
            return Ok(known);
        }
        let open = request::Entity::find()
            .filter(request::Column::AccountId.eq(new.account))
            .filter(request::Column::State.eq(State::Open));
        if write.count(open).await? >= MOST_OPEN {
            return Err(AskRefused::TooMany);
        }
        let key = account_keys::of(&write, act, &self.kek, new.account).await?;
        let (id, number) = (fresh_id(act.at), number("PDP", act.at));
        let row = request::ActiveModel {
            id: Set(id),
            number: Set(number.clone()),
            account_id: Set(new.account),
            place: Set(new.place.to_string()),
            right: Set(new.right),
            wish: Set(new.wish.as_ref().map(|wish| seal(&key, "wish", id, wish))),
            state: Set(State::Open),
            made_at: Set(act.at),
            due_at: Set(act.at + ANSWERED_WITHIN),
            proof_asked_at: Set(None),
            warned_at: Set(None),
            answered_at: Set(None),
            answered_by: Set(None),
            ground: Set(None),
            words: Set(None),
            ended_at: Set(None),
        };
        let row = match write.insert(row).await {
            Ok(row) => row,
            // of two at once the second is the same request
            Err(error) if error.is_conflict() => {
                drop(write);
                let first = self.db.read().await?.one(waiting(&new)).await?;
                return first.map(|row| row.id).ok_or(AskRefused::Storage(error));
            }
            Err(error) => return Err(error.into()),
        };
        let request = self.told(&write, row).await?;
        let after = json!({ "domain": request.place.to_string(), "right": new.right.word(), "number": number });
        write.audit(act, entry("rights.asked", id, Some(after))).await?;
        match (new.right, new.place) {
            (Right::Withdrawal, Domain::Region(region)) => {
                write.commit().await?;
                self.take_back(act, &request, region).await?;
                return Ok(id);
            }
            (Right::Restriction, Domain::Region(region)) => {
                pausing::begin(&write, act.at, id, new.account, region).await?;
                self.tell(&write, act, &request, HEARD, &heard(&write, &request).await?).await?;
            }
            (Right::Access, _) if new.wish.is_none() => self.done_by_itself(&write, act, &request).await?,
            _ => self.tell(&write, act, &request, HEARD, &heard(&write, &request).await?).await?,
        }
        write.commit().await?;
        Ok(id)
    }

    /// Takes all consents at a region back; whoever asked for it is told afterwards, of what was done.
    async fn take_back(&self, act: &Act, request: &Request, region: RegionCode) -> Result<()> {
        let decided = self.vault.withdraw_all(act, request.account, region).await?;
        let write = self.db.write().await?;
        let (name, _) = place(&write, &request.place).await?;
        let done = format!("Semua izin berkas yang Anda berikan kepada {name} sudah dicabut.");
        let (short, text) = if decided == 0 && request.wish.is_none() {
            self.done_by_itself(&write, act, request).await?;
            (ANSWERED, format!("{done} Permintaan Anda {} selesai.", request.number))
        } else {
            (HEARD, format!("{done} {}", heard(&write, request).await?))
        };
        self.tell(&write, act, request, short, &text).await?;
        write.commit().await
    }

    /// Asks no more, or ends the pause that was asked for. Returns whether there was something to end.
    pub async fn end(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let row = write.one(request::Entity::find_by_id(id).lock_exclusive()).await?;
        let Some(row) = row.filter(|row| row.account_id == account) else { return Ok(false) };
        let request = self.told(&write, row).await?;
        let paused = request.pauses() && pausing::end(&write, act.at, id).await?;
        if !paused && request.state != State::Open {
            return Ok(false);
        }
        let mut change = request::ActiveModel { ended_at: Set(Some(act.at)), ..Default::default() };
        if request.state == State::Open {
            change.state = Set(State::TakenBack);
        }
        write.update_many(request::Entity::update_many().set(change).filter(request::Column::Id.eq(id))).await?;
        write.audit(act, entry("rights.ended", id, Some(json!({ "domain": request.place.to_string() })))).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn done_by_itself(&self, write: &Write<Control>, act: &Act, request: &Request) -> Result<()> {
        let change = request::Entity::update_many()
            .set(request::ActiveModel {
                state: Set(State::Done),
                answered_at: Set(Some(act.at)),
                answered_by: Set(Some(ITSELF.to_owned())),
                ..Default::default()
            })
            .filter(request::Column::Id.eq(request.id))
            .filter(request::Column::State.eq(State::Open));
        if write.update_many(change).await? == 0 {
            return Ok(());
        }
        let after = json!({ "domain": request.place.to_string(), "answer": "done" });
        write.audit(act, entry("rights.answered", request.id, Some(after))).await
    }

    /// Tells who asked, wherever she is reached. `short` is what a telephone shows.
    pub(crate) async fn tell(
        &self,
        write: &Write<Control>,
        act: &Act,
        request: &Request,
        short: &str,
        text: &str,
    ) -> Result<()> {
        let says = AccountSays::RightsNews {
            number: request.number.clone(),
            text: text.to_owned(),
            short: short.to_owned(),
            page: format!("data-pribadi/permintaan/{}", request.id),
        };
        self.identity.notify(write, act, request.account, &says).await.map(drop)
    }
}

/// The request that asks for the same, if there is one.
async fn known(read: &Read<Control>, act: &Act, new: &NewRequest) -> Result<Option<Uuid>> {
    if let Some(row) = read.one(waiting(new)).await? {
        return Ok(Some(row.id));
    }
    match new.right {
        Right::Restriction => standing(read, new).await,
        Right::Access if new.wish.is_none() => shown_today(read, act, new).await,
        _ => Ok(None),
    }
}

fn same(new: &NewRequest) -> Select<request::Entity> {
    request::Entity::find()
        .filter(request::Column::AccountId.eq(new.account))
        .filter(request::Column::Place.eq(new.place.to_string()))
        .filter(request::Column::Right.eq(new.right))
}

/// The same that waits.
fn waiting(new: &NewRequest) -> Select<request::Entity> {
    same(new).filter(request::Column::State.eq(State::Open))
}

/// A pause that was carried out and goes on.
async fn standing(read: &Read<Control>, new: &NewRequest) -> Result<Option<Uuid>> {
    let query = same(new).filter(request::Column::State.eq(State::Done)).filter(request::Column::EndedAt.is_null());
    Ok(read.one(query).await?.map(|row| row.id))
}

/// The page that the platform showed by itself on the same day: it always shows what is held now.
async fn shown_today(read: &Read<Control>, act: &Act, new: &NewRequest) -> Result<Option<Uuid>> {
    let query = same(new)
        .filter(request::Column::State.eq(State::Done))
        .filter(request::Column::Wish.is_null())
        .filter(request::Column::AnsweredBy.eq(ITSELF))
        .order_by_desc(request::Column::Id);
    let Some(row) = read.one(query).await? else { return Ok(None) };
    let (_, zone) = place(read, &new.place).await?;
    Ok((zone.date(row.made_at) == zone.date(act.at)).then_some(row.id))
}

async fn heard(read: &Read<Control>, request: &Request) -> Result<String> {
    let (name, zone) = place(read, &request.place).await?;
    Ok(format!(
        "Permintaan Anda ({}) kepada {name} sudah diterima. Jawabannya paling lambat {}.",
        request.right.title().to_lowercase(),
        zone.write_deadline(request.due_at, Language::Indonesian)
    ))
}

/// What a place is called, and the clock on its wall.
pub(crate) async fn place(read: &Read<Control>, place: &Domain) -> Result<(String, Zone)> {
    let region = match place.region() {
        Some(code) => regions::by_code(read, code).await?,
        None => None,
    };
    Ok(region.map_or_else(|| ("kementerian".to_owned(), Zone::Wib), |region| (region.name, region.zone)))
}

/// A number that people read out, with the prefix of what it counts.
pub(crate) fn number(prefix: &str, at: DateTime<Utc>) -> String {
    let whole = Reference::fresh(at);
    let rest = whole.as_str().split_once('-').map_or("", |(_, rest)| rest);
    format!("{prefix}-{rest}")
}

pub(crate) fn entry(action: &'static str, id: Uuid, after: Option<serde_json::Value>) -> Audit {
    Audit { action, kind: "rights_request", id: id.to_string(), before: None, after }
}
