//! Asking for a region to be made.

use balai_kernel::{Act, Email, PersonName, RegionCode};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::{RunState, StepOutcome};
use crate::{
    entity::{provisioning, provisioning_step},
    tenants,
};

/// What the region gets besides an empty hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starter {
    /// The whole starter catalogue, as drafts to check.
    Catalogue,
    /// Nothing.
    Empty,
    /// The generated sample catalogue of the demo, published.
    Sample,
    /// The starter catalogue, published and marked as sample data, as the demo's small regions.
    Published,
}

/// An approved wish for a hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The region.
    pub code: RegionCode,
    /// Who will own the hall here.
    pub owner_name: PersonName,
    /// Where the invitation goes.
    pub owner_email: Email,
    /// What it begins with.
    pub starter: Starter,
}

/// Writes the wish, so that a worker takes it up. Called in the transaction that approves; a region
/// that has one already is a conflict.
pub async fn ask(write: &Write<Control>, act: &Act, request: &Request) -> Result<()> {
    tenants::begin(write, act, request.code).await?;
    let json = serde_json::to_value(request).map_err(|e| StorageError::Corrupt(e.to_string()))?;
    let row = provisioning::ActiveModel {
        code: Set(request.code.to_string()),
        request: Set(json),
        state: Set(RunState::Waiting),
        created_at: Set(act.at),
        lease_until: Set(None),
        finished_at: Set(None),
    };
    write.insert(row).await?;
    let entry =
        Audit { action: "provisioning.asked", kind: "tenant", id: request.code.to_string(), ..Audit::default() };
    write.audit(act, entry).await
}

/// The wish that a region's hall was made from.
pub async fn asked(read: &Read<Control>, code: RegionCode) -> Result<Option<Request>> {
    let row = read.find::<provisioning::Entity>(code.to_string()).await?;
    let request = row.map(|row| serde_json::from_value(row.request).map_err(|e| StorageError::Corrupt(e.to_string())));
    request.transpose()
}

/// Puts a failed run back into the line, from the step that failed. `false` where none had failed.
pub async fn try_again(write: &Write<Control>, act: &Act, code: RegionCode) -> Result<bool> {
    let back = provisioning::Entity::update_many()
        .col_expr(provisioning::Column::State, Expr::value("waiting"))
        .filter(provisioning::Column::Code.eq(code.to_string()))
        .filter(provisioning::Column::State.eq(RunState::Failed));
    if write.update_many(back).await? == 0 {
        return Ok(false);
    }
    let failed = provisioning_step::Entity::delete_many()
        .filter(provisioning_step::Column::Code.eq(code.to_string()))
        .filter(provisioning_step::Column::State.eq(StepOutcome::Failed));
    write.delete_many(failed).await?;
    let entry = Audit { action: "provisioning.tried_again", kind: "tenant", id: code.to_string(), ..Audit::default() };
    write.audit(act, entry).await?;
    Ok(true)
}

/// The regions whose making is not finished, oldest wish first.
pub async fn all_waiting(read: &Read<Control>) -> Result<Vec<RegionCode>> {
    let query = provisioning::Entity::find()
        .filter(provisioning::Column::State.ne(RunState::Done))
        .order_by_asc(provisioning::Column::CreatedAt);
    read.all(query, 2_000).await?.iter().map(code_of).collect()
}

/// Removes how a region came to be, because it is erased.
pub(crate) async fn forget(write: &Write<Control>, code: RegionCode) -> Result<()> {
    let of_region = provisioning_step::Column::Code.eq(code.to_string());
    write.delete_many(provisioning_step::Entity::delete_many().filter(of_region)).await?;
    let of_region = provisioning::Column::Code.eq(code.to_string());
    write.delete_many(provisioning::Entity::delete_many().filter(of_region)).await.map(drop)
}

pub(super) fn code_of(row: &provisioning::Model) -> Result<RegionCode> {
    row.code.parse().map_err(|_| StorageError::Corrupt(format!("provisioning {}", row.code)))
}
