//! Taking a turn: the row, the trace, the people who are told, in one transaction.

use balai_kernel::{Act, RegionCode};
use balai_storage::{Audit, Control, StorageError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde_json::json;

use super::{Grounds, HallTurned, Life, LifeRefused, Recipient, Turn, remember};
use crate::entity::tenant;
use crate::erasure;
use crate::onboarding::Ties;

/// What is to be done with a hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Close it for a time.
    Suspend,
    /// Open it again.
    Resume,
    /// Ask to put it away.
    AskArchive,
    /// Take that wish back, or refuse it.
    WithdrawArchive,
    /// Put it away.
    Archive,
}

/// Why a turn is not taken.
#[derive(Debug, thiserror::Error)]
pub enum TurnRefused {
    /// The region has no hall here.
    #[error("Daerah ini tidak punya balai di sini.")]
    Unknown,
    /// Where the hall stands, or who asks, does not allow it.
    #[error(transparent)]
    Life(#[from] LifeRefused),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Takes a turn and says where the hall stands then. The caller opens or hides the region in the national search in the
/// same transaction, commits, and lets the directories forget before it answers.
pub async fn turn(
    write: &Write<Control>,
    act: &Act,
    code: RegionCode,
    deed: Deed,
    grounds: &Grounds,
    ties: &Ties,
    told: &[Recipient],
) -> Result<Life, TurnRefused> {
    let query = tenant::Entity::find().filter(tenant::Column::Code.eq(code.to_string())).lock_exclusive();
    let row = write.one(query).await?.ok_or(TurnRefused::Unknown)?;
    if erasure::is_open(write, code).await? {
        return Err(LifeRefused::BeingErased.into());
    }
    let before = row.life();
    let (after, turn) = match deed {
        Deed::Suspend => before.suspend(act, grounds.clone()),
        Deed::Resume => before.resume(),
        Deed::AskArchive => before.ask_archive(act, grounds.clone()),
        Deed::WithdrawArchive => before.withdraw_archive(),
        Deed::Archive => before.archive(act, grounds.clone()),
    }?;
    if ties.0.contains(&code) {
        return Err(LifeRefused::OwnRegion.into());
    }
    let mut change = row.into_active_model();
    change.state = Set(after.state());
    change.life = Set(Some(after.clone()));
    write.update(change).await?;
    let id = remember(write, act, code, turn, grounds.as_str()).await?;
    write.audit(act, trace(code, turn, &before, &after)).await?;
    for person in told {
        let (email, name) = (person.email.clone(), person.name.clone());
        write.emit(act.at, &HallTurned { id, region: code, email, name, turn, grounds: grounds.clone() }).await?;
    }
    Ok(after)
}

/// The names of the states only: the words of people stay in the row.
fn trace(code: RegionCode, turn: Turn, before: &Life, after: &Life) -> Audit {
    let named = |life: &Life| Some(json!({ "state": life.state().word() }));
    Audit { action: turn.action(), kind: "tenant", id: code.to_string(), before: named(before), after: named(after) }
}
