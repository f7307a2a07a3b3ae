//! A person asks. What the platform can do by itself it does at once.

use balai_identity::{AccountSays, account_keys};
use balai_kernel::{Act, Language, Reference, Zone, fresh_id, full_date};
use balai_rbac::Domain;
use balai_storage::{Audit, Control, Result, StorageError, Write};
use balai_tenancy::regions;
use balai_vault::pausing;
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::request::{ANSWERED_WITHIN, seal};
use crate::rows::request;
use crate::{Request, Right, Rights, State, Wish};

/// Requests of one account that wait at a time.
const MOST_OPEN: u64 = 20;
/// Who answers where nobody has to.
pub(crate) const ITSELF: &str = "Balai";

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
    /// Access without a further wish is answered by the platform's own page, and is done at once. A pause at a region begins
    /// at once. Consents are taken back at once; what stays for the region is what it has decided with.
    pub async fn ask(&self, act: &Act, new: NewRequest) -> Result<Uuid, AskRefused> {
        let write = self.db.write().await?;
        let same = request::Entity::find()
            .filter(request::Column::AccountId.eq(new.account))
            .filter(request::Column::State.eq(State::Open));
        let open = write.all(same, MOST_OPEN).await?;
        let place = new.place.to_string();
        let known = open.iter().find(|row| row.place == place && row.right == new.right).map(|row| row.id);
        let known = match known {
            None if new.right == Right::Restriction => standing(&write, new.account, &place).await?,
            known => known,
        };
        if let Some(known) = known {
            drop(write);
            // consents that were given since are taken back too
            if let (Right::Withdrawal, Domain::Region(region)) = (new.right, &new.place) {
                self.vault.withdraw_all(act, new.account, *region).await?;
            }
            return Ok(known);
        }
        if open.len() as u64 >= MOST_OPEN {
            return Err(AskRefused::TooMany);
        }
        let key = account_keys::of(&write, act, &self.kek, new.account).await?;
        let (id, number) = (fresh_id(act.at), number("PDP", act.at));
        let row = request::ActiveModel {
            id: Set(id),
            number: Set(number.clone()),
            account_id: Set(new.account),
            place: Set(place.clone()),
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
        let request = self.told(&write, write.insert(row).await?).await?;
        let after = json!({ "domain": place, "right": new.right.word(), "number": number });
        write.audit(act, entry("rights.asked", id, Some(after))).await?;
        let itself = new.right == Right::Access && new.wish.is_none();
        match new.place {
            Domain::Region(region) if new.right == Right::Restriction => {
                pausing::begin(&write, act.at, id, new.account, region).await?;
            }
            _ => {}
        }
        if itself {
            self.done_by_itself(&write, act, &request).await?;
        } else {
            self.tell(&write, act, &request, &heard(&write, &request).await?).await?;
        }
        write.commit().await?;
        if let (Right::Withdrawal, Domain::Region(region)) = (new.right, &new.place) {
            let taken = self.vault.withdraw_all(act, new.account, *region).await?;
            if taken.decided == 0 && new.wish.is_none() {
                let write = self.db.write().await?;
                self.done_by_itself(&write, act, &request).await?;
                write.commit().await?;
            }
        }
        Ok(id)
    }

    /// Asks no more, or ends the pause that was asked for. Returns whether there was something to end.
    pub async fn end(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let row = write.find::<request::Entity>(id).await?.filter(|row| row.account_id == account);
        let Some(row) = row else { return Ok(false) };
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

    /// Tells who asked, wherever she is reached.
    pub(crate) async fn tell(&self, write: &Write<Control>, act: &Act, request: &Request, text: &str) -> Result<()> {
        let says = AccountSays::RightsNews {
            number: request.number.clone(),
            text: text.to_owned(),
            short: match request.state {
                State::Open => "diterima".to_owned(),
                _ => "dijawab".to_owned(),
            },
            page: format!("data-pribadi/permintaan/{}", request.id),
        };
        self.identity.notify(write, act, request.account, &says).await
    }
}

/// A pause that was carried out and goes on.
async fn standing(write: &Write<Control>, account: Uuid, place: &str) -> Result<Option<Uuid>> {
    let query = request::Entity::find()
        .filter(request::Column::AccountId.eq(account))
        .filter(request::Column::Place.eq(place))
        .filter(request::Column::Right.eq(Right::Restriction))
        .filter(request::Column::State.eq(State::Done))
        .filter(request::Column::EndedAt.is_null());
    Ok(write.one(query).await?.map(|row| row.id))
}

async fn heard(write: &Write<Control>, request: &Request) -> Result<String> {
    let (name, zone) = place(write, &request.place).await?;
    Ok(format!(
        "Permintaan Anda ({}) kepada {name} sudah diterima. Jawabannya paling lambat {}.",
        request.right.title().to_lowercase(),
        deadline(request.due_at, zone)
    ))
}

/// What a place is called, and the clock on its wall.
pub(crate) async fn place(write: &Write<Control>, place: &Domain) -> Result<(String, Zone)> {
    let region = match place.region() {
        Some(code) => regions::by_code(write, code).await?,
        None => None,
    };
    Ok(region.map_or_else(|| ("kementerian".to_owned(), Zone::Wib), |region| (region.name, region.zone)))
}

/// `Rabu, 2 Desember 2026 pukul 09.15 WIB`.
pub(crate) fn deadline(at: DateTime<Utc>, zone: Zone) -> String {
    let local = zone.local(at);
    format!("{} pukul {}", full_date(local.date(), Language::Indonesian), zone.write_time(local.time()))
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
