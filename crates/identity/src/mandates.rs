//! Acting for another: a parent for a child, and whom a citizen appoints, for everything, one region or one service, until a day.
//! Both sides end it at any moment, and it ends by itself.

pub(crate) mod children;
mod scope;

use balai_kernel::{Act, Contact, RegionCode, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use balai_tenancy::regions;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::account::{AccountState, active_ids};
use crate::personal::{by_contact, by_id, known};
use crate::rows::mandate;
use crate::tries::{NotTried, Tried};
use crate::{AccountSays, Identity};

pub use crate::rows::mandate::MandateKind;
pub use scope::MandateScope;

/// Mandates of one account that stand or wait, at most.
const MOST: u64 = 20;
/// Mandates of one account that are listed.
const MOST_LISTED: u64 = 100;
/// For how long an owner reads of mandates that ended.
const REMEMBERED: TimeDelta = TimeDelta::days(366);
/// The longest time for which somebody is appointed.
pub const LONGEST_MANDATE: TimeDelta = TimeDelta::days(366);

/// Somebody acts for another, or is asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Its id.
    pub id: Uuid,
    /// For whom, by account and by name.
    pub owner: (Uuid, String),
    /// Who, as the owner may read it: her name once she accepted, before that what she is reached by, masked.
    pub agent: String,
    /// By what right.
    pub kind: MandateKind,
    /// For what.
    pub scope: MandateScope,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// It ends by itself then.
    pub ends_at: DateTime<Utc>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When somebody ended it, or declined.
    pub ended_at: Option<DateTime<Utc>>,
    /// The stable form of who acts, as the trail has it; none before it is accepted.
    pub actor: Option<String>,
}

/// The mandates of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mandates {
    /// Others act for its owner, or are asked to.
    pub given: Vec<Mandate>,
    /// Others acted for its owner, until some day of the last year.
    pub ended: Vec<Mandate>,
    /// Its owner acts for others, or is asked to.
    pub held: Vec<Mandate>,
}

/// Whom somebody appoints.
#[derive(Clone, Debug)]
pub struct NewMandate {
    /// The other's address or number.
    pub agent: Contact,
    /// For what.
    pub scope: MandateScope,
    /// Until then.
    pub ends_at: DateTime<Utc>,
}

/// Why nobody was appointed.
#[derive(Debug, thiserror::Error)]
pub enum AppointRefused {
    /// It is her own address.
    #[error("nobody acts for herself")]
    Oneself,
    /// There are as many as there may be.
    #[error("too many mandates")]
    TooMany,
    /// Too many were asked, one after the other.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Mandate {
    /// When it ended, if it has: somebody ended it, or its time was over.
    pub fn over(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.ended_at.or(Some(self.ends_at).filter(|ends| *ends <= at))
    }
}

impl Identity {
    /// Appoints somebody, who is asked by letter. Whether anybody has the address is not told.
    pub async fn appoint(&self, act: &Act, owner: Uuid, new: &NewMandate) -> Result<Uuid, AppointRefused> {
        // each asks somebody by letter
        let counted: Vec<Tried> = [Some(Tried::Appoints(owner)), Tried::from(act)].into_iter().flatten().collect();
        match self.count_tries(&counted, act.at).await {
            Ok(_) => {}
            Err(NotTried::TooMany(wait)) => return Err(AppointRefused::TooManyTries(wait.until)),
            Err(NotTried::Storage(error)) => return Err(error.into()),
        }
        let write = self.db.write().await?;
        if write.count(mandate::Entity::find().filter(mandate::Column::OwnerId.eq(owner)).filter(live(act.at))).await?
            >= MOST
        {
            return Err(AppointRefused::TooMany);
        }
        let agent =
            by_contact(&write, &self.key, &new.agent).await?.filter(|agent| agent.state == AccountState::Active);
        if agent.as_ref().is_some_and(|agent| agent.id == owner) {
            return Err(AppointRefused::Oneself);
        }
        let (id, service) = (fresh_id(act.at), new.scope.service());
        let row = mandate::ActiveModel {
            id: Set(id),
            owner_id: Set(owner),
            agent_id: Set(agent.as_ref().map(|agent| agent.id)),
            agent_shown: Set(new.agent.masked()),
            kind: Set(MandateKind::Delegate),
            region_code: Set(new.scope.region().map(|region| region.to_string())),
            service_id: Set(service.map(|(id, _)| id)),
            service: Set(service.map(|(_, name)| name.to_owned())),
            made_at: Set(act.at),
            ends_at: Set(new.ends_at.min(act.at + LONGEST_MANDATE)),
            accepted_at: Set(None),
            ended_at: Set(None),
        };
        write.insert(row).await?;
        let only = said(&write, &new.scope).await?;
        if let Some(agent) = &agent {
            self.tell_owner(&write, act, agent, &AccountSays::MandateOffered { only: only.clone() }).await?;
        }
        let account = known(&write, &self.key, owner).await?;
        let says = AccountSays::MandateGiven { agent: new.agent.masked(), only };
        self.tell_owner(&write, act, &account, &says).await?;
        let (region, service) = (new.scope.region(), service.map(|(id, _)| id));
        let after = json!({ "owner": owner, "region": region, "service": service, "until": new.ends_at });
        write.audit(act, entry("mandate.offered", id, Some(after))).await?;
        write.commit().await?;
        Ok(id)
    }

    /// The mandates of an account, the newest first: those that stand or wait, and what others could do until lately.
    pub async fn mandates(&self, account: Uuid, at: DateTime<Utc>) -> Result<Mandates> {
        let read = self.db.read().await?;
        let of =
            |column: mandate::Column, how: Condition| mandate::Entity::find().filter(column.eq(account)).filter(how);
        let accepted = mandate::Column::AcceptedAt.is_not_null();
        Ok(Mandates {
            given: listed(&read, &self.key, of(mandate::Column::OwnerId, live(at)), MOST_LISTED).await?,
            ended: listed(&read, &self.key, of(mandate::Column::OwnerId, ended(at)).filter(accepted), MOST_LISTED)
                .await?,
            held: listed(&read, &self.key, of(mandate::Column::AgentId, live(at)).filter(of_active()), MOST_LISTED)
                .await?,
        })
    }

    /// A mandate that somebody gave, also one that has ended.
    pub async fn given(&self, owner: Uuid, id: Uuid) -> Result<Option<Mandate>> {
        let read = self.db.read().await?;
        match read.find::<mandate::Entity>(id).await?.filter(|row| row.owner_id == owner) {
            Some(row) => told(&read, &self.key, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// The mandate by which somebody acts, while it stands, and the account that it is for.
    pub async fn acting(&self, agent: Uuid, id: Uuid, at: DateTime<Utc>) -> Result<Option<Mandate>> {
        let query = mandate::Entity::find()
            .filter(mandate::Column::Id.eq(id))
            .filter(mandate::Column::AgentId.eq(agent))
            .filter(mandate::Column::AcceptedAt.is_not_null())
            .filter(of_active())
            .filter(live(at));
        let read = self.db.read().await?;
        match read.one(query).await? {
            Some(row) => told(&read, &self.key, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Who acts for somebody in a region at this moment: for all that is asked there, or for one of its services.
    pub async fn acting_in(&self, owner: Uuid, region: RegionCode, at: DateTime<Utc>) -> Result<Vec<Mandate>> {
        let of_region = mandate::Column::RegionCode.eq(region.to_string());
        let here = Condition::any().add(mandate::Column::RegionCode.is_null()).add(of_region);
        let query = mandate::Entity::find()
            .filter(mandate::Column::OwnerId.eq(owner))
            .filter(mandate::Column::AcceptedAt.is_not_null())
            .filter(here)
            .filter(live(at));
        listed(&self.db.read().await?, &self.key, query, MOST).await
    }

    /// Accepts to act for another. Returns whether it still could be.
    pub async fn accept_mandate(&self, act: &Act, agent: Uuid, id: Uuid) -> Result<bool> {
        let change = mandate::Entity::update_many()
            .col_expr(mandate::Column::AcceptedAt, Expr::value(act.at))
            .filter(mandate::Column::AgentId.eq(agent))
            .filter(mandate::Column::AcceptedAt.is_null())
            .filter(of_active());
        let write = self.db.write().await?;
        if !turn_mandate(&write, act, id, change, "mandate.accepted").await? {
            return Ok(false);
        }
        let row = write.find::<mandate::Entity>(id).await?;
        let row = row.ok_or_else(|| StorageError::Corrupt(format!("mandate {id}")))?;
        let (owner, agent) = (known(&write, &self.key, row.owner_id).await?, known(&write, &self.key, agent).await?);
        let scope = MandateScope::of(&row).ok_or_else(|| StorageError::Corrupt(format!("mandate {id}")))?;
        let says = AccountSays::MandateAccepted { agent: agent.name.to_string(), only: said(&write, &scope).await? };
        self.tell_owner(&write, act, &owner, &says).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Ends a mandate, or declines one: either side does, at any moment. A child's ends when the child has its own account.
    pub async fn end_mandate(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let agent = Condition::all()
            .add(mandate::Column::AgentId.eq(account))
            .add(mandate::Column::Kind.eq(MandateKind::Delegate));
        let side = Condition::any().add(mandate::Column::OwnerId.eq(account)).add(agent);
        let change =
            mandate::Entity::update_many().col_expr(mandate::Column::EndedAt, Expr::value(act.at)).filter(side);
        let write = self.db.write().await?;
        let ended = turn_mandate(&write, act, id, change, "mandate.ended").await?;
        write.commit().await?;
        Ok(ended)
    }
}

async fn turn_mandate(
    write: &Write<Control>,
    act: &Act,
    id: Uuid,
    change: sea_orm::UpdateMany<mandate::Entity>,
    action: &'static str,
) -> Result<bool> {
    let turned = change.filter(mandate::Column::Id.eq(id)).filter(live(act.at));
    if write.update_many(turned).await? == 0 {
        return Ok(false);
    }
    write.audit(act, entry(action, id, None)).await?;
    Ok(true)
}

/// Ends what an account's owner appointed others to: since a moment, or all of it. A parent goes on acting for her child.
pub(crate) async fn end_given(
    write: &Write<Control>,
    owner: Uuid,
    since: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Result<()> {
    let mut given = mandate::Entity::update_many()
        .col_expr(mandate::Column::EndedAt, Expr::value(at))
        .filter(mandate::Column::OwnerId.eq(owner))
        .filter(mandate::Column::Kind.eq(MandateKind::Delegate))
        .filter(live(at));
    if let Some(since) = since {
        given = given.filter(mandate::Column::MadeAt.gte(since));
    }
    write.update_many(given).await.map(drop)
}

fn live(at: DateTime<Utc>) -> Condition {
    Condition::all().add(mandate::Column::EndedAt.is_null()).add(mandate::Column::EndsAt.gt(at))
}

/// Those that ended within the time for which their owner reads of them.
fn ended(at: DateTime<Utc>) -> Condition {
    let by_itself = Condition::all()
        .add(mandate::Column::EndedAt.is_null())
        .add(mandate::Column::EndsAt.lte(at))
        .add(mandate::Column::EndsAt.gt(at - REMEMBERED));
    Condition::any().add(mandate::Column::EndedAt.gt(at - REMEMBERED)).add(by_itself)
}

/// Those of owners whose account can be used: nobody acts in one that is closed.
fn of_active() -> Expr {
    mandate::Column::OwnerId.in_subquery(active_ids())
}

/// The newest of them first.
pub(crate) async fn listed(
    read: &Read<Control>,
    key: &Key,
    query: sea_orm::Select<mandate::Entity>,
    limit: u64,
) -> Result<Vec<Mandate>> {
    let mut all = Vec::new();
    for row in read.all(query.order_by_desc(mandate::Column::Id), limit).await? {
        all.push(told(read, key, row).await?);
    }
    Ok(all)
}

async fn told(read: &Read<Control>, key: &Key, row: mandate::Model) -> Result<Mandate> {
    let corrupt = || StorageError::Corrupt(format!("mandate {}", row.id));
    let owner = by_id(read, key, row.owner_id).await?.ok_or_else(corrupt)?;
    let accepted = row.agent_id.filter(|_| row.accepted_at.is_some());
    let agent = match accepted {
        Some(agent) => Some(by_id(read, key, agent).await?.ok_or_else(corrupt)?),
        None => None,
    };
    let scope = MandateScope::of(&row).ok_or_else(corrupt)?;
    Ok(Mandate {
        id: row.id,
        owner: (row.owner_id, owner.name.to_string()),
        agent: agent.map_or(row.agent_shown, |agent| agent.name.to_string()),
        kind: row.kind,
        scope,
        made_at: row.made_at,
        ends_at: row.ends_at,
        accepted_at: row.accepted_at,
        ended_at: row.ended_at,
        actor: accepted.map(|agent| balai_kernel::Actor::For { by: agent, owner: row.owner_id }.to_string()),
    })
}

/// What letters say that it is for, where that is not everything.
async fn said(read: &Read<Control>, scope: &MandateScope) -> Result<Option<String>> {
    let Some(code) = scope.region() else { return Ok(None) };
    let region = regions::by_code(read, code).await?.map_or_else(|| code.to_string(), |region| region.name);
    Ok(Some(scope.service().map_or_else(|| region.clone(), |(_, name)| format!("{name}, {region}"))))
}

fn entry(action: &'static str, id: Uuid, after: Option<serde_json::Value>) -> Audit {
    Audit { action, kind: "mandate", id: id.to_string(), before: None, after }
}
