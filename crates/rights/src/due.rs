//! A deadline is near: whoever answers for the place gets a letter. And what goes with a region that is erased, or with a person.

use balai_kernel::{Act, Email, PersonName, RegionCode};
use balai_rbac::{Domain, Role};
use balai_storage::{Event, Result};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::asking::entry;
use crate::request::WARNED_BEFORE;
use crate::rows::{letter, request};
use crate::{Rights, State};

/// Requests that one round warns of.
const ROUND: u64 = 50;

/// A request is to be answered within a day; one fact for one person who answers for the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestDue {
    /// The request.
    pub request: Uuid,
    /// Its number.
    pub number: String,
    /// What is asked, in Indonesian.
    pub right: String,
    /// The region; without one the ministry.
    pub region: Option<RegionCode>,
    /// Answered by then.
    pub due_at: DateTime<Utc>,
    /// To whom.
    pub email: Email,
    /// Their name.
    pub name: PersonName,
}

impl Event for RequestDue {
    const TOPIC: &'static str = "rights.request_due";

    fn key(&self) -> String {
        format!("{}:{}", self.request, self.email.as_str())
    }
}

impl Rights {
    /// Writes to those who answer for a place whose request is to be answered within a day, once. One that fails keeps no
    /// other waiting. Returns of how many.
    pub async fn warn(&self, act: &Act) -> Result<usize> {
        let near = request::Entity::find()
            .filter(request::Column::State.eq(State::Open))
            .filter(request::Column::WarnedAt.is_null())
            .filter(request::Column::DueAt.lte(act.at + WARNED_BEFORE))
            .order_by_asc(request::Column::Id);
        let rows = self.db.read().await?.all(near, ROUND).await?;
        let mut told = 0;
        for row in rows {
            let id = row.id;
            match self.warn_of(act, row).await {
                Ok(now) => told += usize::from(now),
                Err(error) => tracing::error!(%error, request = %id, "nobody was warned of a deadline"),
            }
        }
        Ok(told)
    }

    async fn warn_of(&self, act: &Act, row: request::Model) -> Result<bool> {
        let place: Domain =
            row.place.parse().map_err(|_| balai_storage::StorageError::Corrupt(format!("request {}", row.id)))?;
        let answers = |role: Role| Role::answering_for(place.level()) == Some(role);
        let staff = self.identity.staff(&place).await?;
        let write = self.db.write().await?;
        let change = request::Entity::update_many()
            .set(request::ActiveModel { warned_at: Set(Some(act.at)), ..Default::default() })
            .filter(request::Column::Id.eq(row.id))
            .filter(request::Column::WarnedAt.is_null());
        if write.update_many(change).await? == 0 {
            return Ok(false);
        }
        let owners = staff.into_iter().filter(|member| member.grants.iter().any(|grant| answers(grant.role)));
        for owner in owners {
            let event = RequestDue {
                request: row.id,
                number: row.number.clone(),
                right: row.right.title().to_owned(),
                region: place.region(),
                due_at: row.due_at,
                email: owner.email,
                name: owner.name,
            };
            write.emit(act.at, &event).await?;
        }
        write.audit(act, entry("rights.warned", row.id, Some(json!({ "domain": row.place })))).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Forgets what somebody asked who leaves for good, and what she was told of failures. That she asked, and when it was
    /// answered, stays where it was answered: what she wrote of it is sealed with the key of her account, which is destroyed.
    pub async fn leave(&self, account: Uuid) -> Result<()> {
        let write = self.db.write().await?;
        let open = request::Entity::delete_many()
            .filter(request::Column::AccountId.eq(account))
            .filter(request::Column::State.eq(State::Open));
        write.delete_many(open).await?;
        write.delete_many(letter::Entity::delete_many().filter(letter::Column::AccountId.eq(account))).await?;
        write.commit().await
    }

    /// Forgets what was asked of a region that is erased. Returns how many requests went.
    pub async fn forget_region(&self, region: RegionCode) -> Result<u64> {
        let write = self.db.write().await?;
        let of_region = request::Column::Place.eq(region.to_string());
        let gone = write.delete_many(request::Entity::delete_many().filter(of_region)).await?;
        let about = |event: &balai_storage::outbox::Pending| {
            event.read::<RequestDue>().is_ok_and(|due| due.region == Some(region))
        };
        let events = write.forget_events(RequestDue::TOPIC, about).await?;
        write.commit().await?;
        Ok(gone + events)
    }
}
