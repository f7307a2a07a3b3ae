//! How far a region's making has come, for the page that watches it.

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{RunState, StepName, StepOutcome};
use crate::entity::{provisioning, provisioning_step};

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Of the whole.
    pub state: RunState,
    /// Of each step, in order.
    pub steps: Vec<(StepName, StepState)>,
}

/// Where a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// It holds since then.
    Done(DateTime<Utc>),
    /// It failed for this reason.
    Failed(String),
    /// It is the next one.
    Next,
    /// It comes later.
    ToCome,
}

/// The run of a region, or `None` where none was asked for.
pub async fn of(read: &Read<Control>, code: RegionCode) -> Result<Option<Progress>> {
    let Some(run) = read.find::<provisioning::Entity>(code.to_string()).await? else {
        return Ok(None);
    };
    let query = provisioning_step::Entity::find().filter(provisioning_step::Column::Code.eq(code.to_string()));
    let rows = read.all(query, 100).await?;
    let mut next_found = false;
    let steps = StepName::ALL.map(|name| {
        let row = rows.iter().find(|row| row.step == name.word());
        let state = match row {
            Some(row) if row.state == StepOutcome::Done => StepState::Done(row.at),
            Some(row) => {
                next_found = true;
                StepState::Failed(row.reason.clone().unwrap_or_default())
            }
            None if next_found => StepState::ToCome,
            None => {
                next_found = true;
                StepState::Next
            }
        };
        (name, state)
    });
    Ok(Some(Progress { state: run.state, steps: steps.to_vec() }))
}
