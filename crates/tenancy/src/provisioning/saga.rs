//! The saga: takes a wish, runs the steps that are not recorded yet, records each.

use balai_kernel::{Act, Clock, RegionCode, fresh_id};
use balai_storage::{Control, ControlDb, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{ProvisionStep, Request, RunState, StepName, StepOutcome, request::code_of};
use crate::{
    entity::{provisioning, provisioning_step},
    tenants,
};

/// Sees the moments around each step's record; tests kill the process there.
pub trait Watch: Send + Sync {
    /// The step's work is done, its record not yet committed.
    fn before_commit(&self, _step: StepName) {}
    /// The step's record is committed.
    fn after_commit(&self, _step: StepName) {}
}

/// Nobody watches.
pub struct Unwatched;
impl Watch for Unwatched {}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The hall is open.
    Open,
    /// This step failed, for this reason; "try again" resumes there.
    Failed(StepName, String),
    /// Another worker holds it, or nothing was to do.
    NotOurs,
}

/// The machine that makes regions.
pub struct Saga {
    control: ControlDb,
    steps: Vec<Box<dyn ProvisionStep>>,
    lease: TimeDelta,
}

impl Saga {
    /// A saga of these steps. They must be [`StepName::ALL`] but the last, in order; the last is
    /// the saga's own. `lease` is how long a step may take before another worker takes over.
    pub fn new(control: ControlDb, steps: Vec<Box<dyn ProvisionStep>>, lease: TimeDelta) -> Self {
        let given: Vec<_> = steps.iter().map(|step| step.name()).collect();
        assert_eq!(given, StepName::ALL[..StepName::ALL.len() - 1], "all steps in order");
        Self { control, steps, lease }
    }

    /// The oldest region that waits for a worker, or whose worker let its lease run out.
    pub async fn next(&self, now: DateTime<Utc>) -> Result<Option<RegionCode>> {
        let query = provisioning::Entity::find().filter(free(now)).order_by_asc(provisioning::Column::CreatedAt);
        let row = self.control.read().await?.one(query).await?;
        row.as_ref().map(code_of).transpose()
    }

    /// Makes a region, from the first step that is not recorded.
    pub async fn run(&self, code: RegionCode, clock: &dyn Clock, watch: &dyn Watch) -> Result<Ended> {
        if !self.claim(code, clock.now()).await? {
            return Ok(Ended::NotOurs);
        }
        let (request, done) = self.load(code).await?;
        for step in &self.steps {
            let name = step.name();
            if done.contains(&name) {
                continue;
            }
            let act = Act::system("provisioning", clock.now());
            match self.under_lease(code, clock, step.run(&request, &act)).await {
                Ok(()) => {
                    watch.before_commit(name);
                    self.record(code, name, &Act { at: clock.now(), ..act }).await?;
                    watch.after_commit(name);
                }
                Err(error) => {
                    self.fail(code, name, &error.to_string(), clock.now()).await?;
                    return Ok(Ended::Failed(name, error.to_string()));
                }
            }
        }
        watch.before_commit(StepName::Open);
        self.open(code, clock.now()).await?;
        watch.after_commit(StepName::Open);
        Ok(Ended::Open)
    }

    async fn claim(&self, code: RegionCode, now: DateTime<Utc>) -> Result<bool> {
        let write = self.control.write().await?;
        let claim = provisioning::Entity::update_many()
            .col_expr(provisioning::Column::State, Expr::value("running"))
            .col_expr(provisioning::Column::LeaseUntil, Expr::value(now + self.lease))
            .filter(provisioning::Column::Code.eq(code.to_string()))
            .filter(free(now));
        let claimed = write.update_many(claim).await? == 1;
        write.commit().await?;
        Ok(claimed)
    }

    /// Does a piece of work while the lease is renewed beside it, so that only a worker that is gone loses its region.
    async fn under_lease<T>(&self, code: RegionCode, clock: &dyn Clock, work: impl Future<Output = T>) -> T {
        let beat = self.lease.to_std().unwrap_or_default() / 3;
        let renewing = async {
            loop {
                tokio::time::sleep(beat).await;
                if let Err(error) = self.renew(code, clock.now()).await {
                    tracing::warn!(tenant.code = %code, error = &error as &dyn std::error::Error, "the lease was not renewed");
                }
            }
        };
        tokio::select! {
            done = work => done,
            never = renewing => never,
        }
    }

    async fn renew(&self, code: RegionCode, now: DateTime<Utc>) -> Result<()> {
        let write = self.control.write().await?;
        extend(&write, code, now + self.lease).await?;
        write.commit().await
    }

    async fn load(&self, code: RegionCode) -> Result<(Request, Vec<StepName>)> {
        let read = self.control.read().await?;
        let lost = || StorageError::Corrupt(format!("provisioning {code} is gone"));
        let row = read.find::<provisioning::Entity>(code.to_string()).await?.ok_or_else(lost)?;
        let request = serde_json::from_value(row.request)
            .map_err(|e| StorageError::Corrupt(format!("provisioning {code}: {e}")))?;
        let query = provisioning_step::Entity::find()
            .filter(provisioning_step::Column::Code.eq(code.to_string()))
            .filter(provisioning_step::Column::State.eq(StepOutcome::Done));
        let rows = read.all(query, 100).await?;
        let done = StepName::ALL.into_iter().filter(|name| rows.iter().any(|row| row.step == name.word())).collect();
        Ok((request, done))
    }

    async fn record(&self, code: RegionCode, step: StepName, act: &Act) -> Result<()> {
        let write = self.control.write().await?;
        put_step(&write, code, step, StepOutcome::Done, None, act.at).await?;
        extend(&write, code, act.at + self.lease).await?;
        write.commit().await
    }

    async fn fail(&self, code: RegionCode, step: StepName, reason: &str, now: DateTime<Utc>) -> Result<()> {
        let write = self.control.write().await?;
        put_step(&write, code, step, StepOutcome::Failed, Some(reason.to_owned()), now).await?;
        set_state(&write, code, RunState::Failed, now).await?;
        write.commit().await
    }

    async fn open(&self, code: RegionCode, now: DateTime<Utc>) -> Result<()> {
        let write = self.control.write().await?;
        put_step(&write, code, StepName::Open, StepOutcome::Done, None, now).await?;
        set_state(&write, code, RunState::Done, now).await?;
        tenants::activate(&write, &Act::system("provisioning", now), code).await?;
        write.commit().await
    }
}

fn free(now: DateTime<Utc>) -> Condition {
    let abandoned = Condition::all()
        .add(provisioning::Column::State.eq(RunState::Running))
        .add(provisioning::Column::LeaseUntil.lt(now));
    Condition::any().add(provisioning::Column::State.eq(RunState::Waiting)).add(abandoned)
}

async fn put_step(
    write: &Write<Control>,
    code: RegionCode,
    step: StepName,
    state: StepOutcome,
    reason: Option<String>,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = provisioning_step::ActiveModel {
        id: Set(fresh_id(at)),
        code: Set(code.to_string()),
        step: Set(step.word().to_owned()),
        state: Set(state),
        reason: Set(reason),
        at: Set(at),
    };
    write.insert(row).await.map(drop)
}

async fn extend(write: &Write<Control>, code: RegionCode, until: DateTime<Utc>) -> Result<()> {
    let longer = provisioning::Entity::update_many()
        .col_expr(provisioning::Column::LeaseUntil, Expr::value(until))
        .filter(provisioning::Column::Code.eq(code.to_string()))
        .filter(provisioning::Column::State.eq(RunState::Running));
    write.update_many(longer).await.map(drop)
}

async fn set_state(write: &Write<Control>, code: RegionCode, state: RunState, now: DateTime<Utc>) -> Result<()> {
    let change = provisioning::Entity::update_many()
        .col_expr(provisioning::Column::State, Expr::value(state))
        .col_expr(provisioning::Column::FinishedAt, Expr::value(now))
        .filter(provisioning::Column::Code.eq(code.to_string()));
    write.update_many(change).await.map(drop)
}
