//! What a region's catalogue needs as time passes: versions take effect on their day, and once a day everything is read
//! again. Any number of workers may do this at once; each piece is done once.

use std::collections::BTreeSet;

use balai_kernel::{Act, Zone};
use balai_storage::{ControlDb, StorageError, TenantDb};
use chrono::{DateTime, Utc};

use crate::editor::{EditError, Editor, TookEffect};
use crate::queries;
use crate::rollup;
use crate::template::Templates;

/// The name of the daily reading.
const REVIEW: &str = "review";

/// Shows citizens the versions whose day has come in the region's zone, each in a transaction of its own. Returns how many
/// are shown now.
pub async fn take_effect(db: &TenantDb, zone: Zone, now: DateTime<Utc>) -> Result<usize, StorageError> {
    let today = zone.date(now);
    let due = queries::due_services(&db.read().await?, today).await?;
    let mut shown = 0;
    for service in due {
        let (write, act) = (db.write().await?, Act::system("effective-date", now));
        match Editor::new(&write, &act, today).take_effect(service).await {
            Ok(became) => {
                write.commit().await?;
                shown += usize::from(became == TookEffect::Published);
            }
            Err(EditError::Storage(error)) => return Err(error),
            // somebody works on it at this moment; it is due still at the next look
            Err(error) => tracing::warn!(tenant.code = %db.code(), service.id = %service, %error, "not yet in effect"),
        }
    }
    Ok(shown)
}

/// Reads the region's catalogue again, if nobody did today: services learn where they came from, what other regions
/// promise is taken over, and the linter says what is true today. Returns whether it was done now.
pub async fn review(
    db: &TenantDb,
    control: &ControlDb,
    templates: &Templates,
    zone: Zone,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let today = zone.date(now);
    let read = db.read().await?;
    if queries::chore_done_on(&read, REVIEW).await? == Some(today) {
        return Ok(false);
    }
    let keys: BTreeSet<String> = queries::adopted_keys(&read).await?;
    drop(read);
    let others = rollup::others(&control.read().await?, db.code(), &keys).await?;
    let (write, act) = (db.write().await?, Act::system("catalogue-review", now));
    let editor = Editor::new(&write, &act, today);
    let done = async {
        editor.complete_origins(templates).await?;
        editor.compare(&others).await?;
        editor.review_all().await?;
        editor.chore_done(REVIEW).await
    };
    match done.await {
        Ok(()) => {
            write.commit().await?;
            Ok(true)
        }
        Err(EditError::Storage(error)) => Err(error),
        Err(error) => {
            tracing::warn!(tenant.code = %db.code(), %error, "the catalogue was not read again");
            Ok(false)
        }
    }
}
