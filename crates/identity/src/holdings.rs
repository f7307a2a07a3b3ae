//! What this room holds of a person, for herself: to read, and to take along (UU 27/2022, article 7: the right to a copy of
//! one's data; article 13: the right to have and use it in a form in common use that a machine reads).

use balai_kernel::Act;
use balai_storage::{Audit, Result, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use uuid::Uuid;

use crate::mandates::listed;
use crate::personal::read_account;
use crate::rows::{account, arrival, assisted_account, mandate, national_identity, session, sighting};
use crate::tries::{NotTried, Tried};
use crate::{Identity, Mandate, OwnPasskey, Safety};

/// Lines of each kind that are told: more than an account has within the times they are kept for.
const MOST_LINES: u64 = 10_000;

/// What is held of an account.
#[derive(Clone, Debug, Serialize)]
pub struct Holdings {
    /// Its id.
    pub id: Uuid,
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: Option<String>,
    /// Her telephone number.
    pub phone: Option<String>,
    /// How well it is known who she is, from 1 to 3.
    pub assurance: u8,
    /// Since when there is the account.
    pub opened_at: DateTime<Utc>,
    /// How it is kept safe. What opens it is not told: it is kept so that nobody can read it.
    pub safety: HeldSafety,
    /// Where she is or was signed in, the newest first.
    pub sessions: Vec<HeldSession>,
    /// Who was at the door, the newest first.
    pub arrivals: Vec<HeldArrival>,
    /// Clerks who saw the card with her number, the newest first.
    pub sightings: Vec<HeldSighting>,
    /// How a clerk opened the account, where one did.
    pub assisted: Option<HeldAssisted>,
    /// The national identity that leads into the account.
    pub national: Option<HeldNational>,
    /// Who acts or acted for her, or was asked to, the newest first.
    pub mandates_given: Vec<HeldMandate>,
    /// For whom she acts or acted, or was asked to, the newest first.
    pub mandates_held: Vec<HeldMandate>,
}

/// Somebody acts for another.
#[derive(Clone, Debug, Serialize)]
pub struct HeldMandate {
    /// The other of the two; by address, masked, where she never accepted.
    pub other: String,
    /// `child` for a parent, `delegate` for whom somebody appointed.
    pub kind: String,
    /// The one region's code; none where it is for all.
    pub region: Option<String>,
    /// The one service; none where it is for all that is asked.
    pub service: Option<String>,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Until when at most.
    pub ends_at: DateTime<Utc>,
    /// When somebody ended it, or declined.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A clerk saw the card.
#[derive(Clone, Debug, Serialize)]
pub struct HeldSighting {
    /// The region's code.
    pub region: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why the region withdrew it, where it did.
    pub reason: Option<String>,
}

/// A clerk opened the account.
#[derive(Clone, Debug, Serialize)]
pub struct HeldAssisted {
    /// What for.
    pub purpose: String,
    /// The region's code, while there is the region.
    pub region: Option<String>,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// When its owner took it over.
    pub taken_over_at: Option<DateTime<Utc>>,
}

/// A national identity.
#[derive(Clone, Debug, Serialize)]
pub struct HeldNational {
    /// The address of who vouches.
    pub issuer: String,
    /// Since when.
    pub linked_at: DateTime<Utc>,
    /// When somebody last came by it.
    pub last_used_at: DateTime<Utc>,
}

/// How an account is kept safe.
#[derive(Clone, Debug, Serialize)]
pub struct HeldSafety {
    /// Whether there is a password.
    pub password: bool,
    /// Whether a code of an app follows on it.
    pub app: bool,
    /// Recovery codes that are left.
    pub recovery_codes: u64,
    /// Passkeys.
    pub passkeys: Vec<HeldPasskey>,
}

/// A passkey.
#[derive(Clone, Debug, Serialize)]
pub struct HeldPasskey {
    /// What she calls it.
    pub name: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
}

/// A sign-in.
#[derive(Clone, Debug, Serialize)]
pub struct HeldSession {
    /// Where it counts.
    pub site: String,
    /// What the browser called itself.
    pub device: String,
    /// The network address.
    pub address: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Somebody at the door.
#[derive(Clone, Debug, Serialize)]
pub struct HeldArrival {
    /// `let_in`, `wrong_password`, `wrong_code`, `recovered`.
    pub outcome: String,
    /// Whether by passkey.
    pub by_passkey: bool,
    /// What the browser called itself.
    pub device: String,
    /// Half of the network address.
    pub network: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
pub enum HoldingsRefused {
    /// It was taken along a moment ago, or too often.
    #[error("the next time is {0}")]
    TooOften(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// What is held of an account. It is counted, and stands in the trail.
    pub async fn take_holdings(&self, act: &Act, id: Uuid) -> Result<Holdings, HoldingsRefused> {
        match self.count_tries(&[Tried::Taken(id)], act.at).await {
            Ok(_) => {}
            Err(NotTried::TooMany(wait)) => return Err(HoldingsRefused::TooOften(wait.until)),
            Err(NotTried::Storage(error)) => return Err(error.into()),
        }
        let write = self.db.write().await?;
        let entry = Audit { action: "account.data_taken", kind: "account", id: id.to_string(), ..Audit::default() };
        write.audit(act, entry).await?;
        write.commit().await?;
        Ok(self.holdings(id).await?)
    }

    async fn holdings(&self, id: Uuid) -> Result<Holdings> {
        let safety = self.safety(id).await?;
        let passkeys = self.passkeys(id).await?;
        let read = self.db.read().await?;
        let row = read.find::<account::Entity>(id).await?;
        let row = row.ok_or_else(|| StorageError::Corrupt(format!("no account {id}")))?;
        let account = read_account(&self.key, &row)?;
        let sessions = session::Entity::find().filter(session::Column::AccountId.eq(id));
        let sessions = read.all(sessions.order_by_desc(session::Column::StartedAt), MOST_LINES).await?;
        let arrivals = arrival::Entity::find().filter(arrival::Column::AccountId.eq(id));
        let arrivals = read.all(arrivals.order_by_desc(arrival::Column::Id), MOST_LINES).await?;
        let sightings = sighting::Entity::find().filter(sighting::Column::AccountId.eq(id));
        let sightings = read.all(sightings.order_by_desc(sighting::Column::Id), MOST_LINES).await?;
        let national = national_identity::Entity::find().filter(national_identity::Column::AccountId.eq(id));
        let of = |column: mandate::Column| mandate::Entity::find().filter(column.eq(id));
        let given = listed(&read, &self.key, of(mandate::Column::OwnerId), MOST_LINES).await?;
        let held = listed(&read, &self.key, of(mandate::Column::AgentId), MOST_LINES).await?;
        Ok(Holdings {
            sightings: sightings.into_iter().map(HeldSighting::from).collect(),
            assisted: read.find::<assisted_account::Entity>(id).await?.map(HeldAssisted::from),
            national: read.one(national).await?.map(HeldNational::from),
            mandates_given: given.iter().map(|mandate| with(mandate, &mandate.agent)).collect(),
            mandates_held: held.iter().map(|mandate| with(mandate, &mandate.owner.1)).collect(),
            id,
            name: account.name.to_string(),
            email: account.email.map(|email| email.as_str().to_owned()),
            phone: account.phone.map(|phone| phone.to_string()),
            assurance: account.assurance.level(),
            opened_at: row.created_at,
            safety: told(safety, passkeys),
            sessions: sessions.into_iter().map(HeldSession::from).collect(),
            arrivals: arrivals.into_iter().map(HeldArrival::from).collect(),
        })
    }
}

fn told(safety: Safety, passkeys: Vec<OwnPasskey>) -> HeldSafety {
    let told =
        |own: OwnPasskey| HeldPasskey { name: own.name.to_string(), added_at: own.added_at, used_at: own.used_at };
    HeldSafety {
        password: safety.password,
        app: safety.app,
        recovery_codes: safety.recovery,
        passkeys: passkeys.into_iter().map(told).collect(),
    }
}

fn with(mandate: &Mandate, other: &str) -> HeldMandate {
    HeldMandate {
        other: other.to_owned(),
        kind: sea_orm::ActiveEnum::to_value(&mandate.kind),
        region: mandate.scope.region().map(|region| region.to_string()),
        service: mandate.scope.service().map(|(_, name)| name.to_owned()),
        made_at: mandate.made_at,
        accepted_at: mandate.accepted_at,
        ends_at: mandate.ends_at,
        ended_at: mandate.ended_at,
    }
}

impl From<sighting::Model> for HeldSighting {
    fn from(row: sighting::Model) -> Self {
        Self { region: row.region_code, at: row.at, ended_at: row.ended_at, reason: row.ended_reason }
    }
}

impl From<assisted_account::Model> for HeldAssisted {
    fn from(row: assisted_account::Model) -> Self {
        Self {
            purpose: row.purpose,
            region: row.region_code,
            opened_at: row.opened_at,
            taken_over_at: row.taken_over_at,
        }
    }
}

impl From<national_identity::Model> for HeldNational {
    fn from(row: national_identity::Model) -> Self {
        Self { issuer: row.issuer, linked_at: row.linked_at, last_used_at: row.last_used_at }
    }
}

impl From<session::Model> for HeldSession {
    fn from(row: session::Model) -> Self {
        Self {
            site: row.site.host().to_owned(),
            device: row.device,
            address: row.address,
            started_at: row.started_at,
            seen_at: row.seen_at,
            ended_at: row.ended_at,
        }
    }
}

impl From<arrival::Model> for HeldArrival {
    fn from(row: arrival::Model) -> Self {
        Self {
            outcome: sea_orm::ActiveEnum::to_value(&row.outcome),
            by_passkey: row.by_passkey,
            device: row.device,
            network: row.network,
            at: row.at,
        }
    }
}
