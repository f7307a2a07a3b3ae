//! Handing over the role that answers for a place: one offers it, the other accepts it, and only then it changes hands.

use balai_kernel::{Act, Email, fresh_id};
use balai_rbac::{Domain, Grant, PermittedGrant, Role, grants};
use balai_storage::{Audit, Control, Event, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Identity;
use crate::account::AccountState;
use crate::personal::known;
use crate::rows::handover::Outcome;
use crate::rows::{account, credential, handover};
use crate::staff::{GrantRefused, give, may_hold, raise_version, take};

/// How long an offer waits.
const LIFETIME: TimeDelta = TimeDelta::days(7);
/// The most offers shown to one person.
const MOST_SHOWN: u64 = 20;

/// An offer that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: Uuid,
    /// The place.
    pub domain: Domain,
    /// Who answers for it now.
    pub from: Uuid,
    /// Who is to.
    pub to: Uuid,
    /// What the first one is to be afterwards; nothing when none.
    pub keeps: Option<Role>,
    /// Good until.
    pub expires_at: DateTime<Utc>,
}

/// A letter is to be written: somebody is asked to answer for a place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandoverOffered {
    /// The offer.
    pub handover: Uuid,
    /// To whom.
    pub email: Email,
    /// Her name.
    pub name: String,
    /// From whom, by name.
    pub from: String,
    /// The place.
    pub domain: Domain,
    /// Good until.
    pub expires_at: DateTime<Utc>,
}

impl Event for HandoverOffered {
    const TOPIC: &'static str = "identity.handover_offered";

    fn key(&self) -> String {
        self.handover.to_string()
    }
}

/// Why a role was not offered or not taken over.
#[derive(Debug, thiserror::Error)]
pub enum HandoverRefused {
    /// Whoever offers it does not hold it, or the other one may not take it: no role here, no second factor, herself.
    #[error("this role cannot be handed over to this person")]
    NotHere,
    /// The other one holds it already.
    #[error("the person holds this role already")]
    HoldsIt,
    /// Another offer waits for its answer.
    #[error("another offer is waiting")]
    Waiting,
    /// There is no such offer any more: answered, withdrawn, too late, or whoever made it lost the role.
    #[error("the offer stands no more")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Offers the role that answers for a place to somebody who works there. `act` is the deed of whoever holds it.
    pub async fn offer_handover(
        &self,
        act: &Act,
        from: Uuid,
        to: Uuid,
        grant: &PermittedGrant,
        keeps: Option<Role>,
    ) -> Result<Uuid, HandoverRefused> {
        let grant = grant.grant();
        let write = self.db.write().await?;
        if Role::answering_for(grant.domain.level()) != Some(grant.role) || from == to {
            return Err(HandoverRefused::NotHere);
        }
        if !grants::of_account(&write, from).await?.contains(grant) {
            return Err(HandoverRefused::NotHere);
        }
        let held = grants::of_account(&write, to).await?;
        if held.contains(grant) {
            return Err(HandoverRefused::HoldsIt);
        }
        let can = held.iter().any(|held| grant.domain.covers(&held.domain)) && is_proven(&write, to).await?;
        if !can {
            return Err(HandoverRefused::NotHere);
        }
        close_late(&write, act, &grant.domain).await?;
        if waiting(&write, &grant.domain).await?.is_some() {
            return Err(HandoverRefused::Waiting);
        }
        let (id, expires_at) = (fresh_id(act.at), act.at + LIFETIME);
        let row = handover::ActiveModel {
            id: Set(id),
            domain: Set(grant.domain.clone()),
            open_for: Set(Some(grant.domain.clone())),
            from_account: Set(from),
            to_account: Set(to),
            keeps_role: Set(keeps),
            offered_at: Set(act.at),
            expires_at: Set(expires_at),
            outcome: Set(Outcome::Waiting),
            answered_at: Set(None),
        };
        // of two offers at the same moment the second meets the first one's row
        write.insert(row).await.map_err(waiting_or)?;
        let (asked, asks) = (known(&write, &self.key, to).await?, known(&write, &self.key, from).await?);
        let event = HandoverOffered {
            handover: id,
            email: asked.mailbox()?,
            name: asked.name.to_string(),
            from: asks.name.to_string(),
            domain: grant.domain.clone(),
            expires_at,
        };
        write.emit(act.at, &event).await?;
        write.audit(act, audit("handover.offered", id, from, to, &grant.domain)).await?;
        write.commit().await?;
        Ok(id)
    }

    /// The offer that waits in a place.
    pub async fn waiting_handover(&self, place: &Domain, at: DateTime<Utc>) -> Result<Option<Handover>> {
        let found = waiting(&self.db.read().await?, place).await?;
        Ok(found.filter(|row| at < row.expires_at).map(shown))
    }

    /// The offers that wait for somebody's answer.
    pub async fn handovers_to(&self, account: Uuid, at: DateTime<Utc>) -> Result<Vec<Handover>> {
        let query = handover::Entity::find()
            .filter(handover::Column::ToAccount.eq(account))
            .filter(handover::Column::OpenFor.is_not_null())
            .filter(handover::Column::ExpiresAt.gt(at))
            .order_by_asc(handover::Column::Id);
        let rows = self.db.read().await?.all(query, MOST_SHOWN).await?;
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Takes the role over: at once and on every node it changes hands, and whoever held it keeps what was agreed.
    pub async fn accept_handover(&self, act: &Act, id: Uuid, account: Uuid) -> Result<Domain, HandoverRefused> {
        let write = self.db.write().await?;
        let row = open(&write, act, id).await?;
        let role = Role::answering_for(row.domain.level()).ok_or(HandoverRefused::Gone)?;
        let grant = Grant { role, domain: row.domain.clone() };
        may_hold(&write, account).await?;
        let stands = row.to_account == account && grants::of_account(&write, row.from_account).await?.contains(&grant);
        if !stands {
            return Err(HandoverRefused::Gone);
        }
        give(&write, act, account, &grant).await?;
        take(&write, row.from_account, &grant).await.map_err(|_| HandoverRefused::Gone)?;
        if let Some(kept) = row.keeps_role.and_then(|role| Grant::new(role, row.domain.clone())) {
            give(&write, act, row.from_account, &kept).await?;
        }
        raise_version(&write, row.from_account).await?;
        let link = audit("handover.accepted", id, row.from_account, account, &row.domain);
        close(&write, act, row.id, Outcome::Accepted).await?;
        write.audit(act, link).await?;
        write.commit().await?;
        Ok(grant.domain)
    }

    /// Says no to an offer (whoever it was made to), or takes it back (whoever made it).
    pub async fn end_handover(&self, act: &Act, id: Uuid, account: Uuid) -> Result<(), HandoverRefused> {
        let write = self.db.write().await?;
        let row = open(&write, act, id).await?;
        let (outcome, action) = match account {
            to if to == row.to_account => (Outcome::Declined, "handover.declined"),
            from if from == row.from_account => (Outcome::Withdrawn, "handover.withdrawn"),
            _ => return Err(HandoverRefused::Gone),
        };
        let link = audit(action, id, row.from_account, row.to_account, &row.domain);
        close(&write, act, row.id, outcome).await?;
        write.audit(act, link).await?;
        write.commit().await?;
        Ok(())
    }
}

fn waiting_or(error: StorageError) -> HandoverRefused {
    if error.is_conflict() { HandoverRefused::Waiting } else { error.into() }
}

async fn waiting(read: &Read<Control>, place: &Domain) -> Result<Option<handover::Model>> {
    read.one(handover::Entity::find().filter(handover::Column::OpenFor.eq(place.clone()))).await
}

/// An offer that waits, held until the transaction ends: of two answers at once the second finds it closed.
async fn open(write: &Write<Control>, act: &Act, id: Uuid) -> Result<handover::Model, HandoverRefused> {
    let found = write.one(handover::Entity::find_by_id(id).lock_exclusive()).await?;
    found.filter(|row| row.open_for.is_some() && act.at < row.expires_at).ok_or(HandoverRefused::Gone)
}

/// An offer that nobody answered in time makes room for the next.
async fn close_late(write: &Write<Control>, act: &Act, place: &Domain) -> Result<(), HandoverRefused> {
    match waiting(write, place).await? {
        Some(row) if act.at >= row.expires_at => match close(write, act, row.id, Outcome::Withdrawn).await {
            // somebody else closed it at this moment
            Err(HandoverRefused::Gone) => Ok(()),
            closed => closed,
        },
        _ => Ok(()),
    }
}

/// Closes an offer, once.
async fn close(write: &Write<Control>, act: &Act, id: Uuid, outcome: Outcome) -> Result<(), HandoverRefused> {
    let change = handover::Entity::update_many()
        .set(handover::ActiveModel {
            open_for: Set(None),
            outcome: Set(outcome),
            answered_at: Set(Some(act.at)),
            ..Default::default()
        })
        .filter(handover::Column::Id.eq(id))
        .filter(handover::Column::OpenFor.is_not_null());
    if write.update_many(change).await? == 1 { Ok(()) } else { Err(HandoverRefused::Gone) }
}

/// Whether somebody can hold a role: an account in use with a second factor.
pub(crate) async fn is_proven(read: &Read<Control>, account: Uuid) -> Result<bool> {
    let is_open = read.find::<account::Entity>(account).await?.is_some_and(|row| row.state == AccountState::Active);
    let factors = read.find::<credential::Entity>(account).await?;
    Ok(is_open && factors.is_some_and(|row| row.totp_sealed.is_some()))
}

fn shown(row: handover::Model) -> Handover {
    Handover {
        id: row.id,
        domain: row.domain,
        from: row.from_account,
        to: row.to_account,
        keeps: row.keeps_role,
        expires_at: row.expires_at,
    }
}

fn audit(action: &'static str, id: Uuid, from: Uuid, to: Uuid, domain: &Domain) -> Audit {
    let after = Some(json!({ "from": from, "to": to, "domain": domain }));
    Audit { action, kind: "handover", id: id.to_string(), before: None, after }
}

impl From<GrantRefused> for HandoverRefused {
    fn from(refused: GrantRefused) -> Self {
        match refused {
            GrantRefused::NoAccount | GrantRefused::NoSecondFactor => Self::Gone,
            GrantRefused::Storage(error) => Self::Storage(error),
        }
    }
}
