//! Running the streams: one transaction and one lock per space, one canary first, then a few side
//! by side, on past a failure, and a list of outcomes at the end.

use std::time::{Duration, Instant};

use balai_storage::{Owner, Space, StorageError, TenantPlace};
use futures_util::{StreamExt, stream};
use sea_orm_migration::{MigratorTrait, sea_orm::DbErr};

use crate::{ControlMigrator, TenantMigrator};

/// How many spaces are migrated at a time.
const SIDE_BY_SIDE: usize = 2;

/// How many regions may fail at the start before the run is called off.
const CANARIES: usize = 2;

/// Why a space kept its old shape. Its transaction left nothing behind.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The space could not be opened.
    #[error("ruang tidak dapat dibuka: {0}")]
    Space(#[from] StorageError),
    /// A step failed.
    #[error("langkah migrasi gagal: {0}")]
    Step(#[from] DbErr),
}

/// How the migration of one space ended.
#[derive(Debug)]
pub struct Outcome {
    /// Which space: `control` or a region's code.
    pub space: String,
    /// Steps applied, or why not.
    pub result: Result<Vec<String>, MigrationError>,
    /// How long it took.
    pub took: Duration,
}

/// Names of the steps that a space lacks. A space without tables lacks all.
pub async fn pending<M: MigratorTrait>(owner: &Owner, space: &Space) -> Result<Vec<String>, MigrationError> {
    let tx = owner.begin(space).await?;
    let steps = M::get_pending_migrations_read_only(&tx).await?;
    Ok(steps.iter().map(|step| step.name().to_owned()).collect())
}

/// Brings one space up to date, wholly or not at all. Returns the steps applied.
pub async fn migrate_space<M: MigratorTrait>(owner: &Owner, space: &Space) -> Result<Vec<String>, MigrationError> {
    let tx = owner.begin(space).await?;
    let steps = M::get_pending_migrations_read_only(&tx).await?;
    let names = steps.iter().map(|step| step.name().to_owned()).collect::<Vec<_>>();
    if !names.is_empty() {
        M::up(&tx, None).await?;
        tx.commit().await?;
    }
    Ok(names)
}

/// Brings a space that has no tables yet as far as the first `steps` steps, which must be those of this binary: what was
/// taken from an older one is read in before the rest is run.
pub async fn migrate_space_as_far<M: MigratorTrait>(
    owner: &Owner,
    space: &Space,
    steps: &[String],
) -> Result<bool, MigrationError> {
    let own = M::migrations();
    let ours = own.iter().map(|step| step.name());
    if steps.len() > own.len() || !ours.zip(steps).all(|(own, theirs)| own == theirs) {
        return Ok(false);
    }
    let tx = owner.begin(space).await?;
    M::up(&tx, Some(u32::try_from(steps.len()).expect("few steps"))).await?;
    tx.commit().await?;
    Ok(true)
}

/// Brings the control plane up to date.
pub async fn migrate_control(owner: &Owner) -> Result<Vec<String>, MigrationError> {
    Box::pin(migrate_space::<ControlMigrator>(owner, &Space::Control)).await
}

/// Brings all given tenants up to date with the binary's own stream. `each` hears of every
/// outcome as it happens. The first goes alone, as a canary. One region may be broken for reasons of
/// its own, so a second canary follows a failed one; when both fail the fault is the step's, and no
/// other region is touched.
pub async fn migrate_all_tenants(owner: &Owner, places: Vec<TenantPlace>, each: impl FnMut(&Outcome)) -> Vec<Outcome> {
    run_all::<TenantMigrator>(owner, places, each).await
}

/// [`migrate_all_tenants`] for any stream.
pub async fn run_all<M: MigratorTrait>(
    owner: &Owner,
    places: Vec<TenantPlace>,
    mut each: impl FnMut(&Outcome),
) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(places.len());
    let mut places = places.into_iter();
    for canary in places.by_ref().take(CANARIES) {
        let outcome = timed::<M>(owner, canary).await;
        each(&outcome);
        outcomes.push(outcome);
        if outcomes.iter().any(|o| o.result.is_ok()) {
            break;
        }
    }
    if outcomes.iter().all(|o| o.result.is_err()) {
        return outcomes;
    }
    let mut rest = stream::iter(places.map(|place| Box::pin(timed::<M>(owner, place)))).buffer_unordered(SIDE_BY_SIDE);
    while let Some(outcome) = rest.next().await {
        each(&outcome);
        outcomes.push(outcome);
    }
    outcomes
}

async fn timed<M: MigratorTrait>(owner: &Owner, place: TenantPlace) -> Outcome {
    let space = Space::Tenant(place);
    let start = Instant::now();
    let result = Box::pin(migrate_space::<M>(owner, &space)).await;
    if let Err(error) = &result {
        tracing::error!(tenant.code = %space.label(), %error, "migration failed");
    }
    Outcome { space: space.label(), result, took: start.elapsed() }
}
