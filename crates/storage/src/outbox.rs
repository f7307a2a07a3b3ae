//! The transactional outbox: an event is a row written with the change that it tells of.
//!
//! Delivery is at least once. Rows are marked one by one (never `id > last`: commits come out of
//! order); receivers ignore repeats by the event's id.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{Plane, Read, Result, StorageError, Write, single::Single};

/// A fact that others act on later: a letter to write, a roll-up to change.
pub trait Event: Serialize {
    /// What kind of fact, such as `onboarding.applied`.
    const TOPIC: &'static str;

    /// What makes this one fact distinct within its topic: the same fact has the same key.
    fn key(&self) -> String;
}

/// An event that waits, or waited, for its receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The event's id; receivers keep it to ignore repeats.
    pub id: Uuid,
    /// Its kind.
    pub topic: String,
    /// Its key within the kind.
    pub key: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// How often delivering it failed.
    pub attempts: i32,
    payload: serde_json::Value,
}

impl Pending {
    /// Reads the event back.
    pub fn read<V: DeserializeOwned>(&self) -> Result<V> {
        serde_json::from_value(self.payload.clone())
            .map_err(|e| StorageError::Corrupt(format!("outbox event {}: {e}", self.id)))
    }
}

mod row {
    use super::{DateTime, Utc, Uuid};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub topic: String,
        pub key: String,
        pub payload: Json,
        pub created_at: DateTime<Utc>,
        pub due_at: DateTime<Utc>,
        pub done_at: Option<DateTime<Utc>>,
        pub attempts: i32,
        pub last_error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn put<V: Event>(tx: &Single, at: DateTime<Utc>, event: &V) -> Result<()> {
    let payload = serde_json::to_value(event).map_err(|e| StorageError::Corrupt(format!("event {}: {e}", V::TOPIC)))?;
    let row = row::ActiveModel {
        id: Set(balai_kernel::fresh_id(at)),
        topic: Set(V::TOPIC.to_owned()),
        key: Set(event.key()),
        payload: Set(payload),
        created_at: Set(at),
        due_at: Set(at),
        done_at: Set(None),
        attempts: Set(0),
        last_error: Set(None),
    };
    row::Entity::insert(row)
        .on_conflict(OnConflict::columns([row::Column::Topic, row::Column::Key]).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

impl<P: Plane> Read<P> {
    /// How many events of these topics wait.
    pub async fn waiting_events(&self, topics: &[&str]) -> Result<u64> {
        use sea_orm::PaginatorTrait;
        Ok(waiting(topics).count(&self.tx).await?)
    }
}

impl<P: Plane> Write<P> {
    /// Takes at most `limit` waiting events of these topics, oldest first. They stay locked until
    /// this transaction ends, so two relays never hold the same one.
    pub async fn take_events(&self, topics: &[&str], now: DateTime<Utc>, limit: u64) -> Result<Vec<Pending>> {
        let rows = waiting(topics)
            .filter(row::Column::DueAt.lte(now))
            .order_by_asc(row::Column::CreatedAt)
            .order_by_asc(row::Column::Id)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(&self.tx)
            .await?;
        Ok(rows.into_iter().map(pending).collect())
    }

    /// Marks an event as delivered.
    pub async fn event_done(&self, id: Uuid, now: DateTime<Utc>) -> Result<()> {
        row::Entity::update_many()
            .col_expr(row::Column::DoneAt, Expr::value(now))
            .filter(row::Column::Id.eq(id))
            .exec(&self.tx)
            .await?;
        Ok(())
    }

    /// Puts an event off after a failure, with the reason for the operator.
    pub async fn event_failed(&self, id: Uuid, now: DateTime<Utc>, wait: TimeDelta, reason: &str) -> Result<()> {
        row::Entity::update_many()
            .col_expr(row::Column::DueAt, Expr::value(now + wait))
            .col_expr(row::Column::Attempts, Expr::col(row::Column::Attempts).add(1))
            .col_expr(row::Column::LastError, Expr::value(reason))
            .filter(row::Column::Id.eq(id))
            .exec(&self.tx)
            .await?;
        Ok(())
    }
}

impl<P: Plane> Write<P> {
    /// Removes the events of a topic that are about somebody, delivered or not; returns how many.
    pub async fn forget_events(&self, topic: &str, about: impl Fn(&Pending) -> bool + Send) -> Result<u64> {
        let (mut gone, mut after) = (0, Uuid::nil());
        loop {
            let query = row::Entity::find().filter(row::Column::Topic.eq(topic)).filter(row::Column::Id.gt(after));
            let rows = query.order_by_asc(row::Column::Id).limit(500).all(&self.tx).await?;
            let Some(last) = rows.last() else { return Ok(gone) };
            after = last.id;
            let ids: Vec<Uuid> =
                rows.into_iter().map(pending).filter(|event| about(event)).map(|event| event.id).collect();
            let removal = row::Entity::delete_many().filter(row::Column::Id.is_in(ids));
            gone += removal.exec(&self.tx).await?.rows_affected;
        }
    }
}

impl<P: Plane> Write<P> {
    /// Removes events of these topics that were delivered before a moment; returns how many. What waits stays.
    pub async fn sweep_events(&self, topics: &[&str], before: DateTime<Utc>) -> Result<u64> {
        let removal = row::Entity::delete_many()
            .filter(row::Column::DoneAt.lt(before))
            .filter(row::Column::Topic.is_in(topics.iter().copied()));
        Ok(removal.exec(&self.tx).await?.rows_affected)
    }
}

fn waiting(topics: &[&str]) -> sea_orm::Select<row::Entity> {
    row::Entity::find().filter(row::Column::DoneAt.is_null()).filter(row::Column::Topic.is_in(topics.iter().copied()))
}

fn pending(row: row::Model) -> Pending {
    Pending {
        id: row.id,
        topic: row.topic,
        key: row.key,
        at: row.created_at,
        attempts: row.attempts,
        payload: row.payload,
    }
}
