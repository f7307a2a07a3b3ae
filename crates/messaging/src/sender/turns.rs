use balai_kernel::{Act, RegionCode};
use balai_storage::Kek;
use balai_storage::envelope::Key;
use balai_storage::{Result, StorageError, Store, Tenant, TenantDb, Write};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::{TenantState, tenants};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel as _;

use super::row::{ActiveModel, Entity, Model};
use super::store::{ID, OwnSender, Standing, entry, password};
use super::{OwnDoor, Trial};
use crate::SendError;
use crate::mailer::SILENT;
use crate::message::Outgoing;

/// Minutes until a sender that failed is tried again: after the first failure, the second, and so on.
const WAITS: [i64; 4] = [5, 15, 30, 60];
/// Letters of a reason that are kept.
const LONGEST_REASON: usize = 300;
/// Who notes how a sender does.
const POSTMAN: &str = "postman";

/// The regions' own senders, for the postman. None of them can hold a letter up: each trouble is told by
/// [`Passed::Refused`] or [`Passed::Elsewhere`], and the letter leaves through the platform's door.
#[derive(Clone)]
pub struct OwnSenders {
    store: Store,
    kek: Kek,
    door: OwnDoor,
}

/// What became of a letter at its region's own server.
pub(crate) enum Passed {
    /// Taken.
    Taken,
    /// The region has no sender that is in use now.
    Elsewhere,
    /// The server refused this letter for good. Whether the fault is the sender's shows when another server has it.
    Refused(String),
}

impl OwnSenders {
    /// `kek` is the key-encryption key; passwords are sealed with regions' data keys.
    pub fn new(store: Store, kek: Kek, door: OwnDoor) -> Self {
        Self { store, kek, door }
    }

    /// Tries a region's letter through its own server, where it has one that is in use. What is broken here is logged.
    pub(crate) async fn pass(&self, region: RegionCode, letter: &Outgoing, now: DateTime<Utc>) -> Passed {
        match self.attempt(region, letter, now).await {
            Ok(passed) => passed,
            Err(error) => {
                tracing::error!(tenant.code = %region, %error, "a region's own sender cannot be read");
                Passed::Elsewhere
            }
        }
    }

    async fn attempt(&self, region: RegionCode, letter: &Outgoing, now: DateTime<Utc>) -> Result<Passed> {
        let control = self.store.control().read().await?;
        let tenant = tenants::by_code(&control, region).await?.filter(|tenant| tenant.state == TenantState::Active);
        let key = keys::find(&control, &self.kek, KeyOwner::Region(region)).await?;
        drop(control);
        let (Some(tenant), Some(key)) = (tenant, key) else { return Ok(Passed::Elsewhere) };
        let db = self.store.tenant(tenant.place);
        let Some((sender, secret)) = usable(&db, region, &key, now).await? else { return Ok(Passed::Elsewhere) };
        match self.door.send(&sender.details, secret.as_ref(), letter).await {
            Ok(()) => {
                if matches!(sender.standing, Standing::Failing { .. }) {
                    recovered(&db, now).await?;
                }
                Ok(Passed::Taken)
            }
            Err(SendError::Refused(said)) => Ok(Passed::Refused(said)),
            Err(error) => {
                tracing::warn!(tenant.code = %region, "a region's own mail server took no letter");
                failed(&db, now, &reason(&error)).await?;
                Ok(Passed::Elsewhere)
            }
        }
    }

    /// The platform's server took a letter that the region's own one had refused: the fault is the sender's.
    pub(crate) async fn blame(&self, region: RegionCode, now: DateTime<Utc>, reason: &str) {
        let noted = async {
            let tenant = tenants::by_code(&self.store.control().read().await?, region).await?;
            match tenant {
                Some(tenant) => failed(&self.store.tenant(tenant.place), now, reason).await,
                None => Ok(()),
            }
        };
        if let Err(error) = noted.await {
            tracing::error!(tenant.code = %region, %error, "a failure of a region's own sender was not noted");
        }
    }
}

/// What a page of the region says of a failure.
fn reason(error: &SendError) -> String {
    match error {
        SendError::Unavailable(said) if said == SILENT => "Server tidak menjawab.".to_owned(),
        SendError::Unavailable(said) | SendError::Refused(said) => said.clone(),
        SendError::Compose(error) => error.to_string(),
    }
}

type Usable = Option<(OwnSender, Option<secrecy::SecretString>)>;

async fn usable(db: &TenantDb, region: RegionCode, key: &Key, now: DateTime<Utc>) -> Result<Usable> {
    let read = db.read().await?;
    let Some(sender) = super::find(&read).await? else { return Ok(None) };
    let due = match &sender.standing {
        Standing::Untried => false,
        Standing::Used(_) => true,
        Standing::Failing { again, .. } => *again <= now,
    };
    if !due {
        return Ok(None);
    }
    let secret = password(&read, region, key).await?;
    Ok(Some((sender, secret)))
}

/// Keeps what a trial showed. A letter that left puts the sender in use, or in use again; one that did not leave counts as a
/// failure of a sender in use. What was tried must still be what is written.
pub async fn tried(write: &Write<Tenant>, act: &Act, tried: &OwnSender, trial: &Trial) -> Result<()> {
    let found = write.find::<Entity>(ID).await?;
    let Some(row) = found.filter(|row| row.updated_at == tried.updated_at) else { return Ok(()) };
    let before = row.clone();
    let proven_at = row.proven_at;
    let mut change = match &trial.failure {
        Some(reason) if proven_at.is_some() => failing(row, trial.at, reason),
        _ => row.into_active_model(),
    };
    let kept = serde_json::to_value(trial).map_err(|error| StorageError::Corrupt(error.to_string()))?;
    change.trial = Set(Some(kept));
    if trial.failure.is_none() {
        change.proven_at = Set(proven_at.or(Some(trial.at)));
        change.failing_since = Set(None);
        change.failure = Set(None);
        change.failures = Set(0);
        change.try_after = Set(None);
    }
    let after = write.update(change).await?;
    write.audit(act, entry("sender.tried", Some(&before), Some((&after, None)))).await
}

async fn failed(db: &TenantDb, now: DateTime<Utc>, reason: &str) -> Result<()> {
    let write = db.write().await?;
    let Some(row) = write.find::<Entity>(ID).await? else { return Ok(()) };
    let (before, since) = (row.clone(), row.failing_since);
    let after = write.update(failing(row, now, reason)).await?;
    if since.is_none() {
        turned(&write, now, "sender.failed", &before, &after).await?;
    }
    write.commit().await
}

/// The sender after one more failure: left alone for a while, longer each time.
fn failing(row: Model, now: DateTime<Utc>, reason: &str) -> ActiveModel {
    let (failures, since) = (row.failures, row.failing_since);
    let wait = WAITS[usize::try_from(failures.max(0)).unwrap_or(0).min(WAITS.len() - 1)];
    let mut change = row.into_active_model();
    change.failing_since = Set(since.or(Some(now)));
    change.failure = Set(Some(reason.chars().take(LONGEST_REASON).collect()));
    change.failures = Set(failures.saturating_add(1));
    change.try_after = Set(Some(now + TimeDelta::minutes(wait)));
    change
}

async fn recovered(db: &TenantDb, now: DateTime<Utc>) -> Result<()> {
    let write = db.write().await?;
    let Some(row) = write.find::<Entity>(ID).await? else { return Ok(()) };
    let before = row.clone();
    let mut change = row.into_active_model();
    change.failing_since = Set(None);
    change.failure = Set(None);
    change.failures = Set(0);
    change.try_after = Set(None);
    let after = write.update(change).await?;
    turned(&write, now, "sender.recovered", &before, &after).await?;
    write.commit().await
}

async fn turned(
    write: &Write<Tenant>,
    now: DateTime<Utc>,
    action: &'static str,
    before: &Model,
    after: &Model,
) -> Result<()> {
    write.audit(&Act::system(POSTMAN, now), entry(action, Some(before), Some((after, None)))).await
}
