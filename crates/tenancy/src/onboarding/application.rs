use balai_kernel::{Act, Actor, Reference, RegionCode};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QuerySelect as _};
use serde_json::json;
use uuid::Uuid;

use super::rows::application::{ActiveModel, Column, Entity, Model};
use super::{Official, Stage, StarterChoice, sealing};

/// A region's sign-up as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: Uuid,
    /// The number that the applicant keeps.
    pub reference: Reference,
    /// Which region.
    pub region: RegionCode,
    /// Who answers for it.
    pub official: Official,
    /// The letter of the head of region.
    pub document: Uuid,
    /// Version of the processor agreement that was accepted.
    pub agreement: String,
    /// With what the hall begins.
    pub starter: StarterChoice,
    /// Where it stands.
    pub stage: Stage,
    /// How often it was changed.
    pub version: i32,
    /// When it was first submitted.
    pub submitted_at: DateTime<Utc>,
    /// Since when it waits for the ministry; later after a correction.
    pub applied_at: Option<DateTime<Utc>>,
}

impl Application {
    /// The application of a row; `key` is the control plane's data key.
    pub(super) fn open(key: &Key, row: Model) -> Result<Self> {
        let corrupt = |what: &str| StorageError::Corrupt(format!("application {}: {what}", row.id));
        Ok(Self {
            id: row.id,
            reference: Reference::parse(&row.reference).map_err(|_| corrupt("reference"))?,
            region: row.region.parse().map_err(|_| corrupt("region"))?,
            official: sealing::open(key, row.id, &row.official)?,
            document: row.document_id,
            agreement: row.agreement,
            starter: row.starter,
            stage: row.stage_data,
            version: row.version,
            submitted_at: row.submitted_at,
            applied_at: row.applied_at,
        })
    }
}

/// The row, locked until the transaction ends.
pub(super) async fn locked(write: &Write<Control>, id: Uuid) -> Result<Option<Model>> {
    write.one(Entity::find().filter(Column::Id.eq(id)).lock_exclusive()).await
}

/// The sign-up that keeps others of this region out, if there is one.
pub(super) async fn holding(read: &Read<Control>, region: RegionCode) -> Result<Option<Model>> {
    read.one(Entity::find().filter(Column::OpenFor.eq(region.to_string()))).await
}

/// The same, locked until the transaction ends: for who is about to take its place.
pub(super) async fn holding_locked(write: &Write<Control>, region: RegionCode) -> Result<Option<Model>> {
    write.one(Entity::find().filter(Column::OpenFor.eq(region.to_string())).lock_exclusive()).await
}

/// Saves a new state with its trace in the audit trail.
pub(super) async fn advance(
    write: &Write<Control>,
    key: &Key,
    act: &Act,
    row: Model,
    stage: Stage,
    action: &'static str,
) -> Result<Application> {
    let mut change = row.clone().into_active_model();
    set_stage(&mut change, &row.region, &stage);
    change.version = Set(row.version + 1);
    change.updated_at = Set(act.at);
    record(write, act, action, &row.id.to_string(), Some(&row.stage_data), &stage).await?;
    Application::open(key, write.update(change).await?)
}

/// What of the state stands in columns of its own.
pub(super) fn set_stage(change: &mut ActiveModel, region: &str, stage: &Stage) {
    change.open_for = Set(stage.holds_region().then(|| region.to_owned()));
    change.stage = Set(stage.kind());
    change.stage_data = Set(stage.clone());
    match stage {
        Stage::Applied { at } => {
            if change.applied_at.try_as_ref().is_none_or(Option::is_none) {
                change.first_applied_at = Set(Some(*at));
            }
            change.applied_at = Set(Some(*at));
        }
        Stage::Verified { at, .. } => change.verified_at = Set(Some(*at)),
        Stage::Approved { at, .. } => change.approved_at = Set(Some(*at)),
        _ => {}
    }
}

/// The names of the states only: reasons and people stay in the row.
pub(super) async fn record(
    write: &Write<Control>,
    act: &Act,
    action: &'static str,
    id: &str,
    before: Option<&Stage>,
    after: &Stage,
) -> Result<()> {
    let named = |stage: &Stage| json!({ "stage": stage.kind().key() });
    let entry =
        Audit { action, kind: "application", id: id.to_owned(), before: before.map(named), after: Some(named(after)) };
    write.audit(act, entry).await
}

/// The same deed, done by the applicant of this number.
pub(super) fn by_applicant(act: &Act, reference: &Reference) -> Act {
    Act { by: Actor::Applicant(reference.as_str().to_owned()), ..act.clone() }
}
