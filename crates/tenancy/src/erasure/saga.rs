//! The saga: runs the steps that are not recorded yet, records each, and at the end closes the record.

use balai_kernel::{Act, Clock, RegionCode};
use balai_storage::{Audit, Control, ControlDb, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{EraseStep, EraseStepName};
use crate::entity::erasure::{Column, Entity, Model};

/// Sees the moments around each step's record; tests kill the process there.
pub trait EraseWatch: Send + Sync {
    /// The step's work is done, its record not yet committed.
    fn before_commit(&self, _step: EraseStepName) {}
    /// The step's record is committed.
    fn after_commit(&self, _step: EraseStepName) {}
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EraseEnded {
    /// Nothing is left but the record.
    Gone,
    /// This step failed, for this reason; the next run resumes there.
    Failed(EraseStepName, String),
    /// Another worker holds it, or nothing was to do.
    NotOurs,
}

/// The machine that erases regions.
pub struct Erasures {
    control: ControlDb,
    steps: Vec<Box<dyn EraseStep>>,
    lease: TimeDelta,
}

impl Erasures {
    /// A machine of these steps, which must be [`EraseStepName::ALL`] in order.
    pub fn new(control: ControlDb, steps: Vec<Box<dyn EraseStep>>, lease: TimeDelta) -> Self {
        let given: Vec<_> = steps.iter().map(|step| step.name()).collect();
        assert_eq!(given, EraseStepName::ALL, "all steps in order");
        Self { control, steps, lease }
    }

    /// The oldest erasure that nobody works on.
    pub async fn next(&self, now: DateTime<Utc>) -> Result<Option<RegionCode>> {
        let query = Entity::find().filter(free(now)).order_by_asc(Column::BeganAt);
        let row = self.control.read().await?.one(query).await?;
        row.map(|row| row.code.parse().map_err(|_| StorageError::Corrupt(format!("erasure {}", row.code)))).transpose()
    }

    /// Erases a region whose erasure was begun, from the first step that is not recorded.
    pub async fn run(&self, code: RegionCode, clock: &dyn Clock, watch: &dyn EraseWatch) -> Result<EraseEnded> {
        if !self.claim(code, clock.now()).await? {
            return Ok(EraseEnded::NotOurs);
        }
        let done = self.open(code).await?.ok_or_else(|| lost(code))?.steps;
        for step in &self.steps {
            let name = step.name();
            if done.0.contains_key(name.word()) {
                continue;
            }
            let act = Act::system("erasure", clock.now());
            match step.run(code, &act).await {
                Ok(count) => {
                    watch.before_commit(name);
                    self.record(code, name, count, clock.now()).await?;
                    watch.after_commit(name);
                }
                // the lease stays, so that a worker does not try again at every look
                Err(error) => return Ok(EraseEnded::Failed(name, error.to_string())),
            }
        }
        self.end(code, clock.now()).await?;
        Ok(EraseEnded::Gone)
    }

    async fn claim(&self, code: RegionCode, now: DateTime<Utc>) -> Result<bool> {
        let write = self.control.write().await?;
        let claim = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(now + self.lease))
            .filter(Column::OpenFor.eq(code.to_string()))
            .filter(free(now));
        let claimed = write.update_many(claim).await? == 1;
        write.commit().await?;
        Ok(claimed)
    }

    async fn open(&self, code: RegionCode) -> Result<Option<Model>> {
        self.control.read().await?.one(Entity::find().filter(Column::OpenFor.eq(code.to_string()))).await
    }

    async fn record(&self, code: RegionCode, step: EraseStepName, count: u64, now: DateTime<Utc>) -> Result<()> {
        let write = self.control.write().await?;
        let mut row = locked(&write, code).await?;
        row.steps.0.insert(step.word().to_owned(), count);
        let steps = row.steps.clone();
        let mut change = row.into_active_model();
        change.steps = Set(steps);
        change.lease_until = Set(Some(now + self.lease));
        write.update(change).await?;
        write.commit().await
    }

    async fn end(&self, code: RegionCode, now: DateTime<Utc>) -> Result<()> {
        let write = self.control.write().await?;
        let mut change = locked(&write, code).await?.into_active_model();
        change.open_for = Set(None);
        change.lease_until = Set(None);
        change.finished_at = Set(Some(now));
        write.update(change).await?;
        let entry = Audit { action: "tenant.erased", kind: "tenant", id: code.to_string(), ..Audit::default() };
        write.audit(&Act::system("erasure", now), entry).await?;
        write.commit().await
    }
}

async fn locked(write: &Write<Control>, code: RegionCode) -> Result<Model> {
    let query = Entity::find().filter(Column::OpenFor.eq(code.to_string())).lock_exclusive();
    write.one(query).await?.ok_or_else(|| lost(code))
}

fn free(now: DateTime<Utc>) -> Condition {
    let unheld = Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lt(now));
    Condition::all().add(Column::OpenFor.is_not_null()).add(unheld)
}

fn lost(code: RegionCode) -> StorageError {
    StorageError::Corrupt(format!("erasure {code} is gone"))
}
